"""Papers: how a government writes them, each that is made, and the signed scan that comes back."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from tilik.actions import audit
from tilik.actions.identifiers import clean_nip
from tilik.actions.permissions import require
from tilik.actions.receiving import Incoming, Kept, receive
from tilik.actions.scans import find_code
from tilik.core.errors import NotFound, UserError
from tilik.reading.kinds import PDF, PICTURES
from tilik.records.models import (
    Document,
    DocumentVersion,
    Government,
    IssuedPaper,
    Round,
    Signatory,
    Stationery,
    Unit,
    User,
)

CODE_LENGTH = 12
PERSONAL = ("name", "rank", "nip")
VERBS: Mapping[str, str] = {
    "keputusan-tim": "paper.manage",
    "surat-pembukaan": "paper.manage",
    "surat-tugas": "paper.manage",
    "daftar-hadir": "finding.write",
    "lembar-foto": "finding.write",
    "berita-acara": "finding.write",
    "laporan": "paper.manage",
    "rekap": "paper.manage",
    "surat-pengantar": "paper.manage",
    "keputusan-hasil": "paper.manage",
    "piagam": "paper.manage",
    "paparan": "paper.manage",
    "paket": "paper.manage",
    "paket-unit": "paper.manage",
    "keputusan-standar": "standard.write",
    "maklumat": "standard.write",
    "tim-pengaduan": "standard.write",
    "berita-acara-fkp": "standard.write",
    "laporan-skm": "sheet.fill",
    "tindak-lanjut-skm": "sheet.fill",
    "rekap-skm": "paper.manage",
}
"""The right each kind of paper takes."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How a government writes; lines stand one below the other."""

    bureau: str
    letterhead: str
    address: str
    city: str
    size: str
    numbering: str
    regulations: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office that signs."""

    title: str
    acting: str
    name: str
    rank: str
    nip: str


@dataclass(frozen=True, slots=True)
class Made:
    """A paper that was made: of what, and the facts its fingerprint covers."""

    round: Round | None
    unit: Unit | None
    kind: str
    subject: str
    facts: str
    freeze_sha: str

    @property
    def government(self) -> Government:
        """Whose paper it is."""
        owner = self.round or self.unit
        if owner is None:
            raise NotFound("paper-not-found")
        home: Government = owner.government
        return home


def set_ways(*, by: User, government: Government, ways: Ways) -> Stationery:
    """The government's stationery with the new values. Raises PermissionDenied."""
    require(by, "paper.manage", government=government)
    values = {name: text.strip() for name, text in asdict(ways).items()}
    bureau = values.pop("bureau")
    with audit.writing(government):
        found = get_stationery(government)
        before = {name: getattr(found, name) for name in values} | {"bureau": government.bureau}
        diff = audit.compare(before, values | {"bureau": bureau})
        if diff:
            for name, text in values.items():
                setattr(found, name, text)
            found.save()
            government.bureau = bureau
            government.save(update_fields=["bureau"])
            _record(by, "stationery.set", found, government, diff)
    return found


def set_logo(*, by: User, government: Government, file: Incoming | None) -> Stationery:
    """The stationery with that emblem, or with none.

    Raises PermissionDenied, UserError("not-a-picture" | "file-…").
    """
    require(by, "paper.manage", government=government)
    kept = receive(file) if file else None
    if kept and kept.kind not in PICTURES:
        raise UserError("not-a-picture")
    with audit.writing(government):
        found = get_stationery(government)
        before, found.logo_key = found.logo_key, kept.key if kept else ""
        found.save()
        _record(by, "stationery.logo", found, government, {"logo": [before, found.logo_key]})
    return found


def set_signatory(*, by: User, government: Government, office: str, holder: Holder) -> Signatory:
    """Who signs for the office; what is personal may be emptied, and the trail never holds it.

    Raises PermissionDenied, UserError("nip-bad").
    """
    require(by, "paper.manage", government=government)
    values = {name: text.strip() for name, text in asdict(holder).items()}
    if values["nip"]:
        values["nip"] = clean_nip(values["nip"]) or ""
        if not values["nip"]:
            raise UserError("nip-bad")
    with audit.writing(government):
        found = Signatory.objects.filter(government=government, office=office).first()
        found = found or Signatory(government=government, office=office)
        diff = audit.compare({name: getattr(found, name) for name in values}, values)
        if diff:
            for name, text in values.items():
                setattr(found, name, text)
            found.save()
            for name in PERSONAL:
                if name in diff:
                    diff[name] = [audit.digest(value) for value in diff[name]]
            _record(by, "signatory.set", found, government, {"office": [None, office], **diff})
    return found


