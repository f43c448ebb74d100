"""Offline packs that were brought in."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from tilik.records.models.base import TenantRow
from tilik.records.models.round import Round
from tilik.records.models.unit import Unit


class PackImport(TenantRow):
    """What became of every line of a pack when it was brought in; never rewritten."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="pack_imports")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    pack = models.UUIDField()
    lines = models.JSONField(encoder=DjangoJSONEncoder)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
