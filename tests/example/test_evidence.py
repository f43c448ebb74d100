"""The example's evidence: made up and marked, with every state a page has to show."""

import hashlib
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from tests.example.test_loading import BEFORE, NOW, Rounds
from tilik.actions.example.papers import make_paper, make_picture
from tilik.actions.example.tables import read_table, read_words
from tilik.actions.receiving import open_kept
from tilik.reading.extract import extract
from tilik.reading.kinds import PDF, PICTURES, tell_kind
from tilik.records.models import DocumentVersion, EvidenceLink, PinnedLink
from tilik.records.queries.doubts import find_doubts
from tilik.records.queries.evidence import list_links

pytestmark = pytest.mark.django_db


def list_in(round: Any, **where: Any) -> list[EvidenceLink]:
    links = EvidenceLink.objects.filter(round=round, **where).select_related("document", "unit")
    return list(links.order_by("pk"))


def test_every_state_is_there_at_several_units(example: Rounds) -> None:
    links = list_in(example[NOW])
    assert {link.status for link in links} == {"waiting", "accepted", "returned"}
    assert len({link.unit_id for link in links}) >= 5
    assert len({link.item for link in links}) >= 8
    assert [link.item for link in links if link.reason] == ["8"]


def test_one_document_counts_for_many_indicators_and_for_last_year(example: Rounds) -> None:
    places: dict[int, set[str]] = {}
    for link in list_in(example[NOW]):
        places.setdefault(link.document_id, set()).add(link.item)
    assert max(map(len, places.values())) == 3
    assert {link.document_id for link in list_in(example[BEFORE])} & set(places)


def test_one_file_stands_at_two_units_and_asks_a_question(example: Rounds) -> None:
    pair = list_in(example[NOW], item="2", unit__code__in=("dinkes", "pkm-sangatta-utara"))
    assert len({link.document.versions.get().sha256 for link in pair}) == 1
    links = list_links(example[NOW], pair[0].unit, "F-02A", "2")
    assert find_doubts(links, example[NOW], pair[0].unit)


def test_one_has_ended_and_one_came_anew_after_its_check(example: Rounds) -> None:
    ended = [link.unit.code for link in list_in(example[NOW]) if is_over(link, example[NOW])]
    assert ended == ["disdikbud"]
    changed = EvidenceLink.objects.get(round=example[NOW], unit__code="rsud-kudungga", item="6")
    newest = changed.document.versions.latest("n")
    assert (newest.n, changed.status) == (2, "accepted")
    assert changed.decided_at is not None and newest.at > changed.decided_at


def is_over(link: EvidenceLink, round: Any) -> bool:
    end = link.document.valid_to
    return end is not None and end < round.period_start


def test_one_link_was_fetched_and_one_leads_to_a_log_in_page(example: Rounds) -> None:
    states = dict(PinnedLink.objects.values_list("status", "code"))
    assert states == {"fetched": "", "refused": "link-login"}
    assert DocumentVersion.objects.exclude(source_address="").count() == 1


def test_every_page_carries_the_mark_and_can_be_read(example: Rounds) -> None:
    mark = read_words("evidence")["mark"]
    assert "CONTOH" in mark
    versions = list(DocumentVersion.objects.all())
    assert len(versions) >= 14
    for version in versions:
        with open_kept(version.storage_key) as file:
            content = file.read()
        assert hashlib.sha256(content).hexdigest() == version.sha256
        assert len(content) < 100_000
        if version.media_type in PICTURES:
            continue
        document = pypdfium2.PdfDocument(BytesIO(content))
        pages = [page.get_textpage().get_text_range() for page in document]
        assert all(page.count(mark) == 2 for page in pages)
        assert extract(content, PDF)["n_pages"] == len(pages)


def test_papers_and_pictures_are_the_same_bytes_every_time() -> None:
    papers = [make_paper("Dinas (A)", ["Nomor: 1"], ["JUDUL", "Isi – é", "===", "Dua"], "CONTOH")
              for _ in range(2)]  # fmt: skip
    assert papers[0] == papers[1]
    assert tell_kind(papers[0]) == PDF
    assert make_picture("Ruang", "CONTOH") == make_picture("Ruang", "CONTOH")
    assert make_picture("Ruang", "CONTOH") != make_picture("Loket", "CONTOH")


def test_the_table_names_only_what_there_is() -> None:
    words = read_words("evidence")
    documents = words["documents"]
    keys = [each["key"] for each in documents if "key" in each]
    assert len(keys) == len(set(keys))
    units = {row["kode"] for row in read_table("units")}
    rounds = {each["key"] for each in read_words("rounds")["rounds"]}
    for each in [*documents, *words["links"]]:
        assert each["unit"] in units
        assert each["round"] in rounds
    for each in documents:
        assert {each.get("use"), each.get("same_as")} - {None} <= set(keys)
        assert {*each.get("accepted", ()), *each.get("returned", ())} <= set(each["places"])
        assert ("returned" in each) == ("reason" in each)


def test_every_line_of_a_paper_stands_within_its_page(example: Rounds) -> None:
    for version in DocumentVersion.objects.filter(media_type=PDF):
        with open_kept(version.storage_key) as file:
            document = pypdfium2.PdfDocument(BytesIO(file.read()))
        for page in document:
            text, width = page.get_textpage(), page.get_width()
            for n in range(text.count_rects()):
                left, bottom, right, _top = text.get_rect(n)
                assert left >= 40 and right <= width - 40, version.file_name
                assert bottom >= 30
