"""The same instrument may be uploaded by two governments."""

import django.db.models.functions.comparison
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("records", "0002_everything"),
    ]

    operations = [
        migrations.AlterField(
            model_name="instrumentversion",
            name="sha256",
            field=models.CharField(db_index=True, max_length=64),
        ),
        migrations.AddConstraint(
            model_name="instrumentversion",
            constraint=models.UniqueConstraint(
                django.db.models.functions.comparison.Coalesce(
                    "government", 0, output_field=models.BigIntegerField()
                ),
                models.F("sha256"),
                name="instrument_once",
            ),
        ),
    ]
