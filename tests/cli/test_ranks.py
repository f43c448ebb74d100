"""Roll-ups, ranks and verification."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import Capture, run, run_json, table

# ---- rollup and rank -------------------------------------------------------


def test_rollup_is_the_mean_of_units(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "Unit Kerja;IPP\nDisdik;4,5\nDinkes;4,74\nRata-rata;4,62\n")
    data = run_json(capsys, "rollup", "pekppp-2022", path)
    assert (data["exact"], data["rounded"], data["grade"]) == ("231/50", "4.62", "A")
    assert [u["unit"] for u in data["units"]] == ["Disdik", "Dinkes"]


def test_rollup_weighs_and_groups(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "unit,score,weight,group\nA,80,1,barang\nB,90,3,jasa\nC,70,0,jasa\n")
    data = run_json(capsys, "rollup", "skm-2017", path)
    assert data["rounded"] == "87.50"
    assert data["groups"]["jasa"]["rounded"] == "90.00"
    _, out, _ = run(capsys, "rollup", "skm-2017", path)
    assert "barang" in out and "87,50" in out


def test_a_unit_without_a_score_is_missing_not_zero(capsys: Capture, tmp_path: Path) -> None:
    data = run_json(capsys, "rollup", "pekppp-2022", table(tmp_path, "unit,score\nA,4\nB,\n"))
    assert (data["missing"], data["status"]) == (["B"], ["incomplete"])
    assert len(data["grades"]) > 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("unit,score\nA,7\nB,x\n", ["tabel.csv:B2: isi 7; yang boleh: 0–5", "tabel.csv:B3: isi x"]),
        ("unit,score\nA,4\na,4\n", ["tabel.csv:A3"]),
        ("unit,score\n,4\n", ["tabel.csv:A2: nama kosong"]),
        ("unit,skorr\nA,4\n", ["unit, score"]),
        ("unit,score,weight\nA,4,0\n", ["bobot"]),
        ("unit,score,weight\nA,4,-1\n", ["tabel.csv:C2: isi -1; yang boleh: ≥ 0"]),
        ("unit,score,weight\nA,4,dua\n", ["tabel.csv:C2: isi dua; yang boleh: ≥ 0"]),
        (
            "unit,product,score,weight\nA,p,4,2\nA,q,5,1\n",
            ["tabel.csv:D3: bobot 1, sedangkan baris unit yang sama di D2 lain"],
        ),
    ],
)
def test_a_bad_table_of_scores_is_refused(
    capsys: Capture, tmp_path: Path, text: str, words: list[str]
) -> None:
    code, out, err = run(capsys, "rollup", "pekppp-2022", table(tmp_path, text))
    assert (code, out) == (2, "")
    for said in words:
        assert said in err


def test_rank_shares_places_and_leaves_blanks_unranked(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "nama;nilai\nA;3,8251\nB;3,8349\nC;3,8251\nD;\n")
    ranks = run_json(capsys, "rank", path)["ranks"]
    assert [(r["name"], r["rank"], r["tied"]) for r in ranks] == [
        ("B", 1, False),
        ("A", 2, True),
        ("C", 2, True),
        ("D", None, False),
    ]
    assert [r["shown"] for r in ranks] == ["3.835", "3.825", "3.825", None]
    _, out, _ = run(capsys, "rank", path)
    assert "2/3 (sama)" in out and "tanpa peringkat" in out


def test_rank_goes_by_group(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "name,value,group\nA,80,kota\nB,90,kabupaten\nC,85,kota\n")
    ranks = run_json(capsys, "rank", path)["ranks"]
    assert {r["name"]: (r["rank"], r["of"]) for r in ranks} == {
        "A": (2, 2),
        "B": (1, 1),
        "C": (1, 2),
    }
    assert "kabupaten" in run(capsys, "rank", path)[1]


def test_rank_never_mixes_measures(capsys: Capture, tmp_path: Path) -> None:
    path = table(tmp_path, "name,value,measure\nA,80,ipp\nB,90,ombudsman\n")
    code, _, err = run(capsys, "rank", path, "--lang", "en")
    assert code == 2 and "must not mix" in err


def test_a_column_called_exactly_so_wins_over_one_that_may_mean_it(
    capsys: Capture, tmp_path: Path
) -> None:
    path = table(tmp_path, "entity,level,value\nKutai Timur,kabupaten,80\n")
    assert run_json(capsys, "rank", path)["ranks"][0]["value"] == "80.000000"


def test_rank_refuses_words_and_nameless_rows(capsys: Capture, tmp_path: Path) -> None:
    code, _, err = run(capsys, "rank", table(tmp_path, "name,value\nA,tinggi\n"))
    assert (code, err) == (2, "tabel.csv:B2: tinggi bukan angka\n")
    code, _, err = run(capsys, "rank", table(tmp_path, "name,value\n,4\n"))
    assert (code, err) == (2, "tabel.csv:A2: nama kosong\n")


# ---- verify ----------------------------------------------------------------


@pytest.fixture
def files(capsys: Capture, tmp_path: Path, survey: Path) -> dict[str, Path]:
    """One file of each kind that Tilik writes."""
    scores = table(tmp_path, "unit,score,weight,group\nA,80,1,x\nB,90,3,y\n")
    names = tmp_path / "nama.csv"
    names.write_text("nama,nilai\nA,80\nB,90\nC,\n", encoding="utf-8")
    made = {
        "score": ("score", "skm-2017", survey),
        "rollup": ("rollup", "skm-2017", scores),
        "rank": ("rank", names),
    }
    paths = {}
    for kind, arguments in made.items():
        paths[kind] = tmp_path / f"{kind}.json"
        paths[kind].write_text(json.dumps(run_json(capsys, *arguments)), encoding="utf-8")
    return paths


def tampered(path: Path, change: dict[str, Any], *steps: str | int) -> Path:
    data = json.loads(path.read_text(encoding="utf-8"))
    place = data
    for step in steps:
        place = place[step]
    place.update(change)
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["score", "rollup", "rank"])
def test_verify_confirms_what_tilik_wrote(
    capsys: Capture, files: dict[str, Path], kind: str
) -> None:
    assert run_json(capsys, "verify", files[kind]) == {
        "file": f"{kind}.json",
        "ok": True,
        "difference": None,
    }
    assert run(capsys, "verify", files[kind])[1].startswith(f"{kind}.json: cocok")


@pytest.mark.parametrize(
    ("kind", "steps", "change", "path"),
    [
        ("score", ("units", 0), {"rounded": "99.99"}, "units[0].rounded"),
        ("score", ("units", 0, "tree", "children", 3), {"n": 7}, "units[0].tree.children[3].n"),
        ("score", ("inputs", 0), {"value": "4/1"}, "units[0].score"),
        ("score", (), {"instrument_sha256": "0" * 64}, "instrument_sha256"),
        ("rollup", (), {"rounded": "99.99"}, "rounded"),
        ("rank", ("ranks", 0), {"rank": 2}, "ranks[0].rank"),
    ],
)
def test_verify_names_the_first_number_that_was_changed(
    capsys: Capture,
    files: dict[str, Path],
    kind: str,
    steps: tuple[str | int, ...],
    change: dict[str, Any],
    path: str,
) -> None:
    code, out, _ = run(capsys, "verify", tampered(files[kind], change, *steps), "--json")
    difference = json.loads(out)["difference"]
    assert (code, difference["path"]) == (1, path)
    assert difference["found"] != difference["recomputed"]
    code, out, _ = run(capsys, "verify", files[kind])
    assert code == 1 and f"beda pertama: {path};" in out


def test_verify_accepts_numbers_of_another_code_version(
    capsys: Capture, files: dict[str, Path]
) -> None:
    path = tampered(files["score"], {"code_version": "0.0.1"})
    assert run(capsys, "verify", path)[0] == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "bukan berkas JSON (baris 1); beri berkas yang ditulis dengan --json"),
        ('{\n"kind":', "bukan berkas JSON (baris 2)"),
        ("[1]", "bukan berkas hasil Tilik"),
        ('{"kind": "lain"}', "bukan berkas hasil Tilik"),
        ('{"kind": "tilik-score/1"}', "tidak lengkap"),
        ('{"kind": "tilik-score/1", "instrument": "tiada", "version": 1}', "tiada"),
    ],
)
def test_verify_refuses_what_is_not_ours(
    capsys: Capture, tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    code, out, err = run(capsys, "verify", path)
    assert (code, out) == (2, "")
    assert words in err


def test_verify_of_a_workbook_says_which_file_it_needs(capsys: Capture, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"PK\x03\x04\xd5\xff")
    code, _, err = run(capsys, "verify", path, "--lang", "en")
    assert code == 2
    assert (
        err == "x.xlsx is no JSON file (line 1); give a file written with --json or --out x.json\n"
    )


def test_products_are_weighed_where_the_instrument_rolls_them_up(
    capsys: Capture, tmp_path: Path
) -> None:
    path = table(tmp_path, "unit,product,score,weight\nA,p,80,2\nA,q,90,1\nB,p,70,1\n")
    assert run_json(capsys, "rollup", "ombudsman-2016", path)["exact"] == "80/1"


def test_verify_of_a_missing_file_says_so(capsys: Capture) -> None:
    assert run(capsys, "verify", "tiada.json") == (2, "", "berkas tiada.json tidak ada\n")
