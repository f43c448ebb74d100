"""Respondents for tests of what is estimated from them: the real 201, and any others."""

import csv
from collections import Counter
from pathlib import Path

from hypothesis import strategies as st

from tilik.analysis.respondents import Vector

FILE = Path(__file__).parents[1] / "fixtures" / "skm" / "respondents-gianyar-2020.csv"
ELEMENTS = tuple(f"U{n}" for n in range(1, 10))


def real_respondents() -> Counter[Vector]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return Counter(tuple(int(row[u]) for u in ELEMENTS) for row in csv.DictReader(file))


VALUE = st.one_of(st.none(), st.integers(1, 4))
BLANK_ROWS = st.lists(st.tuples(VALUE, VALUE, VALUE, VALUE), min_size=2, max_size=12)
FULL_ROWS = st.lists(st.tuples(*[st.integers(1, 4)] * 4), min_size=2, max_size=12)
