"""The command speaks Indonesian in the tests unless told otherwise."""

from pathlib import Path

import pytest

from tests.cli.documents import ELEMENTS


@pytest.fixture(autouse=True)
def _indonesian(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "TILIK_INSTRUMENTS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")


@pytest.fixture
def survey(tmp_path: Path) -> Path:
    """Two units of two respondents; the second unit's have not answered everything."""
    heads = ";".join(ELEMENTS)
    rows = ["RSUD;1;3;3;3;3;3;3;3;3;3", "RSUD;2;4;4;4;4;4;4;4;4;4", "Disdik;1;3;3;3;3;3;3;3;3;"]
    path = tmp_path / "skm.csv"
    path.write_text("\n".join([f"unit;responden;{heads}", *rows, ""]), encoding="utf-8")
    return path


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    """Full marks on paper, no respondents."""
    heads = ",".join(f"F-02A:{n}" for n in range(1, 32))
    path = tmp_path / "f02.csv"
    path.write_text(f"unit,{heads}\nDisdik" + ",5" * 31 + "\n", encoding="utf-8")
    return path
