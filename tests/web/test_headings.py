"""Headings: no line ends within the name of a form."""

import re
from pathlib import Path

import pytest

import tilik.web
from tests.shared import shared
from tests.web.filled import read
from tests.web.scored import Scored, make_scored
from tilik.web.templatetags.tilik import whole

WEB = Path(tilik.web.__file__).parent


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Nilai F-02", 'Nilai <span class="whole">F-02</span>'),
        ("F-02A dan F-03", '<span class="whole">F-02A</span> dan <span class="whole">F-03</span>'),
        ("kategori B- dan A-", "kategori B- dan A-"),
        ("COVID-19", "COVID-19"),
        ("2024-2025", "2024-2025"),
        ("<b>F-02</b>", '&lt;b&gt;<span class="whole">F-02</span>&lt;/b&gt;'),
        ("", ""),
    ],
)
def test_the_name_of_a_form_is_kept_together(text: str, told: str) -> None:
    assert whole(text) == told


def test_what_is_kept_together_does_not_break() -> None:
    css = (WEB / "static/tilik/tilik.css").read_text(encoding="utf-8")
    assert re.search(r"\.whole \{[^}]*white-space: nowrap", css)


def test_headings_made_of_an_instrument_are_kept_whole() -> None:
    """A heading that shows a title or a finding passes through the filter."""
    loose = []
    for path in (WEB / "templates/tilik").rglob("*.html"):
        for heading in re.findall(r"<h1>.*?</h1>", path.read_text(encoding="utf-8")):
            loose += [
                f"{path.name}: {heading}" for _ in re.findall(r"\{\{ [\w.]*finding \}\}", heading)
            ]
    assert not [each for each in loose if not each.startswith(("table.html", "visits.html"))]


# --- Examples, and where an objection leads -------------------------------------------------------


@shared
def scored() -> Scored:
    return make_scored()


def test_an_objection_leads_to_the_evidence_of_its_indicator(scored: Scored) -> None:
    page = read(scored.log_in(scored.world.operator), scored.path("klarifikasi/sekolah/"))
    form = page.split('value="object"')[0]
    found = re.search(r'href="([^"]+/butir/E/1/)"', form)
    assert found
    assert scored.log_in(scored.world.operator).get(found[1]).status_code == 200
    assert "halaman indikatornya lebih dahulu" not in page
