"""What a respondent may say of themselves: never who they are. Answers are codes."""

from collections.abc import Mapping

SEX, AGE, EDUCATION, JOB, DISABILITY = "sex", "age", "education", "job", "disability"
TRAITS: Mapping[str, tuple[str, ...]] = {
    SEX: ("L", "P"),
    AGE: ("-17", "18-25", "26-35", "36-45", "46-55", "56-"),
    EDUCATION: ("SD", "SMP", "SMA", "D", "S1", "S2", "S3"),
    JOB: ("pns", "tni-polri", "swasta", "wirausaha", "pelajar", "petani", "lainnya"),
    DISABILITY: ("tidak", "ya"),
}
"""The head of the regulation's form; ages in bands, so that nobody is found by theirs."""
LAST = 17


def check_traits(said: Mapping[str, str]) -> dict[str, str]:
    """What was said that is on the list, in the list's order; anything else is left out."""
    return {name: said[name] for name, codes in TRAITS.items() if said.get(name) in codes}


def get_band(years: int) -> str:
    """The band of an age: 17 → "-17", 30 → "26-35", 80 → "56-"."""
    if years <= LAST:
        return TRAITS[AGE][0]
    for band in TRAITS[AGE][1:-1]:
        if years <= int(band.partition("-")[2]):
            return band
    return TRAITS[AGE][-1]
