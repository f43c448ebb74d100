"""What a row of the home page takes from the trees of stored results, read once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from tilik.records.models import Result
from tilik.web.presenters.leaves import list_rated
from tilik.web.presenters.scores import walk
from tilik.web.presenters.sides import get_roles, measure
from tilik.web.presenters.worth import Worth, find_holding, list_worth

LIMIT = 20_000


@dataclass(frozen=True, slots=True)
class Summary:
    """A result in short: its evaluators' and users' parts, what holds it back, what is missing."""

    evaluation: Fraction | None
    respondents: Fraction | None
    worth: tuple[Worth, ...]
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


def _read(tree: dict[str, Any], roles: Mapping[str, str], rated: frozenset[str]) -> Summary:
    worth = list_worth(tree, rated)
    return Summary(
        evaluation=measure(tree, roles, "evaluation"),
        respondents=measure(tree, roles, "respondents"),
        worth=tuple(worth),
        holding=find_holding(worth),
        n_open=sum(1 for node in walk(tree) if node.get("item") and node["gap"] == "not-answered"),
    )
