"""What holds for all units of a round, worked out once and kept until a result is computed.

Results are added and never rewritten, so the newest of them and their number say whether
anything can have changed. Each process keeps its own.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from threading import Thread
from typing import Any, TypeVar

from django.db import DatabaseError, connection

from tilik.actions.ranks import Place, rank_results
from tilik.records.models import Result, Round
from tilik.records.queries.outlines import Participant
from tilik.records.queries.results import get_state, list_standing_keys
from tilik.records.queries.scores import get_default_variant, list_unit_results
from tilik.web.desk.summaries import Summary, summarise
from tilik.web.presenters.brief import Outlook, find_outlook
from tilik.web.presenters.sector import Steps, find_steps
from tilik.web.presenters.sides import mean

FEW = 100
Mean = tuple[Fraction | None, int]
T = TypeVar("T")
_KEPT: dict[tuple[object, ...], Any] = {}


@dataclass(frozen=True, slots=True)
class Whole:
    """All units of a round: how many have a value, and the mean of each side with its number."""

    n_complete: int
    paper: Mean
    field: Mean
    citizen: Mean


def keep_whole(round: Round, units: Sequence[int]) -> Whole:
    """The units with these keys together."""
    return _keep(round, ("whole", *units), lambda: _read_whole(round, frozenset(units)))


def keep_places(round: Round, decimals: int) -> dict[int, Place]:
    """The place of every unit by its key; without a result it has none."""
    return _keep(round, ("places", decimals), lambda: _rank(round, decimals))


def keep_outlook(round: Round, members: Sequence[Participant]) -> Outlook:
    """What the leader's brief says of all units."""
    return _keep(round, ("outlook", *members), lambda: _look_out(round, members))


def keep_steps(round: Round, members: Sequence[Participant]) -> Steps:
    """What one level more is worth in these units."""
    return _keep(round, ("steps", *members), lambda: _read_steps(round, members))


def warm() -> int:
    """How many trees were read: those of the newest round of each government, before anybody asks."""
    newest: dict[int, Round] = {}
    for round in Round.objects.select_related("instrument_version").order_by("period_end", "pk"):
        newest[round.government_id] = round
    n = 0
    for round in newest.values():
        keys = list_standing_keys(round, variant=get_default_variant(round))
        n += len(summarise([(key.pk, key.run) for key in keys], round.instrument_version.document))
    return n


def warm_apart() -> Thread:
    """The thread that warms this process while it already serves; what fails is read when asked."""

    def work() -> None:
        with suppress(DatabaseError):
            warm()
        connection.close()

    thread = Thread(target=work, name="warm", daemon=True)
    thread.start()
    return thread


def _keep(round: Round, what: tuple[object, ...], make: Callable[[], T]) -> T:
    state = (*get_state(round, variant=get_default_variant(round)), *what)
    if state not in _KEPT:
        if len(_KEPT) > FEW:
            _KEPT.clear()
        _KEPT[state] = make()
    kept: T = _KEPT[state]
    return kept


def _read_whole(round: Round, members: frozenset[int]) -> Whole:
    keys = list_standing_keys(round, variant=get_default_variant(round))
    keys = [key for key in keys if key.unit in members]
    found = summarise([(key.pk, key.run) for key in keys], round.instrument_version.document)
    claims = [found[key.pk] for key in keys if key.basis == "claim"]
    finals = [found[key.pk] for key in keys if key.basis == "final"]
    return Whole(
        sum(key.is_known for key in keys if key.basis == "final"),
        mean([each.evaluation for each in claims]),
        mean([each.evaluation for each in finals]),
        mean([each.respondents for each in finals]),
    )


def _rank(round: Round, decimals: int) -> dict[int, Place]:
    results = list_unit_results(round)
    places = rank_results(list(results.values()), decimals)
    return {unit: places[result.pk] for unit, result in results.items()}


def _look_out(round: Round, members: Sequence[Participant]) -> Outlook:
    results = list_unit_results(round)
    found = _summarise(round, results)
    holding = {unit: found[result.pk].holding for unit, result in results.items()}
    return find_outlook(members, results, holding)


def _read_steps(round: Round, members: Sequence[Participant]) -> Steps:
    results = list_unit_results(round, of=[member.unit_id for member in members])
    found = _summarise(round, results)
    worth = {unit: found[result.pk].worth for unit, result in results.items()}
    return find_steps(members, worth)


def _summarise(round: Round, results: dict[int, Result]) -> dict[int, Summary]:
    keys = [(result.pk, result.run) for result in results.values()]
    return summarise(keys, round.instrument_version.document)
