"""A draft becomes a paper: letterhead, code, QR and where its data can be checked."""

from tilik.records.models import IssuedPaper
from tilik.web.papers.work import Draft, Work
from tilik.web.reports.blocks import Check, Letterhead, Paper, Picture
from tilik.web.reports.images import draw_qr

BAND = "DATA CONTOH – BUKAN HASIL RESMI"
SHOWN = 16


def finish(work: Work, draft: Draft, issued: IssuedPaper, address: str) -> Paper:
    """The paper, ready to be written."""
    return Paper(
        title=draft.title,
        sections=draft.sections,
        foot=f"{draft.title} · kode {issued}",
        letterhead=_choose_letterhead(work, draft),
        size=work.office.size,
        check=make_check(issued, address),
        band=BAND if work.round.is_example else "",
        plain=draft.plain,
    )


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
