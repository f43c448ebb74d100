"""What the rubric makes of a unit's claim as it stands: asked by pages, stored by nobody."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tilik.actions.findings import read_claim
from tilik.actions.instruments import load_for
from tilik.core.answers import Answer as CoreAnswer
from tilik.core.instrument import Gap, Instrument, Item, Key
from tilik.core.rules import Suggestion
from tilik.core.suggestions import list_looked_at, suggest_all, suggested
from tilik.records.models import AnswerRevision, Round, RoundUnit, Sheet
from tilik.records.models.round import Stage
from tilik.records.queries.sheets import make_core_answer

Ruled = tuple[Instrument, Item]


def suggest_levels(
    *,
    round: Round,
    row: RoundUnit,
    sheet: Sheet | None = None,
    instead: Mapping[Key, Any] | None = None,
) -> dict[str, Suggestion]:
    """The suggestion of every item that has a rule, by its key `form:item`, in one query.

    With an evaluator's `sheet` of the field check, what was seen there counts before the claim.
    `instead` are values, stored by nobody, that take the place of the claim's: None is no answer.
    """
    instrument = load_for(round, kind=row.kind, channel=row.form_variant)
    place = sheet or Sheet(government=round.government, round=round, unit=row.unit)
    claim = read_claim(instrument, place)
    for key, value in (instead or {}).items():
        said = AnswerRevision(item=key.item, value=value)
        said.absence = Gap.NOT_ANSWERED if value is None else None
        claim[key] = (make_core_answer(instrument, key.form, said),)
    return {str(key): found for key, found in suggest_all(instrument, claim).items()}


def suggest_across(
    *, round: Round, rows: Sequence[RoundUnit], form: str, item: str
) -> dict[int, Suggestion]:
    """The suggestion for one item by unit, in one query; a unit whose item has no rule is left out.

    Only the answers the rule looks at are read: of sixty units that is a few hundred of thousands.
    """
    by_kind = {kind: _find_ruled(round, kind, form, item) for kind in {row.kind for row in rows}}
    ruled = {row.unit_id: found for row in rows if (found := by_kind[row.kind])}
    looked_at = {code for each in by_kind.values() if each for code in list_looked_at(*each)}
    claims = _read_claims(round, ruled, looked_at)
    return {
        unit: suggestion
        for unit, (instrument, found) in ruled.items()
        if (suggestion := suggested(instrument, found, claims[unit])) is not None
    }


def _find_ruled(round: Round, kind: str, form: str, item: str) -> Ruled | None:
    """The instrument for a kind of unit and the item; None where it has no rule."""
    instrument = load_for(round, kind=kind)
    found = instrument.items.get(Key(form, item))
    return (instrument, found) if found is not None and found.rule is not None else None


def _read_claims(
    round: Round, ruled: Mapping[int, Ruled], looked_at: set[str]
) -> dict[int, dict[Key, tuple[CoreAnswer, ...]]]:
    """What each unit as a whole claims, as far as its rule looks at it."""
    forms = {item.rule.form for _instrument, item in ruled.values() if item.rule}
    standing = AnswerRevision.objects.filter(
        current__item__in=looked_at, sheet__round=round, sheet__stage=Stage.CLAIM,
        sheet__unit__in=list(ruled), sheet__service=None, sheet__form__in=forms,
    )  # fmt: skip
    claims: dict[int, dict[Key, tuple[CoreAnswer, ...]]] = defaultdict(dict)
    rows = standing.values_list("sheet__unit", "sheet__form", "item", "value", "absence")
    for unit, form, item, value, absence in rows:
        said = AnswerRevision(item=item, value=value, absence=absence)
        claims[unit][Key(form, item)] = (make_core_answer(ruled[unit][0], form, said),)
    return claims
