"""The certificate (piagam) of a unit, from a frozen round alone."""

from tilik.actions.ranks import get_exact, rank_results
from tilik.core.errors import UserError
from tilik.records.models import RoundUnit
from tilik.records.queries.scores import list_unit_results
from tilik.web.papers.composed import compose
from tilik.web.papers.words import fill, read_words
from tilik.web.papers.work import Draft, Work

NAME = "piagam"


def make_certificate(work: Work, member: RoundUnit) -> Draft:
    """The certificate: index, category, and the place where every unit has one.

    Raises UserError("round-not-frozen" | "no-category").
    """
    if work.freeze is None:
        raise UserError("round-not-frozen")
    shown = work.show(work.results.get(member.unit_id))
    if shown is None or shown.grade is None or not shown.is_known:
        raise UserError("no-category", unit=member.name)
    return compose(NAME, work, member, extra={"place": say_place(work, member)})


def say_place(work: Work, member: RoundUnit) -> str:
    """The place among all units in words; nothing while a unit has no value, or a range is open."""
    results = list_unit_results(work.round)
    if len(results) < len(work.members) or any(r.low != r.high for r in results.values()):
        return ""
    places = rank_results([*results.values()], work.decimals)
    place = places[results[member.unit_id].pk]
    if place.rank is None:
        return ""
    return fill(read_words(NAME)["place"], {"rank": str(place.rank), "of": str(place.of)})


def list_worthy(work: Work) -> list[RoundUnit]:
    """The units that have a value and one category, best first."""
    results = list_unit_results(work.round)
    ranked = [
        (-value, each.name, each)
        for each in work.members
        if (result := results.get(each.unit_id)) and len(result.grades) == 1
        and (value := get_exact(result)) is not None
    ]  # fmt: skip
    return [each for _value, _name, each in sorted(ranked, key=lambda one: one[:2])]
