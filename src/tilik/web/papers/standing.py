"""Whether a paper that was made still says what stands now."""

import hashlib

from django.core.cache import cache
from django.utils import translation

from tilik.records.models import IssuedPaper
from tilik.web.papers.kinds import draft_again
from tilik.web.papers.work import write_canonical

KEPT = 300
"""Seconds: a scan in a meeting must not read a whole round each time."""


def is_current(paper: IssuedPaper) -> bool:
    """Whether the same paper made now would say the same; remembered for a short while."""
    key = f"paper-now-{paper.code}"
    known = cache.get(key)
    if known is None:
        with translation.override("id"):
            now = draft_again(paper)
        text = write_canonical(now.facts) if now else ""
        known = hashlib.sha256(text.encode()).hexdigest() == paper.data_sha
        cache.set(key, known, KEPT)
    return bool(known)
