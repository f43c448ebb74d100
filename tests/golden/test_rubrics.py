"""Each rubric of PEKPPP, written a second time from its table of levels, over every set of ticks.

`SILENT` stands for "the rubric does not say: the evaluator decides".
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import combinations, product

import pytest

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.instrument import Instrument, Key
from tilik.core.rules import Suggestion
from tilik.core.suggestions import suggested
from tilik.library.load import load

SILENT = "silent"
Ticks = frozenset[str]
Claim = dict[str, str | int | Ticks]
Level = int | str
MANY = 10
"""Of longer lists one set of each size is tried from either end, not all of them."""


@cache
def instrument(variant: str = "") -> Instrument:
    return build(load("pekppp-2022").document, variant)


def asked(number: str, claim: Claim, variant: str = "") -> Suggestion:
    sheet = {
        Key("F-01", code): (Answer("", "F-01", code, Fraction(v) if isinstance(v, int) else v),)
        for code, v in claim.items()
    }
    made = instrument(variant)
    found = suggested(made, made.items[Key(*number.split(":"))], sheet)
    assert found is not None
    return found


def said(number: str, claim: Claim, variant: str = "") -> Level | None:
    """The level suggested, `SILENT`, or None where answers are missing."""
    found = asked(number, claim, variant)
    if found.decide is not None:
        return SILENT
    return None if found.level is None else int(found.level)


def ticks(code: str) -> Iterator[Ticks]:
    """Sets of ticks of a question, without its "none of these"."""
    raw = next(
        i for f in load("pekppp-2022").document["forms"] for i in f["items"] if i["code"] == code
    )
    options = [o["code"] for o in raw["options"] if o["code"] != "tidak-ada"]
    for size in range(1, len(options) + 1):
        if len(options) <= MANY:
            yield from map(frozenset, combinations(options, size))
        else:
            yield frozenset(options[:size])
            yield frozenset(options[-size:])


# ---- rubrics that count ----------------------------------------------------


def at_most_five(chosen: Ticks) -> Level:
    return min(5, len(chosen))


def policy_and_conveniences(chosen: Ticks) -> Level:
    return 1 + min(4, len(chosen))


def basic_values_first(chosen: Ticks) -> Level:
    return len(chosen) if "nilai-dasar" in chosen else SILENT


def performance_is_the_key(chosen: Ticks) -> Level:
    bands = (2, 3, 3, 4, 4, 5, 5) if "kinerja" in chosen else (0, 1, 1, 2, 2, 2)
    return bands[len(chosen)]


def mandatory_and_extras(chosen: Ticks) -> Level:
    mandatory = {"kursi", "pendingin"}
    return 1 + min(4, len(chosen - mandatory)) if mandatory <= chosen else SILENT


def by_threes(chosen: Ticks) -> Level:
    return min(5, -(-len(chosen) // 3))


COUNTS: dict[str, tuple[str, Claim, Callable[[Ticks], Level]]] = {
    "F-02A:2": ("2.2", {"2.1": "ya"}, at_most_five),
    "F-02A:7": ("7.1", {"6.1": "ya", "6.5": "ya"}, at_most_five),
    "F-02A:10": ("10.2", {"10.1": "ya"}, policy_and_conveniences),
    "F-02A:11": ("11.2", {"11.1": "ya"}, basic_values_first),
    "F-02A:12": ("12.1", {}, at_most_five),
    "F-02A:13": ("13.1", {}, performance_is_the_key),
    "F-02A:14": ("14.1", {}, at_most_five),
    "F-02A:15": ("15.2", {"15.1": "ya"}, at_most_five),
    "F-02A:16": ("16.1", {}, mandatory_and_extras),
    "F-02A:17": ("17.2", {"17.1": "ya"}, at_most_five),
    "F-02A:18": ("18.1", {}, by_threes),
    "F-02A:19": ("19.1", {}, at_most_five),
    "F-02A:20": ("20.1", {}, at_most_five),
    "F-02A:22": ("22.1", {}, at_most_five),
    "F-02A:25": ("25.1", {}, at_most_five),
    "F-02A:31": ("31.2", {"31.1": "ya"}, at_most_five),
    "F-02B:9": ("10.2", {"10.1": "ya"}, at_most_five),
}


@pytest.mark.parametrize("number", COUNTS)
def test_a_rubric_that_counts_agrees_with_its_table_for_every_set_of_ticks(number: str) -> None:
    code, before, level = COUNTS[number]
    for chosen in ticks(code):
        assert said(number, {**before, code: chosen}) == level(chosen), sorted(chosen)


@pytest.mark.parametrize(
    ("number", "claim", "level"),
    [
        ("F-02A:2", {"2.1": "tidak"}, 0),
        ("F-02A:7", {"6.1": "tidak"}, 0),
        ("F-02A:7", {"6.1": "ya", "6.5": "tidak"}, 0),
        ("F-02A:10", {"10.1": "tidak"}, 0),
        ("F-02A:10", {"10.1": "ya", "10.2": frozenset({"tidak-ada"})}, 1),
        ("F-02A:11", {"11.1": "tidak"}, 0),
        ("F-02A:13", {"13.1": frozenset({"tidak-ada"})}, 0),
        ("F-02A:15", {"15.1": "tidak"}, 0),
        ("F-02A:15", {"15.1": "ya", "15.2": frozenset({"tidak-ada"})}, SILENT),
        ("F-02A:16", {"16.1": frozenset({"tidak-ada"})}, 0),
        ("F-02A:17", {"17.1": "tidak"}, 0),
        ("F-02A:18", {"18.1": frozenset({"tidak-ada"})}, 0),
        ("F-02A:31", {"31.1": "tidak"}, 0),
        ("F-02B:9", {"10.1": "tidak"}, 0),
    ],
)
def test_nothing_there_is_told_from_nothing_said(number: str, claim: Claim, level: Level) -> None:
    assert said(number, claim) == level
    assert said(number, {}) is None


# ---- rubrics that climb ----------------------------------------------------

YES = ("ya", "tidak")


def test_the_standard_climbs_by_adoption_involvement_and_monitoring() -> None:
    for complete, adopted, involved, monitored in product(YES, repeat=4):
        claim: Claim = {"1.1": "ya", "1.2": 13, "1.3": 13, "1.4": complete}
        claim |= {"1.5": adopted, "1.6": involved, "1.7": monitored}
        if complete == "tidak":
            level: Level = 1
        elif adopted == "tidak":
            level = SILENT if involved == "ya" else 2
        elif involved == "tidak":
            level = 3
        else:
            level = 5 if monitored == "ya" else 4
        assert said("F-02A:1", claim) == level


@pytest.mark.parametrize(
    ("with_standard", "complete", "level"),
    [(6, "ya", SILENT), (6, "tidak", 1), (0, "ya", SILENT), (31, "ya", SILENT), (13, "ya", 5)],
)
def test_a_standard_for_some_services_is_left_to_the_evaluator(
    with_standard: int, complete: str, level: Level
) -> None:
    claim: Claim = {"1.1": "ya", "1.2": 13, "1.3": with_standard, "1.4": complete}
    assert said("F-02A:1", claim | {"1.5": "ya", "1.6": "ya", "1.7": "ya"}) == level


def test_six_components_need_two_media_and_the_national_system() -> None:
    for chosen in ticks("3.3"):
        others = len(chosen - {"sippn"})
        if others < 2:
            level: Level = SILENT
        else:
            level = min(5, others + 1) if "sippn" in chosen else 2
        assert said("F-02A:3", {"3.1": "ya", "3.2": "ya", "3.3": chosen}) == level
        assert said("F-02A:3", {"3.1": "ya", "3.2": "tidak", "3.3": chosen}) == 1


@pytest.mark.parametrize(
    ("media", "pledge", "survey", "followed"),
    [
        ({"non-elektronik"}, 4, 3, 3),
        ({"elektronik"}, SILENT, SILENT, SILENT),
        ({"non-elektronik", "elektronik"}, 5, 4, 5),
    ],
)
def test_publishing_on_paper_comes_before_publishing_online(
    media: set[str], pledge: Level, survey: Level, followed: Level
) -> None:
    chosen = frozenset(media)
    maklumat: Claim = {"5.1": "ya", "5.2": "ya", "5.3": "ya", "5.4": "ya", "5.5": chosen}
    skm: Claim = {"6.1": "ya", "6.4": "ya", "6.5": "ya", "6.6": chosen}
    assert said("F-02A:5", maklumat) == pledge
    assert said("F-02A:5", maklumat | {"5.3": "tidak"}) == 2
    assert said("F-02A:6", skm | {"6.7": "tidak"}) == survey
    assert said("F-02A:6", skm | {"6.7": "ya"}) == followed


@pytest.mark.parametrize(
    ("percent", "level"), [(0, 1), (1, 2), (29, 2), (30, 3), (80, 3), (81, 4), (99, 4), (100, 5)]
)
def test_the_plan_carried_out_falls_into_its_band(percent: int, level: int) -> None:
    assert said("F-02A:8", {"8.1": "ya", "8.2": percent, "8.3": "ya"}) == level
    assert said("F-02A:8", {"8.1": "ya", "8.2": percent, "8.3": "tidak"}) == 1


@pytest.mark.parametrize(
    ("services", "entered", "level"),
    [(13, 13, 5), (13, 14, 5), (13, 12, SILENT), (13, 0, 4), (0, 0, 4)],
)
def test_the_national_system_must_hold_the_services(
    services: int, entered: int, level: Level
) -> None:
    online: Claim = {"1.2": services, "21.1": "ya", "21.2": frozenset({"elektronik"})}
    online |= {"21.4": frozenset({"daring"}), "21.5": "ya", "21.7": entered}
    assert said("F-02A:21", online) == level


def test_conditions_of_number_23_climb_in_the_order_of_the_reading() -> None:
    for variant, order in (
        ("rubric-23=order-a", ("23.2", "23.3", "23.4", "23.5", "23.6")),
        ("rubric-23=order-b", ("23.2", "23.3", "23.6", "23.5", "23.4")),
    ):
        for answers in product(YES, repeat=5):
            level = next((n for n, a in enumerate(answers) if a == "tidak"), 5)
            claim: Claim = {"23.1": "ya", **dict(zip(order, answers, strict=True))}
            assert said("F-02A:23", claim, variant) == level
    assert said("F-02A:23", {"23.1": "tidak"}) == 0


ONLINE = frozenset({"surel", "telepon", "medsos", "website", "aplikasi"})


def test_a_place_apart_and_sp4n_decide_the_channels_of_complaint() -> None:
    for chosen in ticks("26.2"):
        online, sp4n = bool(chosen & ONLINE), "sp4n" in chosen
        if "terpisah" in chosen:
            level: Level = 5 if sp4n else (4 if online else 2)
        elif "menyatu" in chosen:
            level = SILENT if sp4n else (3 if online else 1)
        else:
            level = SILENT
        assert said("F-02A:26", {"26.1": "ya", "26.2": chosen}) == level


@pytest.mark.parametrize(
    ("outside", "sp4n", "level"),
    [
        ((0, 0), (0, 0), SILENT),
        ((9, 0), (9, 0), 0),
        ((4, 1), (0, 0), 1),
        ((4, 2), (0, 0), 2),
        ((4, 4), (0, 0), 2),
        ((4, 4), (9, 0), 3),
        ((0, 0), (100, 49), 3),
        ((0, 0), (100, 50), 4),
        ((0, 0), (100, 89), 4),
        ((0, 0), (100, 90), 5),
        ((0, 0), (10, 12), SILENT),
        ((4, 6), (0, 0), SILENT),
    ],
)
def test_settled_complaints_are_read_in_the_column_of_sp4n_where_there_is_one(
    outside: tuple[int, int], sp4n: tuple[int, int], level: Level
) -> None:
    claim: Claim = {"28.1": outside[0], "28.2": outside[1], "28.3": sp4n[0], "28.4": sp4n[1]}
    assert said("F-02A:28", claim) == level


@pytest.mark.parametrize(
    ("claim", "level"),
    [
        ({"29.1": "tidak", "29.3": "tidak"}, 0),
        ({"29.1": "tidak", "29.3": "ya"}, 1),
        ({"29.4": "kurang-1", "29.6": "tidak"}, 2),
        ({"29.4": "kurang-1", "29.6": "ya", "29.7": frozenset({"tidak-ada"})}, 2),
        ({"29.4": "kurang-1", "29.6": "ya", "29.7": frozenset({"lokal"})}, SILENT),
        ({"29.4": "lebih-1", "29.6": "tidak"}, 3),
        ({"29.4": "lebih-1", "29.6": "ya", "29.7": frozenset({"tidak-ada"})}, 4),
        ({"29.4": "lebih-1", "29.6": "ya", "29.7": frozenset({"nasional"})}, 5),
        ({"29.4": "lebih-1", "29.6": "ya"}, None),
    ],
)
def test_an_innovation_climbs_by_age_competition_and_award(
    claim: Claim, level: Level | None
) -> None:
    assert said("F-02A:29", {"29.1": "ya", **claim}) == level


def test_support_counts_only_above_an_enacted_basis() -> None:
    assert said("F-02A:30", {"30.1": "tidak"}) == 0
    nothing = frozenset({"tidak-ada"})
    for basis, chosen in product(("tidak", "rancangan", "ditetapkan"), [nothing, *ticks("30.3")]):
        support = len(chosen - nothing)
        level: Level = {"rancangan": 1, "ditetapkan": 2 + support}.get(
            basis, SILENT if support else 0
        )
        assert said("F-02A:30", {"30.1": "ya", "30.2": basis, "30.3": chosen}) == level
