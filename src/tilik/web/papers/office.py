"""Who writes: the government's letterhead, its offices and who signs for them."""

from dataclasses import dataclass, field

from tilik.records.models import Government, User
from tilik.records.models.government import GovernmentKind
from tilik.web.reports.blocks import Letterhead, Signature, Size

HEADS = {
    GovernmentKind.REGENCY: "Bupati",
    GovernmentKind.CITY: "Wali Kota",
    GovernmentKind.PROVINCE: "Gubernur",
}


@dataclass(frozen=True, slots=True)
class Signatory:
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
    """The government as its papers name it."""

    government: str
    head: Signatory
    secretary: Signatory
    bureau: Signatory
    bureau_name: str
    city: str
    letterhead: Letterhead
    size: Size = "A4"
    numbering: str = ""
    regulations: tuple[str, ...] = ()
    missing: tuple[str, ...] = field(default=())

    @property
    def head_of_government(self) -> str:
        """The office of the head, with the government's name."""
        return self.head.title


def name_head(government: Government) -> str:
    """The office that heads the government, as its kind has it."""
    bare = government.name
    for kind in ("Kabupaten", "Kota", "Provinsi"):
        bare = bare.removeprefix(f"{kind} ")
    return f"{HEADS.get(GovernmentKind(government.kind), 'Kepala')} {bare}"


def make_office(government: Government) -> Office:
    """The office as far as it is known."""
    bureau = government.bureau or "Bagian Organisasi"
    return Office(
        government=government.name,
        head=Signatory(name_head(government)),
        secretary=Signatory("Sekretaris Daerah"),
        bureau=Signatory(f"Kepala {bureau}"),
        bureau_name=bureau,
        city="",
        letterhead=Letterhead((f"Pemerintah {government.name}", "Sekretariat Daerah")),
    )


def sign_as(user: User, office: str, above: str = "") -> Signature:
    """The place where an account's person signs."""
    person = getattr(user, "person", None)
    if person is None:
        return Signature(f"{office},", above=above)
    return Signature(f"{office},", person.full_name, person.rank, person.nip or "", above)
