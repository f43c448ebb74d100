"""What must not stand in a public repository."""

import re

from tests.house.sources import ROOT, find_lines, get_texts

FILES = (
    "*.py", "*.md", "*.html", "*.css", "*.js", "*.yaml", "*.yml", "*.toml", "*.txt", "*.in", "*.sh",
    "*.csv", "*.json", "*.po", "run", "test", "justfile", "LICENSE", "NOTICE", ".env.example",
)  # fmt: skip
PLACES = "|".join(("/" + "work/", "/" + "tmp/", "/" + "root/", "/" + "home/[a-z]"))
HOSTS = "|".join(
    (r"pypi\.(org|python)", r"registry\.npm", "python" + r"hosted\.org", "index" + "-url")
)
# Six digits of place, day (women: + 40), month, year, serial number.
DAY, MONTH = r"(0[1-9]|[12]\d|3[01]|4[1-9]|[56]\d|7[01])", r"(0[1-9]|1[0-2])"
IDENTITY = rf"(?<![\d.,/\w-])[1-9]\d{{5}}{DAY}{MONTH}\d{{6}}(?![\d\w])"
PROMISES = r"\bTOD[O]\b|\bFIXM[E]\b|(?i:coming[ ]soon|segera[ ]hadir)|NotImplemented[E]rror"


def test_no_path_of_a_builders_machine_is_named() -> None:
    assert not find_lines(PLACES, get_texts(*FILES))


def test_no_package_registry_is_named() -> None:
    assert not find_lines(HOSTS, get_texts(*FILES))


def test_no_identity_number_of_a_citizen_is_stored() -> None:
    assert not find_lines(IDENTITY, get_texts(*FILES))


def test_an_identity_number_would_be_found() -> None:
    number = "640805" + "470190" + "0001"
    assert re.search(IDENTITY, f"nik: {number}")
    assert not re.search(IDENTITY, f"0.{number}")


def test_the_licence_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_no_promise_stands_in_place_of_a_thing() -> None:
    assert not find_lines(PROMISES, get_texts("*.py", "*.html", "*.md", "*.po"))