def issue_paper(*, by: User, made: Made) -> IssuedPaper:
    """The registered paper; made again from the same facts it is the same paper.

    Raises PermissionDenied.
    """
    round, home = made.round, made.government
    require(by, VERBS[made.kind], government=home, round=round, unit=made.unit)
    sha = hashlib.sha256(made.facts.encode()).hexdigest()
    code = make_code(made, sha)
    with audit.writing(home):
        found = IssuedPaper.objects.filter(code=code).first()
        if found:
            return found
        paper = IssuedPaper.objects.create(
            government=home, round=round, unit=made.unit, kind=made.kind,
            subject=made.subject, code=code, data_sha=sha, freeze_sha=made.freeze_sha,
            facts=made.facts, by=by, at=timezone.now(),
        )  # fmt: skip
        diff = {"kind": [None, made.kind], "code": [None, code], "sha": [None, sha]}
        _record_on(by, "paper.issue", paper, diff)
    return paper


def make_code(made: Made, sha: str) -> str:
    """The code a paper is known by: twelve letters and figures that nobody mistakes."""
    parts = [
        str(made.round.client_uuid) if made.round else "", made.unit.pk if made.unit else None, made.kind, made.subject,
        sha, made.freeze_sha,
    ]  # fmt: skip
    digest = hashlib.sha256(json.dumps(parts).encode()).digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


def read_code(text: str) -> str:
    """The code somebody typed: in any case, with dashes, and with 0 and 1 for O and I."""
    letters = text.upper().replace("0", "O").replace("1", "I")
    return "".join(sign for sign in letters if sign.isascii() and sign.isalnum())[:CODE_LENGTH]


def file_signed(
    *, by: User, paper: IssuedPaper, file: Incoming, number: str, signed_on: date | None
) -> IssuedPaper:
    """The paper with its signed scan as the official version; a newer scan is its next version.

    Raises PermissionDenied, UserError("number-missing" | "not-a-scan" | "file-…").
    """
    place = paper.government, paper.round, paper.unit
    require(by, VERBS[paper.kind], government=place[0], round=place[1], unit=place[2])
    if not number.strip():
        raise UserError("number-missing")
    kept = receive(file)
    if kept.kind not in {PDF, *PICTURES}:
        raise UserError("not-a-scan")
    code = find_code(kept, paper.code)
    with audit.writing(paper.government):
        document = paper.signed or Document(government=paper.government, unit=paper.unit)
        old = document.number or None
        document.kind, document.title = "naskah", f"{paper.kind} {paper}"
        document.number, document.signed_on = number.strip(), signed_on
        document.save()
        n = document.versions.count() + 1
        _add_version(by, document, kept, n)
        paper.signed, paper.filed_by, paper.filed_at = document, by, timezone.now()
        paper.scan_code = code
        paper.save(update_fields=["signed", "filed_by", "filed_at", "scan_code"])
        diff = {"number": [old, number.strip()], "n": [None, n], "sha": [None, kept.sha256]}
        _record_on(by, "paper.file", paper, diff)
    return paper


def get_stationery(government: Government) -> Stationery:
    """The stationery as it stands; an empty one that is not stored where there is none."""
    found = Stationery.objects.filter(government=government).first()
    return found or Stationery(government=government)


def _add_version(by: User, document: Document, kept: Kept, n: int) -> None:
    DocumentVersion.objects.create(
        government=document.government, document=document, n=n, sha256=kept.sha256,
        size=kept.size, media_type=kept.kind, file_name=kept.name, storage_key=kept.key, by=by,
        at=timezone.now(),
    )  # fmt: skip


def _record(
    by: User, verb: str, target: Any, government: Government, diff: Mapping[str, Any]
) -> None:
    audit.record(by=by, verb=verb, target=target, government=government, diff=diff)


def _record_on(by: User, verb: str, paper: IssuedPaper, diff: Mapping[str, Any]) -> None:
    """Nothing; the event is on the story of the paper's unit."""
    audit.record(
        by=by, verb=verb, target=paper, government=paper.government, round=paper.round,
        unit=paper.unit, diff=diff,
    )  # fmt: skip
