"""Standards of services: begun, written component by component, put in force, kept in versions."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.judging import get_checks, judge_component
from tilik.actions.permissions import require
from tilik.core.catalogue import DURATION, FEES, NUMBERS, find_duration, find_fees
from tilik.core.errors import Conflict, NotFound, UserError
from tilik.records.models import Document, Service, StandardComponent, StandardVersion, User
from tilik.records.models.standard import ComponentStatus

KIND = "standar-pelayanan"
LONGEST = 20_000
"""Characters of one component; a longer text is an annex."""
FACTS = frozenset(
    {
        *("name", "channel", "group", "registry_number", "registry_state", "registry_checked_on"),
        *("promise_state", "promise_on", "forum_number", "forum_on"),
    }
)


def describe_service(*, by: User, service: Service, **facts: Any) -> Service:
    """The service with what is said of it; unchanged facts write nothing.

    Raises PermissionDenied, UserError("service-name-missing").
    """
    _require(by, service)
    if unknown := set(facts) - FACTS:
        raise TypeError(f"unknown facts: {sorted(unknown)}")
    if not str(facts.get("name", service.name)).strip():
        raise UserError("service-name-missing")
    with audit.writing(service.government):
        diff = audit.compare({name: getattr(service, name) for name in facts}, facts)
        if diff:
            for name, value in facts.items():
                setattr(service, name, value)
            service.save(update_fields=list(facts))
            _record(by, "service.change", service, service, diff)
    return service


def start_version(
    *, by: User, service: Service, origin: StandardVersion | None = None
) -> StandardVersion:
    """A new version to write on, empty or with what `origin` says (its own or a model service's).

    Raises PermissionDenied, NotFound (of another government), UserError("draft-exists").
    """
    _require(by, service)
    if origin is not None:
        if origin.government_id != service.government_id:
            raise NotFound("standard-not-found")
        place = {"government": service.government, "unit": origin.service.unit}
        require(by, "standard.read", **place)
    with audit.writing(service.government):
        before = list(StandardVersion.objects.filter(service=service).order_by("n"))
        if any(not version.is_adopted for version in before):
            raise UserError("draft-exists")
        version = StandardVersion.objects.create(
            government=service.government, service=service, n=before[-1].n + 1 if before else 1,
            origin=origin, by=by, at=timezone.now(),
        )  # fmt: skip
        texts = {} if origin is None else dict(origin.components.values_list("number", "content"))
        rows = [
            StandardComponent(
                government=service.government, version=version, number=number,
                content=texts.get(number, ""),
            )
            for number in NUMBERS
        ]  # fmt: skip
        for row in rows:
            row.suggested = judge_component(service, row).suggestion
            _note_figures(version, row)
        StandardComponent.objects.bulk_create(rows)
        version.save()
        diff = {"n": [None, version.n], "origin": [None, origin.pk if origin else None]}
        _record(by, "standard.start", version, service, diff)
    return version


def set_component(
    *, by: User, version: StandardVersion, number: int, text: str, seen: str | None = None
) -> StandardComponent:
    """The component with the text, judged; `seen` is the text the person saw.

    Raises PermissionDenied, UserError("standard-adopted" | "component-long"), Conflict where
    somebody else wrote something else meanwhile.
    """
    service = version.service
    _require(by, service)
    text = _clean(text)
    with audit.writing(service.government):
        refuse_adopted(version)
        row = _get(version, number)
        if row.content == text and row.suggested != ComponentStatus.UNREAD:
            return row
        if seen is not None and row.content not in (_clean(seen), text):
            raise Conflict("component-changed", stands=row.content)
        diff = _put(version, row, text)
        row.save()
        version.save()
        _record(by, "standard.write", version, service, diff)
    return row


def write_components(
    *, by: User, version: StandardVersion, texts: Mapping[int, str]
) -> StandardVersion:
    """The version with several components written at once. Raises as `set_component`."""
    service = version.service
    _require(by, service)
    with audit.writing(service.government):
        rows, changes = [], []
        refuse_adopted(version)
        for number, text in texts.items():
            row = _get(version, number)
            if row.content != _clean(text):
                changes.append(audit.Change(version, str(number), _put(version, row, _clean(text))))
                rows.append(row)
        fields = ["content", "suggested", "is_picture", "status", "note", "judged_by", "judged_at"]
        StandardComponent.objects.bulk_update(rows, fields)
        version.save()
        place = {"government": service.government, "unit": service.unit}
        audit.record_many(changes, by=by, verb="standard.write", **place)
    return version


def decide_component(
    *, by: User, version: StandardVersion, number: int, status: str, note: str = ""
) -> StandardComponent:
    """The component as a person decided, with the reason; an empty status takes that back.

    Raises PermissionDenied, UserError("reason-missing" | "status-unknown").
    """
    service = version.service
    require(by, "standard.decide", government=service.government, unit=service.unit)
    if status not in ("", *ComponentStatus.values):
        raise UserError("status-unknown")
    with audit.writing(service.government):
        row = _get(version, number)
        if status and status != row.suggested and not note.strip():
            raise UserError("reason-missing")
        diff = {"status": [row.state, status or row.suggested], "number": [number, number]}
        row.status, row.note = status or ComponentStatus.UNREAD, note.strip() if status else ""
        row.judged_by, row.judged_at = (by, timezone.now()) if status else (None, None)
        row.save()
        _record(by, "standard.decide", version, service, diff)
    return row


def adopt_version(
    *,
    by: User,
    version: StandardVersion,
    number: str,
    signed_on: date | None,
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> StandardVersion:
    """The version in force by its decree, to be reviewed when the rule says; then it stays as it is.

    Raises PermissionDenied, UserError("decree-number-missing" | "decree-day-missing" |
    "validity-backwards" | "standard-empty" | "standard-adopted").
    """
    service = version.service
    _require(by, service)
    _refuse_decree(number, signed_on, valid_from, valid_to)
    with audit.writing(service.government):
        refuse_adopted(version)
        if not version.components.exclude(content="").exists():
            raise UserError("standard-empty")
        version.valid_from, version.valid_to = valid_from or signed_on, valid_to
        version.review_due = _add_years(version.valid_from, get_checks().review_years)
        version.decree = Document.objects.create(
            government=service.government, unit=service.unit, kind=KIND, title=service.name,
            number=number.strip(), signed_on=signed_on,
            valid_from=version.valid_from, valid_to=valid_to,
        )  # fmt: skip
        version.save()
        diff = {
            "decree": [None, number.strip()],
            "valid_from": [None, str(version.valid_from)],
            "review_due": [None, str(version.review_due)],
        }
        _record(by, "standard.adopt", version, service, diff)
    return version


def judge_anew() -> int:
    """How many stored suggestions changed because the checks did; called when Tilik is updated."""
    changed = []
    rows = StandardComponent.objects.select_related("version__service__unit").exclude(suggested="")
    for row in rows.iterator(chunk_size=500):
        suggestion = judge_component(row.version.service, row).suggestion
        if suggestion != row.suggested:
            row.suggested = suggestion
            changed.append(row)
    StandardComponent.objects.bulk_update(changed, ["suggested"], batch_size=500)
    return len(changed)


def _refuse_decree(
    number: str, signed_on: date | None, valid_from: date | None, valid_to: date | None
) -> None:
    """Nothing. Raises UserError where the decree is not named, or ends before it begins."""
    if not number.strip():
        raise UserError("decree-number-missing")
    if signed_on is None:
        raise UserError("decree-day-missing")
    if valid_to is not None and valid_to < (valid_from or signed_on):
        raise UserError("validity-backwards")


def _note_figures(version: StandardVersion, row: StandardComponent) -> None:
    """Nothing; what the text promises in numbers stands on the version, not saved yet."""
    if row.number == DURATION:
        found = find_duration(row.content)
        version.duration = found.number if found else None
        version.duration_unit = found.unit if found else None
        version.duration_start = found.start if found else ""
    elif row.number == FEES:
        fees = find_fees(row.content)
        version.is_free, version.fee_basis = fees.is_free, fees.basis[:300]
        version.fees = [{"name": name, "amount": amount} for name, amount in fees.amounts]


def _put(version: StandardVersion, row: StandardComponent, text: str) -> dict[str, Any]:
    """What changes; the component says the text and is judged anew, neither is saved yet."""
    before = {"content": audit.digest(row.content), "suggested": row.suggested}
    row.content, row.suggested, row.note = text, "", ""
    row.is_picture = row.is_picture and not text
    row.status, row.judged_by, row.judged_at = ComponentStatus.UNREAD, None, None
    row.suggested = judge_component(version.service, row).suggestion
    _note_figures(version, row)
    after = {"content": audit.digest(text), "suggested": row.suggested}
    return audit.compare(before, after) | {"number": [row.number, row.number]}


def _get(version: StandardVersion, number: int) -> StandardComponent:
    row = StandardComponent.objects.filter(version=version, number=number).first()
    if row is None:
        raise NotFound("component-not-found")
    return row


def refuse_adopted(version: StandardVersion) -> None:
    """Nothing; the version is as it is stored. Raises UserError("standard-adopted")."""
    version.refresh_from_db()
    if version.is_adopted:
        raise UserError("standard-adopted")


def _clean(text: str) -> str:
    """The text with plain line ends. Raises UserError("component-long")."""
    if len(text) > LONGEST:
        raise UserError("component-long", most=LONGEST)
    lines = [line.rstrip() for line in text.replace("\0", "").splitlines()]
    return "\n".join(lines).strip()


def _add_years(day: date | None, years: int) -> date | None:
    """The same day some years later; the last of February stays in February."""
    if day is None:
        return None
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _require(by: User, service: Service) -> None:
    """Nothing. Raises PermissionDenied."""
    require(by, "standard.write", government=service.government, unit=service.unit)


def _record(by: User, verb: str, target: Any, service: Service, diff: dict[str, Any]) -> None:
    """Nothing; the event is on the unit's story."""
    audit.record(
        by=by, verb=verb, target=target, government=service.government, unit=service.unit, diff=diff
    )
