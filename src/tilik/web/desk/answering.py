"""What a posted form says, kept question by question; nothing typed is lost to a second editor."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _

from tilik.actions.answers import answer
from tilik.core.errors import Conflict, UserError
from tilik.core.instrument import Gap
from tilik.records.models import AnswerRevision, Sheet, User
from tilik.records.queries.sheets import ItemRow
from tilik.web.presenters.filling import NONE, Clash, say_value
from tilik.web.presenters.refusals import say_refusal

Typed = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Posted:
    """One question as it came in, and as the person saw it before."""

    value: str
    note: str
    seen: str
    seen_note: str
    base: int | None

    @property
    def is_changed(self) -> bool:
        """Whether the person entered anything."""
        return (self.value, self.note) != (self.seen, self.seen_note)


def read_posted(data: QueryDict, code: str) -> Posted:
    """The question's fields; what has no base was empty when the person opened it."""
    base = data.get(f"base-{code}", "")
    return Posted(
        value=" ".join(sorted(map(_clean, data.getlist(f"v-{code}")))),
        note=_clean(data.get(f"note-{code}", "")),
        seen=_clean(data.get(f"seen-{code}", "")),
        seen_note=_clean(data.get(f"seen-note-{code}", "")),
        base=int(base) if base.isdigit() else None,
    )


def _clean(text: str) -> str:
    """The text as it is stored; browsers post line ends in two characters."""
    return text.replace("\r\n", "\n").strip()


def keep(
    by: User, sheet: Sheet, rows: Sequence[ItemRow], data: QueryDict, document: Mapping[str, Any]
) -> Typed:
    """What could not be kept, by question: the value typed with its error or its clash."""
    refused: Typed = {}
    for row in rows:
        code = row.item.code
        posted = read_posted(data, code)
        if code == data.get("theirs") or f"seen-{code}" not in data or not posted.is_changed:
            continue
        base = posted.base
        if code == data.get("mine") and data.get(f"clash-{code}", "").isdigit():
            base = int(str(data[f"clash-{code}"]))
        try:
            _keep_one(by, sheet, row, posted, base, data.get("page", ""))
        except Conflict as conflict:
            refused[code] = _typed(posted) | {"clash": _make_clash(conflict, row, document)}
        except UserError as error:
            refused[code] = _typed(posted) | {"error": say_refusal(error)}
    return refused


def _keep_one(
    by: User, sheet: Sheet, row: ItemRow, posted: Posted, base: int | None, page: str
) -> None:
    """Nothing. Raises Conflict where somebody else's answer stands, UserError where none can be."""
    kind, item = row.item.kind, row.item.code
    value: Any = posted.value or None
    if kind == "choices" and value is not None:
        value = [each for each in posted.value.split() if each != NONE]
    gap = None if value is not None else Gap.NOT_ANSWERED
    content = {"sheet": sheet, "item": item, "value": value, "gap": gap, "note": posted.note}
    try:
        answer(by=by, **content, base=base, client_uuid=_name(page, item, base, posted))
    except Conflict as conflict:
        # One's own earlier answer, still under way when this one was typed, is no one else's.
        stands = int(str(conflict.facts["revision"]))
        if not AnswerRevision.objects.filter(pk=stands, by=by, base_id=base).exists():
            raise
        answer(by=by, **content, base=stands, client_uuid=_name(page, item, stands, posted))


def _name(page: str, item: str, base: int | None, posted: Posted) -> UUID:
    """The same UUID for the same answer sent twice from one page."""
    return uuid5(NAMESPACE_URL, json.dumps([page, item, base, posted.value, posted.note]))


def _typed(posted: Posted) -> dict[str, Any]:
    """The fields as the person left them."""
    return {
        "value": posted.value,
        "note": posted.note,
        "seen": posted.seen,
        "seen_note": posted.seen_note,
        "base": posted.base,
    }


def _make_clash(conflict: Conflict, row: ItemRow, document: Mapping[str, Any]) -> Clash:
    """Both versions in words."""
    facts: dict[str, Any] = conflict.facts
    at: datetime = facts["at"]
    return Clash(
        theirs=_say(facts["value"], facts["note"], row, document),
        who=str(facts["by"]),
        at=at,
        mine=_say(facts["my_value"], facts["my_note"], row, document),
        revision=int(facts["revision"]),
        value=facts["my_value"],
    )


def _say(value: Any, note: str, row: ItemRow, document: Mapping[str, Any]) -> str:
    """A value in words, with its note."""
    text = "" if value is None else (" ".join(value) or NONE if isinstance(value, list) else value)
    words = say_value(document, row.item.raw, str(text))
    return _("%(value)s (note: %(note)s)") % {"value": words, "note": note} if note else words
