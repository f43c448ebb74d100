"""Near-same texts and pictures find each other; different ones do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reading.papers import PARAGRAPH, make_photo
from tilik.reading.likeness import (
    compare_sketches,
    hash_picture,
    is_flat,
    is_near,
    list_marks,
    make_sketch,
)

OTHER = " ".join(f"kata{n} lain{n % 7} tentang{n % 11} survei{n % 5}" for n in range(40))


def test_a_text_is_like_itself_and_unlike_another() -> None:
    assert compare_sketches(make_sketch(PARAGRAPH), make_sketch(PARAGRAPH)) == 1
    assert compare_sketches(make_sketch(PARAGRAPH), make_sketch(OTHER)) < 0.1


def test_capitals_spaces_and_marks_do_not_make_another_text() -> None:
    changed = PARAGRAPH.upper().replace(", ", " ;\n\n")
    assert make_sketch(changed) == make_sketch(PARAGRAPH)


def test_another_name_in_the_text_leaves_it_near_same() -> None:
    long = PARAGRAPH + " " + OTHER
    changed = long.replace("kepala dinas", "kepala badan")
    assert compare_sketches(make_sketch(long), make_sketch(changed)) > 0.8


def test_a_text_too_short_to_tell_is_like_none() -> None:
    assert make_sketch("Keputusan kepala dinas") == []
    assert compare_sketches([], []) == 0


@given(st.integers(0, 110))
def test_near_same_texts_share_a_mark(place: int) -> None:
    words = (PARAGRAPH + " " + OTHER).split()
    changed = [*words[:place], "diubah", *words[place + 1 :]]
    one, other = make_sketch(" ".join(words)), make_sketch(" ".join(changed))
    assert set(list_marks(one, "")) & set(list_marks(other, ""))


@pytest.mark.parametrize("size", [(320, 240), (1280, 960), (600, 450)])
def test_a_picture_scaled_is_the_same_picture(size: tuple[int, int]) -> None:
    photo = make_photo()
    one, other = hash_picture(photo), hash_picture(photo.resize(size))
    assert is_near(one, other)
    assert set(list_marks([], one)) & set(list_marks([], other))


def test_different_pictures_are_not_near() -> None:
    hashes = [hash_picture(make_photo(seed)) for seed in range(1, 9)]
    assert all(hashes)
    assert not any(is_near(a, b) for n, a in enumerate(hashes) for b in hashes[n + 1 :])


@given(st.sets(st.integers(0, 255), max_size=15))
def test_whatever_fifteen_neighbours_differ_a_mark_is_shared(flipped: set[int]) -> None:
    one = hash_picture(make_photo())
    other = f"{int(one, 16) ^ sum(1 << n for n in flipped):064x}"
    assert is_near(one, other)
    assert set(list_marks([], one)) & set(list_marks([], other))


def test_one_colour_has_no_fingerprint_and_is_flat() -> None:
    plain = make_photo().point(lambda value: 200)
    assert is_flat(plain)
    assert hash_picture(plain) == ""
    assert not is_flat(make_photo())
