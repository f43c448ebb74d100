"""Services of a document whose standards say the same but for their names."""

import re
from collections.abc import Mapping, Sequence

LEAST = 8
"""Components two services must both have, with text, before they are held against each other."""
SHARE = 0.9
TELLING = (1, 2, 5)
"""Requirements, procedure and product: what differs between services that are really two."""


def find_alike(
    services: Sequence[tuple[str, Mapping[int, str]]],
) -> list[tuple[str, str, int, int]]:
    """Pairs of names whose texts are the same: how many components of how many both have.

    What units share (complaints, supervision, guarantees) is not enough: the telling ones and nine
    tenths of all must be the same.
    """
    bare = [(name, _bare(name, texts)) for name, texts in services]
    found = []
    for at, (name, one) in enumerate(bare):
        for other_name, other in bare[at + 1 :]:
            both = one.keys() & other.keys()
            same = {number for number in both if one[number] == other[number]}
            told = [number for number in TELLING if number in both]
            is_told = bool(told) and same.issuperset(told)
            if len(both) >= LEAST and is_told and len(same) >= SHARE * len(both):
                found.append((name, other_name, len(same), len(both)))
    return found


def _bare(name: str, texts: Mapping[int, str]) -> dict[int, str]:
    """The texts without the words of the name, signs and numbers of lists; empty ones left out."""
    own = {word for word in re.findall("[a-z]+", name.lower()) if len(word) > 2}
    words = {n: re.findall("[a-z]+|[0-9]{2,}", text.lower()) for n, text in texts.items()}
    bare = {n: " ".join(word for word in each if word not in own) for n, each in words.items()}
    return {n: text for n, text in bare.items() if text}
