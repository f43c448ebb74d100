"""What a row of the home page takes from the trees of stored results, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from tilik.records.models import Result, Round
from tilik.records.queries.results import get_state, list_standing_keys
from tilik.records.queries.scores import get_default_variant
from tilik.web.presenters.leaves import list_rated
from tilik.web.presenters.scores import walk
from tilik.web.presenters.sides import get_roles, mean, measure
from tilik.web.presenters.worth import Worth, find_holding

LIMIT, FEW = 20_000, 100
Mean = tuple[Fraction | None, int]


@dataclass(frozen=True, slots=True)
class Summary:
    """A result in short: its evaluators' and users' parts, what holds it back, what is missing."""

    evaluation: Fraction | None
    respondents: Fraction | None
    holding: Worth | None
    n_open: int


Key = tuple[int, UUID]
"""A result's key and its run: a key alone is used again where a run was rolled back."""

_KNOWN: dict[Key, Summary] = {}
"""A stored result never changes, so what was read of its tree holds as long as the process."""


def summarise(keys: Iterable[Key], document: Mapping[str, Any]) -> dict[int, Summary]:
    """The summaries by the key of the result; unread trees come in one query."""
    wanted = set(keys)
    unread = [pk for pk, run in wanted if (pk, run) not in _KNOWN]
    if len(_KNOWN) > LIMIT:
        _KNOWN.clear()
        unread = [pk for pk, _run in wanted]
    roles, rated = get_roles(document), list_rated(document)
    for result in Result.objects.filter(pk__in=unread).only("pk", "run", "tree"):
        _KNOWN[result.pk, result.run] = _read(result.read_tree(), roles, rated)
    return {pk: _KNOWN[pk, run] for pk, run in wanted}


@dataclass(frozen=True, slots=True)
class Whole:
    """All units of a round: how many have a value, and the mean of each side with its number."""

    n_complete: int
    paper: Mean
    field: Mean
    citizen: Mean


_WHOLES: dict[tuple[object, ...], Whole] = {}


def summarise_whole(round: Round, units: Iterable[int]) -> Whole:
    """The round's units together; kept until a result is computed or a unit joins or leaves."""
    members, variant = frozenset(units), get_default_variant(round)
    state = (*get_state(round, variant=variant), members)
    if state not in _WHOLES:
        if len(_WHOLES) > FEW:
            _WHOLES.clear()
        _WHOLES[state] = _read_whole(round, members, variant)
    return _WHOLES[state]


def _read_whole(round: Round, members: frozenset[int], variant: str) -> Whole:
    keys = [key for key in list_standing_keys(round, variant=variant) if key.unit in members]
    found = summarise([(key.pk, key.run) for key in keys], round.instrument_version.document)
    claims = [found[key.pk] for key in keys if key.basis == "claim"]
    finals = [found[key.pk] for key in keys if key.basis == "final"]
    return Whole(
        sum(key.is_known for key in keys if key.basis == "final"),
        mean([each.evaluation for each in claims]),
        mean([each.evaluation for each in finals]),
        mean([each.respondents for each in finals]),
    )


def _read(tree: dict[str, Any], roles: Mapping[str, str], rated: frozenset[str]) -> Summary:
    return Summary(
        evaluation=measure(tree, roles, "evaluation"),
        respondents=measure(tree, roles, "respondents"),
        holding=find_holding(tree, rated),
        n_open=sum(1 for node in walk(tree) if node.get("item") and node["gap"] == "not-answered"),
    )
