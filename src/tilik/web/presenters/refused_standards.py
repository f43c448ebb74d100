"""Why something about a service or its standard was not kept."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _


def list_standard_words(facts: Mapping[str, Any]) -> dict[str, str]:
    """What is said of each refusal."""
    return {
        "service-name-missing": _("Write the name of the service. Nothing was changed."),
        "service-there": _("A service of that name is there already; open it below."),
        "standard-adopted": _(
            "This version is in force and stays as it is. Begin a new version to change it."
        ),
        "standard-empty": _("Nothing is written in this version yet; it cannot be put in force."),
        "draft-exists": _("There is a draft already; go on with it or put it in force first."),
        "component-changed": _(
            "Somebody else changed this meanwhile. What you typed is still in the field; what "
            "stands is shown beside it."
        ),
        "component-long": _(
            "This is longer than %(most)s characters; keep what binds and put the rest in an annex."
        )
        % {"most": facts.get("most", "")},
        "paper-changed": _(
            "Somebody else changed this paper meanwhile. What you typed is still here and what they "
            "wrote stands below each field; put it together and keep it again."
        ),
        "rows-many": _("These are more than %(most)s rows; nothing was lost, shorten the list.")
        % {"most": facts.get("most", "")},
        "paper-unknown": _("This paper is not one of a service. Nothing was filed."),
        "decree-not-named": _(
            "Put the standard in force first: then the scan belongs to its decree. Nothing was filed."
        ),
        "decree-number-missing": _("Write the number of the decree. Nothing was put in force."),
        "decree-day-missing": _("Write the day the decree was signed. Nothing was put in force."),
        "duration-number": _("Write the time as a number above 0, as 3 or 1,5. It was not kept."),
        "duration-unit": _("Choose the unit of the time, as working days. It was not kept."),
        "standard-kind": _(
            "Send the standard as PDF, Word (DOCX) or a photo of each page (JPEG, PNG, WebP)."
        ),
        "status-unknown": _("Choose one of the four states."),
        "users-unreadable": _("Write the users as a whole number and the year with four digits."),
    }
