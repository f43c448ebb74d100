"""Receipts in words: on the page, on paper and as a text to copy."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from tilik.actions.receipts import is_whole, list_fillers, read_receipt
from tilik.records.models import SheetReceipt
from tilik.records.queries.documents import find_form
from tilik.web.presenters.instrument import name_instrument
from tilik.web.presenters.reminders import LANGUAGE, say_deadline, sign
from tilik.web.presenters.texts import say

GROUP = 8


@dataclass(frozen=True, slots=True)
class File:
    """One file of the list: what it proves, its title, and its fingerprint."""

    place: str
    title: str
    name: str
    size: str
    sha: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt ready to print."""

    key: str
    title: str
    round: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    fillers: tuple[str, ...]
    files: tuple[File, ...]
    sha: str
    n: int
    is_standing: bool
    is_whole: bool
    is_example: bool

    def as_data(self) -> dict[str, Any]:
        """The receipt as plain data, for the paper."""
        return asdict(self)


def make_paper(receipt: SheetReceipt) -> Paper:
    """The receipt in words of the active language."""
    content, sheet = read_receipt(receipt), receipt.sheet
    document = sheet.round.instrument_version.document
    form = say(find_form(document, sheet.form).get("title")) or sheet.form
    unit = (content["unit"] or {}).get("name", "")
    return Paper(
        key=f"{sheet.form}-{receipt.n}",
        title=_("Receipt no. %(n)s") % {"n": receipt.n},
        round=content["round"],
        unit=unit,
        facts=tuple(_list_facts(receipt, content, form)),
        fillers=tuple(
            _("%(who)s, on behalf of the unit") % {"who": each.who} if each.on_behalf else each.who
            for each in list_fillers(receipt)
        ),
        files=tuple(_make_file(row) for row in content["evidence"]),
        sha=group(receipt.sha256),
        n=receipt.n,
        is_standing=sheet.receipt_sha == receipt.sha256,
        is_whole=is_whole(receipt),
        is_example=bool(content["example"]),
    )


def _list_facts(
    receipt: SheetReceipt, content: dict[str, Any], form: str
) -> Iterator[tuple[str, str]]:
    """The lines of the head of the paper."""
    yield _("Unit"), (content["unit"] or {}).get("name", "")
    yield _("Period"), content["round"]
    yield _("Form"), form
    answered = {"done": content["answered"], "total": content["asked"]}
    yield _("Answered"), _("%(done)s of %(total)s questions") % answered
    facts = {"who": receipt.sent_by.get_role_line(), "at": say_deadline(receipt.sent_at)}
    yield _("Sent by"), f"{facts['who']} · {facts['at']}"
    facts = {"who": receipt.by.get_role_line(), "at": say_deadline(receipt.at)}
    yield _("Approved by"), f"{facts['who']} · {facts['at']}"
    yield _("Instrument"), name_instrument(receipt.sheet.round.instrument_version)


def _make_file(row: dict[str, Any]) -> File:
    title = " · ".join(filter(None, (row["title"], row["number"])))
    return File(
        place=f"{row['form']} {row['item']}",
        title=title,
        name=row["file"],
        size=filesizeformat(row["size"]).replace("\u00a0", " "),
        sha=group(row["sha256"]),
    )


def group(sha: str) -> str:
    """A fingerprint in groups of eight, to be read aloud and compared."""
    return " ".join(sha[n : n + GROUP] for n in range(0, len(sha), GROUP))


def write_receipt(receipt: SheetReceipt, address: str) -> str:
    """The receipt as a message, in Indonesian whatever the page speaks."""
    with override(LANGUAGE):
        paper = make_paper(receipt)
        n_files = len(paper.files)
        lines = [
            f"*{paper.title}* – {paper.round}",
            *(f"{label}: {value}" for label, value in paper.facts if label != _("Period")),
            ngettext("Evidence: %(n)s file", "Evidence: %(n)s files", n_files) % {"n": n_files},
            _("Fingerprint (SHA-256): %(sha)s") % {"sha": receipt.sha256},
            _("To check it: %(address)s") % {"address": address},
            sign(receipt.sheet.round),
        ]
        if paper.is_example:
            lines.insert(0, _("EXAMPLE DATA – NOT AN OFFICIAL RESULT"))
        return "\n".join(lines)
