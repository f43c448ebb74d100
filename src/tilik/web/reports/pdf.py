"""A paper as PDF: tagged for screen readers, with fonts of its own."""

import json
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pypdfium2 as pdfium
import typst

from tilik.web.reports.blocks import SIZES, Block, Paper, Picture, Signatures, Table, clean
from tilik.web.reports.typeset import FONTS

HERE = Path(__file__).resolve().parent
DATA = "data.json"


SMALLER = (0.9, 0.8, 0.7, 0.6, 0.5, 0.42)
"""How much smaller the type of a poster may be set, so that it keeps to its one page."""


def make_pdf(paper: Paper) -> bytes:
    """The PDF; of a poster each part on one page, its type set smaller where it would spill over."""
    return _fit(paper)[1]


def fit(paper: Paper) -> Paper:
    """The paper with the type its PDF is set in."""
    return _fit(paper)[0] if paper.plain else paper


def _fit(paper: Paper) -> tuple[Paper, bytes]:
    made, content = paper, _make(paper)
    for factor in SMALLER if paper.plain else ():
        with pdfium.PdfDocument(content) as document:
            if len(document) <= len(paper.sections):
                break
        made = replace(paper, scale=paper.scale * factor)
        content = _make(made)
    return made, content


def _make(paper: Paper) -> bytes:
    """The PDF. The template, its data and its pictures meet in a folder of their own."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "paper.typ").write_bytes((HERE / "paper.typ").read_bytes())
        (root / DATA).write_text(json.dumps(_Writer(root).write(paper), ensure_ascii=False))
        try:
            return _compile(root, "ua-1")
        except typst.TypstError:  # a sign no font of ours has, e.g. an emoji in a remark
            return _compile(root, "1.7")


def _compile(root: Path, standard: Literal["ua-1", "1.7"]) -> bytes:
    """The PDF of what stands in the folder; UA-1 refuses signs that cannot be shown."""
    content: bytes = typst.compile(
        root / "paper.typ",
        root=root,
        font_paths=[HERE / "fonts", FONTS],
        ignore_system_fonts=True,
        pdf_standards=standard,
    )
    return content


class _Writer:
    """Turns blocks into plain data, and pictures into files beside it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.pictures = 0

    def write(self, paper: Paper) -> dict[str, Any]:
        """The paper as the template reads it."""
        width, height = SIZES[paper.size]
        made: dict[str, Any] = {
            "title": clean(paper.title),
            "width": width,
            "height": height,
            "foot": clean(paper.foot),
            "band": clean(paper.band),
            "plain": paper.plain,
            "scale": paper.scale,
            "letterhead": self._with_pictures(paper.letterhead),
            "check": self._with_pictures(paper.check),
            "sections": [
                {
                    "landscape": section.landscape,
                    "annex": self._with_pictures(section.annex),
                    "blocks": [self._write_block(block) for block in section.blocks],
                }
                for section in paper.sections
            ],
            "beside": paper.is_check_beside,
        }
        if paper.is_check_beside:
            made["sections"][-1]["blocks"][-1]["beside"] = True
        return made

    def _write_block(self, block: Block) -> dict[str, Any]:
        data: dict[str, Any] = self._with_pictures(block)
        if isinstance(block, Table):
            data["aligns"] = block.alignments
        if isinstance(block, Signatures):
            data["people"] = [
                {**self._with_pictures(each), "beneath": [*map(clean, each.beneath)]}
                for each in block.people
            ]
        return {"kind": type(block).__name__.lower(), **data}

    def _with_pictures(self, thing: Any) -> Any:
        """The dataclass as a dict; every picture in it is a file's name and its words."""
        if isinstance(thing, Picture):
            return self._keep(thing)
        if isinstance(thing, str):
            return clean(thing)
        if isinstance(thing, tuple):
            return [self._with_pictures(each) for each in thing]
        if hasattr(thing, "__dataclass_fields__"):
            names = thing.__dataclass_fields__
            return {name: self._with_pictures(getattr(thing, name)) for name in names}
        return thing

    def _keep(self, picture: Picture) -> dict[str, str]:
        self.pictures += 1
        content = picture.vector or picture.content
        ending = "jpg" if content.startswith(b"\xff\xd8") else "png"
        name = f"picture-{self.pictures}.{'svg' if picture.vector else ending}"
        (self.root / name).write_bytes(content)
        return {"file": name, "alt": picture.alt, "caption": picture.caption}
