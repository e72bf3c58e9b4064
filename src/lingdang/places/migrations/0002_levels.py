"""The levels that the pages and the standards name; a district may add its own."""

from django.db import migrations

LEVELS = [
    ("area", "区域", 0, False),
    ("city", "市", 10, False),
    ("district", "区县", 20, True),
    ("town", "镇街", 30, True),
    ("village", "村社区", 40, True),
    ("grid", "网格", 50, True),
    ("road", "路段", 60, False),
    ("building", "楼栋院落", 60, False),
    ("household", "户", 70, False),
    ("point", "点位", 70, False),
    ("district_committee", "区委", 21, False),
    ("work_committee", "街道工委", 31, False),
    ("community_committee", "社区大党委", 41, False),
    ("grid_branch", "网格党支部", 51, False),
    ("building_group", "楼栋党小组", 61, False),
]


def add(apps, schema_editor):
    Level = apps.get_model("places", "Level")
    Level.objects.bulk_create(
        Level(code=code, name=name, rank=rank, tiles=tiles) for code, name, rank, tiles in LEVELS
    )


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
