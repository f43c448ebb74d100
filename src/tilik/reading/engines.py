"""Words read off a picture: by RapidOCR where the extra `ocr` is installed, else by Tesseract.

Both run on this machine alone. Without either, a page that is a picture stays unread and is said so.
"""

import csv
import io
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from PIL import Image

BEST, LIGHT, OFF = "best", "light", "off"
CHOICES = (BEST, LIGHT, OFF)
DPI = {BEST: 200, LIGHT: 300}
"""The resolution each reads best at: Tesseract loses rows of small print below 300."""
SECONDS, WHITE = 60, 220
LEFT_OVER = frozenset(("", *"|_—~`'\"()[]{}/\\"))
"""What Tesseract makes of what is left of a line."""
PARAMETERS = {
    "Global.log_level": "critical",
    "EngineConfig.onnxruntime.intra_op_num_threads": 2,
    "EngineConfig.onnxruntime.enable_cpu_mem_arena": False,
}


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of text with its place in pixels; `sureness` from 0 to 1."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sureness: float
    parts: tuple["Word", ...] = ()


def find_engine(wish: str) -> str:
    """What is there of what was wished for: `best`, the path of Tesseract, or nothing."""
    if wish == BEST and find_spec("rapidocr") and find_spec("onnxruntime"):
        return BEST
    return (shutil.which("tesseract") or "") if wish in (BEST, LIGHT) else ""


def get_dpi(engine: str) -> int:
    """The dots an inch the engine wants a page in."""
    return DPI[BEST if engine == BEST else LIGHT]


def read_words(image: Image.Image, engine: str) -> list[Word]:
    """The words on the picture, in no promised order."""
    return list(_read_best(image) if engine == BEST else _read_light(image, engine))


@lru_cache(maxsize=1)
def _start_best() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params=PARAMETERS)


def _read_best(image: Image.Image) -> Iterator[Word]:
    """Whole lines, each with its words as parts."""
    import numpy

    found = _start_best()(numpy.asarray(image.convert("RGB")), use_cls=False, return_word_box=True)
    if found.txts is None:
        return
    for text, score, box, words in zip(
        found.txts, found.scores, found.boxes, found.word_results, strict=True
    ):
        parts = tuple(_make_word(word, box, float(sure)) for word, sure, box in words if word)
        yield _make_word(text, box, float(score), parts)


def _make_word(text: str, box: Any, sureness: float, parts: tuple[Word, ...] = ()) -> Word:
    across, down = [float(p[0]) for p in box], [float(p[1]) for p in box]
    return Word(text, min(across), min(down), max(across), max(down), sureness, parts)


def _read_light(image: Image.Image, program: str) -> Iterator[Word]:
    """Single words. The page as one block: Tesseract's own layout loses rows of tables."""
    # A speckled ground costs it a minute a page; what is nearly white is made white.
    clean = image.point(lambda p: min(255, p * 255 // WHITE))
    sent = io.BytesIO()
    clean.save(sent, "PNG", dpi=(DPI[LIGHT], DPI[LIGHT]), compress_level=1)
    command = [program, "stdin", "stdout", "-l", "ind", "--psm", "6", "tsv"]
    done = subprocess.run(  # noqa: S603 - a fixed command, no shell; the picture goes by a pipe
        command, input=sent.getvalue(), capture_output=True, timeout=SECONDS, check=True,
        env={"OMP_THREAD_LIMIT": "1"},
    )  # fmt: skip
    lines = done.stdout.decode("utf-8", "replace").splitlines()
    for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
        text, sure = (row["text"] or "").strip(), float(row["conf"])
        if sure >= 0 and text not in LEFT_OVER:
            left, top = float(row["left"]), float(row["top"])
            right, bottom = left + float(row["width"]), top + float(row["height"])
            yield Word(text, left, top, right, bottom, sure / 100)
