"""Services of units and the standards on record for them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone

from tilik.records.models import Government, Service, StandardComponent, StandardVersion, Unit


def list_services(unit: Unit) -> list[Service]:
    """The services the unit gives now, by code."""
    return list(unit.services.filter(valid_to=None).order_by("code"))


def list_services_of(units: Sequence[Unit]) -> list[Service]:
    """The services the units give now, by code."""
    return list(Service.objects.filter(unit__in=units, valid_to=None).order_by("code"))


def get_service(unit: Unit, code: str) -> Service | None:
    """The unit's service of that code, or None."""
    rows = unit.services.select_related(
        "unit", "government", "promise_document", "forum_document"
    ).prefetch_related("promise_document__versions", "forum_document__versions")
    return rows.filter(code=code).first()


def list_versions(service: Service) -> list[StandardVersion]:
    """The versions of its standard, newest first."""
    rows = StandardVersion.objects.filter(service=service).select_related(
        "service__unit", "government", "decree", "source", "origin__service__unit"
    )
    return list(rows.prefetch_related("components", "decree__versions").order_by("-n"))


def pick_standing(
    versions: Iterable[StandardVersion], today: date | None = None
) -> StandardVersion | None:
    """The version in force on the day, else the newest; None where there is none."""
    day = today or timezone.localdate()
    rows = list(versions)
    in_force = [
        version
        for version in rows
        if version.is_adopted
        and version.valid_from is not None
        and version.valid_from <= day
        and (version.valid_to is None or version.valid_to >= day)
    ]
    if in_force:
        return max(in_force, key=lambda version: (version.valid_from or day, version.n))
    return max(rows, key=lambda version: version.n, default=None)


def pick_adopted(versions: Iterable[StandardVersion]) -> StandardVersion | None:
    """The newest version a decree put in force, or None."""
    adopted = (version for version in versions if version.is_adopted)
    return max(adopted, key=lambda version: version.n, default=None)


def pick_draft(versions: Iterable[StandardVersion]) -> StandardVersion | None:
    """The version that is still written on, or None."""
    return next((version for version in versions if not version.is_adopted), None)


def list_drafted(unit: Unit) -> list[tuple[Service, StandardVersion | None]]:
    """Each service the unit gives now, with the version being written, else the standing one."""
    rows = StandardVersion.objects.filter(service__unit=unit).select_related(
        "service__unit", "government"
    )
    versions: dict[int, list[StandardVersion]] = defaultdict(list)
    for version in rows.prefetch_related("components").order_by("-n"):
        versions[version.service_id].append(version)
    return [
        (each, pick_draft(versions[each.pk]) or pick_standing(versions[each.pk]))
        for each in list_services(unit)
    ]


def list_standards(units: Sequence[Unit]) -> dict[int, list[StandardVersion]]:
    """The standing standard of each service with its components, by unit, ordered by service."""
    standing = _pick_by_service(units)
    components = defaultdict(list)
    for each in StandardComponent.objects.filter(version__in=standing.values()):
        components[each.version_id].append(each)
    found: dict[int, list[StandardVersion]] = defaultdict(list)
    for version in standing.values():
        version._prefetched_objects_cache = {"components": components[version.pk]}  # type: ignore[attr-defined]
        found[version.service.unit_id].append(version)
    return dict(found)


def list_states(government: Government) -> dict[int, dict[int, list[str] | None]]:
    """The states of the components of each service's standing standard, by unit and service.

    None where no standard is on record.
    """
    found: dict[int, dict[int, list[str] | None]] = defaultdict(dict)
    services = Service.objects.filter(government=government, valid_to=None)
    for unit_id, pk in services.values_list("unit_id", "pk").order_by("unit_id", "code"):
        found[unit_id][pk] = None
    standing = _pick_by_service(Unit.objects.filter(government=government))
    by_version = {version.pk: version.service for version in standing.values()}
    fields = ("version_id", "status", "suggested", "judged_at")
    states = StandardComponent.objects.filter(version__in=list(by_version)).only(*fields)
    for component in states:
        service = by_version[component.version_id]
        if service.pk in found[service.unit_id]:
            kept = found[service.unit_id][service.pk] or []
            found[service.unit_id][service.pk] = [*kept, component.state]
    return dict(found)


def list_models(government: Government, service: Service) -> list[StandardVersion]:
    """Standing standards of other services, to begin from: of the same name first."""
    versions: Mapping[int, StandardVersion] = _pick_by_service(
        Unit.objects.filter(government=government)
    )
    others = [version for pk, version in versions.items() if pk != service.pk]
    return sorted(
        others,
        key=lambda v: (v.service.name.lower() != service.name.lower(), v.service.unit.name, v.n),
    )


def _pick_by_service(units: Iterable[Unit]) -> dict[int, StandardVersion]:
    rows = StandardVersion.objects.filter(service__unit__in=units).select_related("service__unit")
    by_service: dict[int, list[StandardVersion]] = defaultdict(list)
    for version in rows.order_by("service__unit__code", "service__code", "n"):
        by_service[version.service_id].append(version)
    standing = {pk: pick_standing(versions) for pk, versions in by_service.items()}
    return {pk: version for pk, version in standing.items() if version is not None}


def get_version(government: Government, pk: int) -> StandardVersion | None:
    """The government's version of that number, or None."""
    rows = StandardVersion.objects.filter(government=government, pk=pk)
    rows = rows.select_related("service__unit", "government")
    return rows.prefetch_related("components").first()
