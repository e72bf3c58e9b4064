import django.db.models.functions.datetime
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                ("login", models.CharField(blank=True, max_length=150, null=True, unique=True)),
                ("key", models.CharField(blank=True, max_length=50, null=True, unique=True)),
                ("name_cipher", models.TextField(blank=True, db_default="")),
                ("phone_cipher", models.TextField(blank=True, db_default="")),
                (
                    "phone_index",
                    models.CharField(blank=True, max_length=64, null=True, unique=True),
                ),
                ("phone_verified_at", models.DateTimeField(blank=True, null=True)),
                ("is_active", models.BooleanField(db_default=True, default=True)),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now()),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("login__isnull", True),
                            models.Q(
                                ("login", django.db.models.functions.text.Lower(models.F("login"))),
                                models.Q(("login", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="person_login_is_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("key__isnull", True),
                            models.Q(("key", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="person_key_not_empty",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("phone_cipher", ""), ("phone_index__isnull", True)),
                            models.Q(
                                models.Q(("phone_cipher", ""), _negated=True),
                                ("phone_index__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="person_phone_has_its_index",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("phone_verified_at__isnull", True),
                            ("phone_index__isnull", False),
                            _connector="OR",
                        ),
                        name="person_verified_phone_exists",
                    ),
                ],
            },
        ),
    ]
