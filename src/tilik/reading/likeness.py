"""Fingerprints that near-same texts and pictures share, small enough to be kept by the thousand.

A text is known by the smallest hashes of its word fives (a bottom-k sketch: Broder 1997), a picture
by which of its neighbouring grey values is the lighter (a difference hash).
"""

import hashlib
import re
from collections.abc import Sequence

from PIL import Image

FIVE, SKETCH, MARKS, WORDS = 5, 128, 16, 30
SIDE, MARGIN, FEWEST, APART = 16, 3, 24, 15
WORD = re.compile(r"\w+")
FLAT = 10


def make_sketch(text: str) -> list[int]:
    """The smallest hashes of the text's word fives in order; empty for a text too short to tell."""
    words = WORD.findall(text.casefold())
    if len(words) < WORDS:
        return []
    fives = {" ".join(words[n : n + FIVE]) for n in range(len(words) - FIVE + 1)}
    return sorted(_hash(five) for five in fives)[:SKETCH]


def compare_sketches(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of word fives that two texts have in common, from 0 to 1."""
    both = set(one) & set(other)
    smallest = sorted({*one, *other})[:SKETCH]
    return sum(each in both for each in smallest) / len(smallest) if smallest else 0.0


def hash_picture(image: Image.Image) -> str:
    """The picture's fingerprint, 64 hexadecimal digits; empty where there is too little to see."""
    grey = image.convert("L").resize((SIDE + 1, SIDE), Image.Resampling.BOX).tobytes()
    bits = [
        grey[row * (SIDE + 1) + column] > grey[row * (SIDE + 1) + column + 1] + MARGIN
        for row in range(SIDE)
        for column in range(SIDE)
    ]
    if sum(bits) < FEWEST:
        return ""
    return f"{sum(bit << place for place, bit in enumerate(bits)):064x}"


def is_near(one: str, other: str) -> bool:
    """Whether two pictures look the same: at most 15 of 256 neighbours differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= APART


def list_marks(sketch: Sequence[int], picture: str) -> list[int]:
    """Numbers of which any two near-same documents share at least one.

    A picture's sixteen are its parts: fifteen differences leave one of them alone.
    """
    parts = [f"{n:02d}{picture[4 * n : 4 * n + 4]}" for n in range(SIDE)] if picture else []
    return [*sketch[:MARKS], *map(_hash, parts)]


def is_flat(image: Image.Image) -> bool:
    """Whether nothing can be seen: one colour all over, but for specks."""
    grey = image.convert("L").resize((64, 64), Image.Resampling.BOX)
    low, high = grey.getextrema()
    return float(high) - float(low) < FLAT  # type: ignore[arg-type]


def _hash(text: str) -> int:
    """A number of 63 bits, as a database column holds it."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest()) >> 1
