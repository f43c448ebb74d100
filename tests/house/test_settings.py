"""Settings come from the environment alone, and each is explained."""

import ast
import re

from tests.house.sources import PACKAGE, ROOT, get_modules

READERS = {"envbool", "envchoice", "envint", "envlist", "envpaths", "envsecret", "envstr"}
EXPLAINED = set(
    re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
)


def get_read() -> set[str]:
    """The names that the settings read."""
    tree = ast.parse((PACKAGE / "config" / "settings.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name)
        and call.func.id in READERS
        and isinstance(call.args[0], ast.Constant)
    }


def get_read_by_run() -> set[str]:
    """The names that ./run reads itself."""
    return set(re.findall(r"\$\{(TILIK_[A-Z_]+):-", (ROOT / "run").read_text(encoding="utf-8")))


def test_every_setting_is_explained_and_every_explanation_has_a_setting() -> None:
    assert get_read() | get_read_by_run() == EXPLAINED


def test_every_setting_is_explained_in_words() -> None:
    paragraphs = (ROOT / ".env.example").read_text(encoding="utf-8").split("\n\n")
    settings = [p for p in paragraphs if re.search(r"^[A-Z_]+=", p, re.MULTILINE)]
    assert settings
    assert all(p.startswith("# ") for p in settings)


def test_only_the_settings_read_the_environment() -> None:
    readers = [m.name for m in get_modules(PACKAGE) if re.search(r"os\.(environ|getenv)", m.text)]
    assert set(readers) <= {
        "src/tilik/cli/__init__.py",
        "src/tilik/config/environment.py",
        "src/tilik/config/wsgi.py",
    }
