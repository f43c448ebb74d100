"""What stands in a paper that was made: the text of its PDF, the parts of its DOCX."""

import io
from typing import Any

import pypdfium2
from docx import Document


def read_pdf(content: bytes) -> str:
    """All the words of a PDF, in one line."""
    with pypdfium2.PdfDocument(content) as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    return " ".join(" ".join(pages).split())


def count_pages(content: bytes) -> int:
    """How many pages a PDF has."""
    with pypdfium2.PdfDocument(content) as file:
        return len(file)


def list_sizes(content: bytes) -> list[tuple[int, int]]:
    """Width and height of every page in millimetres."""
    with pypdfium2.PdfDocument(content) as file:
        return [
            (round(page.get_width() * 25.4 / 72), round(page.get_height() * 25.4 / 72))
            for page in file
        ]


def open_docx(content: bytes) -> Any:
    """The DOCX as its library reads it."""
    return Document(io.BytesIO(content))


def read_docx(content: bytes) -> str:
    """All the words of a DOCX, its tables included, in one line."""
    texts = [node.text or "" for node in open_docx(content).element.body.iter() if is_text(node)]
    return " ".join(" ".join(texts).split())


def is_text(node: Any) -> bool:
    return str(node.tag).endswith("}t")
