"""The contradictions among the figures of a survey report: kinds 1 to 4, 8 and 11."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from tilik.core.audit import (
    ElementRow,
    ElementTable,
    Figure,
    Finding,
    Mark,
    Rules,
    SurveyReport,
    Weight,
)
from tilik.core.audit_paths import (
    COARSE,
    TOP,
    WEIGHTS,
    count_mean,
    differ,
    explain,
    find_plain,
    get_slack,
    get_weight,
)
from tilik.core.numbers import round_half_up, total

TWO = 2
Findings = Iterator[Finding]
ERROR, WARNING, INFORMATION = Weight.ERROR, Weight.WARNING, Weight.INFORMATION


def check_means(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 1: a mean that is not that of the answers counted beside it."""
    for row in _list_rows(report):
        if not sum(row.counts):
            continue
        mean = count_mean(row.counts)
        if row.mean and not row.mean.agrees(mean):
            yield differ(1, "mean-counts", row.mean, mean, element=row.element)
        answers = sum(level * n for level, n in enumerate(row.counts, 1))
        if row.total and row.total.value != answers:
            yield differ(1, "total-counts", row.total, Fraction(answers), element=row.element)


def check_index(report: SurveyReport, rules: Rules) -> Findings:
    """Kind 2: an index that no known way gives, or one that only another way does."""
    for table in report.tables:
        n = len(table.rows)
        for row in table.rows:
            yield from _check_share(row, n)
        shares = [row.share.value for row in table.rows if row.share]
        if table.share_sum and len(shares) == n and not _adds_up(table.share_sum, shares):
            yield differ(2, "share-sum", table.share_sum, total(shares))
        for index in _list_indices(report, table):
            yield from _explain(index, table, rules)


def _check_share(row: ElementRow, n: int) -> Findings:
    """A weighted mean that no weight gives from the mean beside it."""
    if row.share is None or row.mean is None:
        return
    ways = [row.mean.value * get_weight(weight, n) for weight in WEIGHTS]
    reach = row.share.step / 2 + row.mean.step / n
    if all(abs(row.share.value - way) > reach for way in ways):
        yield differ(2, "share-mean", row.share, ways[0], element=row.element)


def _adds_up(sum_: Figure, parts: Sequence[Fraction]) -> bool:
    """Whether the parts, each rounded, may add up to it."""
    return abs(sum_.value - total(parts)) <= sum_.step * Fraction(len(parts) + 1, 2)


def _list_indices(report: SurveyReport, table: ElementTable) -> list[Figure]:
    """The printed values of the table's own index, each value once."""
    said = [s.figure for s in report.statements if not s.scope] if _is_main(report, table) else []
    figures = [*([table.index] if table.index else []), *said]
    return list({figure.value: figure for figure in reversed(figures)}.values())[::-1]


def _is_main(report: SurveyReport, table: ElementTable) -> bool:
    """Whether it is the first table of the whole unit with all its means."""
    return (
        next((t for t in report.tables if not t.scope and find_plain(t) is not None), None) is table
    )


def _explain(index: Figure, table: ElementTable, rules: Rules) -> Findings:
    """What explains a printed index, where the plain way does not."""
    plain, ways = find_plain(table), explain(index, table)
    if plain is None or any(way.is_plain for way in ways):
        return
    gap, slack = abs(index.value - plain), get_slack(table) + index.step / 2
    is_near = gap <= slack and not all(sum(row.counts) for row in table.rows)
    right = rules.grade(round_half_up(plain, 2))
    flips = rules.grade(index.value) != right
    paths = tuple(way.name for way in ways)
    if is_near and not ways:
        if slack > COARSE:
            yield differ(2, "index-coarse", index, plain, INFORMATION)
    elif ways:
        weight = WARNING if flips and not is_near else INFORMATION
        code = "index-flips" if weight == WARNING else "index-path"
        yield differ(2, code, index, plain, weight, paths, letter=right.letter)
    else:
        yield differ(2, "index-unexplained", index, plain)


def check_marks(report: SurveyReport, rules: Rules) -> Findings:
    """Kind 3: a category that the value beside it does not have, or a name it does not have."""
    for table in report.tables:
        if table.index and table.mark:
            yield from _check_mark(table.index, table.mark, rules, "mark-index")
        for row in table.rows:
            if row.mean and row.mark:
                mean = row.mean
                value = Figure(mean.value * TOP, mean.step * TOP, mean.printed, mean.place)
                yield from _check_mark(value, row.mark, rules, "mark-element", row.element)
    for statement in report.statements:
        if statement.mark:
            yield from _check_mark(statement.figure, statement.mark, rules, "mark-index")


