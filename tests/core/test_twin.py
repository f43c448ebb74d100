"""The calculation against its naive twin, on instruments and answers nobody thought of."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.core import shapes, twin
from tests.core.small import given as answers_of
from tests.core.small import small_document
from tests.core.twin import NA
from tilik.core.answers import Answer, counted
from tilik.core.calendar import WorkCalendar
from tilik.core.document import build
from tilik.core.grading import compared, possible
from tilik.core.instrument import Gap
from tilik.core.numbers import round_half_up
from tilik.core.ranking import Entry, rank
from tilik.core.results import Part, roll_up
from tilik.core.rules import NOT_ASKED, read_rule, suggest
from tilik.core.scoring import score_tree

FIVES = st.integers(0, 5).map(Fraction)
FRACTIONS = st.fractions(-200, 200, max_denominator=2000)


def filled(tree: dict[str, Any], answers: list[Answer], end: int) -> dict[str, Any]:
    """All items: answered ones as they are, open ones at the end of their scale."""
    given = {str(a.key): twin.NA if a.gap is Gap.NOT_APPLICABLE else a.value for a in answers}
    return {
        key: given[key] if given.get(key) is not None else Fraction(item["scale"][end])
        for item in tree["items"]
        for key in [f"E:{item['code']}"]
    }


def is_open(tree: dict[str, Any], answers: list[Answer]) -> set[str]:
    closed = {str(a.key) for a in answers if a.value is not None or a.gap is Gap.NOT_APPLICABLE}
    return {f"E:{i['code']}" for i in tree["items"]} - closed


def scored_items(node: dict[str, Any]) -> set[str]:
    if "item" in node:
        return {node["item"]}
    return {i for c in node["children"] if c.get("scored", True) for i in scored_items(c)}


def every_node(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(n for child in node.get("children", ()) for n in every_node(child))]


@given(shapes.cases())
def test_every_node_has_the_value_and_the_range_of_the_twin(case: Any) -> None:
    tree, answers = case
    made = score_tree(build(shapes.document_of(tree)), counted(answers))
    low, high = filled(tree, answers, 0), filled(tree, answers, 1)
    for node in every_node(tree["index"]):
        score = made.find(twin.code_of(node))
        ends = twin.node_values(node, low) | twin.node_values(node, high)
        if not ends:
            assert score.gap is Gap.NOT_APPLICABLE and score.value is None
            continue
        if "item" in node and node["item"] in is_open(tree, answers):
            ends = {Fraction(end) for end in node["scale"]}
        assert (score.low, score.high) == (min(ends), max(ends))
        missing = scored_items(node) & is_open(tree, answers)
        assert score.value == (None if missing else twin.point(node, low))


@given(shapes.cases())
def test_the_categories_are_those_of_the_twins_ends(case: Any) -> None:
    tree, answers = case
    instrument = build(shapes.document_of(tree))
    scale = instrument.grades[0]
    ends = sorted(
        twin.node_values(tree["index"], filled(tree, answers, 0))
        | twin.node_values(tree["index"], filled(tree, answers, 1))
    )
    if not ends:
        return
    shown = [twin.round_half_up(end, 2) for end in (ends[0], ends[-1])]
    lows = [band.low for band in scale.bands]
    first, last = (max(sum(low <= end for low in lows) - 1, 0) for end in shown)
    assert possible(scale, ends[0], ends[-1]) == scale.bands[first : last + 1]


def pinned_document(shares: dict[str, str], groups: list[list[str]]) -> dict[str, Any]:
    children = [
        {
            "code": f"g{n}",
            "weight": "unknown",
            "children": [
                {"item": i, "weight": shares[i], "of": "all"}
                if i in shares
                else {"item": i, "weight": "unknown"}
                for i in group
            ],
        }
        for n, group in enumerate(groups)
    ]
    return small_document(index={"code": "all", "scale": ["0", "5"], "children": children})


@given(
    st.lists(st.one_of(st.none(), FIVES, st.just(twin.NA)), min_size=5, max_size=5),
    st.sampled_from([["E:1"], ["E:1", "E:4"], ["E:3"], ["E:1", "E:2", "E:3"]]),
)
def test_shares_of_an_ancestor_bound_the_index_as_the_twin_says(
    values: list[Any], pinned: list[str]
) -> None:
    items = [f"E:{n}" for n in range(1, 6)]
    answers = dict(zip(items, values, strict=True))
    shares = dict.fromkeys(pinned, "12.5")
    document = pinned_document(shares, [items[:3], items[3:]])
    answered = [
        Answer("u", "E", item[2:], v)
        if v is not twin.NA
        else Answer("u", "E", item[2:], gap=Gap.NOT_APPLICABLE)
        for item, v in answers.items()
        if v is not None
    ]
    made = score_tree(build(document), counted(answered))
    free = [item for item in items if item not in pinned]
    pins = {item: Fraction(1, 8) for item in pinned}
    rest = 1 - sum(pins.values())
    ends = {
        value
        for end in (0, 5)
        for value in twin.pinned_values(
            pins, free, {i: Fraction(end) if v is None else v for i, v in answers.items()}, rest
        )
    }
    if ends:
        assert (made.low, made.high) == (min(ends), max(ends))
    for group in (made, *made.children):
        assert group.value is None or group.low <= group.value <= group.high


@given(
    st.lists(
        st.dictionaries(st.sampled_from("123"), FIVES, min_size=1).map(
            lambda d: {k: d[k] for k in sorted(d)}
        ),
        min_size=1,
        max_size=6,
    )
)
def test_both_ways_to_average_respondents_agree_with_the_twin(people: list[Any]) -> None:
    rows = [
        row
        for n, person in enumerate(people)
        for row in answers_of("u", "R", person, respondent=str(n))
    ]
    flat = score_tree(build(small_document()), counted(rows)).find("r")
    aspects = score_tree(build(small_document(), "r=aspects"), counted(rows)).find("r")
    assert flat.value == twin.flat_mean(people)
    assert aspects.value == twin.mean_of_aspect_means(people, [["1", "2"], ["3"]])
    for node in (flat, aspects):
        assert sum(c.contribution or 0 for c in node.children) == node.value
        assert sum(c.weight or 0 for c in node.children) == 1


@given(st.lists(st.tuples(FIVES, st.integers(1, 4)), min_size=1, max_size=6))
def test_a_roll_up_is_the_weighted_mean_of_its_units(parts: list[tuple[Fraction, int]]) -> None:
    listed = [Part(str(n), v, weight=Fraction(w)) for n, (v, w) in enumerate(parts)]
    each = [value for value, weight in parts for _ in range(weight)]
    assert roll_up(build(small_document()), listed).outcome.value == sum(each) / len(each)


@given(st.lists(FRACTIONS, min_size=1, max_size=8))
def test_a_rank_is_one_more_than_the_number_of_better_ones(values: list[Fraction]) -> None:
    for place in rank(Entry(str(n), v) for n, v in enumerate(values)):
        assert place.rank == twin.rank_of(place.entry.value, values)
        assert place.tied == (values.count(place.entry.value) > 1)


@given(FRACTIONS, st.integers(0, 5))
def test_rounding_agrees_with_the_twin_below_zero_too(value: Fraction, decimals: int) -> None:
    assert round_half_up(value, decimals) == twin.round_half_up(value, decimals)


DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


@given(DAYS, st.integers(0, 40), st.sampled_from([5, 6]), st.frozensets(DAYS, max_size=9))
def test_working_days_are_counted_like_on_a_wall_calendar(
    start: date, days: int, week: int, off: frozenset[date]
) -> None:
    off |= {start + timedelta(days=3), start + timedelta(days=4)}
    calendar = WorkCalendar(week, off)
    end = twin.working_day_after(start, days, week, off)
    assert calendar.add(start, days) == end
    assert calendar.between(start, end) == days
    assert calendar.between(end, start) == -days


# ---- rules ------------------------------------------------------------------------------

CHOICES: dict[str, list[Any]] = {
    "y": ["ya", "tidak"],
    "z": ["ya", "tidak"],
    "c": [frozenset(), frozenset("a"), frozenset("ab"), frozenset("abc")],
    "n": [Fraction(0), Fraction(49), Fraction(50), Fraction(100)],
}
CONDITIONS = {
    "y": {"item": "y", "is": "ya"},
    "z": {"not": {"item": "z", "is": ["ya"]}},
    "c": {"item": "c", "count": "2"},
    "n": {"item": "n", "min": "50"},
}
RULES: list[dict[str, Any]] = [
    {"ladder": list(CONDITIONS.values())},
    {"ladder": [CONDITIONS["c"], {"any": [CONDITIONS["y"], CONDITIONS["n"]]}]},
    {"count": {"item": "c", "steps": ["1", "2", "3"]}},
    {"count": {"item": "c", "steps": ["1", "3"]}, "gate": CONDITIONS["y"]},
    {"count": {"item": "c", "steps": ["2", "3"]}, "base": CONDITIONS["n"]},
    {"choice": {"item": "y", "levels": {"ya": "4", "tidak": "1"}}},
    {
        "table": [
            {"when": {"all": [CONDITIONS["y"], CONDITIONS["c"]]}, "level": "5"},
            {"when": CONDITIONS["n"], "level": "3"},
            {"level": "1"},
        ]
    },
]


@given(st.sampled_from(RULES), st.data())
def test_a_suggestion_spans_every_way_to_answer_what_is_open(
    rule: dict[str, Any], data: Any
) -> None:
    known = data.draw(st.sets(st.sampled_from(sorted(CHOICES))))
    answers = {item: data.draw(st.sampled_from([*CHOICES[item], NA])) for item in sorted(known)}
    found = suggest(read_rule(rule), seen(answers).get)
    left = twin.levels_left(rule, answers, CHOICES) - {twin.NO_ROW}
    assert (found.low, found.high) == ((min(left), max(left)) if left else (None, None))
    assert found.level == (left.pop() if len(left) == 1 else None)


def seen(answers: dict[str, Any]) -> dict[str, Any]:
    """The twin's answers as conditions see them."""
    return {item: NOT_ASKED if value is NA else value for item, value in answers.items()}


