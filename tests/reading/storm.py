"""A storm of uploads, broken and hostile, in a process of its own whose memory is measured.

`python -m tests.reading.storm COUNT SEED FOLDER` sends that many through the same door as people's
files and prints what became of them. `make_uploads` can be asked for any one of them again.
"""

import io
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tests.files import (
    HOSTILE,
    Sent,
    make_docx,
    make_huge_png,
    make_pdf,
    make_picture,
    make_xlsx,
    zip_up,
)
from tests.reading.papers import (
    PARAGRAPH,
    make_book,
    make_photo,
    make_scan,
    make_text_pdf,
    make_word,
    save,
)

Change = Callable[[random.Random, bytes], bytes]
NAMES = (
    "SK.pdf", "../../etc/passwd", "C:\\windows\\win.ini", "laporan.docx.exe", "\u202efdp.exe",
    "", ".", "a" * 5000 + ".pdf", "foto\0.jpg", "<script>.png", "con.pdf", "SK\r\nX-Header: 1.pdf",
)  # fmt: skip
MARKS = (
    b"<script>alert(1)</script>", b"/S/JavaScript/JS(1)", b"PK\x05\x06" + b"\0" * 18, b"%%EOF",
    b"/Type/ObjStm/Filter/FlateDecode/Length 9>>stream\n", b"<svg onload=x>", b"\xff\xd8\xff",
    b"%PDF-1.7\n", b"MZ", b"\x89PNG\r\n\x1a\n", b"vbaProject.bin", b"/Launch", b"\0" * 70_000,
)  # fmt: skip


def list_seeds() -> list[bytes]:
    """Sound files of every kind and hostile ones, to be spoiled."""
    photo = make_photo(size=(320, 240))
    sound = [
        make_pdf(), make_text_pdf(PARAGRAPH, "dua"), make_scan(photo), make_word(PARAGRAPH, "b"),
        make_word("a", picture=photo), make_book(("Unit", 1), ("Lain", 2.5)), make_docx(),
        make_xlsx(), save(photo, "JPEG"), save(photo, "PNG"), save(photo, "WEBP"),
        save(photo.convert("P"), "PNG"), save(photo.convert("CMYK"), "JPEG"), make_picture("PNG"),
    ]  # fmt: skip
    small = [content for content, _ in HOSTILE.values() if len(content) < 200_000]
    return sound * 3 + small


def flip(dice: random.Random, content: bytes) -> bytes:
    """Some bytes are others."""
    changed = bytearray(content)
    for _ in range(dice.randint(1, 40) if changed else 0):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(dice: random.Random, content: bytes) -> bytes:
    """The end, the beginning or a piece of the middle is missing."""
    a, b = sorted((dice.randint(0, len(content)), dice.randint(0, len(content))))
    return dice.choice((content[:a], content[a:], content[:a] + content[b:]))


def repeat(dice: random.Random, content: bytes) -> bytes:
    """A piece stands several times."""
    a, b = sorted((dice.randint(0, len(content)), dice.randint(0, len(content))))
    return content[:b] + content[a:b] * dice.randint(1, 30) + content[b:]


def insert(dice: random.Random, content: bytes) -> bytes:
    """Something that belongs to another kind of file stands in it."""
    place = dice.choice((0, len(content), dice.randint(0, len(content))))
    return content[:place] + dice.choice(MARKS) + content[place:]


def stretch(dice: random.Random, content: bytes) -> bytes:
    """A number in it is a very large one."""
    place = dice.randint(0, max(0, len(content) - 4))
    return (
        content[:place]
        + dice.choice((b"\xff" * 4, b"\x7f\xff\xff\xff", b"99999999"))
        + content[place + 4 :]
    )


def pack(dice: random.Random, content: bytes) -> bytes:
    """A zip file around it, under a name that leads elsewhere."""
    name = dice.choice(("word/document.xml", "../x", "/etc/x", "xl/workbook.xml", "a" * 300))
    return zip_up({name: content, "[Content_Types].xml": content[:50]})


def keep(dice: random.Random, content: bytes) -> bytes:
    """As it is."""
    return content


