"""Numbers, dates and exact values as the active language writes them (78,38 · 24 November 2026)."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from fractions import Fraction

from django.utils import formats, timezone, translation

Number = int | float | Decimal | Fraction | str
MINUS = "\u2212"
NO_BREAK = "\u00a0"
UNKNOWN = "—"


def is_english() -> bool:
    """Whether the active language writes 78.38 rather than 78,38."""
    return (translation.get_language() or "").startswith("en")


def to_decimal(value: Number, places: int | None = None) -> Decimal:
    """The value as a Decimal, rounded half up to the places asked for; a Fraction needs places."""
    with localcontext() as context:
        context.prec = 60
        context.rounding = ROUND_HALF_UP
        exact = _read(value)
        if places is None:
            return exact
        return exact.quantize(Decimal(1).scaleb(-places))


def _read(value: Number) -> Decimal:
    """A Decimal of any number, or of its text ("num/den" too)."""
    if isinstance(value, str) and "/" in value:
        value = Fraction(value)
    if isinstance(value, Fraction):
        return Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(str(value))


def format_number(value: Number | None, places: int | None = None) -> str:
    """The number in the active language: `78,38`, `1.234,5`, `−0,39`; a dash when unknown."""
    if value is None or value == "":
        return UNKNOWN
    try:
        number = to_decimal(value, places)
    except (InvalidOperation, ValueError):
        return str(value)
    text = f"{abs(number):,f}"
    if not is_english():
        text = text.translate(str.maketrans(",.", ".,"))
    return MINUS + text if number < 0 else text


def format_signed(value: Number | None, places: int | None = None) -> str:
    """The number with its sign, as for a difference: `+0,42`, `−0,39`, `0`."""
    text = format_number(value, places)
    if value is None or value == "" or to_decimal(value, places) <= 0:
        return text
    return f"+{text}"


def format_percent(value: Number | None, places: int | None = None) -> str:
    """A value already in per cent: `12,22 %` in Indonesian, `12.22%` in English."""
    text = format_number(value, places)
    if text == UNKNOWN:
        return text
    return f"{text}%" if is_english() else f"{text}{NO_BREAK}%"


def format_share(value: Number | None, places: int = 0) -> str:
    """A share from 0 to 1 in per cent: 0.93 gives `93 %`."""
    return UNKNOWN if value is None else format_percent(to_decimal(value, 40) * 100, places)


def format_range(low: Number | None, high: Number | None, places: int | None = None) -> str:
    """Two numbers joined by a dash: `2,98–3,40`."""
    return f"{format_number(low, places)}–{format_number(high, places)}"


def format_exact(value: Number | None) -> str:
    """The exact value: decimals where they end, else the fraction in lowest terms: `2473/800`."""
    if value is None or value == "":
        return UNKNOWN
    fraction = value if isinstance(value, Fraction) else Fraction(str(value))
    rest = fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{fraction.numerator}/{fraction.denominator}"
    return format_number(to_decimal(fraction))


def format_day(value: date | None) -> str:
    """A day in words: `24 November 2026`; a moment is taken in local time first."""
    if value is None:
        return UNKNOWN
    return formats.date_format(_local(value), "j F Y")


def format_clock(value: datetime | None) -> str:
    """The local time of day: `10.42` in Indonesian, `10:42` in English."""
    if value is None:
        return UNKNOWN
    return formats.date_format(_local(value), "H:i" if is_english() else "H.i")


def format_moment(value: datetime | None) -> str:
    """Day, time and zone: `24 November 2026 10.42 WITA`."""
    if value is None:
        return UNKNOWN
    return f"{format_day(value)} {format_clock(value)} {_local(value):%Z}".rstrip()


def _local(value: date) -> date:
    """The moment in the installation's time zone; a plain day as it is."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