KINDS, CHANNELS = ("rsud", "dinas"), ("luring", "daring")
APPLIES = st.fixed_dictionaries(
    {},
    optional={
        "years": st.sampled_from([["2021", None], [None, "2022"], ["2020", "2021"]]),
        "applies_to": st.fixed_dictionaries(
            {},
            optional={
                "kinds": st.lists(st.sampled_from(KINDS), max_size=2),
                "channels": st.lists(st.sampled_from(CHANNELS), max_size=2),
            },
        ),
    },
)


@given(shapes.trees(("plain",)), st.data())
def test_what_is_left_for_a_year_a_kind_and_a_channel_is_what_the_twin_leaves(
    tree: dict[str, Any], data: Any
) -> None:
    for part in [*tree["items"], *every_node(tree["index"])[1:]]:
        part |= data.draw(APPLIES)
    here = (
        data.draw(st.sampled_from([2020, 2021, 2022, 2023])),
        data.draw(st.sampled_from(["", *KINDS])),
        data.draw(st.sampled_from(["", *CHANNELS])),
    )
    items = {f"E:{item['code']}": item for item in tree["items"]}
    made = build(shapes.document_of(tree), "", *here)
    left = [str(leaf.item) for leaf in made.index.leaves() if leaf.item]
    assert left == twin.left_leaves(tree["index"], items, here)


@given(st.sampled_from(RULES[:5]))
def test_a_question_rightly_not_asked_fails_every_test_on_it(rule: dict[str, Any]) -> None:
    made = suggest(read_rule(rule), lambda item: NOT_ASKED)
    assert made.level == 0 and made.missing == ()


def test_the_comparison_rounds_once_and_half_up() -> None:
    scale = build(small_document()).grades[0]
    assert compared(scale, Fraction("64.9975")) == 65
    assert compared(scale, Fraction("-0.005")) == Fraction("-0.01")
