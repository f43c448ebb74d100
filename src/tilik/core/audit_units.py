"""Tables of units: categories by the scale that explains them, means, sums, places, duplicates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import pairwise

from tilik.core.audit import (
    Band,
    Combination,
    Figure,
    Finding,
    Label,
    Rules,
    SurveyReport,
    Tally,
    UnitLine,
    UnitRow,
    UnitTable,
    Weight,
)
from tilik.core.audit_paths import differ
from tilik.core.numbers import total

Findings = Iterator[Finding]
ERROR, WARNING, INFORMATION = Weight.ERROR, Weight.WARNING, Weight.INFORMATION
FEWEST, TELLING = 3, 5
"""Marked rows that make it worth saying which scale they are of; that tell it without its name."""
MOSTLY = Fraction(4, 5)
FILLING = re.compile(
    r"\b(kategori|predikat|mutu|zona|opini|nilai|pelayanan|kinerja|grade|category|zone)\b"
)
SHORT = {"kab": "kabupaten", "kec": "kecamatan", "kel": "kelurahan", "prov": "provinsi"}


def check_units(report: SurveyReport, rules: Rules) -> Findings:
    """Kind 0: units whose categories, means, sums or places do not follow from their values."""
    seen = set()
    for finding in _check_all(report, rules):
        # Two columns of categories share the values, and what is said of these.
        key = (finding.code, finding.place, finding.found)
        if key not in seen:
            seen.add(key)
            yield finding


def _check_all(report: SurveyReport, rules: Rules) -> Findings:
    for table in report.units:
        best = pick_scales(table, rules)
        yield from _check_marks(table, rules, best, is_sheet=not report.tables)
        off = list(_check_range(table, rules))
        yield from off
        yield from _check_twice(table)
        # A misplaced comma would accuse every place and mean besides.
        if not off:
            yield from _check_places(table)
            yield from _check_lines(table, rules, best)
        for combination in _list_combinations(table, rules):
            yield from _check_combination(table, combination)
    yield from _check_tallies(report, rules)


# ---- categories ------------------------------------------------------------


def understand(text: str, bands: Sequence[Band]) -> tuple[frozenset[str], ...]:
    """What each word of a printed category allows by its letters; () where one is not the scale's."""
    left = _plain(text)
    found = []
    for words, letters in _list_words(tuple(bands)):
        flags = 0 if len(words) < 3 else re.IGNORECASE
        pattern = rf"(?<!\w){re.escape(words)}(?![\w-])"
        cut = re.sub(pattern, " ", left, count=1, flags=flags)
        if cut != left:
            found.append(letters)
            left = cut
    rest = FILLING.sub("", left.lower())
    return () if re.search(r"\w", rest) else tuple(found)


def _plain(text: str) -> str:
    """The text without brackets and commas, every minus alike and at its letter."""
    plain = " ".join(re.sub(r"[()\[\],;:/]", " ", re.sub(r"[−–]", "-", text)).split())
    return re.sub(r"\b([A-F]) -$", r"\1-", plain)


@cache
def _list_words(bands: tuple[Band, ...]) -> list[tuple[str, frozenset[str]]]:
    """Letters, names and colours of the bands, the longest first, with the letters they allow."""
    words: dict[str, set[str]] = {}
    for band in bands:
        for each in (band.letter, band.name, band.zone):
            if each:
                words.setdefault(_plain(each), set()).add(band.letter)
    ordered = sorted(words, key=len, reverse=True)
    return [(each, frozenset(words[each])) for each in ordered]


def _agrees(figure: Figure, mark: Label, rules: Rules, scale: str) -> bool | None:
    """Whether the scale gives the value that category; None where the word is not the scale's."""
    allowed = understand(mark.text, rules.bands[scale])
    if not allowed:
        return None
    possible = {band.letter for band in rules.grade_printed(figure, scale)}
    return any(all(letter in each for each in allowed) for letter in possible)


def _count(table: UnitTable, rules: Rules, scale: str) -> tuple[int, int]:
    """How many printed categories the scale explains, and how many are words of its own."""
    said = [_agrees(r.value, r.mark, rules, scale) for r in table.rows if r.mark]
    return said.count(True), len(said) - said.count(None)


def pick_scales(table: UnitTable, rules: Rules) -> tuple[str, ...]:
    """The scales to judge by: named ones, else those that explain nearly all; the best of them."""
    n = sum(row.mark is not None for row in table.rows)
    counts = {scale: _count(table, rules, scale) for scale in table.named or table.possible}
    wanted = Fraction(n, 2) if table.named else n * MOSTLY
    enough = {
        scale: right
        for scale, (right, known) in counts.items()
        if n and (known if table.named else right) >= wanted
    }
    if not enough or (not table.named and n < TELLING):
        return ()
    most = max(enough.values())
    return tuple(scale for scale, right in enough.items() if right == most)


