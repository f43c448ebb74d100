"""One way to spoil the sound instrument for each thing the linter knows: code, place, what to do."""

from collections.abc import Mapping
from typing import Any

from tests.library.samples import Data, Spoil, level_item, levels, number, text


def form(data: Data, n: int) -> Data:
    """The nth form."""
    found: Data = data["forms"][n]
    return found


def item(data: Data, f: int, n: int) -> Data:
    """The nth item of the fth form."""
    found: Data = data["forms"][f]["items"][n]
    return found


def node(data: Data, *steps: int) -> Data:
    """The node below the index by those steps."""
    found: Data = data["index"]
    for step in steps:
        found = found["children"][step]
    return found


def bands(data: Data) -> Any:
    """The categories."""
    return data["grades"][0]["bands"]


def put(target: Mapping[str, Any], **fields: Any) -> None:
    """Sets fields of a part (names with a trailing underscore are words of the language)."""
    target.update({name.rstrip("_"): value for name, value in fields.items()})  # type: ignore[attr-defined]


def suffix(data: Data, **fields: Any) -> None:
    """A suffix of the categories, sound but for these fields."""
    sound = {"item": "F-01:1.1", "is": "ya", "text": text("Tanpa cela")}
    put(data["grades"][0], suffix=sound)
    put(data["grades"][0]["suffix"], **fields)


def nine_weights(data: Data) -> None:
    """Nine items of 0.111 each, as an application had them: the best index was 4.9988."""
    put(
        form(data, 1),
        items=[level_item(str(n), rule=item(data, 1, 0)["rule"]) for n in range(1, 10)],
    )
    put(
        node(data, 0),
        children=[{"item": f"F-02:{n}", "weight": number("0.111")} for n in range(1, 10)],
    )


def missing_weights(data: Data) -> None:
    """Weights for 17 of 31 items, as an application was seeded: all fives gave 2.97."""
    put(form(data, 1), items=[level_item(str(n)) for n in range(1, 32)])
    weighted: list[Data] = [{"item": f"F-02:{n}", "weight": number(5)} for n in range(1, 18)]
    put(node(data, 0), children=weighted + [{"item": f"F-02:{n}"} for n in range(18, 32)])


def printed_gap(data: Data) -> None:
    """Bands of one application: 0–2.50, 2.51–4.00, … with values of three decimals between them."""
    put(data["grades"][0], decimals=number(3))
    put(bands(data)[0], to=number("2.50"))


def skm_gap(data: Data) -> None:
    """64.99 to 65.00, where 64.995 had no category."""
    put(data["grades"][0], decimals="exact")
    put(bands(data)[0], to=number("2.49"))


def worthless_option(data: Data) -> None:
    """An option that feeds the index but is worth nothing and stands for no gap."""
    put(item(data, 1, 2), kind="choice", options=[{"code": "x", "title": text("x")}])


def patched(data: Data, patch: Data) -> None:
    """A variant that changes something else."""
    put(data["axes"][0]["options"][1], set=[patch])


def circle(data: Data) -> None:
    """Two questions that are each asked only if the other was answered."""
    put(item(data, 0, 0), when={"item": "1.2", "has": "a"})


def rounded_weights(data: Data) -> None:
    """Three equal weights of 33.3333, rounded to .333."""
    put(node(data, 0), round_weights=number(3))
    for child, weight in zip(node(data, 0)["children"], ("33.33", "33.33", "33.34"), strict=True):
        put(child, weight=number(weight))


def bridge(**changed: str) -> Data:
    """A sound bridge to an older instrument, changed."""
    return {"instrument": "lama", "old": "F:1", "new": "F-02:1", "kind": "same", **changed}


TABLE_DEAD = {
    "table": [{"level": number(0)}, {"when": {"item": "1.1", "is": "ya"}, "level": number(5)}]
}
FAR = {"item": "1.1", "is": "ya"}

