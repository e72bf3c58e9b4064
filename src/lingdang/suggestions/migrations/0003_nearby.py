import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def forget(apps: StateApps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Sketches say now where they lie even when nobody knows: the worker draws them anew."""
    apps.get_model("suggestions", "Trace").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0007_rule"),
        ("suggestions", "0002_traces"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddField("trace", "lng", models.FloatField(null=True)),
        migrations.AddField("trace", "lat", models.FloatField(null=True)),
        migrations.RemoveIndex(model_name="trace", name="trace_by_key"),
        migrations.AddIndex(
            model_name="trace",
            index=django.contrib.postgres.indexes.GinIndex(
                fastupdate=False, fields=["keys"], name="trace_by_key"
            ),
        ),
    ]
