"""Documents are opened in a process of their own, which may die without harm to ours."""

import os

import pytest

from tests.files import make_pdf
from tests.reading.papers import PARAGRAPH, make_text_pdf, make_word, zip_text
from tilik.core.errors import UserError
from tilik.reading import isolated
from tilik.reading.isolated import read_content, read_page
from tilik.reading.kinds import DOCX, PDF


def test_words_and_pages_come_back_from_the_process() -> None:
    content = make_text_pdf(PARAGRAPH)
    assert read_content(content, PDF)["text"] == PARAGRAPH
    assert read_page(content, 1)[8:12] == b"WEBP"
    assert read_content(zip_text(make_word("Satu", "Dua")), DOCX)["text"] == "Satu\nDua"


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.4\nrusak\n%%EOF", make_pdf()[:60], os.urandom(4000)]
)
def test_a_file_no_library_can_read_is_said_to_be_unreadable(content: bytes) -> None:
    with pytest.raises(UserError, match="file-unreadable"):
        read_content(content, PDF)


def test_a_process_that_wants_too_much_memory_dies_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = "import sys; sys.path.insert(0, sys.argv[1]); import tilik.reading.isolated as i, resource; resource.setrlimit(resource.RLIMIT_AS, (i.MEMORY, i.MEMORY)); bytearray(i.MEMORY)"  # noqa: E501
    monkeypatch.setattr(isolated, "START", hungry)
    with pytest.raises(UserError, match="file-unreadable"):
        read_content(make_pdf(), PDF)


def test_a_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(isolated, "START", "while True: pass")
    monkeypatch.setattr(isolated, "SECONDS", 0.5)
    with pytest.raises(UserError, match="file-unreadable"):
        read_content(make_pdf(), PDF)


def test_the_process_knows_no_secret_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TILIK_SECRET_KEY", "rahasia")
    tell = "import os, json; print(json.dumps({'text': ' '.join(os.environ)}))"
    monkeypatch.setattr(isolated, "START", tell)
    assert "TILIK_SECRET_KEY" not in read_content(b"", PDF)["text"]
