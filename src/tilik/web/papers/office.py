"""Who writes: the government's letterhead, its offices and who signs for them."""

from dataclasses import dataclass
from datetime import date

from django.utils import formats

from tilik.actions.papers import get_stationery
from tilik.actions.receiving import open_kept
from tilik.records.models import Government, Signatory, User
from tilik.records.models.government import GovernmentKind
from tilik.records.models.paper import SigningOffice
from tilik.web.papers.words import number_roman
from tilik.web.reports.blocks import Letterhead, Picture, Signature, Size
from tilik.web.reports.images import make_png

HEADS = {
    GovernmentKind.REGENCY: "Bupati",
    GovernmentKind.CITY: "Wali Kota",
    GovernmentKind.PROVINCE: "Gubernur",
}
BLANK, SHORT_BLANK = "………………………………", "……………"


@dataclass(frozen=True, slots=True)
class Signer:
    """An office and who holds it; the personal values may be empty."""

    title: str
    acting: str = ""
    name: str = ""
    rank: str = ""
    nip: str = ""

    @property
    def office(self) -> str:
        """The office as it signs: `Plt. Sekretaris Daerah`."""
        return f"{self.acting} {self.title}".strip()

    def sign(self, above: str = "") -> Signature:
        """The place to sign."""
        return Signature(f"{self.office},", self.name, self.rank, self.nip, above)


@dataclass(frozen=True, slots=True)
class Office:
    """The government as its papers name it; `lacks` says what nobody has set yet."""

    government: str
    head: Signer
    secretary: Signer
    bureau: Signer
    bureau_name: str
    city: str
    letterhead: Letterhead
    size: Size
    numbering: str
    regulations: tuple[str, ...]
    lacks: frozenset[str]

    def number(self, day: date) -> str:
        """The number of a letter, blank for the registry but for month and year."""
        parts = {"{bulan}": number_roman(day.month), "{tahun}": str(day.year)}
        text = self.numbering or BLANK
        for name, value in parts.items():
            text = text.replace(name, value)
        return text

    def date(self, day: date) -> str:
        """Place and date of a letter; the day is left to who signs."""
        month = formats.date_format(day, "F Y")
        return f"{self.city or SHORT_BLANK},    {month}"


def name_head(government: Government) -> str:
    """The office that heads the government, as its kind has it."""
    bare = government.name
    for kind in ("Kabupaten", "Kota", "Provinsi"):
        bare = bare.removeprefix(f"{kind} ")
    return f"{HEADS.get(GovernmentKind(government.kind), 'Kepala')} {bare}"


def make_office(government: Government) -> Office:
    """The office as far as it is known, in two queries."""
    ways = get_stationery(government)
    bureau = government.bureau or "Bagian Organisasi"
    held = {each.office: each for each in Signatory.objects.filter(government=government)}
    titles = {
        SigningOffice.HEAD: name_head(government),
        SigningOffice.SECRETARY: "Sekretaris Daerah",
        SigningOffice.BUREAU: f"Kepala {bureau}",
    }
    signers = {str(code): _make_signer(held.get(code), title) for code, title in titles.items()}
    lines = split_lines(ways.letterhead)
    return Office(
        government=government.name,
        head=signers[SigningOffice.HEAD],
        secretary=signers[SigningOffice.SECRETARY],
        bureau=signers[SigningOffice.BUREAU],
        bureau_name=bureau,
        city=ways.city,
        letterhead=Letterhead(
            lines or (f"Pemerintah {government.name}", "Sekretariat Daerah"),
            split_lines(ways.address),
            _read_logo(ways.logo_key),
        ),
        size="F4" if ways.size == "F4" else "A4",
        numbering=ways.numbering,
        regulations=split_lines(ways.regulations),
        lacks=frozenset(
            [code for code, each in signers.items() if not each.name]
            + [name for name in ("letterhead", "city") if not getattr(ways, name)]
        ),
    )


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text that say something."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _make_signer(held: Signatory | None, title: str) -> Signer:
    if held is None:
        return Signer(title)
    return Signer(held.title or title, held.acting, held.name, held.rank, held.nip)


def _read_logo(key: str) -> Picture | None:
    """The emblem as a picture both writers know, or None."""
    if not key:
        return None
    with open_kept(key) as file:
        return Picture(make_png(file), "Lambang daerah")


def sign_as(user: User, office: str, above: str = "") -> Signature:
    """The place where an account's person signs."""
    person = getattr(user, "person", None)
    if person is None:
        return Signature(f"{office},", above=above)
    return Signature(f"{office},", person.full_name, person.rank, person.nip or "", above)