def _check_marks(
    table: UnitTable, rules: Rules, best: tuple[str, ...], *, is_sheet: bool
) -> Findings:
    """Categories that no likely scale gives, and which scale explains all of them."""
    n = sum(row.mark is not None for row in table.rows)
    explaining = [s for s in table.possible if n and _count(table, rules, s)[0] == n]
    explaining = [s for s in explaining if s in table.named] or explaining
    first = next((row.mark.place for row in table.rows if row.mark), None)
    if first and explaining and n >= FEWEST and is_sheet:
        is_other = bool(table.named) and not set(explaining) & set(table.named)
        code = "unit-scale-other" if is_other else "unit-scale"
        code = "unit-scales" if len(explaining) > 1 and not is_other else code
        weight = WARNING if is_other else INFORMATION
        facts = {"scales": ", ".join(explaining), "named": ", ".join(table.named)}
        yield Finding(0, code, weight, first, str(n), "", facts)
    for row in table.rows if best else ():
        if row.mark:
            weight = ERROR if table.named else WARNING
            yield from _check_mark(row.name, row.value, row.mark, rules, best, weight)


def _check_mark(
    name: str, figure: Figure, mark: Label, rules: Rules, best: tuple[str, ...], weight: Weight
) -> Findings:
    """A category that is not that of the value, or a word that is none."""
    said = [_agrees(figure, mark, rules, scale) for scale in best]
    if True in said:
        return
    letters = [band.letter for scale in best for band in rules.grade_printed(figure, scale)[:1]]
    expected = " / ".join(dict.fromkeys(letters))
    facts = {"unit": name, "value": figure.printed}
    code = "unit-mark" if False in said else "unit-label"
    weight = weight if False in said else WARNING
    yield Finding(0, code, weight, mark.place, mark.text, expected, facts)


def _check_range(table: UnitTable, rules: Rules) -> Findings:
    """Values that cannot be on the scale the table names."""
    scales = [rules.scales[scale] for scale in table.named]
    for row in table.rows if scales else ():
        if not any(scale.holds(row.value) for scale in scales):
            expected = f"{scales[0].lowest}–{scales[0].highest}"
            found, place = row.value.printed, row.value.place
            yield Finding(0, "unit-range", ERROR, place, found, expected, {"unit": row.name})


# ---- duplicates and places -------------------------------------------------


def _fold(name: str) -> str:
    """A name as it is compared: small letters, usual short forms written out."""
    return " ".join(SHORT.get(word, word) for word in re.findall(r"\w+", name.lower()))


def _check_twice(table: UnitTable) -> Findings:
    """A unit that stands in the table a second time."""
    first: dict[str, UnitRow] = {}
    for row in table.rows:
        before = first.setdefault(_fold(row.name), row)
        if before is row:
            continue
        place = before.value.place
        facts = {"unit": row.name, "first": place.cell or str(place.page or "")}
        is_same = before.value.value == row.value.value
        code, weight = ("unit-repeated", WARNING) if is_same else ("unit-twice", ERROR)
        found, expected = row.value.printed, before.value.printed
        yield Finding(0, code, weight, row.value.place, found, expected, facts)


def _check_places(table: UnitTable) -> Findings:
    """Places that are not those of the values; equal values may share a place or be put in order."""
    ranked = [(row, row.rank) for row in table.rows if row.rank]
    is_part = 0 < len(ranked) < len(table.rows)
    if is_part or any(rank.value > len(table.rows) for _row, rank in ranked):
        yield from _check_order(ranked)
        return
    values = [row.value.value for row in table.rows]
    dense = {row.name: 1 + len({v for v in values if v > row.value.value}) for row, _ in ranked}
    if all(rank.value == dense[row.name] for row, rank in ranked):
        return
    for row, rank in ranked:
        place = 1 + sum(value > row.value.value for value in values)
        last = place + values.count(row.value.value) - 1
        if not place <= rank.value <= last:
            yield differ(0, "unit-rank", rank, Fraction(place), unit=row.name)


def _check_order(ranked: Sequence[tuple[UnitRow, Figure]]) -> Findings:
    """Of an excerpt: a unit placed behind one with a lower value."""
    ordered = sorted(ranked, key=lambda each: each[1].value)
    for (before, better), (row, rank) in pairwise(ordered):
        if row.value.value > before.value.value and rank.value != better.value:
            facts = {"unit": row.name, "other": before.name}
            yield Finding(0, "unit-order", ERROR, rank.place, rank.printed, "", facts)


# ---- lines below and columns beside ----------------------------------------


