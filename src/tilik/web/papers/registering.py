"""A draft becomes a paper, a workbook or slides: with code and where its data can be checked."""

from collections.abc import Iterator
from dataclasses import replace

from tilik.core.errors import NotFound
from tilik.records.models import IssuedPaper
from tilik.web.papers.drafted import PROMISE
from tilik.web.papers.entered import UnitWork
from tilik.web.papers.ministry import Pack, list_files, write_report
from tilik.web.papers.work import Draft, Work
from tilik.web.reports.blocks import SIZES, Check, Letterhead, Paper, Picture, Size
from tilik.web.reports.books import Book
from tilik.web.reports.decks import Deck
from tilik.web.reports.images import draw_qr
from tilik.web.reports.xlsx import make_xlsx
from tilik.web.reports.zips import Member, name_folder

BAND = "DATA CONTOH – BUKAN HASIL RESMI"
MARK = "RANCANGAN (DRAFT) – {n} hal belum memenuhi ketentuan"
POSTER = 1.15
"""A promise on a wall is read from a step away: so much larger than a certificate."""
SHOWN = 16


def finish(work: Work, draft: Draft, issued: IssuedPaper, address: str) -> Paper:
    """The paper, ready to be written."""
    return Paper(
        title=draft.title,
        sections=draft.sections,
        foot=make_foot(draft, issued),
        letterhead=_choose_letterhead(work, draft),
        size=work.office.size,
        check=make_check(issued, address),
        band=get_band(work),
        plain=draft.plain,
    )


def finish_unit(
    work: UnitWork, draft: Draft, issued: IssuedPaper, *, address: str, n_errors: int
) -> Paper:
    """A unit's paper, ready to be written; marked on every page while something in it would fail."""
    is_promise = draft.plain
    head = replace(work.letterhead, centred=True) if is_promise else work.letterhead
    size = choose_size(work) if is_promise else work.office.size
    marks = [BAND if work.is_example else "", MARK.format(n=n_errors) if n_errors else ""]
    return Paper(
        title=draft.title,
        sections=draft.sections,
        foot=make_foot(draft, issued),
        letterhead=head,
        size=size,
        check=make_check(issued, address),
        band=" · ".join(filter(None, marks)),
        plain=draft.plain,
        scale=POSTER * SIZES[size][0] / SIZES["A4"][0] if is_promise else 1,
    )


def choose_size(work: UnitWork) -> Size:
    """The size of the promise: the poster where it was chosen, else that of every paper."""
    return "A3" if work.get(PROMISE, "size") == "A3" else work.office.size


def finish_book(work: Work, draft: Draft, issued: IssuedPaper, address: str) -> Book:
    """The workbook, ready to be written; its last sheet says where it can be checked."""
    book = draft.book
    if book is None:
        raise NotFound("paper-not-found")
    check = make_check(issued, address)
    last = replace(book.grids[-1], below=check.words)
    return replace(
        book, grids=(*book.grids[:-1], last), foot=make_foot(draft, issued), band=get_band(work)
    )


def finish_deck(work: Work, draft: Draft, issued: IssuedPaper, address: str) -> Deck:
    """The slides, ready to be written."""
    if draft.deck is None:
        raise NotFound("paper-not-found")
    check = make_check(issued, address)
    foot = f"{make_foot(draft, issued)} · cek data: {address}"
    return replace(draft.deck, foot=foot, band=get_band(work), qr=check.qr)


def finish_pack(work: Work, draft: Draft, issued: IssuedPaper, address: str) -> Iterator[Member]:
    """The files of the pack in order; the sheets are written, the evidence is opened as it is sent."""
    pack: Pack | None = draft.pack
    if pack is None:
        raise NotFound("paper-not-found")
    band = get_band(work)
    foot = make_foot(draft, issued)
    sheets = {
        each.name: make_xlsx(replace(each.sheet, foot=foot, band=band)) for each in pack.folders
    }
    root = f"{name_folder(band)}/" if band else ""
    return list_files(pack, write_report(pack, str(issued), address, band), root, sheets)


def make_foot(draft: Draft, issued: IssuedPaper) -> str:
    """What stands at the foot of every page."""
    return f"{draft.title} · kode {issued}"


def get_band(work: Work) -> str:
    """The mark of what is no real paper; empty on real ones."""
    return BAND if work.round.is_example else ""


def make_check(issued: IssuedPaper, address: str) -> Check:
    """Where the paper's data can be checked; the QR says no more than the address."""
    frozen = issued.freeze_sha
    words = (
        f"Cek data: pindai QR atau buka {address}",
        f"Kode {issued} · sidik data SHA-256 {issued.data_sha[:SHOWN]}…"
        + (f" · data beku {frozen[:SHOWN]}…" if frozen else ""),
        "QR ini menunjukkan keaslian data naskah; bukan tanda tangan elektronik (TTE).",
    )
    return Check(address, str(issued), words, Picture(draw_qr(address), f"QR cek data {issued}"))


def _choose_letterhead(work: Work, draft: Draft) -> Letterhead | None:
    office = work.office
    if draft.head == "head":
        return Letterhead((office.head.title,), logo=office.letterhead.logo, centred=True)
    return office.letterhead if draft.head == "office" else None
