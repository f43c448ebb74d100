"""What there is to ask about evidence, as questions: nobody is accused of anything."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tilik.records.queries.doubts import Doubt, Doubts
from tilik.web.numbers import format_percent


def say_doubts(found: Doubts) -> Mapping[int, tuple[str, ...]]:
    """The questions about each piece of evidence, by its key."""
    return {pk: tuple(say_doubt(doubt) for doubt in doubts) for pk, doubts in found.items()}


def say_doubt(doubt: Doubt) -> str:
    """One question."""
    facts = {**doubt.facts}
    if "percent" in facts:
        facts["percent"] = format_percent(facts["percent"])
    if "units" in facts:
        facts["units"] = ", ".join(facts["units"])
    words = {
        "twin": _("The same file stands at %(unit)s, No. %(item)s (%(round)s). Do they share it?"),
        "again": _("The same file stood here in %(round)s. Does it still hold?"),
        "alike": _("%(percent)s the same as “%(title)s” of %(unit)s. Is it this unit’s own?"),
        "alike-own": _(
            "%(percent)s the same as the unit’s other document “%(title)s”. Is the right one meant?"
        ),
        "outside": _("By its days it does not hold in this period. Is there a newer one?"),
        "empty": _("Nothing can be seen in it: no words, no picture. Was the right file sent?"),
        "unreadable": _("It could not be looked through. Does it open for you?"),
        "mentions": _("It names %(units)s and never %(own)s. Is it this unit’s document?"),
    }
    return words[doubt.code] % facts
