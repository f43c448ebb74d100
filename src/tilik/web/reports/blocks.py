"""The parts every paper is made of; the PDF and the DOCX are both written from them.

All texts are data: no writer reads markup in them, and a line break is a line break.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Literal

Align = Literal["left", "center", "right", "justify"]
Numbering = Literal["numbers", "letters", "words", "bullets"]
Size = Literal["A4", "F4", "A3"]
SIZES: dict[Size, tuple[int, int]] = {"A4": (210, 297), "F4": (215, 330), "A3": (297, 420)}
"""Width and height in millimetres; F4 is the folio of offices, not the American one."""


def clean(text: str) -> str:
    """The text without the signs no file can hold; line breaks stay."""
    return "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its bytes (PNG or JPEG), what it shows, and what stands beneath it."""

    content: bytes = field(repr=False)
    alt: str
    caption: str = ""
    vector: bytes = field(default=b"", repr=False)
    """The same as SVG, for a writer that draws it sharp at any size."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the text."""

    text: str
    level: int = 2
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    align: Align = "justify"
    bold: bool = False
    small: bool = False
    large: bool = False
    indent: bool = False


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with their values, a colon between them."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening of a letter: number and subject at the left, place, date and addressee right."""

    pairs: tuple[tuple[str, str], ...]
    place: str
    addressee: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a decree: *Menimbang*, *Mengingat*, *KESATU* and what follows each."""

    label: str
    items: tuple[str, ...]
    numbering: Numbering = "letters"
    before: str = ""
    """What is said above the items."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    numbering: Numbering = "numbers"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head stands on every page; `widths` are shares of the line.

    A row of one text goes across the table and names the rows that follow.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    aligns: tuple[Align, ...] = ()
    tall: bool = False
    """Rows high enough to sign in."""

    @property
    def alignments(self) -> tuple[Align, ...]:
        """How each column stands; left where nothing is said."""
        return self.aligns or tuple("left" for _each in self.head)


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: `above` is said first (place and date, or whose behalf), then office and name."""

    office: str
    name: str = ""
    rank: str = ""
    nip: str = ""
    above: str = ""

    @property
    def beneath(self) -> tuple[str, ...]:
        """What stands under the name."""
        return tuple(filter(None, (self.rank, f"NIP {self.nip}" if self.nip else "")))


@dataclass(frozen=True, slots=True)
class Signatures:
    """One place to sign at the right, or several side by side; room for hand or TTE."""

    people: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class Initials:
    """The box where offices put their initials (paraf) before the paper is signed."""

    title: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """Pictures in a grid of two columns; a place without picture is an empty frame."""

    pictures: tuple[Picture | str, ...]
    height: int = 53
    """How high a picture is at most, in millimetres."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One picture across the line, its caption beneath."""

    picture: Picture


@dataclass(frozen=True, slots=True)
class Space:
    """Empty room, in millimetres; 0 is a share of what is left of the page (in a PDF)."""

    height: int


Block = (
    Heading
    | Text
    | Pairs
    | Opening
    | Clause
    | Items
    | Table
    | Signatures
    | Initials
    | Pictures
    | Figure
    | Space
)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the first page: lines from small to large to small, and the emblem."""

    lines: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    logo: Picture | None = None
    centred: bool = False
    """The head of government's own: emblem above the lines, no rule below."""


@dataclass(frozen=True, slots=True)
class Check:
    """Where the data of the paper can be checked: address behind the QR, code, fingerprint."""

    address: str
    code: str
    words: tuple[str, ...]
    qr: Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of pages; an annex says of what it is one."""

    blocks: tuple[Block, ...]
    landscape: bool = False
    annex: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper, ready to be written."""

    title: str
    sections: tuple[Section, ...]
    foot: str
    letterhead: Letterhead | None = None
    size: Size = "A4"
    check: Check | None = None
    band: str = ""
    """Stands on every page of what is no real paper."""
    plain: bool = False
    """No page numbers, a frame around the page: a certificate."""
    scale: float = 1.0
    """How much larger its letters are than those of papers read at a desk."""

    @property
    def last(self) -> Block | None:
        """The last block of all."""
        blocks = self.sections[-1].blocks if self.sections else ()
        return blocks[-1] if blocks else None

    @property
    def is_check_beside(self) -> bool:
        """Whether the code stands beside the one who signs last, so that it is never alone on a page."""
        last = self.last
        return self.check is not None and isinstance(last, Signatures) and len(last.people) == 1
