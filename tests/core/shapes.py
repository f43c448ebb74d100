"""Hypothesis strategies: trees with given, unknown, plain and cut weights, and answers to them."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from tests.core.small import small_document, text
from tilik.core.answers import Answer
from tilik.core.instrument import Gap, Key

SCALES = [["0", "5"], ["1", "4"], ["0", "100"]]
GAPS = [Gap.NOT_ANSWERED, Gap.NOT_APPLICABLE, Gap.NOT_CHECKED, Gap.NOT_COMPUTABLE]


@st.composite
def given_weights(draw: Any, n: int) -> list[str]:
    parts = draw(st.lists(st.integers(1, 9), min_size=n, max_size=n))
    return [str(Fraction(100 * part, sum(parts))) for part in parts]


@st.composite
def open_weights(draw: Any, n: int) -> list[str]:
    """Weights of which at least one is unknown, the others leaving some rest."""
    weights = draw(given_weights(n))
    unknown = draw(st.sets(st.integers(0, n - 1), min_size=1))
    return ["unknown" if i in unknown else w for i, w in enumerate(weights)]


@st.composite
def trees(draw: Any, kinds: tuple[str, ...] = ("given", "open", "plain", "cut")) -> dict[str, Any]:
    """A raw index of up to three levels over items E:1, E:2, …; the items it uses in `items`."""
    items: list[dict[str, Any]] = []

    def node(depth: int) -> dict[str, Any]:
        if depth == 0 or draw(st.booleans()):
            scale = draw(st.sampled_from(SCALES))
            items.append({"code": str(len(items) + 1), "kind": "level", "scale": scale})
            return {"item": f"E:{len(items)}", "scale": scale}
        return inner(depth)

    def inner(depth: int) -> dict[str, Any]:
        children = [node(depth - 1) for _ in range(draw(st.integers(1, 3)))]
        kind = draw(st.sampled_from(kinds))
        weights = draw(
            open_weights(len(children)) if kind == "open" else given_weights(len(children))
        )
        for child, weight in zip(children, weights, strict=True):
            child["weight"] = weight
        if len(children) > 1 and draw(st.booleans()):
            children[-1] |= {"scored": False}
            for child, weight in zip(
                children, draw(given_weights(len(children) - 1)), strict=False
            ):
                child["weight"] = "unknown" if child["weight"] == "unknown" else weight
        made = {
            "code": f"n{id(children)}",
            "children": children,
            "scale": draw(st.sampled_from(SCALES)),
        }
        if kind in ("plain", "cut"):
            made["weighting"] = "plain"
        return made | ({"round_weights": 3} if kind == "cut" else {})

    index = inner(draw(st.integers(1, 2))) | {"code": "all"}
    return {"index": index, "items": items}


def document_of(tree: dict[str, Any]) -> dict[str, Any]:
    low, high = (Fraction(end) for end in tree["index"]["scale"])
    steps = [str(low + (high - low) * i / 4) for i in range(4)]
    bands = [{"grade": g, "from": s, "name": text(g)} for g, s in zip("DCBA", steps, strict=True)]
    return small_document(
        forms=[{"code": "E", "role": "evaluation", "items": tree["items"]}],
        index=tree["index"],
        grades=[{"code": "k", "decimals": "2", "bands": bands, "to": str(high)}],
        axes=[],
        aliases={},
    )


def value_on(scale: list[str]) -> st.SearchStrategy[Fraction]:
    return st.integers(0, 4).map(
        lambda n: Fraction(scale[0]) + (Fraction(scale[1]) - Fraction(scale[0])) * n / 4
    )


@st.composite
def answered(draw: Any, tree: dict[str, Any], gaps: list[Gap] = GAPS) -> list[Answer]:
    """One answer per item: a value of its scale, a gap, or none at all."""
    answers = []
    for item in tree["items"]:
        kind = draw(st.sampled_from(["value", "value", "value", "gap", "none"]))
        if kind == "value":
            answers.append(Answer("u", "E", item["code"], draw(value_on(item["scale"]))))
        elif kind == "gap":
            answers.append(Answer("u", "E", item["code"], gap=draw(st.sampled_from(gaps))))
    return answers


@st.composite
def cases(draw: Any, kinds: tuple[str, ...] = ("given", "open", "plain", "cut")) -> Any:
    tree = draw(trees(kinds))
    return tree, draw(answered(tree))


@st.composite
def completions(draw: Any, tree: dict[str, Any], answers: list[Answer]) -> list[Answer]:
    """The same answers with every open question answered."""
    closed = {a.key for a in answers if a.value is not None or a.gap is Gap.NOT_APPLICABLE}
    return [a for a in answers if a.key in closed] + [
        Answer("u", "E", item["code"], draw(value_on(item["scale"])))
        for item in tree["items"]
        if Key("E", item["code"]) not in closed
    ]
