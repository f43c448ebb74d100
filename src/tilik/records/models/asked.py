"""How often something was asked for, kept for two minutes: nothing that tells by whom."""

from django.db import models

from tilik.records.models.base import SHA_LENGTH


class AskedCount(models.Model):
    """How often one address asked for one thing in one minute.

    The key is a keyed digest that is another one each minute: no address can be read out of it.
    """

    key = models.CharField(max_length=SHA_LENGTH, unique=True)
    minute = models.PositiveBigIntegerField(db_index=True)
    n = models.PositiveIntegerField(default=0)
