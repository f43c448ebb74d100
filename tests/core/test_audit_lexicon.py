"""The words a report is read by: roles of columns, kinds of lines."""

from fractions import Fraction

import pytest

from tilik.core.audit_lexicon import Lexicon, Scale, find, is_any

LEXICON = Lexicon(
    elements={"U1": ("Persyaratan",)},
    grade_names=("Baik",),
    columns={"mean": (r"\bnrr\b", "rata"), "mark": ("mutu",)},
    lines={"sum": ("^jumlah",)},
    profiles=(),
    done=(),
    not_done=(),
    said={},
    quoted=(),
    scales=(Scale("s", Fraction(0), Fraction(5), "ipp"),),
    unit_lines={},
    parts=(),
)


@pytest.mark.parametrize(
    ("heading", "roles"),
    [("NRR", {"mean"}), ("Mutu\nrata-rata", {"mean", "mark"}), ("Unsur", set()), ("", set())],
)
def test_a_heading_may_have_one_role_several_or_none(heading: str, roles: set[str]) -> None:
    assert LEXICON.list_roles(heading) == roles


def test_a_line_is_told_by_its_label() -> None:
    assert LEXICON.is_line("sum", "Jumlah nilai")
    assert not LEXICON.is_line("sum", "Total")


def test_capitals_and_broken_lines_make_no_difference() -> None:
    assert is_any(("jumlah nilai",), "JUMLAH\n  NILAI")
    assert find("Jumlah") is find("Jumlah")
