"""The bounds of likeness, held against made-up decrees and photos: what is found, what is not mixed up."""

from collections.abc import Iterator

import pytest
from PIL import Image

from tests.corpus.likeness import (
    list_near_pictures,
    list_near_texts,
    list_other_pictures,
    list_other_texts,
)
from tilik.actions.readings import ALIKE
from tilik.reading.likeness import compare_sketches, hash_picture, is_near, list_marks, make_sketch

Pairs = list[tuple[list[int], list[int]]]


def sketch(pairs: Iterator[tuple[str, str]]) -> Pairs:
    return [(make_sketch(one), make_sketch(other)) for one, other in pairs]


@pytest.fixture(scope="module")
def near() -> Pairs:
    return sketch(list_near_texts())


@pytest.fixture(scope="module")
def other() -> Pairs:
    return sketch(list_other_texts())


def hash_pair(pair: tuple[Image.Image, Image.Image]) -> tuple[str, str]:
    return hash_picture(pair[0]), hash_picture(pair[1])


def test_every_text_that_was_taken_over_is_found(near: Pairs) -> None:
    assert len(near) == 96
    assert min(compare_sketches(*pair) for pair in near) >= ALIKE
    assert all(set(list_marks(one, "")) & set(list_marks(two, "")) for one, two in near)


def test_the_phrases_of_every_decree_make_no_likeness(other: Pairs) -> None:
    assert len(other) == 120
    assert max(compare_sketches(*pair) for pair in other) < ALIKE / 2


def test_the_bound_lies_far_from_both(near: Pairs, other: Pairs) -> None:
    lowest = min(compare_sketches(*pair) for pair in near)
    highest = max(compare_sketches(*pair) for pair in other)
    assert highest + 0.3 < ALIKE < lowest - 0.05


def test_every_photo_that_was_passed_on_is_found() -> None:
    pairs = [hash_pair(pair) for pair in list_near_pictures(12)]
    assert len(pairs) == 48
    assert all(is_near(*pair) for pair in pairs)
    assert all(set(list_marks([], one)) & set(list_marks([], two)) for one, two in pairs)


def test_no_photo_is_taken_for_another() -> None:
    assert not any(is_near(*hash_pair(pair)) for pair in list_other_pictures(16))
