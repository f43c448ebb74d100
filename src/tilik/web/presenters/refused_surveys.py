"""Why something of a survey was not kept."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def list_survey_words(facts: Mapping[str, Any]) -> dict[str, str]:
    """The words by the code of the error."""
    found = {name: facts.get(name) or "?" for name in ("found", "n", "said")}
    return {
        "bad-margin": _("%(found)s is not one of the margins offered; nothing was changed.")
        % found,
        "campaign-closed": _("The survey is closed or not open on this day; nothing was kept."),
        "answers-missing": _("Nothing is answered yet."),
        "order-unconfirmed": _(
            "Look at the questions by their meaning and tick that you did; nothing was brought in yet."
        ),
        "columns-missing": _("Say which column holds the answers to at least one question."),
        "no-answers": _("The file has no rows below its headings."),
        "stack-bad": _("Some rows cannot be read; nothing was kept. They are named below."),
        "stack-count": _(
            "You counted %(said)s sheets and entered %(n)s rows; nothing was kept. Count again."
        )
        % found,
        "stack-differs": _(
            "A stack of this name was entered before with other answers; nothing was kept. Give it"
            " another name, or take the earlier one back first."
        ),
        "stack-unnamed": _("Give the stack a name and write it on the papers."),
        "instrument-missing": _("Choose what is asked."),
        "service-of-another-unit": _("The service belongs to another unit."),
        "unit-not-in-round": _("The unit takes no part in this period."),
        "unknown-form": _("The instrument has no such questionnaire for this unit."),
    }
