"""How well and how fast standards are read: text, and scans by each engine that is installed.

Run as a process of its own, for the memory of its children is looked at. Documents are made up by
us (`tests/corpus`, the layouts for reporting alone) or published ones re-typed by us in short.
"""

import json
import resource
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

from benchmarks.figures import Figure

SEED, DOCUMENTS, SCANS = 8, 40, 8
SECONDS = {"best": 12, "light": 5}
MEGABYTES = 1300
WORDS = {"best": "RapidOCR", "light": "Tesseract"}


def measure() -> list[Figure]:
    """Shares found, seconds a page and memory; an engine that is not there is left out."""
    figures = []
    for part in ("text", *SECONDS):
        command = [sys.executable, "-m", "benchmarks.reading", part]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        figures += [Figure(**row) for row in json.loads(done.stdout.splitlines()[-1])]
    return figures


def main() -> None:
    """Prints the figures of one part as JSON."""
    part = sys.argv[1]
    print(json.dumps(measure_text() if part == "text" else measure_scans(part)))


def measure_text() -> list[dict[str, Any]]:
    """Documents with a text layer, Word files and web pages."""
    from tests.corpus.make import make_corpus
    from tests.corpus.measure import measure as count
    from tests.corpus.measure import read_text
    from tests.reading.published import count_listed, find_missed
    from tilik.reading.layout import read_layout

    corpus = make_corpus(SEED, DOCUMENTS, reporting=True)
    what = f"Text, {describe(corpus)}"
    total = sum(count(corpus).values(), Counter())
    start = process_time()
    pages = sum(max(read_text(made).pages, 1) for made in corpus)
    seconds = (process_time() - start) / pages
    missed = len(find_missed(read_layout))
    return [
        *list_shares(what, total, 0.97),
        {"what": "Text: a page", "value": seconds, "unit": "CPU s", "limit": 0.2},
        {"what": f"Text, published standards re-typed by us: missed of {count_listed()} listed faults",
         "value": missed, "unit": "", "limit": 0},
    ]  # fmt: skip


def measure_scans(wish: str) -> list[dict[str, Any]]:
    """The same layouts as scans of 200 dots an inch, turned, speckled and packed."""
    from tests.corpus.make import Made, make_corpus
    from tests.corpus.measure import measure as count
    from tests.corpus.scans import make_scans
    from tests.reading.published import count_listed, find_missed
    from tilik.reading.engines import BEST, find_engine
    from tilik.reading.isolated import read_all_rows

    engine = find_engine(wish)
    if not engine or (wish == BEST and engine != BEST):
        return []
    made = make_corpus(SEED, SCANS, reporting=True)
    corpus = [make_scans(each, n) for n, each in enumerate(made) if each.content[:4] == b"%PDF"]
    slowest = [0.0]

    def read_timed(each: Any) -> Any:
        start = spent_by_children()
        layout = read_all_rows(each.content, wish)
        slowest.append((spent_by_children() - start) / layout.pages)
        return layout

    total = sum(count(corpus, read_timed).values(), Counter())
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    name = f"Scans by {WORDS[wish]}"
    read: Callable[[bytes], Any] = lambda content: read_all_rows(  # noqa: E731
        make_scans(Made("", content, ()), SEED).content, wish
    )
    return [
        *list_shares(f"{name}, {describe(corpus)}", total, 0.9, precise=wish == BEST),
        {"what": f"{name}: a page of the slowest document", "value": max(slowest), "unit": "CPU s",
         "limit": SECONDS[wish]},
        {"what": f"{name}: memory", "value": memory, "unit": "MB", "limit": MEGABYTES},
        {"what": f"{name}, published standards re-typed by us: missed of {count_listed()} listed faults",
         "value": len(find_missed(read)), "unit": "", "limit": 0 if wish == BEST else None},
    ]  # fmt: skip


def spent_by_children() -> float:
    """Seconds of the processor that the readers took so far."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def describe(corpus: Sequence[Any]) -> str:
    """Who made the documents and how many there are."""
    services = sum(len(made.services) for made in corpus)
    layouts = len({made.layout for made in corpus})
    return f"{len(corpus)} documents made up by us ({services} services, {layouts} layouts)"


def list_shares(
    what: str, total: Counter[str], least: float, *, precise: bool = True
) -> list[dict[str, Any]]:
    """Presence and planted faults; what must be reached is told with each."""
    from tests.corpus.measure import rate

    found = total["defect-hit"]
    recall = found / (found + total["defect-miss"])
    precision = found / (found + total["defect-false"])
    return [
        {"what": f"{what}: F1 of presence", "unit": "", "least": least,
         "value": rate(total["hit"], total["miss"], total["false"])},
        {"what": f"{what}: called there and is not", "value": total["false"], "unit": "",
         "limit": 0 if precise else None},
        {"what": f"{what}: planted faults found", "value": recall, "unit": "",
         "least": 0.9 if precise else None},
        {"what": f"{what}: faults named that were planted", "value": precision, "unit": "",
         "least": 0.9 if precise else None},
    ]  # fmt: skip


if __name__ == "__main__":
    main()
