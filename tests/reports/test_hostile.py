"""Hostile files and hostile words sent to the audit: refused in words or read safely, never a crash."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from tests.cli.command import Capture, run
from tests.files import HOSTILE
from tests.reading.storm import make_uploads
from tests.reports.layouts import Lines, print_docx, print_xlsx
from tests.reports.truth import ELEMENTS, TITLES
from tilik.core.audit_data import read_finding, write_finding
from tilik.core.errors import UserError
from tilik.library.audit import load_words
from tilik.reading import isolated
from tilik.reading.isolated import audit_rows, read_report_part, read_report_rows
from tilik.reading.layout import Cell, Layout
from tilik.web.presenters.report_audit import say_refused_report

NAMES = sorted(HOSTILE)


def say_what_became(content: bytes) -> str:
    """The code it was refused with, or "read"."""
    try:
        audit_rows(read_report_part(content, 1), load_words())
    except UserError as error:
        assert say_refused_report(error.code, error.facts), error.code
        return error.code
    return "read"


def check_refused(names: list[str], folder: Path, capsys: Capture) -> None:
    """Fails where `tilik audit` crashes on a file, or says nothing of it."""
    path = folder / "laporan.pdf"
    for name in names:
        path.write_bytes(HOSTILE[name][0])
        code, out, err = run(capsys, "audit", path)
        assert code in (0, 2), f"{name}: {code} {err}"
        assert "Traceback" not in err
        assert (err if code == 2 else out).strip(), name
        if code == 0:  # a saved web page is read as its words
            assert "Tidak ditemukan tabel survei" in out


def test_hostile_files_are_refused_by_the_command_in_words(tmp_path: Path, capsys: Capture) -> None:
    check_refused(NAMES[::6], tmp_path, capsys)


@pytest.mark.slow
def test_every_hostile_file_is_refused_by_the_command(tmp_path: Path, capsys: Capture) -> None:
    check_refused(NAMES, tmp_path, capsys)


def test_spoiled_uploads_end_in_a_word_or_in_findings() -> None:
    said = {say_what_became(file.read()) for file in islice(make_uploads(60, 5), 12)}
    assert len(said) > 2, said


@pytest.mark.slow
def test_a_storm_of_spoiled_uploads_ends_in_words_or_findings() -> None:
    said = {say_what_became(file.read()) for file in make_uploads(400, 13)}
    assert {"read", "file-broken", "file-kind"} <= said


def _repeat_sentence() -> Lines:
    return ["Nilai IKM unsur terendah sebesar " * 30_000]


def _repeat_digits() -> Lines:
    return ["Populasi " + "9." * 200_000, "IKM " + "1" * 300_000, "Sampel Krejcie " * 20_000]


def _repeat_rows() -> Lines:
    rows = [(e, TITLES[e], "1", "2", "3", "4", "3,1") for e in ELEMENTS]
    return ["Tabel nilai", [("Kode", "Unsur", "1", "2", "3", "4", "NRR"), *rows * 3]]


def _zero_counts() -> Lines:
    rows = [(TITLES[e], "0", "0", "0", "0", "0,00") for e in ELEMENTS]
    return ["Tabel nilai", [("Unsur", "1", "2", "3", "4", "NRR"), *rows, ("IKM", "0")]]


def _odd_numbers() -> Lines:
    odd = ["-1", "1e999", "NaN", "Infinity", "٣,٥", "9" * 60, "3,,5", "−2", "½"]
    rows = [(TITLES[e], text) for e, text in zip(ELEMENTS, odd, strict=True)]
    return ["Populasi 0 orang. Sampel 0 responden.", [("Unsur", "NRR"), *rows]]


def _format_signs() -> Lines:
    rows = [("{0.__class__}", "4,9"), ("%(x)s {paths}", "4,1"), ("{", "}"), ("Rata-rata", "1,0")]
    return ["Hasil PEKPPP 2025", [("Unit Lokus", "Nilai IPP"), *rows]]


@pytest.mark.parametrize(
    "compose",
    [_repeat_sentence, _repeat_digits, _repeat_rows, _zero_counts, _odd_numbers, _format_signs],
)
@pytest.mark.parametrize("write", [print_docx, lambda lines: print_xlsx(lines, as_numbers=False)])
def test_words_meant_to_keep_patterns_busy_end_within_the_limits(
    compose: Callable[[], Lines], write: Callable[[Lines], bytes]
) -> None:
    assert say_what_became(write(compose())) in ("read", "file-unreadable", "file-bomb")


def test_words_are_looked_through_in_a_process_that_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(isolated, "START", "while True: pass")
    monkeypatch.setattr(isolated, "SECONDS", 0.2)
    with pytest.raises(UserError, match="file-unreadable"):
        audit_rows(Layout(((Cell("IKM 88"),),), 1), load_words())


def test_the_process_finds_what_this_one_would() -> None:
    lines: Lines = [
        "Hasil PEKPPP 2025",
        [("Unit", "Nilai IPP", "Kategori"), ("A", "4,48", "A"), ("B", "3,62", "B")],
    ]
    read, (found,) = audit_rows(read_report_rows(print_docx(lines)), load_words())
    assert read == {"tables": 0, "statements": 0, "profiles": 0, "units": 1}
    assert (found.code, found.found, found.expected) == ("unit-mark", "A", "A-")
    assert read_finding(write_finding(found)) == found
