import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_persons"),
        ("places", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=50, unique=True)),
                ("name", models.CharField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("bureau", "Bureau"),
                            ("brigade", "Brigade"),
                            ("company", "Company"),
                            ("task_force", "Task force"),
                            ("supervision_group", "Supervision group"),
                            ("party_branch", "Party branch"),
                            ("office", "Office"),
                        ],
                        max_length=20,
                    ),
                ),
                ("path", models.CharField(db_collation="C", max_length=500)),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.unit",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Post",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("grid_worker", "Grid worker"),
                            ("building_head", "Building head"),
                            ("liaison", "Liaison"),
                            ("responsible", "Responsible cadre"),
                            ("dispatcher", "Dispatcher"),
                            ("unit_handler", "Unit handler"),
                            ("verifier", "Verifier"),
                            ("supervisor", "Supervisor"),
                            ("discipline_officer", "Discipline officer"),
                            ("leader", "Leader"),
                            ("editor", "Editor"),
                            ("system_admin", "System administrator"),
                            ("security_admin", "Security administrator"),
                            ("audit_admin", "Audit administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                ("remark", models.CharField(blank=True, db_default="", max_length=200)),
                ("duty_from", models.TimeField(blank=True, null=True)),
                ("duty_to", models.TimeField(blank=True, null=True)),
                ("valid", django.contrib.postgres.fields.ranges.DateRangeField()),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="places.place",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="posts",
                        to="people.unit",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "duties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=50)
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="token_has_name"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("duties__len__gt", 0)), name="token_has_duties"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("created_at"))),
                        name="token_expires_later",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["path"], name="unit_by_path"),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="unit_has_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), _negated=True), name="unit_has_code"
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "bureau",
                            "brigade",
                            "company",
                            "task_force",
                            "supervision_group",
                            "party_branch",
                            "office",
                        ],
                    )
                ),
                name="unit_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("path__endswith", "/"), ("path__startswith", "/")),
                name="unit_path_is_a_path",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("parent__isnull", True),
                    models.Q(("parent", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="unit_not_its_own_parent",
            ),
        ),
        migrations.AddConstraint(
            model_name="unit",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False), ("valid__startswith__isnull", False)),
                name="unit_has_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "grid_worker",
                            "building_head",
                            "liaison",
                            "responsible",
                            "dispatcher",
                            "unit_handler",
                            "verifier",
                            "supervisor",
                            "discipline_officer",
                            "leader",
                            "editor",
                            "system_admin",
                            "security_admin",
                            "audit_admin",
                        ],
                    )
                ),
                name="post_role_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("place__isnull", True),
                        ("role__in", ["unit_handler"]),
                        ("unit__isnull", False),
                    ),
                    models.Q(
                        ("role__in", ["leader"]),
                        models.Q(
                            ("unit__isnull", False), ("place__isnull", False), _connector="OR"
                        ),
                    ),
                    models.Q(
                        models.Q(("role__in", ["leader", "unit_handler"]), _negated=True),
                        ("place__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="post_held_where_its_role_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("duty_from__isnull", True), ("duty_to__isnull", True)),
                    models.Q(("duty_from__isnull", False), ("duty_to__isnull", False)),
                    _connector="OR",
                ),
                name="post_shift_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=models.CheckConstraint(
                condition=models.Q(("valid__isempty", False), ("valid__startswith__isnull", False)),
                name="post_has_dates",
            ),
        ),
        migrations.AddConstraint(
            model_name="post",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("person", "="),
                    ("role", "="),
                    (django.db.models.functions.comparison.Coalesce("place", 0), "="),
                    (django.db.models.functions.comparison.Coalesce("unit", 0), "="),
                    ("valid", "&&"),
                ],
                name="post_held_once_at_a_time",
            ),
        ),
    ]
