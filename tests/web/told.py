"""A paper told line by line, so that a test can hold all that it says."""

from collections.abc import Iterator

from tilik.web.papers.work import Draft
from tilik.web.reports import blocks as b
from tilik.web.reports.books import Book
from tilik.web.reports.decks import Deck


def tell(draft: Draft) -> list[str]:
    """Everything the paper says: each text, clause, row and place to sign on a line of its own."""
    lines = [draft.title]
    for section in draft.sections:
        if section.annex:
            lines.append(f"--- {'across' if section.landscape else 'upright'} ---")
            lines += [" : ".join(filter(None, row)) for row in section.annex]
        for block in section.blocks:
            lines += list(tell_block(block))
    return [line.replace("\n", " / ") for line in lines]


def tell_block(block: b.Block) -> Iterator[str]:
    """What one block says."""
    match block:
        case b.Heading():
            yield f"{'#' * block.level} {block.text}"
        case b.Text():
            yield block.text
        case b.Pairs():
            yield from (f"{label} : {value}" for label, value in block.rows)
        case b.Opening():
            yield from (f"{label} : {value}" for label, value in block.pairs)
            yield f"@ {block.place}"
            yield from (f"@ {line}" for line in block.addressee)
        case b.Clause():
            yield from (f"{block.label} : {item}" for item in block.items)
        case b.Items():
            yield from (f"* {item}" for item in block.items)
        case b.Table():
            yield from (f"| {' | '.join(row)}" for row in (block.head, *block.rows))
        case b.Signatures():
            for who in block.people:
                yield "> " + " · ".join(
                    filter(None, (who.above, who.office, who.name, *who.beneath))
                )
        case b.Initials():
            yield f"paraf: {', '.join(block.offices)}"
        case b.Pictures():
            for each in block.pictures:
                yield f"[{each if isinstance(each, str) else each.caption}]"
        case b.Space():
            yield ""


def tell_book(book: Book) -> Iterator[str]:
    """What every sheet of a workbook says; an empty cell is ∅, numbers are exact."""
    for grid in book.grids:
        yield f"# {grid.title}"
        yield from grid.above
        yield f"| {' | '.join(grid.head)}"
        for row in grid.rows:
            yield f"| {' | '.join('∅' if cell is None else str(cell) for cell in row)}"
        yield from grid.below


def tell_deck(deck: Deck) -> Iterator[str]:
    """What every slide says: its finding, lines, the values of its chart, the rows of its table."""
    for n, slide in enumerate(deck.slides, 1):
        yield f"# {n}. {slide.title}"
        yield from slide.lines
        if slide.chart:
            for series in slide.chart.series:
                pairs = zip(slide.chart.categories, series.values, strict=True)
                yield f"{series.name}: {', '.join(f'{name} {value}' for name, value in pairs)}"
        if slide.grid:
            yield from (f"| {' | '.join(row)}" for row in (slide.grid.head, *slide.grid.rows))