def _check_lines(table: UnitTable, rules: Rules, best: tuple[str, ...]) -> Findings:
    """Means, sums and extremes that the rows above do not give."""
    since: dict[str, int] = {}
    for line in table.lines:
        start = since.get(line.kind, 0)
        parts = [table.rows[: line.at], table.rows[start : line.at]]
        groups = [list(rows) for rows in parts if rows]
        since[line.kind] = line.at
        if not groups:
            continue
        if line.kind == "average":
            yield from _check_mean(line, groups)
        elif line.kind == "sum":
            yield from _check_sum(line, groups)
        else:
            pick = max if line.kind == "highest" else min
            ends = [pick(row.value.value for row in rows) for rows in groups]
            if line.figure.value not in ends:
                code = "unit-highest" if line.kind == "highest" else "unit-lowest"
                yield differ(0, code, line.figure, ends[0])
        if line.mark and best:
            yield from _check_mark("", line.figure, line.mark, rules, best, ERROR)


def _check_mean(line: UnitLine, groups: Sequence[Sequence[UnitRow]]) -> Findings:
    """A mean of units that is neither plain nor weighted by their respondents."""
    ways = []
    for rows in groups:
        ways.append(total(row.value.value for row in rows) / len(rows))
        people = [row.n.value for row in rows if row.n]
        if len(people) == len(rows) and total(people):
            parts = [row.value.value * n for row, n in zip(rows, people, strict=True)]
            ways.append(total(parts) / total(people))
    near = max(row.value.step for row in groups[0]) / 2
    if all(abs(line.figure.value - way) > line.figure.step + near for way in ways):
        yield differ(0, "unit-mean", line.figure, ways[0])


def _check_sum(line: UnitLine, groups: Sequence[Sequence[UnitRow]]) -> Findings:
    """Sums of values or respondents; what is no more than one of the values is no sum."""
    sums = [total(row.value.value for row in rows) for rows in groups]
    near = line.figure.step / 2 + total(row.value.step for row in groups[0]) / 2
    is_sum = line.figure.value > max(row.value.value for row in groups[0])
    if is_sum and all(abs(line.figure.value - each) > near for each in sums):
        yield differ(0, "unit-sum", line.figure, sums[0])
    counts = [total(row.n.value for row in rows if row.n) for rows in groups]
    if line.n and all(row.n for row in groups[0]) and line.n.value not in counts:
        yield differ(0, "unit-people", line.n, counts[0])


def _list_combinations(table: UnitTable, rules: Rules) -> list[Combination]:
    """What the scales the table names say of its columns."""
    return [each for scale in table.named for each in rules.scales[scale].combined]


def _check_combination(table: UnitTable, combination: Combination) -> Findings:
    """Values that are not the weighted mean of the columns beside them."""
    rows = [
        (row, target)
        for row in table.rows
        if (target := row.parts.get(combination.target) if combination.target else row.value)
        and all(role in row.parts for role in combination.parts)
    ]
    plain = dict.fromkeys(combination.parts, Fraction(1))
    off, off_plain = (
        [row for row, target in rows if _is_apart(target, row, weights)]
        for weights in (combination.parts, plain)
    )
    if not off:
        return
    is_plain = not off_plain
    for row, target in rows:
        if row in off and (not is_plain or row is off[0]):
            exact = _combine(row, combination.parts)[0]
            code = "unit-plain" if is_plain else "unit-combined"
            weight = WARNING if is_plain else ERROR
            yield differ(0, code, target, exact, weight, unit=row.name)


def _combine(row: UnitRow, weights: Mapping[str, Fraction]) -> tuple[Fraction, Fraction]:
    """The weighted mean of the columns, and how far rounding may have moved it."""
    whole = total(weights.values())
    value = total(row.parts[role].value * weight for role, weight in weights.items()) / whole
    near = total(row.parts[role].step * weight for role, weight in weights.items()) / whole / 2
    return value, near


def _is_apart(target: Figure, row: UnitRow, weights: Mapping[str, Fraction]) -> bool:
    """Whether rounding does not explain the difference."""
    value, near = _combine(row, weights)
    return abs(target.value - value) > near + target.step


def _check_tallies(report: SurveyReport, rules: Rules) -> Findings:
    """Numbers of units by category that are not those of the one table of units."""
    marked = [table for table in report.units if any(row.mark for row in table.rows)]
    for tally in report.tallies if len(marked) == 1 else ():
        yield from _check_tally(tally, marked[0], rules)


def _check_tally(tally: Tally, table: UnitTable, rules: Rules) -> Findings:
    best = pick_scales(table, rules)
    for label, figure in tally.counts:
        printed = sum(_fold(r.mark.text) == _fold(label.text) for r in table.rows if r.mark)
        ways = {printed}
        for scale in best:
            allowed = understand(label.text, rules.bands[scale])
            graded = [rules.grade_printed(row.value, scale)[0].letter for row in table.rows]
            ways.add(
                sum(all(g in each for each in allowed) for g in graded) if allowed else printed
            )
        if figure.value not in ways:
            yield differ(0, "unit-tally", figure, Fraction(max(ways)), unit=label.text)
