"""What each room may do, beyond what the linter knows."""

import ast
import re
from collections.abc import Iterator

import pytest
from importlinter.cli import lint_imports

from tests.house.sources import (
    PACKAGE,
    TESTS,
    Module,
    find_lines,
    get_modules,
    get_texts,
    is_excepted,
)

WRITES = r"\.(save|create|update|delete|bulk_create|bulk_update|get_or_create|update_or_create)\("
CLOCKS = {"now", "utcnow", "today", "fromtimestamp"}


def in_room(*rooms: str) -> list[Module]:
    return [m for m in get_modules(PACKAGE) if m.path.relative_to(PACKAGE).parts[0] in rooms]


def get_imports(module: Module) -> set[str]:
    plain = {alias.name for n in module.nodes if isinstance(n, ast.Import) for alias in n.names}
    return plain | {n.module or "" for n in module.nodes if isinstance(n, ast.ImportFrom)}


def test_imports_never_turn_round(capsys: pytest.CaptureFixture[str]) -> None:
    assert lint_imports() == 0, capsys.readouterr().out


def test_pages_never_write_to_the_database() -> None:
    lines = find_lines(WRITES, ((module.name, module.text) for module in in_room("web")))
    assert not [line for line in lines if not is_excepted("writes in web", line.split(":")[0])]


def test_the_core_never_looks_at_a_clock() -> None:
    looks = [
        f"{module.name}:{node.lineno}"
        for module in in_room("core")
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS
    ]
    assert not looks


def test_no_code_hides_behind_a_signal() -> None:
    signals = {"django.dispatch", "django.db.models.signals", "django.core.signals"}
    assert not [m.name for m in get_modules(PACKAGE) if get_imports(m) & signals]


def test_no_year_stands_in_code() -> None:
    years = [
        f"{module.name}:{node.lineno}: {node.value!r}"
        for module in get_modules(PACKAGE)
        for node in module.nodes
        if isinstance(node, ast.Constant)
        and (
            (isinstance(node.value, int) and 2000 <= node.value < 2100)
            or (
                isinstance(node.value, str)
                and re.search(r"(?<![\du/])20[0-3]\d(?![\d/])", node.value)
            )
        )
        and not is_documentation(module, node)
        and not is_excepted("years in code", module.name)
    ]
    assert not years


def is_documentation(module: Module, constant: ast.Constant) -> bool:
    """True for docstrings, which may name the year of a regulation."""
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return any(
        isinstance(node, holders)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and node.body[0].value is constant
        for node in module.nodes
    )


def test_no_place_or_office_is_named_in_code() -> None:
    names = (
        r"(?i)kutai|sangatta|kalimantan|kaltim|samarinda|balikpapan|disdukcapil|dpmptsp|puskesmas"
    )
    code = [(module.name, module.text) for module in get_modules(PACKAGE)]
    lines = find_lines(names, iter([*code, *get_texts("src/tilik/**/*.html")]))
    assert not [line for line in lines if not is_excepted("names in code", line.split(":")[0])]


def test_templates_do_no_arithmetic() -> None:
    assert not find_lines(r"\|add:|widthratio|divisibleby", get_texts("src/tilik/**/*.html"))


def test_templates_keep_the_content_security_policy() -> None:
    inline = r"""\sstyle=|<style|\son[a-z]+=["']|javascript:|<script(?![^>]*\ssrc=)"""
    assert not find_lines(inline, get_texts("src/tilik/**/*.html"))


def test_test_names_are_sentences() -> None:
    short = [
        f"{module.name}: {function.name}"
        for module in get_modules(TESTS)
        for function in module.get_functions()
        if function.name.startswith("test_") and function.name.count("_") < 3
    ]
    assert not short


def takes_the_first(function: ast.AST) -> Iterator[str]:
    """What the function takes the first category of, a whole scale left aside."""
    for node in ast.walk(function):
        if isinstance(node, ast.Subscript) and ast.unparse(node.slice) == "0":
            taken = ast.unparse(node.value)
            if taken.rpartition(".")[2] in {"bands", "grades"} and taken != "scale.bands":
                yield taken


def is_careless(function: ast.AST) -> bool:
    said = ast.unparse(function)
    return any(
        f"len({taken}) == 1" not in said and f"len({taken}) != 1" not in said
        for taken in takes_the_first(function)
    )


def test_one_category_is_taken_only_where_no_other_is_possible() -> None:
    found = {
        f"{module.name} {function.name}": is_careless(function)
        for module in in_room("web", "actions", "library", "cli")
        if not module.name.startswith(("src/tilik/web/svg/", "src/tilik/library/lint/"))
        for function in module.get_functions()
        if any(takes_the_first(function))
    }
    assert found
    assert not [name for name, careless in found.items() if careless]


@pytest.mark.parametrize(
    ("text", "careless"),
    [
        ("def f(o): return o.bands[0]", True),
        ("def f(o): return o.bands[0] if o.bands else None", True),
        ("def f(o): return o.bands[0] if len(o.bands) == 1 else None", False),
    ],
)
def test_the_law_of_the_one_category_tells_careless_code(text: str, careless: bool) -> None:
    assert is_careless(ast.parse(text)) == careless
