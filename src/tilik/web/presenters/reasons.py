"""Marks, gaps and reasons of a score in words."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def get_status_word(status: str) -> str:
    """A mark of a score in words."""
    return {
        "incomplete": _("incomplete"),
        "estimate": _("estimate"),
        "disputed": _("disputed"),
        "adjusted": _("weights adjusted"),
        "awaiting-adjudication": _("awaiting adjudication"),
    }.get(status, status)


def list_status_words(status: Iterable[str]) -> tuple[str, ...]:
    """Every mark in words, in order."""
    return tuple(get_status_word(each) for each in status)


def get_gap_word(gap: str) -> str:
    """Why there is no value. None of these is zero."""
    return {
        "not-answered": _("not answered"),
        "not-applicable": _("not applicable"),
        "not-checked": _("not checked"),
        "not-computable": _("cannot be computed"),
    }.get(gap, gap)


def describe_reason(reason: Mapping[str, Any]) -> str:
    """Why a node has the value it has."""
    code, n = str(reason["code"]), int(reason.get("n") or 0)
    counted = {
        "mean-of-answers": ngettext("mean of %(n)s answer", "mean of %(n)s answers", n),
        "pooled-answers": ngettext("mean of %(n)s answer", "mean of %(n)s answers", n),
        "mean-of-respondents": ngettext("mean of %(n)s respondent", "mean of %(n)s respondents", n),
        "pool-of-respondents": ngettext("mean of %(n)s respondent", "mean of %(n)s respondents", n),
        "respondent-means-of-respondents": ngettext(
            "mean per respondent, %(n)s respondent", "mean per respondent, %(n)s respondents", n
        ),
        "mean-of-products": ngettext("%(n)s product", "mean of %(n)s products", n),
        "alternatives-averaged": ngettext("%(n)s form", "mean of %(n)s forms", n),
    }
    if code in counted:
        return counted[code] % {"n": n}
    words = {
        "answer": _("one answer"),
        "form-missing": _("the form is missing"),
        "too-few-respondents": _("too few respondents"),
        "alternative": _("the form that was filled in"),
        "other-form-used": _("another form was filled in"),
        "best-of": _("the best of the alternatives"),
        "weighted-mean": _("weighted mean"),
        "items-unknown": _("some of its items are not known"),
        "equal-weights-assumed": _("equal weights assumed"),
    }
    return words.get(code, get_gap_word(code))