def _check_mark(figure: Figure, mark: Mark, rules: Rules, code: str, element: str = "") -> Findings:
    """A category that is not that of the value; one name for it is as good as the other."""
    band = rules.grade(round_half_up(figure.value, 2))
    printed = " ".join(filter(None, (mark.letter, mark.name)))
    facts = {"value": figure.printed, "element": element}
    names = {b.letter: b.name for b in rules.bands[rules.survey]}
    if mark.letter and mark.letter != band.letter:
        expected = f"{band.letter} {band.name}"
    elif mark.name and mark.name.lower() != band.name.lower():
        expected = f"{band.letter} {band.name}"
        code = "mark-name" if mark.letter or mark.name not in names.values() else code
    else:
        return
    yield Finding(3, code, ERROR, mark.place, printed, expected, facts)


def check_same(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 4: the same value printed differently elsewhere."""
    main = [table.index for table in report.tables if table.index and not table.scope]
    said = [statement.figure for statement in report.statements if not statement.scope]
    yield from _compare("index-differs", [*main, *said])
    first: dict[tuple[str, str], Figure] = {}
    for table in report.tables:
        means = {row.element: row.mean for row in table.rows if row.mean}
        pairs = {e: (first.setdefault((table.scope, e), mean), mean) for e, mean in means.items()}
        yield from _compare_means({e: pair for e, pair in pairs.items() if _is_apart(*pair)})


def _compare_means(apart: Mapping[str, tuple[Figure, Figure]]) -> Findings:
    """Means that differ from those of an earlier table; two that changed places are two meanings."""
    if len(apart) == TWO:
        (one, (first, second)), (other, (third, fourth)) = apart.items()
        if first.value == fourth.value and second.value == third.value:
            facts = {"first": _say_place(first)}
            yield Finding(12, "meaning-swapped", ERROR, second.place, one, other, facts)
            return
    for element, pair in apart.items():
        yield from _compare("mean-differs", pair, element)


def _is_apart(first: Figure, second: Figure) -> bool:
    """Whether one cannot be the other printed with other decimals, rounded or cut off."""
    return abs(first.value - second.value) >= max(first.step, second.step)


def _compare(code: str, figures: Sequence[Figure], element: str = "") -> Findings:
    """Every later figure that cannot be the first one, each value once."""
    seen: set[Fraction] = set()
    for figure in figures[1:]:
        first = figures[0]
        if _is_apart(first, figure) and figure.value not in seen:
            seen.add(figure.value)
            facts = {"element": element, "first": _say_place(first)}
            yield Finding(4, code, ERROR, figure.place, figure.printed, first.printed, facts)


def _say_place(figure: Figure) -> str:
    """Page or cell in the barest form."""
    return figure.place.cell or str(figure.place.page or "")


def check_confused(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 8: one element's mean given out as the index."""
    plain = next((p for t in report.tables if (p := find_plain(t)) is not None), None)
    means = {row.mean.value: row.element for row in _list_rows(report) if row.mean}
    for said in report.small:
        element = means.get(said.value)
        if plain is not None and element and abs(said.value - plain / TOP) > said.step:
            yield differ(8, "index-element", said, plain, element=element)


def check_copied(report: SurveyReport, _rules: Rules) -> Findings:
    """Kind 11: figures and titles that an earlier report has left behind."""
    for table in report.tables:
        means = [row.mean.value for row in table.rows if row.mean]
        if not means or len(means) < len(table.rows):
            continue
        if table.sum and not _adds_up(table.sum, means):
            yield differ(11, "left-sum", table.sum, total(means))
        average = total(means) / len(means)
        near = max(row.mean.step for row in table.rows if row.mean) / 2
        if table.average and abs(table.average.value - average) > table.average.step + near:
            yield differ(11, "left-average", table.average, average)
    period = report.period
    if period is None or (period.first, period.last) == (1, 12):
        return
    for heading in report.headings:
        if heading.parted and heading.period.year == period.year and heading.period != period:
            yield Finding(11, "other-period", ERROR, heading.place, heading.written)


def _list_rows(report: SurveyReport) -> list[ElementRow]:
    return [row for table in report.tables for row in table.rows]
