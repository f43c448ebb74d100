"""A frozen round as a file: canonical JSON, sealed with its own fingerprint, computed anew by anybody.

Nothing but the file is needed: it carries its instrument. See docs/explanation/freeze.md.
"""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tilik.core.answers import Answer
from tilik.core.document import build
from tilik.core.export import band_data
from tilik.core.instrument import Gap, Instrument, Key
from tilik.core.numbers import decimal_text, fraction, ratio_text
from tilik.core.results import Outcome
from tilik.core.rounds import Member, Rounds, Standing, score_round
from tilik.library.canonical import canonical_bytes, sha256

Data = dict[str, Any]
Difference = tuple[str, Any, Any]
FREEZE = "tilik-freeze/1"
SEAL = "sha256"


def seal(content: Mapping[str, Any]) -> bytes:
    """The bytes of the file: the content with its fingerprint."""
    return canonical_bytes({**content, SEAL: get_seal(content)})


def get_seal(content: Mapping[str, Any]) -> str:
    """The fingerprint of everything in the content but the fingerprint itself."""
    return sha256({name: value for name, value in content.items() if name != SEAL})


def find_loose_bytes(data: Mapping[str, Any], raw: bytes) -> Difference | None:
    """The difference where the bytes are not the one form in which this content is written."""
    if data.get("kind") != FREEZE or canonical_bytes(data) == raw:
        return None
    made = hashlib.sha256(canonical_bytes(data)).hexdigest()
    return "bytes", hashlib.sha256(raw).hexdigest(), made


def freeze_again(data: Data, _directories: Iterable[str | Path] = ()) -> Data:
    """The content with instrument, results and fingerprint made anew from what it says."""
    instrument = {**data["instrument"], "sha256": sha256(data["instrument"]["document"])}
    made: Data = {"instrument": instrument, "results": compute_results(data)}
    rest = {name: value for name, value in data.items() if name not in (*made, SEAL)}
    return {**made, **rest, SEAL: get_seal(data)}


def compute_results(data: Mapping[str, Any]) -> Data:
    """Every outcome computed from the answers, by basis, variant and whose it is."""
    document, year = data["instrument"]["document"], int(data["round"]["year"])
    members = [
        Member(row["code"], row["kind"], row["channel"], row["sector"]) for row in data["units"]
    ]
    answers: dict[str, list[Answer]] = {"": [], **{member.code: [] for member in members}}
    instruments = {"": build(document, "", year)} | {
        member.code: build(document, "", year, member.kind, member.channel) for member in members
    }
    for row in data["answers"]:
        unit = row["unit"]
        answers[unit].append(answer_of(instruments[unit], row))
    results: Data = {}
    rounds = Rounds(document, year, members, answers)
    for standing in score_round(rounds, data["round"]["variant"]):
        basis, variant = standing.leg
        place = f"{standing.scope} {standing.name}".strip()
        legs = results.setdefault(basis, {}).setdefault(variant, {})
        legs[place] = _say_outcome(standing)
    return results


def answer_of(instrument: Instrument, row: Mapping[str, str]) -> Answer:
    """The answer that `core.export.answer_data` wrote as `row`."""
    fields: dict[str, Any] = {k: v for k, v in row.items() if k not in ("value", "gap")}
    if "gap" in row:
        return Answer(**fields, gap=Gap(row["gap"]))
    kind = instrument.items[Key(row["form"], row["item"])].kind
    text = row["value"]
    if kind == "choices":
        return Answer(**fields, value=frozenset(filter(None, text.split(";"))))
    is_text = kind in ("choice", "yes-no", "text", "date")
    return Answer(**fields, value=text if is_text else fraction(text))


def _say_outcome(standing: Standing) -> Data:
    """An outcome as it stands in the file."""
    outcome: Outcome = standing.outcome
    suffix = {"suffix": dict(outcome.suffix)} if outcome.suffix else {}
    rounded = outcome.rounded
    return {
        "value": None if outcome.value is None else ratio_text(outcome.value),
        "low": ratio_text(outcome.low),
        "high": ratio_text(outcome.high),
        "rounded": None if rounded is None else decimal_text(rounded, standing.decimals),
        "grades": [band_data(band) | suffix for band in outcome.bands],
        "status": sorted(outcome.status),
    }
