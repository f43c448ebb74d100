"""The linter of instruments: everything that is wrong with one, at once, with file, line and field."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from tilik.core.errors import Fault, UserError
from tilik.library.cases import differences
from tilik.library.emit import emit
from tilik.library.lint.conditions import check_circles, check_conditions
from tilik.library.lint.grades import check_grades
from tilik.library.lint.header import check_head, check_provenance, check_sources
from tilik.library.lint.references import check_codes, check_items, check_used, check_variants
from tilik.library.lint.rubrics import check_evidence, check_levels, check_respondents, check_rules
from tilik.library.lint.subject import ERROR, WARNING, Subject, make_subject
from tilik.library.lint.weights import check_built, check_given, check_leaves
from tilik.library.load import Entry, load_cases
from tilik.library.schema import case_faults, faults_of, file_of, line_of
from tilik.library.source import Source, parse, read

__all__ = ["ERROR", "WARNING", "check", "check_text", "is_error"]

Check = Callable[[Subject], Iterator[Fault]]

# What a check may stumble over in a file that has been refused already.
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, IndexError, UserError)

CHECKS: tuple[Check, ...] = (
    check_head,
    check_sources,
    check_provenance,
    check_codes,
    check_items,
    check_variants,
    check_conditions,
    check_circles,
    check_levels,
    check_evidence,
    check_respondents,
    check_rules,
    check_given,
    check_leaves,
    check_grades,
    check_built,
    check_used,
)


def check(entry: Entry) -> list[Fault]:
    """Every fault of an instrument on disk and of its worked examples, in the order of their lines."""
    source = read(entry.path)
    return [*check_source(source, load_cases(entry)), *_names(source, entry)]


def check_text(text: str, name: str, cases: str | None = None) -> list[Fault]:
    """Every fault of an instrument in a text (an upload), with its worked examples where they come along."""
    return check_source(parse(text, name), None if cases is None else parse(cases, "cases.yaml"))


def is_error(fault: Fault) -> bool:
    """Whether the fault refuses the instrument; a warning does not."""
    return fault.facts.get("severity", ERROR) == ERROR


def check_source(source: Source, cases: Source | None) -> list[Fault]:
    """Every fault of a source; `cases` None = they are not looked at."""
    shape = [
        _severe(f)
        for f in (*source.faults, *(faults_of(source) if source.data is not None else ()))
    ]
    if not isinstance(source.data, dict):
        return shape or [Fault("instrument-empty", source.where(), {"severity": ERROR})]
    found = [*shape, *_meaning(source, shape), *_canonical(source)]
    if cases is not None:
        is_sound = not any(map(is_error, found))
        found += _cases(source, cases, compute=is_sound)
    return _sorted(found)


def _meaning(source: Source, shape: list[Fault]) -> list[Fault]:
    """What the checks find; one may stop at what the schema, or a check before it, refuses anyway."""
    found: list[Fault] = []
    subject = make_subject(source)
    for one in CHECKS:
        try:
            found.extend(one(subject))
        except UNREADABLE:
            if not any(map(is_error, (*shape, *found))):
                raise
    # That a refused file cannot be computed either goes without saying.
    is_refused = any(map(is_error, shape))
    return [fault for fault in found if not (is_refused and fault.code == "not-buildable")]


def _canonical(source: Source) -> Iterator[Fault]:
    """A warning at the first line that is not written the canonical way."""
    wanted, found = emit(source.data).splitlines(), source.text.splitlines()
    pairs = enumerate(zip([*wanted, ""], [*found, ""], strict=False), 1)
    line = next((n for n, (a, b) in pairs if a != b), 1)
    if "\n".join((*wanted, "")) != source.text:
        yield Fault("not-canonical", f"{source.name}:{line}:", {"severity": WARNING})


def _cases(source: Source, cases: Source, *, compute: bool) -> list[Fault]:
    """Faults of the worked examples; they are recomputed once the instrument itself is sound."""
    shape = [_severe(f) for f in (*cases.faults, *case_faults(cases))]
    if not cases.data:
        return shape or [Fault("cases-missing", f"{cases.name}:1:", {"severity": ERROR})]
    codes = [case.get("code") for case in cases.data if isinstance(case, dict)]
    twice = [n for n, code in enumerate(codes) if code in codes[:n]]
    shape += [
        _severe(Fault("code-twice", cases.where((n, "code")), {"found": codes[n]})) for n in twice
    ]
    if shape or not compute:
        return [*shape, *_canonical(cases)]
    document = make_subject(source).document or {}
    found = [
        Fault(
            "case-differs",
            cases.where((d.number, "expect", *filter(None, d.field.split(".", 1)))),
            {"severity": ERROR, "case": d.case, "expected": d.expected, "found": d.found},
        )
        for d in differences(document, cases.data)
    ]
    return [*found, *_canonical(cases)]


def _names(source: Source, entry: Entry) -> Iterator[Fault]:
    """The code and version of a file that belongs in the library are those of its place."""
    if not isinstance(source.data, dict) or entry.path.name != f"v{entry.version}.yaml":
        return
    for field, wanted in (("code", entry.code), ("version", str(entry.version))):
        if str(source.data.get(field)) != wanted:
            facts = {"severity": ERROR, "found": source.data.get(field), "wanted": wanted}
            yield Fault("place-differs", source.where((field,)), facts)


def _severe(fault: Fault) -> Fault:
    """The fault as an error."""
    return replace(fault, facts={"severity": ERROR, **fault.facts})


def _sorted(faults: Iterable[Fault]) -> list[Fault]:
    """Each fault once: those of a file together, by line."""
    once = {(f.code, f.where, repr(f.facts)): f for f in faults}
    return sorted(once.values(), key=lambda f: (file_of(f.where), line_of(f.where)))
