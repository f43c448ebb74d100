"""A frozen round as a file: it proves itself, and a change of any value in it is found."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.scenes import LENGKAP
from tilik.core.errors import UserError
from tilik.library.canonical import canonical_bytes, sha256
from tilik.library.freeze_file import (
    compute_results,
    find_loose_bytes,
    freeze_again,
    get_seal,
    seal,
)
from tilik.library.score_file import verify

Path = tuple[Any, ...]
UNITS = [
    {"code": "sekolah", "name": "Sekolah", "kind": "sekolah", "channel": "luring", "sector": "p",
     "is_lokus": True, "extended_until": ""},
    {"code": "klinik", "name": "Klinik", "kind": "puskesmas", "channel": "daring", "sector": "k",
     "is_lokus": False, "extended_until": ""},
]  # fmt: skip


def answer(unit: str, form: str, item: str, value: str, **rest: str) -> dict[str, str]:
    return {"unit": unit, "form": form, "item": item, "value": value, **rest}


ANSWERS = [
    answer("", "G", "1", "rendah", stage="final"),
    answer("", "G", "2", "2/1", stage="final"),
    answer("sekolah", "K", "1", "ya", stage="claim"),
    answer("sekolah", "K", "2", "12/1", stage="claim"),
    answer("sekolah", "K", "3", "papan;situs", stage="claim"),
    answer("sekolah", "K", "4", "0" * 64, stage="claim"),
    answer("sekolah", "E-L", "1", "4/1", stage="desk", evaluator="aa.1"),
    answer("sekolah", "E-L", "1", "2/1", stage="desk", evaluator="bb.2"),
    answer("sekolah", "E-L", "1", "5/1", stage="final"),
    answer("sekolah", "E-L", "2", "5/1", stage="field", evaluator="aa.1"),
    answer("klinik", "E-D", "1", "4/1", stage="desk", evaluator="aa.1"),
    answer("klinik", "E-D", "2", "2/1", stage="desk", evaluator="aa.1"),
    *(answer("sekolah", "R", item, "4/1", respondent=str(n)) for n in (1, 2) for item in ("1", "2")),
    {"unit": "klinik", "form": "R", "item": "1", "gap": "not-applicable", "respondent": "3"},
]  # fmt: skip


@cache
def make_text() -> str:
    """A sound file."""
    document = json.loads(canonical_bytes(LENGKAP))
    content: dict[str, Any] = {
        "kind": "tilik-freeze/1",
        "code_version": "0.1.0",
        "n": 2,
        "previous_sha256": "a" * 64,
        "reason_sha256": "b" * 64,
        "frozen_at": "2024-12-20T10:00:00+00:00",
        "government": "64.08",
        "audit": {"n": 7, "sha256": "c" * 64},
        "instrument": {"code": "lengkap", "version": "1", "sha256": sha256(document),
                       "document": document},
        "round": {"uuid": "u", "title": "Contoh", "scheme": "mandiri", "start": "2024-01-01",
                  "end": "2024-12-31", "year": 2024, "variant": "", "is_example": False},
        "phases": [["isi", "claim", "x", "y"]],
        "units": UNITS,
        "answers": ANSWERS,
        "sheets": [{"unit": "sekolah", "entries": [["1", "x", "p", "", False]]}],
        "findings": [{"item": "1", "suggested": "5", "row": 2, "returned": ["", "", ""]}],
        "decisions": [],
        "clarification": [{"agrees": True, "decision": ""}],
        "evidence": [{"versions": [[1, "d" * 64]], "page": None}],
        "visits": [{"unit": "sekolah", "kind": "lapangan", "counts": {"photo": 1},
                    "photos": ["e" * 64]}],
    }  # fmt: skip
    content["results"] = compute_results(content)
    return seal(content).decode()


def make() -> dict[str, Any]:
    """A sound file, fresh."""
    data: dict[str, Any] = json.loads(make_text())
    return data


def iterate_leaves(data: Any, path: Path = ()) -> Iterator[Path]:
    """The way to every value."""
    if isinstance(data, dict) and data:
        for key, value in data.items():
            yield from iterate_leaves(value, (*path, key))
    elif isinstance(data, list) and data:
        for n, value in enumerate(data):
            yield from iterate_leaves(value, (*path, n))
    else:
        yield path


def get(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def put(data: Any, path: Path, value: Any) -> None:
    get(data, path[:-1])[path[-1]] = value


def is_found(data: Any) -> bool:
    """Whether the file is refused, by a difference or because it cannot be read at all."""
    try:
        return verify(data) is not None
    except UserError:
        return True


LEAVES = list(iterate_leaves(make()))
OTHERS = st.one_of(
    st.text(max_size=8), st.integers(-3, 3), st.booleans(), st.none(),
    st.just([]), st.just({}), st.sampled_from(["5/1", "0/1", "1/0", "ya", "final", "E-L"]),
)  # fmt: skip


def is_same(old: Any, new: Any) -> bool:
    """Whether both are written alike: 1 and True are not."""
    return json.dumps(old) == json.dumps(new)


def test_a_sound_file_proves_itself() -> None:
    assert verify(make()) is None
    assert find_loose_bytes(make(), make_text().encode()) is None


def test_the_results_are_those_of_plain_arithmetic() -> None:
    results = make()["results"]["final"]
    # E-L: 1 is settled at 5, 2 is 5; users 4, the government 2.
    assert results["biasa"]["unit sekolah"]["value"] == "21/5"  # 0.6·5 + 0.2·4 + 0.2·2
    assert results["biasa"]["unit klinik"]["value"] is None
    assert make()["results"]["desk"]["biasa"]["unit sekolah"]["value"] is None
    assert set(results["biasa"]) == {
        "unit sekolah", "unit klinik", "government", "sector p", "sector k",
    }  # fmt: skip


@given(path=st.sampled_from(LEAVES), value=OTHERS)
@settings(max_examples=150)
def test_whatever_value_is_changed_is_found(path: Path, value: Any) -> None:
    data = make()
    if not is_same(get(data, path), value):
        put(data, path, value)
        assert is_found(data), path


@given(path=st.sampled_from([path for path in LEAVES if path[0] == "results"]))
@settings(max_examples=40)
def test_a_changed_result_is_named_by_its_place(path: Path) -> None:
    data = make()
    put(data, path, "9/1")
    hit = verify(data)
    assert hit is not None
    assert hit[0].startswith("results.")
    assert str(path[1]) in hit[0]


@given(path=st.sampled_from([path for path in LEAVES if path[0] == "results"]), value=OTHERS)
@settings(max_examples=60)
def test_a_forger_who_seals_a_changed_result_anew_is_found_by_computing(
    path: Path, value: Any
) -> None:
    data = make()
    if is_same(get(data, path), value):
        return
    put(data, path, value)
    data["sha256"] = get_seal(data)
    assert is_found(data)


@given(at=st.integers(0, len(make_text()) - 1), byte=st.integers(32, 126))
@settings(max_examples=150)
def test_whatever_byte_is_changed_is_found(at: int, byte: int) -> None:
    raw = bytearray(make_text().encode())
    if raw[at] == byte:
        return
    raw[at] = byte
    try:
        data = json.loads(bytes(raw))
    except ValueError:
        return  # no longer a file of ours at all
    assert is_found(data) or find_loose_bytes(data, bytes(raw))


@pytest.mark.parametrize("spoil", [lambda raw: raw + b"\n", lambda raw: raw.replace(b":", b": ")])
def test_another_spelling_of_the_same_content_is_told(spoil: Any) -> None:
    raw = spoil(make_text().encode())
    hit = find_loose_bytes(json.loads(raw), raw)
    assert hit is not None and hit[0] == "bytes"


@pytest.mark.parametrize("name", sorted(make()))
def test_a_part_that_is_missing_is_found(name: str) -> None:
    data = make()
    del data[name]
    assert is_found(data)


def test_a_part_that_is_added_is_found() -> None:
    data = make()
    data["more"] = 1
    assert is_found(data)
    data = make()
    data["answers"].append(answer("klinik", "R", "2", "4/1", respondent="3"))
    assert is_found(data)


def test_another_instrument_under_the_same_fingerprint_is_found_first() -> None:
    data = make()
    data["instrument"]["document"]["title"]["id"] = "Lain"
    hit = verify(data)
    assert hit is not None and hit[0] == "instrument.sha256"


def test_making_it_again_leaves_the_file_as_it_is() -> None:
    data = make()
    before = copy.deepcopy(data)
    assert freeze_again(data) == data == before
