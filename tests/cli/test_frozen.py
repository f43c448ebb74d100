"""tilik verify on a frozen round: no database, no network, every number anew."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Capture, run, run_json
from tests.library.test_freeze_file import make, make_text
from tilik.library.freeze_file import seal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "beku-1.json"
    path.write_text(make_text(), encoding="utf-8")
    return path


def test_a_frozen_round_is_confirmed_and_its_fingerprint_said(file: Path, capsys: Capture) -> None:
    code, out, _ = run(capsys, "verify", file)
    assert code == 0
    assert out.splitlines()[0] == "beku-1.json: cocok; semua angka terhitung ulang sama"
    assert f"sidik digital {make()['sha256']}" in out
    assert run_json(capsys, "verify", file)["ok"] is True


def test_a_changed_answer_is_named_by_the_result_it_changes(file: Path, capsys: Capture) -> None:
    data = make()
    row = next(row for row in data["answers"] if row.get("stage") == "final" and row["unit"])
    row["value"] = "1/1"
    file.write_bytes(json.dumps(data).encode())
    code, out, _ = run(capsys, "verify", file)
    assert code == 1
    assert out.startswith("beda pertama: results.final.biasa.unit sekolah.value")


@pytest.mark.parametrize("change", [{"government": "64.09"}, {"n": 3}, {"frozen_at": "x"}])
def test_what_changes_no_number_breaks_the_seal(
    file: Path, capsys: Capture, change: dict[str, Any]
) -> None:
    file.write_bytes(json.dumps({**make(), **change}).encode())
    code, out, _ = run(capsys, "verify", file, "--lang", "en")
    assert code == 1
    assert out.startswith("first difference: sha256")


def test_one_more_blank_is_told_too(file: Path, capsys: Capture) -> None:
    file.write_text(make_text() + "\n", encoding="utf-8")
    code, out, _ = run(capsys, "verify", file)
    assert code == 1
    assert out.startswith("beda pertama: bytes")


def test_results_sealed_anew_are_found_by_computing(file: Path, capsys: Capture) -> None:
    data = make()
    data["results"]["final"]["biasa"]["government"]["rounded"] = "4.99"
    file.write_bytes(seal(data))
    code, out, _ = run(capsys, "verify", file)
    assert code == 1
    assert "results.final.biasa.government.rounded" in out
    assert "4.99" in out


def test_a_file_cut_short_is_refused_in_words(file: Path, capsys: Capture) -> None:
    data = make()
    del data["units"]
    file.write_bytes(seal(data))
    code, out, err = run(capsys, "verify", file)
    assert (code, out) == (2, "")
    assert err.strip()