SPOILS: list[tuple[str, str, Spoil]] = [
    ("schema-unknown-key", "forms[F-01].warna", lambda d: put(form(d, 0), warna="biru")),
    ("schema-missing-key", "", lambda d: d.pop("measure")),
    ("schema-missing-key", "title", lambda d: d["title"].pop("en")),
    ("schema-value", "forms[F-02].scale[1]", lambda d: put(form(d, 1), scale=[number(0), True])),
    ("schema-type", "measure", lambda d: put(d, measure=number(3))),
    ("schema-empty", "title.id", lambda d: put(d["title"], id="")),
    ("schema-value", "forms[F-01].role", lambda d: put(form(d, 0), role="boss")),
    ("head-missing", "", lambda d: d.pop("next_review")),
    ("head-missing", "", lambda d: d.pop("authored_by")),
    ("head-missing", "", lambda d: d.pop("erratum_policy")),
    ("years-backwards", "years", lambda d: put(d, years=[number(2026), number(2022)])),
    ("scale-backwards", "forms[F-02].scale", lambda d: put(form(d, 1), scale=[number(5), number(0)])),
    ("source-unknown", "provenance.sources[0]", lambda d: put(d, provenance={"mark": "confirmed", "sources": ["S9"]})),
    ("source-unused", "sources.S2", lambda d: put(d["sources"], S2={"title": "Lain"})),
    ("confirmed-without-source", "provenance", lambda d: put(d, provenance={"mark": "confirmed"})),
    ("doubt-without-note", "provenance", lambda d: put(d, provenance={"mark": "inferred"})),
    ("provenance-missing", "index.children[f02].weight", lambda d: d.pop("provenance")),
    ("provenance-missing", "forms[F-02].items[1].rule", lambda d: d.pop("provenance")),
    ("provenance-missing", "grades[kategori].bands[1]", lambda d: d.pop("provenance")),
    ("provenance-missing", "rounding", lambda d: d.pop("provenance")),
    ("code-twice", "forms[F-01].items[1.1].code", lambda d: put(item(d, 0, 1), code="1.1")),
    ("code-twice", "options.hadir[ada].code", lambda d: put(d["options"]["hadir"][1], code="ada")),
    ("code-twice", "index.children[ix]", lambda d: put(node(d, 0), code="ix")),
    ("code-twice", "grades[kategori].bands[2].grade", lambda d: put(bands(d)[2], grade="B")),
    ("code-twice", "forms[F-02].items[3].aliases[0]", lambda d: put(item(d, 1, 2), aliases=["2"])),
    ("node-without-code", "index.children[0]", lambda d: node(d, 0).pop("code")),
    ("node-shape", "index.children[f02]", lambda d: put(node(d, 0), item="F-02:1")),
    ("node-shape", "index.children[f03]", lambda d: node(d, 1).pop("children")),
    ("item-unknown", "index.children[f02].children[0].item", lambda d: put(node(d, 0, 0), item="F-02:99")),
    ("item-unknown", "forms[F-02].items[3].like", lambda d: put(item(d, 1, 2), like="F-02:9")),
    ("item-unknown", "items[3].effort.requires[0]", lambda d: put(item(d, 1, 2), effort={"requires": ["F-02:9"]})),
    ("like-circle", "forms[F-02].items[3].like", lambda d: put(item(d, 1, 2), like="F-02:3")),
    ("ancestor-unknown", "index.children[f02].children[0].of", lambda d: put(node(d, 0, 0), of="f03")),
    ("options-unknown", "forms[F-01].items[1.2].options", lambda d: put(item(d, 0, 1), options="tiada")),
    ("options-missing", "forms[F-01].items[1.2]", lambda d: item(d, 0, 1).pop("options")),
    ("option-unknown", "items[1.2].when", lambda d: put(item(d, 0, 1), when={"item": "1.1", "is": "mungkin"})),
    ("option-without-value", "children[2].item", worthless_option),
    ("rule-unknown", "forms[F-02].items[1].rule", lambda d: put(item(d, 1, 0), rule="tiada")),
    ("rule-unknown", "options[plain].set[0].rule", lambda d: patched(d, {"item": "F-02:1", "rule": "tiada"})),
    ("rule-not-named", "items[1].rule", lambda d: put(item(d, 1, 0), rules={"a": item(d, 1, 0).pop("rule")})),
    ("rule-shape", "items[1].rule", lambda d: put(item(d, 1, 0)["rule"], ladder=[FAR])),
    ("rule-row-shape", "rule.table[0]", lambda d: put(item(d, 1, 0), rule={"table": [{"when": FAR}]})),
    ("rule-row-dead", "rule.table[1]", lambda d: put(item(d, 1, 0), rule=TABLE_DEAD)),
    ("claim-unknown", "items[1].claim", lambda d: put(item(d, 1, 0), claim="7")),
    ("order-incomplete", "forms[F-01].orders.acak", lambda d: put(form(d, 0), orders={"acak": ["1.1"]})),
    ("item-unknown", "bridges[0].new", lambda d: put(d, bridges=[bridge(new="F-02:9")])),
    ("code-twice", "bridges[1].old", lambda d: put(d, bridges=[bridge(), bridge(kind="wider")])),
    ("schema-value", "bridges[0].kind", lambda d: put(d, bridges=[bridge(kind="mirip")])),
    ("default-unknown", "axes[weights].default", lambda d: put(d["axes"][0], default="lain")),
    ("variant-unknown", "aliases.sama", lambda d: put(d["aliases"], sama="weights=lain")),
    ("patch-target", "options[plain].set[0]", lambda d: put(d["axes"][0]["options"][1]["set"][0], item="F-02:1")),
    ("patch-unknown", "set[0].node", lambda d: put(d["axes"][0]["options"][1]["set"][0], node="f99")),
    ("form-unknown", "rule.ladder[0]", lambda d: put(item(d, 1, 1)["rule"], form="F-09")),
    ("question-unknown", "items[1.2].when", lambda d: put(item(d, 0, 1), when={"item": "9.9", "is": "ya"})),
    ("condition-shape", "items[1.2].when", lambda d: put(item(d, 0, 1), when={"item": "1.1"})),
    ("condition-shape", "items[1.2].when", lambda d: put(item(d, 0, 1), when={**FAR, "min": number(1)})),
    ("condition-shape", "when.all[0].not", lambda d: put(item(d, 0, 1), when={"all": [{"not": {"of": ["a"]}}]})),
    ("condition-sign", "when", lambda d: put(item(d, 0, 1), when={"compare": ["2.1", "≤", "2.2"]})),
    ("condition-kind", "when", lambda d: put(item(d, 0, 1), when={"item": "2.1", "has": ["a"]})),
    ("condition-circle", "forms[F-01].items[1.1].when", circle),
    ("item-unused", "forms[F-01].items[2.1]", lambda d: (item(d, 1, 1).pop("rule"), item(d, 1, 1).pop("claim"))),
    ("item-not-numeric", "children[2].item", lambda d: put(item(d, 1, 2), kind="text")),
    ("item-without-scale", "forms[F-02].items[1]", lambda d: form(d, 1).pop("scale")),
    ("levels-missing", "forms[F-02].items[3]", lambda d: item(d, 1, 2).pop("levels")),
    ("level-unworded", "items[3].levels", lambda d: item(d, 1, 2)["levels"].pop(3)),
    ("level-outside", "items[3].levels", lambda d: put(item(d, 1, 2), levels=levels(6))),
    ("level-twice", "items[3].levels", lambda d: item(d, 1, 2)["levels"].append(levels(1)[0])),
    ("level-unreachable", "items[1].rule", lambda d: put(item(d, 1, 0)["rule"]["count"], of=["a", "b"])),
    ("level-unreachable", "items[2].rule", lambda d: item(d, 1, 1)["rule"]["ladder"].pop()),
    ("evidence-missing", "forms[F-02].items[3]", lambda d: item(d, 1, 2).pop("evidence")),
    ("respondents-without-scale", "forms[F-03]", lambda d: form(d, 2).pop("scale")),
    ("weight-missing", "index.children[f02].children[0]", lambda d: node(d, 0, 0).pop("weight")),
    ("weight-missing", "index.children[f02].children[30]", missing_weights),
    ("weights-not-100", "index.children[f02]", lambda d: put(node(d, 0, 0), weight=number("50.01"))),
    ("weights-not-100", "index.children[f02]", nine_weights),
    ("weights-not-100", "index", lambda d: put(node(d, 0), weight="unknown") or put(node(d, 1), weight=number(101))),
    ("maximum-unreachable", "index.children[f02]", rounded_weights),
    ("maximum-unreachable", "index.children[f02].children[2]", lambda d: item(d, 1, 2)["levels"].pop()),
    ("not-buildable", "", lambda d: (d["index"].pop("scale"), put(node(d, 1), weight=number(25)))),
    ("grades-unsorted", "bands[2].from", lambda d: put(bands(d)[2], from_=number("2.4"))),
    ("grades-overlap", "bands[2].from", lambda d: put(bands(d)[2], from_=number("2.51"))),
    ("grades-gap", "grades[kategori].bands[0].to", printed_gap),
    ("grades-gap", "grades[kategori].bands[0].to", skm_gap),
    ("grades-overlap-printed", "bands[0].to", lambda d: put(bands(d)[0], to=number("2.51"))),
    ("grades-foot", "bands[0].from", lambda d: put(bands(d)[0], from_=number(1))),
    ("grades-top", "grades[kategori].to", lambda d: put(d["grades"][0], to=number(4))),
    ("grades-too-fine", "bands[1].from", lambda d: put(bands(d)[1], from_=number("2.505"))),
    ("grades-two-scales", "grades[lain]", lambda d: d["grades"].append({**d["grades"][0], "code": "lain"})),
    ("item-unknown", "grades[kategori].suffix.item", lambda d: suffix(d, item="F-01:9")),
    ("option-unknown", "suffix.is", lambda d: suffix(d, is_="mungkin")),
    ("option-unknown", "suffix.is", lambda d: suffix(d, is_=["ya", "mungkin"])),
    ("option-unknown", "suffix.ledger.settled", lambda d: suffix(d, ledger={"settled": "yaa", "none": "tidak"})),
    ("option-unknown", "suffix.ledger.none", lambda d: suffix(d, ledger={"settled": "ya", "none": "nihil"})),
    ("suffix-not-settled", "suffix.ledger.settled", lambda d: suffix(d, ledger={"settled": "tidak", "none": "tidak"})),
    ("grades-no-scale", "grades", lambda d: put(d["grades"][0], years=[number(2023), None])),
]  # fmt: skip

TEXTS: list[tuple[str, int, str]] = [
    ("yaml-broken", 3, "a: 1\nb: [1, 2\nc: }\n"),
    ("yaml-broken", 1, "a: \x00\n"),
    ("yaml-broken", 1, "? [a, b]\n: c\n"),
    ("yaml-comment", 2, 'a: "#1"\nb: 2 # two\n'),
    ("yaml-anchor", 1, "a: &x 1\nb: *x\n"),
    ("yaml-tag", 1, "a: !!python/object:os.system x\n"),
    ("yaml-duplicate-key", 3, "a: 1\nb: 2\na: 3\n"),
    ("yaml-second-document", 2, "a: 1\n---\nb: 2\n"),
    ("instrument-empty", 1, ""),
    ("not-canonical", 2, "a: 1\nb:   2\n"),
]
