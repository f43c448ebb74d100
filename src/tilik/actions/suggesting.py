"""What the rubric makes of a unit's claim as it stands: asked by pages, stored by nobody."""

from tilik.actions.findings import read_claim
from tilik.actions.instruments import load_for
from tilik.core.rules import Suggestion
from tilik.core.suggestions import suggest_all
from tilik.records.models import Round, RoundUnit, Sheet


def suggest_levels(
    *, round: Round, row: RoundUnit, sheet: Sheet | None = None
) -> dict[str, Suggestion]:
    """The suggestion of every item that has a rule, by its key `form:item`, in one query.

    With an evaluator's `sheet` of the field check, what was seen there counts before the claim.
    """
    instrument = load_for(round, kind=row.kind, channel=row.form_variant)
    place = sheet or Sheet(government=round.government, round=round, unit=row.unit)
    claim = read_claim(instrument, place)
    return {str(key): found for key, found in suggest_all(instrument, claim).items()}
