"""The days on which no unit of a government works."""

from datetime import date

from django.db.models import Q

from tilik.records.models import Government, Holiday


def get_days_off(government: Government) -> frozenset[date]:
    """Every holiday and *cuti bersama* that holds in the government (one query)."""
    holding = Holiday.objects.filter(Q(government__isnull=True) | Q(government=government))
    return frozenset(holding.values_list("date", flat=True))
