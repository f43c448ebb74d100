import django.db.models.deletion
import django.db.models.functions.comparison
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    # After the libraries' own: their many changes then need not carry all these models along,
    # which makes a first start and every test run seconds faster.
    dependencies = [
        ("account", "__latest__"),
        ("axes", "__latest__"),
        ("django_tasks_database", "__latest__"),
        ("mfa", "__latest__"),
        ("records", "0001_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("response_uuid", models.UUIDField(unique=True)),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=200)),
                ("short_name", models.CharField(blank=True, max_length=60)),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="records.unit",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("sector", models.CharField(blank=True, max_length=40)),
                ("workdays_per_week", models.PositiveSmallIntegerField(default=5)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("government", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("government", "code"), name="unit_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("workdays_per_week__in", (5, 6, 7))),
                        name="unit_workdays_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="unit_valid_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="UnitLineage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("merged", "Merged"), ("split", "Split"), ("renamed", "Renamed")],
                        max_length=20,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successors",
                        to="records.unit",
                    ),
                ),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="predecessors",
                        to="records.unit",
                    ),
                ),
                ("name_before", models.CharField(max_length=200)),
                ("on", models.DateField()),
                ("reason", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["merged", "split", "renamed"])),
                        name="unitlineage_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("before", models.F("after")), ("kind", "renamed")),
                            models.Q(
                                models.Q(("kind", "renamed"), _negated=True),
                                models.Q(("before", models.F("after")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="unitlineage_renamed_is_same",
                    ),
                    models.UniqueConstraint(
                        fields=("kind", "before", "after", "on"), name="unitlineage_once"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services",
                        to="records.unit",
                    ),
                ),
                ("code", models.CharField(max_length=40)),
                ("name", models.CharField(max_length=300)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("luring", "Offline"),
                            ("daring", "Online"),
                            ("luring-daring", "Both"),
                        ],
                        default="luring",
                        max_length=20,
                    ),
                ),
                ("group", models.CharField(blank=True, max_length=40)),
                ("registry_number", models.CharField(blank=True, max_length=60)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ("unit", "code"),
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "code"), name="service_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["luring", "daring", "luring-daring"])),
                        name="service_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="service_valid_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ServiceVolume",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volumes",
                        to="records.service",
                    ),
                ),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("users", models.PositiveIntegerField()),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "period_start", "period_end"), name="volume_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start__isnull", True),
                            ("period_end__isnull", True),
                            ("period_end__gte", models.F("period_start")),
                            _connector="OR",
                        ),
                        name="volume_period_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Complaint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("tracking_hash", models.CharField(max_length=64, unique=True)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="records.unit",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="complaints",
                        to="records.service",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("sp4n", "Sp4N"),
                            ("loket", "Counter"),
                            ("whatsapp", "Whatsapp"),
                            ("surat", "Letter"),
                            ("telepon", "Phone"),
                            ("qr", "Qr"),
                            ("formulir", "Form"),
                        ],
                        max_length=20,
                    ),
                ),
                ("sort", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("is_anonymous", models.BooleanField(default=False)),
                ("is_secret", models.BooleanField(default=False)),
                ("sp4n_number", models.CharField(blank=True, max_length=60, null=True)),
                (
                    "same_as",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duplicates",
                        to="records.complaint",
                    ),
                ),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["government", "received_at"], name="records_com_governm_b8bbd3_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "channel__in",
                                ["sp4n", "loket", "whatsapp", "surat", "telepon", "qr", "formulir"],
                            )
                        ),
                        name="complaint_channel_known",
                    ),
                    models.UniqueConstraint(
                        fields=("government", "sp4n_number"), name="complaint_sp4n_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sp4n_number", ""), _negated=True),
                        name="complaint_sp4n_unknown_is_null",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ComplaintPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "complaint",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person",
                        to="records.complaint",
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("key_name", models.CharField(max_length=40)),
                ("keep_until", models.DateField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="records.unit",
                    ),
                ),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=300)),
                ("number", models.CharField(blank=True, max_length=200)),
                ("signed_on", models.DateField(blank=True, null=True)),
                ("signatory", models.CharField(blank=True, max_length=200)),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="document_valid_order",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holidays",
                        to="records.government",
                    ),
                ),
                ("date", models.DateField()),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[("libur", "Holiday"), ("cuti-bersama", "Joint Leave")],
                        default="libur",
                        max_length=20,
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["libur", "cuti-bersama"])),
                        name="holiday_kind_known",
                    ),
                    models.UniqueConstraint(
                        models.F("date"),
                        django.db.models.functions.comparison.Coalesce(
                            "government", 0, output_field=models.BigIntegerField()
                        ),
                        name="holiday_once",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Schedule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, unique=True)),
                ("arguments", models.JSONField(default=dict)),
                ("every_seconds", models.PositiveIntegerField()),
                ("next_at", models.DateTimeField(db_index=True)),
                ("last_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="records.government",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="records.unit",
                    ),
                ),
                ("entity", models.CharField(max_length=200)),
                ("level", models.CharField(blank=True, max_length=40)),
                ("year", models.PositiveSmallIntegerField()),
                ("measure", models.CharField(max_length=40)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("scheme", models.CharField(blank=True, max_length=40)),
                ("value", models.CharField(blank=True, max_length=30, null=True)),
                ("grade", models.CharField(blank=True, max_length=60)),
                ("zone", models.CharField(blank=True, max_length=60)),
                ("opinion", models.CharField(blank=True, max_length=200)),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                ("rank_of", models.PositiveIntegerField(blank=True, null=True)),
                ("source", models.CharField(max_length=1000)),
                ("note", models.TextField(blank=True)),
                ("conflict", models.BooleanField(default=False)),
                (
                    "conflicts_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="records.publishedfigure",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["measure", "year", "entity"], name="records_pub_measure_2fb72f_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("value", ""), _negated=True),
                        name="published_unknown_is_null",
                    ),
                    models.UniqueConstraint(
                        fields=("entity", "year", "measure", "kind", "scheme", "source", "n"),
                        name="published_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InstrumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("code", models.CharField(max_length=40)),
                ("version", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64, unique=True)),
                ("canonical", models.BinaryField()),
                ("rule_semantics", models.CharField(max_length=40)),
                (
                    "origin",
                    models.CharField(
                        choices=[("shipped", "Shipped"), ("uploaded", "Uploaded")],
                        default="shipped",
                        max_length=20,
                    ),
                ),
                ("lint_report", models.JSONField(blank=True, default=list)),
                ("cases", models.JSONField(blank=True, default=list)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("code", "-at", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("origin__in", ["shipped", "uploaded"])),
                        name="instrument_origin_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("origin", "uploaded"), _negated=True),
                            ("by__isnull", False),
                            _connector="OR",
                        ),
                        name="instrument_upload_has_who",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ItemMap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "old",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maps_out",
                        to="records.instrumentversion",
                    ),
                ),
                ("old_form", models.CharField(blank=True, max_length=40)),
                ("old_item", models.CharField(max_length=40)),
                (
                    "new",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="maps_in",
                        to="records.instrumentversion",
                    ),
                ),
                ("new_form", models.CharField(blank=True, max_length=40)),
                ("new_item", models.CharField(max_length=40)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("same", "Same"),
                            ("narrower", "Narrower"),
                            ("wider", "Wider"),
                            ("related", "Related"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["same", "narrower", "wider", "related"])),
                        name="itemmap_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("at__isnull", True), ("by__isnull", True)),
                            models.Q(("at__isnull", False), ("by__isnull", False)),
                            _connector="OR",
                        ),
                        name="itemmap_who_when",
                    ),
                    models.UniqueConstraint(
                        fields=("old", "old_form", "old_item", "new", "new_form", "new_item"),
                        name="itemmap_once",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "instrument_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rounds",
                        to="records.instrumentversion",
                    ),
                ),
                (
                    "scheme",
                    models.CharField(
                        choices=[
                            ("nasional", "National"),
                            ("mandiri", "Own"),
                            ("khusus", "Special"),
                            ("latihan", "Training"),
                        ],
                        max_length=20,
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("variant", models.CharField(blank=True, max_length=200)),
                ("is_example", models.BooleanField(default=False)),
                ("options", models.JSONField(blank=True, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("-period_end", "-id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scheme__in", ["nasional", "mandiri", "khusus", "latihan"])
                        ),
                        name="round_scheme_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start__isnull", True),
                            ("period_end__isnull", True),
                            ("period_end__gte", models.F("period_start")),
                            _connector="OR",
                        ),
                        name="round_period_order",
                    ),
                    models.UniqueConstraint(
                        fields=("government", "title"), name="round_title_once"
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="phases",
                        to="records.round",
                    ),
                ),
                ("n", models.PositiveSmallIntegerField()),
                ("code", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("desk", "Desk"),
                            ("field", "Field"),
                            ("reply", "Reply"),
                            ("final", "Final"),
                        ],
                        max_length=10,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("round", "n"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "n"), name="phase_n_once"),
                    models.UniqueConstraint(fields=("round", "code"), name="phase_code_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["claim", "desk", "field", "reply", "final"])
                        ),
                        name="phase_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", True),
                            ("ends_at__isnull", True),
                            ("ends_at__gte", models.F("starts_at")),
                            _connector="OR",
                        ),
                        name="phase_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="RoundUnit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="round_units",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="round_units",
                        to="records.unit",
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("kind", models.CharField(blank=True, max_length=40)),
                ("sector", models.CharField(blank=True, max_length=40)),
                ("form_variant", models.CharField(blank=True, max_length=40)),
                ("is_lokus", models.BooleanField(default=False)),
                ("extended_until", models.DateTimeField(blank=True, null=True)),
                ("extension_letter", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ("round", "unit__code"),
                "constraints": [
                    models.UniqueConstraint(fields=("round", "unit"), name="roundunit_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("extended_until__isnull", False), _negated=True),
                            models.Q(("extension_letter", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="roundunit_extension_has_letter",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("chain", models.CharField(max_length=40)),
                ("n", models.PositiveBigIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("verb", models.CharField(max_length=60)),
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
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.unit",
                    ),
                ),
                ("object_type", models.CharField(max_length=60)),
                ("object_id", models.CharField(max_length=60)),
                ("form", models.CharField(blank=True, max_length=40)),
                ("item", models.CharField(blank=True, max_length=40)),
                ("diff", models.JSONField(default=dict)),
                ("previous_sha", models.CharField(blank=True, max_length=64)),
                ("sha256", models.CharField(max_length=64)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        fields=["round", "unit", "item"], name="records_aud_round_i_e2b6aa_idx"
                    ),
                    models.Index(
                        fields=["object_type", "object_id"], name="records_aud_object__09e998_idx"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("chain", "n"), name="audit_n_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "instrument_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="records.instrumentversion",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="records.unit",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="records.service",
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("title", models.CharField(max_length=200)),
                ("period_start", models.DateField()),
                ("period_end", models.DateField()),
                ("population", models.PositiveIntegerField(blank=True, null=True)),
                ("options", models.JSONField(blank=True, default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_start__isnull", True),
                            ("period_end__isnull", True),
                            ("period_end__gte", models.F("period_start")),
                            _connector="OR",
                        ),
                        name="campaign_period_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="campaign_closed",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Response",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="records.campaign",
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("day", models.DateField()),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("link", "Link"),
                            ("qr", "Qr"),
                            ("kiosk", "Kiosk"),
                            ("paper", "Paper"),
                            ("field", "Field"),
                            ("import", "Import"),
                        ],
                        max_length=20,
                    ),
                ),
                ("batch", models.CharField(blank=True, max_length=40)),
                ("answers", models.JSONField()),
                ("traits", models.JSONField(blank=True, default=dict)),
                ("signals", models.JSONField(blank=True, default=list)),
                ("excluded_reason", models.TextField(blank=True)),
                (
                    "excluded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("excluded_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["campaign", "day"], name="records_res_campaig_f03296_idx")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("channel__in", ["link", "qr", "kiosk", "paper", "field", "import"])
                        ),
                        name="response_channel_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excluded_at__isnull", True), ("excluded_by__isnull", True)),
                            models.Q(
                                ("excluded_at__isnull", False), ("excluded_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="response_excluded",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("excluded_at__isnull", False), _negated=True),
                            models.Q(("excluded_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="response_exclusion_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "response",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comment",
                        to="records.response",
                    ),
                ),
                ("text", models.TextField()),
                ("theme", models.CharField(blank=True, max_length=40)),
                ("tone", models.CharField(blank=True, max_length=40)),
                (
                    "corrected_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("corrected_at", models.DateTimeField(blank=True, null=True)),
                ("is_quotable", models.BooleanField(default=False)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("corrected_at__isnull", True), ("corrected_by__isnull", True)
                            ),
                            models.Q(
                                ("corrected_at__isnull", False), ("corrected_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="comment_corrected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_quotable", False), ("corrected_by__isnull", False), _connector="OR"
                        ),
                        name="comment_quote_was_read",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Rollup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollups",
                        to="records.campaign",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rollups",
                        to="records.unit",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.service",
                    ),
                ),
                ("period_start", models.DateField()),
                ("element", models.CharField(max_length=40)),
                ("n", models.PositiveBigIntegerField()),
                ("total", models.BigIntegerField()),
                ("total_of_squares", models.BigIntegerField()),
                ("counts", models.JSONField(default=dict)),
                ("watermark", models.PositiveBigIntegerField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        models.F("campaign"),
                        models.F("unit"),
                        django.db.models.functions.comparison.Coalesce(
                            "service", 0, output_field=models.BigIntegerField()
                        ),
                        models.F("period_start"),
                        models.F("element"),
                        name="rollup_once",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="ComplaintEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "complaint",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="records.complaint",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("verified", "Verified"),
                            ("waiting-for-data", "Waiting"),
                            ("resumed", "Resumed"),
                            ("transferred", "Transferred"),
                            ("archived", "Archived"),
                            ("assigned", "Assigned"),
                            ("first-response", "First Response"),
                            ("answered", "Answered"),
                            ("confirmed", "Confirmed"),
                            ("silent", "Silent"),
                            ("reopened", "Reopened"),
                            ("merged", "Merged"),
                            ("split", "Split"),
                            ("noted", "Noted"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.unit",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("at", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "received",
                                    "verified",
                                    "waiting-for-data",
                                    "resumed",
                                    "transferred",
                                    "archived",
                                    "assigned",
                                    "first-response",
                                    "answered",
                                    "confirmed",
                                    "silent",
                                    "reopened",
                                    "merged",
                                    "split",
                                    "noted",
                                ],
                            )
                        ),
                        name="complaintevent_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ("archived", "transferred", "reopened")), _negated=True
                            ),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="complaintevent_reason",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="DocumentVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="records.document",
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField()),
                ("media_type", models.CharField(max_length=100)),
                ("file_name", models.CharField(max_length=255)),
                ("storage_key", models.CharField(max_length=200)),
                ("source_address", models.URLField(blank=True, max_length=1000)),
                ("fetched_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("document", "n"), name="document_n_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fetched_at__isnull", True), ("source_address", "")),
                            models.Q(
                                models.Q(("source_address", ""), _negated=True),
                                ("fetched_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="document_fetched_has_when",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="EvidenceLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence",
                        to="records.unit",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.service",
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=40)),
                ("slot", models.CharField(blank=True, max_length=40)),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="records.document",
                    ),
                ),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("accepted", "Accepted"),
                            ("returned", "Returned"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["round", "unit", "form", "item"],
                        name="records_evi_round_i_8dba9d_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["waiting", "accepted", "returned"])),
                        name="evidence_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                            models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="evidence_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("status", "waiting")),
                            models.Q(
                                models.Q(("status", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="evidence_status_has_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "returned"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_return_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("admin-kabupaten", "Admin"),
                            ("operator-unit", "Operator"),
                            ("kepala-unit", "Head"),
                            ("evaluator", "Evaluator"),
                            ("pimpinan", "Leader"),
                            ("admin-sistem", "System"),
                        ],
                        max_length=20,
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
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="records.unit",
                    ),
                ),
                ("form", models.CharField(blank=True, max_length=40)),
                ("valid_from", models.DateTimeField()),
                ("valid_to", models.DateTimeField(blank=True, null=True)),
                ("letter", models.CharField(blank=True, max_length=200)),
                (
                    "took_over_from",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handed_to",
                        to="records.seat",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["user", "valid_to"], name="records_sea_user_id_09e8e7_idx"
                    ),
                    models.Index(fields=["unit", "role"], name="records_sea_unit_id_a76229_idx"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "admin-kabupaten",
                                    "operator-unit",
                                    "kepala-unit",
                                    "evaluator",
                                    "pimpinan",
                                    "admin-sistem",
                                ],
                            )
                        ),
                        name="seat_role_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("government__isnull", True), ("role", "admin-sistem")),
                            models.Q(
                                models.Q(("role", "admin-sistem"), _negated=True),
                                ("government__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="seat_government_unless_system",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role__in", ("operator-unit", "kepala-unit")), _negated=True),
                            ("unit__isnull", False),
                            _connector="OR",
                        ),
                        name="seat_unit_roles_have_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="seat_valid_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="records.unit",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="records.service",
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("desk", "Desk"),
                            ("field", "Field"),
                            ("reply", "Reply"),
                            ("final", "Final"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "seat",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="records.seat",
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("receipt_sha", models.CharField(blank=True, max_length=64)),
                ("returned_reason", models.TextField(blank=True)),
                ("returned_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stage__in", ["claim", "desk", "field", "reply", "final"])
                        ),
                        name="sheet_stage_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("sent_at__isnull", True), ("sent_by__isnull", True)),
                            models.Q(("sent_at__isnull", False), ("sent_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sheet_sent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(
                                ("approved_at__isnull", False), ("approved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="sheet_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("service__isnull", True), ("unit__isnull", False), _connector="OR"
                        ),
                        name="sheet_service_has_unit",
                    ),
                    models.UniqueConstraint(
                        models.F("round"),
                        django.db.models.functions.comparison.Coalesce(
                            "unit", 0, output_field=models.BigIntegerField()
                        ),
                        django.db.models.functions.comparison.Coalesce(
                            "service", 0, output_field=models.BigIntegerField()
                        ),
                        models.F("form"),
                        models.F("stage"),
                        django.db.models.functions.comparison.Coalesce(
                            "seat", 0, output_field=models.BigIntegerField()
                        ),
                        name="sheet_once",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="AnswerRevision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="revisions",
                        to="records.sheet",
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                ("value", models.JSONField(blank=True, null=True)),
                (
                    "absence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not-answered", "not-answered"),
                            ("not-applicable", "not-applicable"),
                            ("not-checked", "not-checked"),
                            ("not-computable", "not-computable"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("on_behalf", models.BooleanField(default=False)),
                (
                    "base",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followers",
                        to="records.answerrevision",
                    ),
                ),
                ("took_effect", models.BooleanField(default=True)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [
                    models.Index(
                        fields=["sheet", "item", "id"], name="records_ans_sheet_i_e73edb_idx"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("absence__isnull", True), ("value__isnull", False)),
                            models.Q(
                                (
                                    "absence__in",
                                    [
                                        "not-answered",
                                        "not-applicable",
                                        "not-checked",
                                        "not-computable",
                                    ],
                                ),
                                ("absence__isnull", False),
                                ("value__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="revision_value_or_absence",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="records.sheet",
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                (
                    "revision",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="current",
                        to="records.answerrevision",
                    ),
                ),
                ("is_filled", models.BooleanField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["sheet", "is_filled"], name="records_ans_sheet_i_d6dbd9_idx"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "item"), name="answer_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="records.sheet",
                    ),
                ),
                ("item", models.CharField(max_length=40)),
                ("suggested", models.JSONField(blank=True, null=True)),
                ("trace", models.JSONField(blank=True, null=True)),
                (
                    "revision",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="records.answerrevision",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("returned_at", models.DateTimeField(blank=True, null=True)),
                ("returned_until", models.DateTimeField(blank=True, null=True)),
                ("return_reason", models.TextField(blank=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sheet", "item"), name="finding_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", True), ("returned_by__isnull", True)),
                            models.Q(
                                ("returned_at__isnull", False), ("returned_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="finding_returned",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("returned_at__isnull", False), _negated=True),
                            models.Q(("return_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finding_return_reason",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Adjudication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjudications",
                        to="records.round",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.unit",
                    ),
                ),
                ("form", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=40)),
                ("chosen", models.JSONField()),
                ("reason", models.TextField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="adjudication_reason",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "finding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="objections",
                        to="records.finding",
                    ),
                ),
                ("agrees", models.BooleanField(default=False)),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly", "Partly"),
                            ("rejected", "Rejected"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("decision_reason", models.TextField(blank=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("decision__in", ["accepted", "partly", "rejected"])),
                        name="objection_decision_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                                ("decision__isnull", True),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("decision__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="objection_decided",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agrees", False), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision__isnull", False), _negated=True),
                            models.Q(("decision_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="objection_decision_reason",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Freeze",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="freezes",
                        to="records.round",
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("previous_sha", models.CharField(blank=True, max_length=64)),
                ("canonical", models.BinaryField()),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("round", "n"), name="freeze_n_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("n", 1), ("previous_sha", "")),
                            models.Q(
                                ("n__gt", 1),
                                models.Q(("previous_sha", ""), _negated=True),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="freeze_chained_with_reason",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "freeze",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publications",
                        to="records.freeze",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                ("gate_policy", models.JSONField(default=dict)),
                ("bundle_sha", models.CharField(max_length=64)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.TextField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawn_at__isnull", True),
                                ("withdrawn_by__isnull", True),
                                ("withdrawn_reason__isnull", True),
                            ),
                            models.Q(
                                ("withdrawn_at__isnull", False),
                                ("withdrawn_by__isnull", False),
                                ("withdrawn_reason__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="publication_withdrawn",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Recommendation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("berita-acara", "Minutes"),
                            ("laporan-hasil", "Report"),
                            ("ombudsman", "Ombudsman"),
                            ("rtl", "Survey"),
                            ("rencana", "Plan"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="records.round",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recommendations",
                        to="records.unit",
                    ),
                ),
                ("form", models.CharField(blank=True, max_length=40)),
                ("item", models.CharField(blank=True, max_length=40)),
                ("text", models.TextField()),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                ["berita-acara", "laporan-hasil", "ombudsman", "rtl", "rencana"],
                            )
                        ),
                        name="recommendation_source_known",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Action",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "recommendation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="records.recommendation",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="records.unit",
                    ),
                ),
                ("form", models.CharField(blank=True, max_length=40)),
                ("item", models.CharField(blank=True, max_length=40)),
                ("title", models.CharField(max_length=300)),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("quarter_start", models.DateField(blank=True, null=True)),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "window",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("tanpa-anggaran", "None"),
                            ("pergeseran", "Shift"),
                            ("perubahan", "Revised"),
                            ("tahun-berikutnya", "Next"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True),
                ),
                ("evidence_asked", models.TextField(blank=True)),
                ("progress", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("dropped", "Dropped"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["planned", "running", "done", "dropped"])
                        ),
                        name="action_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "window__in",
                                ["tanpa-anggaran", "pergeseran", "perubahan", "tahun-berikutnya"],
                            )
                        ),
                        name="action_window_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("progress__range", (0, 100))),
                        name="action_progress_percent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="action_done",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", False), ("state", "done")),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="action_done_has_who",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Verification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "action",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="records.action",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="verifications",
                        to="records.round",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("held", "Held"),
                            ("partly", "Partly"),
                            ("not-found", "Not Found"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["held", "partly", "not-found"])),
                        name="verification_outcome_known",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="OversightProduct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("lahp", "Report"),
                            ("tindakan-korektif", "Corrective"),
                            ("saran", "Advice"),
                            ("rekomendasi", "Recommendation"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.CharField(max_length=200)),
                ("received_on", models.DateField()),
                ("subject", models.TextField()),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="oversight",
                        to="records.unit",
                    ),
                ),
                (
                    "document",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                ("due", models.DateField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("partly", "Partly"),
                            ("done", "Done"),
                            ("disputed", "Disputed"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("government", "number"), name="oversight_number_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["lahp", "tindakan-korektif", "saran", "rekomendasi"])
                        ),
                        name="oversight_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "partly", "done", "disputed"])),
                        name="oversight_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="oversight_done",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
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
                ("kind", models.CharField(max_length=40)),
                ("arguments", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Failed"),
                            ("stopped", "Stopped"),
                        ],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(blank=True, null=True)),
                ("message", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "running", "done", "failed", "stopped"])
                        ),
                        name="job_state_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True), ("state__in", ("waiting", "running"))
                            ),
                            models.Q(
                                ("state__in", ("done", "failed", "stopped")),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="job_ended_has_when",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Outbox",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("client_uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("kind", models.CharField(max_length=40)),
                ("audience", models.CharField(max_length=200)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "copied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("copied_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("copied_at__isnull", True), ("copied_by__isnull", True)),
                            models.Q(("copied_at__isnull", False), ("copied_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="outbox_copied",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Result",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                ("run", models.UUIDField(db_index=True)),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="records.round",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="records.campaign",
                    ),
                ),
                (
                    "scope",
                    models.CharField(
                        choices=[
                            ("unit", "Unit"),
                            ("service", "Service"),
                            ("sector", "Sector"),
                            ("government", "Government"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="records.unit",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="records.service",
                    ),
                ),
                ("sector", models.CharField(blank=True, max_length=40)),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("claim", "Claim"),
                            ("desk", "Desk"),
                            ("field", "Field"),
                            ("final", "Final"),
                        ],
                        max_length=10,
                    ),
                ),
                ("variant", models.CharField(max_length=200)),
                ("numerator", models.TextField(blank=True, null=True)),
                ("denominator", models.TextField(blank=True, null=True)),
                ("low", models.TextField(blank=True, null=True)),
                ("high", models.TextField(blank=True, null=True)),
                ("rounded", models.CharField(blank=True, max_length=30, null=True)),
                ("grades", models.JSONField(default=list)),
                ("status", models.JSONField(default=list)),
                ("inputs", models.JSONField(default=dict)),
                ("inputs_sha", models.CharField(max_length=64)),
                (
                    "instrument_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="results",
                        to="records.instrumentversion",
                    ),
                ),
                ("instrument_sha", models.CharField(max_length=64)),
                ("code_version", models.CharField(max_length=60)),
                ("seed", models.BigIntegerField(blank=True, null=True)),
                ("tree", models.BinaryField()),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["round", "basis", "variant", "scope", "unit", "id"],
                        name="records_res_round_i_377e23_idx",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("scope__in", ["unit", "service", "sector", "government"])
                        ),
                        name="result_scope_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("basis__in", ["claim", "desk", "field", "final"])),
                        name="result_basis_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("denominator__isnull", True), ("numerator__isnull", True)),
                            models.Q(("denominator__isnull", False), ("numerator__isnull", False)),
                            _connector="OR",
                        ),
                        name="result_exact_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("high__isnull", True), ("low__isnull", True)),
                            models.Q(("high__isnull", False), ("low__isnull", False)),
                            _connector="OR",
                        ),
                        name="result_range_is_whole",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("round__isnull", False), ("campaign__isnull", False), _connector="OR"
                        ),
                        name="result_has_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("scope", "unit"), ("unit__isnull", False)),
                            models.Q(("scope", "service"), ("service__isnull", False)),
                            models.Q(("scope", "sector"), models.Q(("sector", ""), _negated=True)),
                            models.Q(("scope", "government"), ("unit__isnull", True)),
                            _connector="OR",
                        ),
                        name="result_scope_named",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("numerator__isnull", False),
                            models.Q(("status", []), _negated=True),
                            _connector="OR",
                        ),
                        name="result_gap_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandardVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="standards",
                        to="records.service",
                    ),
                ),
                ("n", models.PositiveIntegerField()),
                (
                    "decree",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.document",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True)),
                ("valid_to", models.DateField(blank=True, null=True)),
                ("review_due", models.DateField(blank=True, null=True)),
                (
                    "duration",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True),
                ),
                (
                    "duration_unit",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("menit", "Minutes"),
                            ("jam", "Hours"),
                            ("hari-kerja", "Workdays"),
                            ("hari-kalender", "Days"),
                            ("bulan", "Months"),
                        ],
                        max_length=20,
                        null=True,
                    ),
                ),
                ("duration_start", models.CharField(blank=True, max_length=200)),
                ("is_free", models.BooleanField(blank=True, null=True)),
                ("fees", models.JSONField(blank=True, default=list)),
                ("fee_basis", models.CharField(blank=True, max_length=300)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("service", "n"), name="standard_n_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("duration__isnull", True), ("duration_unit__isnull", True)),
                            models.Q(("duration__isnull", False), ("duration_unit__isnull", False)),
                            _connector="OR",
                        ),
                        name="standard_duration_has_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from__isnull", True),
                            ("valid_to__isnull", True),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="standard_valid_order",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="StandardComponent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.government",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="components",
                        to="records.standardversion",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.TextField(blank=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("adequate", "Adequate"),
                            ("defective", "Defective"),
                            ("absent", "Absent"),
                            ("unread", "Unread"),
                        ],
                        default="unread",
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("page", models.PositiveIntegerField(blank=True, null=True)),
                ("box", models.JSONField(blank=True, null=True)),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("version", "number"), name="component_once"),
                    models.CheckConstraint(
                        condition=models.Q(("number__range", (1, 14))),
                        name="component_one_to_fourteen",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["adequate", "defective", "absent", "unread"])
                        ),
                        name="component_status_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("judged_at__isnull", True), ("judged_by__isnull", True)),
                            models.Q(("judged_at__isnull", False), ("judged_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="component_judged",
                    ),
                ],
                "indexes": [],
            },
        ),
    ]
