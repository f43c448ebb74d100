"""The project's own files, read once, for the tests that hold the house rules."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "tilik"
TESTS = ROOT / "tests"
DECISIONS = ROOT / "docs" / "decisions.md"

Function = ast.FunctionDef | ast.AsyncFunctionDef
_SKIPPED = {".git", ".venv", "__pycache__", "mutants", "node_modules", "var", "shots"}


@dataclass(frozen=True)
class Module:
    """One Python file: where it is, its text and its syntax tree."""

    path: Path
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The path from the root of the repository."""
        return str(self.path.relative_to(ROOT))

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the tree, walked once for all rules."""
        return tuple(ast.walk(self.tree))

    def get_functions(self) -> Iterator[Function]:
        """Every function and method, nested ones too."""
        return (node for node in self.nodes if isinstance(node, Function))


@cache
def get_modules(folder: Path) -> tuple[Module, ...]:
    """The Python files under folder, without migrations (Django writes those)."""
    paths = [p for p in sorted(folder.rglob("*.py")) if not is_skipped(p)]
    texts = [
        (path, path.read_text(encoding="utf-8")) for path in paths if "migrations" not in path.parts
    ]
    return tuple(Module(path, text, ast.parse(text)) for path, text in texts)


@cache
def is_skipped(path: Path) -> bool:
    """True for what is not the project's own: environments, caches, git's folder."""
    names = path.relative_to(ROOT).parts
    return any(n in _SKIPPED or (n.startswith(".") and n.endswith("_cache")) for n in names)


def get_texts(*patterns: str) -> Iterator[tuple[str, str]]:
    """Path and text of the project's files that fit one of the patterns."""
    return (text for pattern in patterns for text in _read_texts(pattern))


@cache
def _read_texts(pattern: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace"))
        for path in sorted(ROOT.rglob(pattern))
        if not is_skipped(path) and path.is_file()
    )


def count_lines(node: Function) -> int:
    """The lines of a function's code, without its docstring."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def is_excepted(rule: str, name: str) -> bool:
    """True if docs/decisions.md names the file beside the rule, on one line under Exceptions."""
    exceptions = DECISIONS.read_text(encoding="utf-8").partition("## Exceptions")[2]
    return any(rule in line and f"`{name}`" in line for line in exceptions.splitlines())


def find_lines(pattern: str, texts: Iterator[tuple[str, str]]) -> list[str]:
    """Each place where the pattern stands, as path:line: text."""
    wanted = re.compile(pattern)
    return [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts
        for number, line in enumerate(text.splitlines(), 1)
        if wanted.search(line)
    ]
