"""The ledger of the Ombudsman's products in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tilik.actions.ledger import Ledger
from tilik.core.oversight import NONE, SETTLED
from tilik.records.models import Answer, AuditEvent, Document, OversightProduct
from tilik.records.models.improvement import OversightKind, OversightState
from tilik.web.presenters.filling import list_choices, say_value, show_stored
from tilik.web.presenters.texts import say
from tilik.web.presenters.verbs import say_verb

DONE = OversightState.DONE


@dataclass(frozen=True, slots=True)
class Line:
    """A product in the list."""

    pk: int
    kind: str
    number: str
    subject: str
    unit: str
    received_on: date
    due: date | None
    settled_on: date | None
    proof: str
    state: str
    when: str
    is_late: bool
    is_done: bool


@dataclass(frozen=True, slots=True)
class Deciding:
    """What decides the suffix in a round, and why."""

    text: str
    is_ledger: bool
    why: str
    finding: str
    is_given: bool
    lines: tuple[Line, ...]
    own: str
    who: str
    at: datetime | None
    choices: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something done to a product."""

    what: str
    changes: tuple[str, ...]
    who: str
    at: datetime


def list_kinds() -> list[tuple[str, str]]:
    """The kinds of products."""
    return [
        (OversightKind.REPORT.value, _("LAHP (inspection report)")),
        (OversightKind.CORRECTIVE.value, _("corrective action")),
        (OversightKind.ADVICE.value, _("advice")),
        (OversightKind.RECOMMENDATION.value, _("recommendation")),
    ]


def list_states() -> list[tuple[str, str]]:
    """How far a product may be followed up."""
    return [
        (OversightState.OPEN.value, _("not followed up yet")),
        (OversightState.PARTLY.value, _("followed up in part")),
        (OversightState.DONE.value, _("followed up and settled")),
        (OversightState.DISPUTED.value, _("objected to; counts as not settled")),
    ]


def say_document(document: Document) -> str:
    """A document by its unit, title and number."""
    unit = document.unit.name if document.unit else ""
    return " · ".join(filter(None, (unit, document.title, document.number)))


def make_line(product: OversightProduct, today: date) -> Line:
    """The product in words."""
    is_done = product.state == DONE
    is_late = not is_done and product.due is not None and product.due < today
    return Line(
        pk=product.pk,
        kind=dict(list_kinds())[product.kind],
        number=product.number,
        subject=product.subject,
        unit=product.unit.name if product.unit else _("the government as a whole"),
        received_on=product.received_on,
        due=product.due,
        settled_on=product.settled_on,
        proof=product.proof,
        state=dict(list_states())[product.state],
        when=_say_when(product, today),
        is_late=is_late,
        is_done=is_done,
    )


def sort_lines(lines: Iterable[Line]) -> list[Line]:
    """Late ones first, then by deadline, those without one after these; settled ones last."""
    far = date.max
    return sorted(lines, key=lambda line: (line.is_done, line.due or far, line.received_on))


def _say_when(product: OversightProduct, today: date) -> str:
    """How much time is left, or how long it is over; empty where settled."""
    if product.state == DONE:
        return ""
    if product.due is None:
        return _("no deadline")
    days = (product.due - today).days
    if days < 0:
        return ngettext("%(n)s day late", "%(n)s days late", -days) % {"n": -days}
    if days == 0:
        return _("due today")
    return ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}


def say_heading(lines: Sequence[Line]) -> str:
    """The finding: what is late, else what is open."""
    late = sum(line.is_late for line in lines)
    n_open = sum(not line.is_done for line in lines)
    if late:
        words = ngettext(
            "%(n)s product of the Ombudsman is late",
            "%(n)s products of the Ombudsman are late",
            late,
        )
        return words % {"n": late}
    if n_open:
        words = ngettext(
            "%(n)s product of the Ombudsman is open, none late",
            "%(n)s products of the Ombudsman are open, none late",
            n_open,
        )
        return words % {"n": n_open}
    if lines:
        return _("Every product of the Ombudsman is settled")
    return _("Products of the Ombudsman")


def make_deciding(
    ledger: Ledger,
    suffix: Mapping[str, Any],
    own: Answer | None,
    document: Mapping[str, Any],
    question: Mapping[str, Any],
    today: date,
) -> Deciding:
    """What decides the suffix; `own` is what the government itself entered."""
    wanted = suffix["is"] if isinstance(suffix["is"], list) else [suffix["is"]]
    stored = show_stored(own.revision if own else None)
    level = (ledger.option or "") if ledger.is_deciding else stored
    return Deciding(
        text=say(suffix["text"]),
        is_ledger=ledger.is_deciding,
        why=_say_why(ledger),
        finding=_say_finding(ledger, document, question),
        is_given=level in map(str, wanted),
        lines=tuple(sort_lines(make_line(row, today) for row in ledger.rows)),
        own=say_value(document, question, stored),
        who=own.revision.by.get_role_line() if own else "",
        at=own.revision.at if own else None,
        choices=tuple(list_choices(document, question, stored)),
    )


def _say_why(ledger: Ledger) -> str:
    """Which of both counts."""
    if ledger.is_deciding:
        return _("The ledger decides; what was entered by hand does not count.")
    if ledger.rows:
        return _("The office chose the answer entered by hand; the ledger does not count.")
    return _("The ledger holds nothing for this period, so the answer entered by hand counts.")


def _say_finding(ledger: Ledger, document: Mapping[str, Any], question: Mapping[str, Any]) -> str:
    """What the ledger amounts to."""
    if ledger.state == NONE:
        text = _("No product was open in this period: “%(level)s”.")
    elif ledger.state == SETTLED:
        text = _("Every product that was open in this period is settled: “%(level)s”.")
    else:
        return _(
            "Not every product is settled, so the highest level is not reached; the bounds of the"
            " others are not published."
        )
    return text % {"level": say_value(document, question, ledger.option or "")}


def make_events(events: Iterable[AuditEvent], titles: Mapping[int, str]) -> list[Event]:
    """What was done to a product, in words; what somebody wrote is told of, not repeated.

    `titles` are those of the documents, by key.
    """
    return [
        Event(
            what=say_verb(event.verb),
            changes=tuple(_say_change(name, pair, titles) for name, pair in event.diff.items())
            if event.verb == "oversight.change"
            else (),
            who=event.by.get_role_line() if event.by else "",
            at=event.at,
        )
        for event in events
    ]


def _say_change(name: str, pair: Sequence[Any], titles: Mapping[int, str]) -> str:
    """One value before and after."""
    labels = {
        "kind": _("Kind"), "number": _("Number"), "received_on": _("Came on"), "due": _("Due"),
        "unit": _("Unit"), "state": _("State"), "settled_on": _("Settled on"),
        "subject": _("What is asked"), "done": _("What was done"), "proof": _("Proof"),
        "document": _("Document of a dossier"),
    }  # fmt: skip
    words = {**dict(list_kinds()), **dict(list_states())}
    if name in ("subject", "done", "proof", "unit"):
        return labels.get(name, name)
    if name in ("received_on", "due", "settled_on"):
        words |= {each: date_format(date.fromisoformat(each), "j F Y") for each in pair if each}
    if name == "document":
        words |= {str(key): title for key, title in titles.items()}
    before, after = (words.get(str(each), each) or "–" for each in pair)
    return _("%(name)s: %(before)s → %(after)s") % {
        "name": labels.get(name, name), "before": before, "after": after,
    }  # fmt: skip
