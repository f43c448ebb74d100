"""Facts of a unit's catalogue: known only where every service it needs is known."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tilik.core.catalogue_facts import PROMISES, Fact, ServiceFacts, find_facts

TODAY = date(2026, 11, 24)
GOOD = ("adequate",) * 14


def make(**changes: Any) -> ServiceFacts:
    """A service with everything on record, with changes."""
    whole: dict[str, Any] = {
        "states": GOOD, "is_adopted": True, "adopted_on": date(2026, 3, 1), "has_forum": True,
        "registry": "listed", "promise": "published",
    }  # fmt: skip
    return ServiceFacts(**{**whole, **changes})


BARE = make(
    states=None, is_adopted=False, adopted_on=None, has_forum=False, registry="unknown",
    promise="unknown",
)  # fmt: skip


def ask(code: str, *services: ServiceFacts) -> str | int | None:
    return find_facts(services, TODAY)[code].value


def spoil(n: int, state: str) -> tuple[str, ...]:
    """Fourteen adequate states but the n-th."""
    return (*GOOD[: n - 1], state, *GOOD[n:])


def test_a_unit_without_a_service_on_record_says_nothing() -> None:
    assert find_facts([], TODAY) == {}


@pytest.mark.parametrize(
    ("code", "services", "value"),
    [
        ("services", [make(), BARE], 2),
        ("has-standard", [make(), BARE], "yes"),
        ("has-standard", [BARE], None),
        ("with-standard", [make(), make()], 2),
        ("with-standard", [make(), BARE], None),
        ("fourteen", [make(), make()], "yes"),
        ("fourteen", [make(), make(states=spoil(3, "defective"))], "no"),
        ("fourteen", [BARE, make(states=spoil(14, "absent"))], "no"),
        ("fourteen", [make(states=spoil(2, "unread"))], None),
        ("fourteen", [make(), BARE], None),
        ("fourteen", [BARE], None),
        ("adopted", [make(), make()], "yes"),
        ("adopted", [make(), make(is_adopted=False)], "no"),
        ("adopted", [make(), BARE], None),
        ("forum-all", [make(), make()], "yes"),
        ("forum-all", [make(), make(has_forum=False)], None),
        ("forum-any", [make(), make(has_forum=False)], "yes"),
        ("forum-any", [BARE], None),
        ("delivery", [make()], None),  # adequate is not yet published
        ("delivery", [make(), make(states=spoil(6, "absent"))], "no"),
        ("delivery", [make(states=spoil(7, "absent"))], None),  # the public is told six
        ("review", [make(), make()], "one-all"),
        ("review", [make(), make(adopted_on=date(2025, 11, 24))], "one-all"),
        ("review", [make(), make(adopted_on=date(2025, 11, 23))], "one-some"),
        ("review", [make(adopted_on=date(2025, 1, 1))], "two-all"),
        ("review", [make(adopted_on=date(2025, 1, 1)), make(adopted_on=date(2020, 1, 1))],
         "two-some"),
        ("review", [make(adopted_on=date(2020, 1, 1))], "three-all"),
        ("review", [make(), make(adopted_on=None)], None),
        ("promise", [make(), make(promise="drafted")], "drafted"),
        ("promise", [make(promise="absent"), make()], "absent"),
        ("promise", [make(), make(promise="unknown")], None),
        ("sippn-used", [make(), make(registry="absent")], "yes"),
        ("sippn-used", [make(registry="absent"), make(registry="absent")], "no"),
        ("sippn-used", [make(registry="absent"), make(registry="unknown")], None),
        ("sippn-listed", [make(), make(registry="absent")], 1),
        ("sippn-listed", [make(), make(registry="unknown")], None),
    ],
)  # fmt: skip
def test_a_fact_says_what_is_known_and_no_more(
    code: str, services: list[ServiceFacts], value: str | int | None
) -> None:
    assert ask(code, *services) == value


def test_a_fact_counts_the_services_it_holds_for() -> None:
    facts = find_facts([make(), BARE, make(states=spoil(9, "defective"))], TODAY)
    assert facts["fourteen"] == Fact("fourteen", "no", 1, 3)
    assert facts["adopted"].n == 2
    assert facts["promise"].n == 2


STATES = st.sampled_from(["adequate", "defective", "absent", "unread"])
SERVICES = st.builds(
    ServiceFacts,
    states=st.none() | st.lists(STATES, min_size=14, max_size=14).map(tuple),
    is_adopted=st.booleans(),
    adopted_on=st.none() | st.dates(date(2020, 1, 1), TODAY),
    has_forum=st.booleans(),
    registry=st.sampled_from(["unknown", "absent", "listed"]),
    promise=st.sampled_from(["unknown", *PROMISES]),
)


@given(st.lists(SERVICES, min_size=1, max_size=4), SERVICES)
def test_one_more_service_never_turns_a_no_into_a_yes(
    services: list[ServiceFacts], other: ServiceFacts
) -> None:
    before, after = (find_facts(each, TODAY) for each in (services, [*services, other]))
    for code in ("fourteen", "adopted", "delivery"):
        if before[code].value == "no":
            assert after[code].value == "no"


@given(st.lists(SERVICES, min_size=1, max_size=4))
def test_the_facts_are_those_of_a_naive_count(services: list[ServiceFacts]) -> None:
    facts = find_facts(services, TODAY)
    n_listed = n_absent = n_kept = n_whole = 0
    for service in services:
        n_listed += service.registry == "listed"
        n_absent += service.registry == "absent"
        if service.states is not None:
            n_kept += 1
            if set(service.states) == {"adequate"}:
                n_whole += 1
    assert facts["sippn-used"].value == (
        "yes" if n_listed else "no" if n_absent == len(services) else None
    )
    assert facts["with-standard"].n == n_kept
    assert facts["fourteen"].n == n_whole
    assert (facts["fourteen"].value == "yes") == (n_whole == len(services))


@given(st.lists(SERVICES, min_size=1, max_size=4), st.randoms())
def test_the_order_of_services_says_nothing(services: list[ServiceFacts], dice: Any) -> None:
    turned = list(services)
    dice.shuffle(turned)
    assert find_facts(services, TODAY) == find_facts(turned, TODAY)
