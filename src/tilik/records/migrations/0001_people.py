import django.db.models.deletion
import tilik.records.models.user
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Government",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code_kemendagri", models.CharField(max_length=20, unique=True)),
                ("code_bps", models.CharField(blank=True, max_length=20)),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("provinsi", "Province"),
                            ("kabupaten", "Regency"),
                            ("kota", "City"),
                            ("pusat", "Central"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="records.government",
                    ),
                ),
                ("bureau", models.CharField(blank=True, max_length=200)),
                ("time_zone", models.CharField(default="Asia/Jakarta", max_length=40)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["provinsi", "kabupaten", "kota", "pusat"])
                        ),
                        name="government_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="government_valid_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="User",
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
                (
                    "username",
                    models.CharField(
                        default=tilik.records.models.user.make_handle,
                        editable=False,
                        max_length=40,
                        unique=True,
                    ),
                ),
                ("is_active", models.BooleanField(default=True)),
                ("password_is_temporary", models.BooleanField(default=False)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "abstract": False,
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("nip", models.CharField(blank=True, max_length=18, null=True, unique=True)),
                ("phone", models.CharField(blank=True, max_length=20, null=True, unique=True)),
                ("email", models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ("full_name", models.CharField(max_length=200)),
                ("position", models.CharField(blank=True, max_length=200)),
                ("rank", models.CharField(blank=True, max_length=100)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("nip__isnull", False),
                            ("phone__isnull", False),
                            ("email__isnull", False),
                            _connector="OR",
                        ),
                        name="person_can_log_in",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("nip", ""), _negated=True),
                            models.Q(("phone", ""), _negated=True),
                            models.Q(("email", ""), _negated=True),
                        ),
                        name="person_empty_is_null",
                    ),
                ],
                "indexes": [],
            },
        ),
    ]
