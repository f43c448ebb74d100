"""Documents read for standards."""

from uuid import UUID

from tilik.records.models import StandardReading, StandardVersion, Unit


def get_reading(uuid: UUID) -> StandardReading | None:
    """The reading of that address, or None."""
    rows = StandardReading.objects.select_related("job", "unit__government", "version__document")
    return rows.filter(job__client_uuid=uuid).first()


def list_readings(unit: Unit, most: int = 10) -> list[StandardReading]:
    """The newest readings of a unit."""
    rows = StandardReading.objects.filter(unit=unit).select_related("job", "version")
    return list(rows.defer("report").order_by("-pk")[:most])


def find_decree_read(version: StandardVersion) -> dict[str, str]:
    """Number and date of the decree a draft was read from, as far as they were found."""
    if version.source_id is None or version.is_adopted:
        return {}
    reading = StandardReading.objects.filter(version=version.source_id).first()
    return dict(reading.report.get("facts", {})) if reading else {}


def list_drafts(reading: StandardReading) -> dict[int, StandardVersion]:
    """The versions made of a reading, by the place of their service in it."""
    rows = StandardVersion.objects.filter(pk__in=reading.services.values())
    rows = rows.select_related("service__unit", "government").prefetch_related("components")
    by_pk = {version.pk: version for version in rows}
    return {int(n): by_pk[pk] for n, pk in reading.services.items() if pk in by_pk}