CHANGES: Sequence[Change] = (flip, cut, repeat, insert, stretch, pack, keep)


def make_uploads(count: int, seed: int) -> Iterator[Sent]:
    """The uploads, the same ones for the same seed; every hundredth is a large one."""
    dice = random.Random(seed)
    seeds = list_seeds()
    for n in range(count):
        content = dice.choice(seeds)
        if n % 100 == 50:
            content = dice.choice(LARGE)()
        else:
            for _ in range(dice.randint(1, 3)):
                content = dice.choice(CHANGES)(dice, content)
        if n % 3 and content:  # else the name's own danger is never met
            content = splice(dice, content, dice.choice(seeds)) if n % 7 == 0 else content
        yield Sent(content, dice.choice(NAMES))


def splice(dice: random.Random, one: bytes, other: bytes) -> bytes:
    """The head of one with the tail of the other."""
    return one[: dice.randint(0, len(one))] + other[dice.randint(0, len(other)) :]


LARGE: Sequence[Callable[[], bytes]] = (
    lambda: make_docx(word__bomb_xml=b"\0" * 20_000_000),
    lambda: make_huge_png(30_000),
    lambda: make_huge_png(7_000),
    lambda: make_picture("PNG", (7_000, 7_000)),
    lambda: make_picture("JPEG", (7_000, 7_000)),
    lambda: make_picture("WEBP", (4_400, 4_400)),
    lambda: make_picture("PNG", (6_300, 6_300)),
    lambda: make_picture("JPEG", (7_000, 7_000), progressive=True),
    lambda: b"%PDF-1.4\n" + b"#4a/JS (" * 2_000_000 + b"\n%%EOF",
    lambda: b"%PDF-1.4\n" + b"1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\n" * 200_000 + b"%%EOF",
)  # fmt: skip


def read_peak() -> float:
    """The most memory this process had since it began, in megabytes.

    `ru_maxrss` would do for a process of its own; it also holds what its parent had.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    line = next(line for line in lines if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def send(count: int, seed: int) -> dict[str, Any]:
    """What became of the uploads: taken, refused by code, and whatever else happened."""
    from tilik.actions.receiving import receive
    from tilik.core.errors import UserError

    said: Counter[str] = Counter()
    other: list[str] = []
    for n, file in enumerate(make_uploads(count, seed)):
        try:
            receive(file)
            said["taken"] += 1
        except UserError as error:
            said[error.code] += 1
        except Exception as error:  # noqa: BLE001 - a crash is what is looked for
            other.append(f"{n}: {type(error).__name__} {error}"[:200])
    said[send_endless()] += 1
    memory = read_peak()
    return {"said": said, "other": other, "memory": memory}


class Endless(io.RawIOBase):
    """A form with one file of 200 MB, made while it is read."""

    HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\n'
    SIZE = 200 * 1024 * 1024

    def __init__(self) -> None:
        self.left = [self.HEAD, self.SIZE, b"\r\n--x--\r\n"]

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        while self.left:
            first = self.left[0]
            if isinstance(first, bytes):
                self.left.pop(0)
                return first
            if first > 0:
                self.left[0] = first - 65_536
                return b"\0" * 65_536
            self.left.pop(0)
        return b""


def send_endless() -> str:
    """The code under which a file of 200 MB is refused, sent as a browser sends it."""
    from django.http.multipartparser import MultiPartParser

    from tilik.actions.receiving import receive
    from tilik.core.errors import UserError
    from tilik.web.uploads import BoundedUpload

    size = Endless.SIZE + len(Endless.HEAD) + 10
    meta = {"CONTENT_TYPE": "multipart/form-data; boundary=x", "CONTENT_LENGTH": str(size)}
    _, files = MultiPartParser(meta, Endless(), [BoundedUpload()], "utf-8").parse()
    try:
        receive(files["file"])
    except UserError as error:
        return f"{error.code} of 200 MB"
    return "200 MB taken"


if __name__ == "__main__":
    import django
    from django.conf import settings

    django.setup()
    settings.MEDIA_ROOT = sys.argv[3]
    sys.stdout.write(json.dumps(send(int(sys.argv[1]), int(sys.argv[2]))))
