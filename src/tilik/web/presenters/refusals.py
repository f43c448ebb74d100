"""Why something was not kept, in words that say what to do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from tilik.actions.sheets import refuse_closed
from tilik.core.errors import UserError
from tilik.records.models import Sheet
from tilik.web.presenters.refused_files import say_refused_file
from tilik.web.presenters.refused_standards import list_standard_words
from tilik.web.presenters.refused_steps import list_step_words
from tilik.web.presenters.refused_surveys import list_survey_words
from tilik.web.presenters.reminders import say_deadline

WORDS: Mapping[str, str | Promise] = {
    "bad-answer": gettext_lazy(
        "This cannot be the answer: look at the kind of answer and the scale."
    ),
    "sheet-approved": gettext_lazy("The form is approved and can no longer be changed."),
    "remark-missing": gettext_lazy("Write why: the rubric is silent here and you decide."),
    "letter-missing": gettext_lazy("Name the letter the extension rests on."),
    "reason-missing": gettext_lazy("Write the reason."),
    "round-frozen": gettext_lazy("The period is frozen: nothing of it can be changed."),
    "round-not-frozen": gettext_lazy("The period is not frozen."),
    "no-category": gettext_lazy("This unit has no single category yet, so it gets no certificate."),
    "level-missing": gettext_lazy("Choose the level that stands now."),
    "already-decided": gettext_lazy("This is decided already; look at the decision."),
    "sheet-not-sent": gettext_lazy("The form has not been sent yet."),
    "permission-denied": gettext_lazy("You may not do this here."),
    "round-title-taken": gettext_lazy("A period of that name exists already."),
    "period-backwards": gettext_lazy("The period ends before it begins."),
    "training-of-training": gettext_lazy("This is a training space already."),
    "seat-closed": gettext_lazy("This task was handed over already."),
    "seat-same-person": gettext_lazy("This person holds the task already."),
    "identifier-taken": gettext_lazy(
        "Another account has this NIP, phone number or e-mail: choose it."
    ),
    "identifier-missing": gettext_lazy("Give at least a NIP, a phone number or an e-mail."),
    "government-code-bad": gettext_lazy(
        "The code of a government is made of digits and dots, for example 64.08."
    ),
    "government-name-missing": gettext_lazy("Write the name of the government."),
    "government-kind-unknown": gettext_lazy(
        "The kind of government is one of: provinsi, kabupaten, kota, pusat."
    ),
    "slips-over": gettext_lazy("These slips can no longer be printed; make new ones."),
    "phase-backwards": gettext_lazy("A phase ends before it begins."),
    "instrument-version-taken": gettext_lazy("Another text already goes by this code and version."),
    "nothing-chosen": gettext_lazy("Choose an answer first; nothing was kept."),
    "visit-cancelled": gettext_lazy("This visit was cancelled; ask your coordinator."),
    "visit-has-entries": gettext_lazy("Something was sent from this visit already, so it stays."),
    "seed-missing": gettext_lazy("Write a seed for the draw: any words, said aloud beforehand."),
    "entry-empty": gettext_lazy("Fill in what this is about before you keep it."),
    "entry-number": gettext_lazy("The count must be a whole number from 0 to 100,000."),
    "entry-place": gettext_lazy("The place cannot be read; take the photo again without it."),
    "entry-file": gettext_lazy("The picture is missing or is no picture (JPEG, PNG or WebP)."),
    "entry-unreadable": gettext_lazy(
        "What was sent cannot be read; update the page and send it again."
    ),
    "entry-not-found": gettext_lazy("There is nothing to take back: it never arrived here."),
    "visit-not-found": gettext_lazy("This visit is not there, or not yours."),
    "other-person": gettext_lazy(
        "This was entered by another account; log in with that one to send it."
    ),
    "client-uuid-taken": gettext_lazy("This was sent from another account before."),
    "unknown-item": gettext_lazy("The instrument has no such question; download the visit again."),
    "tls-name": gettext_lazy("This is neither a name nor an address of a machine."),
    "tls-outside": gettext_lazy(
        "The authority may not vouch for this name. Run the command with --new-ca; every phone then"
        " trusts the new one."
    ),
    "base-unknown": gettext_lazy("The page was too old; look at what stands and enter it again."),
}


def say_closed(sheet: Sheet) -> str:
    """Why nothing can be written on the sheet now; empty while it can."""
    try:
        refuse_closed(sheet)
    except UserError as error:
        return say_refusal(error)
    return ""


def say_refusal(error: UserError) -> str:
    """The words of an error somebody can mend."""
    facts: dict[str, Any] = error.facts
    if error.code == "phase-closed" and _is_to_come(facts.get("starts_at")):
        at = {"at": say_deadline(facts["starts_at"])}
        return _("The time for this has not begun yet: it begins %(at)s.") % at
    if error.code == "phase-closed" and isinstance(facts.get("ends_at"), datetime):
        at = {"at": say_deadline(facts["ends_at"])}
        return _("The time for this is over (%(at)s). Ask your coordinator for more time.") % at
    if error.code == "draw-number":
        return _("Draw at least 1 and at most %(most)s units.") % {"most": facts["most"]}
    if said := _say_of_freeze(error.code, facts):
        return said
    if error.code == "remark-missing" and facts.get("why") == "differs":
        return _("Write why: the rule suggests level %(level)s.") % {"level": facts["suggested"]}
    if about_file := say_refused_file(error.code, facts):
        return about_file
    words = {
        **WORDS,
        **_list_paper_words(),
        **_list_check_words(),
        **_list_ledger_words(),
        **list_step_words(),
        **list_standard_words(facts),
        **_list_pack_words(facts),
        **list_survey_words(facts),
        **_list_backup_words(facts),
    }
    if error.code in words:
        return str(words[error.code])
    return _("This was not kept (%(code)s).") % {"code": error.code}


def _say_of_freeze(code: str, facts: dict[str, Any]) -> str:
    """Why a round cannot be written on, or not be frozen; empty for anything else."""
    if code == "round-frozen" and isinstance(facts.get("at"), datetime):
        text = _(
            "The period is frozen since %(at)s: nothing of it can be changed. Your coordinator can"
            " open it again, with a reason."
        )
        return text % {"at": say_deadline(facts["at"])}
    if code == "phases-running":
        text = _("%(phase)s runs until %(at)s; freeze when every stage is over.")
        return text % {"phase": facts["phase"], "at": say_deadline(facts["ends_at"])}
    if code == "objections-open":
        text = ngettext(
            "%(n)s objection is not decided yet.",
            "%(n)s objections are not decided yet.",
            facts["n"],
        )
        return text % {"n": facts["n"]}
    if code == "adjudications-open":
        text = ngettext(
            "%(n)s indicator on which evaluators differ waits to be settled.",
            "%(n)s indicators on which evaluators differ wait to be settled.",
            facts["n"],
        )
        return text % {"n": facts["n"]}
    if code == "round-changing":
        return _("Nothing was frozen: the period was still being written on. Freeze it again.")
    if code == "freeze-not-recomputed":
        text = _(
            "Nothing was frozen: %(place)s does not come out again from the answers. Tell the system"
            " administrator."
        )
        return text % {"place": facts["place"]}
    return ""


def _list_paper_words() -> dict[str, str]:
    """What is said of papers and how they look."""
    return {
        "nip-bad": _("A NIP has eighteen digits. The office was not changed."),
        "not-a-picture": _("The emblem must be a picture (PNG, JPEG or WebP). It was not changed."),
        "not-a-scan": _("The signed paper must be a PDF or a photo. Nothing was filed."),
        "number-missing": _("Write the number the registry gave. Nothing was filed."),
    }


def _is_to_come(at: object) -> bool:
    """Whether the moment lies ahead."""
    return isinstance(at, datetime) and timezone.now() < at


def _list_ledger_words() -> dict[str, str]:
    """Why something was not kept in the ledger of the Ombudsman's products."""
    return {
        "oversight-number-taken": _("A product of this number stands in the ledger already."),
        "oversight-incomplete": _("Write the number and what is asked."),
        "oversight-unknown": _("Choose a kind and a state from the list."),
        "oversight-due-early": _("The deadline lies before the day on which it came."),
        "oversight-changed": _(
            "Somebody changed this product meanwhile: look at it, then send again."
        ),
        "settled-unproven": _("Settled needs its day, what was done, and where the proof is."),
        "settled-day": _("The day of settlement lies between the day it came and today."),
        "suffix-without-ledger": _("In this instrument no ledger decides a suffix."),
    }


def _list_check_words() -> dict[str, str]:
    """Why an evaluator's or a unit's answer to one item was not kept."""
    return {
        "own-unit": _("Nobody checks a unit they belong or belonged to; choose somebody else."),
        "not-an-evaluator": _("Only evaluators of this government can be assigned."),
        "no-suggestion": _("The rule gives no level here; choose one yourself."),
        "until-past": _("The deadline has passed already; choose a later day."),
        "returns-used-up": _("It was returned as often as this period allows; decide now."),
        "return-over": _("The time for mending this is over. Ask the evaluator for more time."),
        "answer-changed": _("Somebody else chose meanwhile; look at both."),
        "settled-meanwhile": _("Somebody settled this meanwhile: read the reason, then decide."),
    }


def _list_backup_words(facts: Mapping[str, Any]) -> dict[str, str]:
    """Why a backup was not made, or not restored."""
    found = {"found": facts.get("found") or "?"}
    return {
        "backup-broken": _("The backup is not whole (%(found)s). Take another one.") % found,
        "backup-not-empty": _(
            "There is an installation here already. Restore into an empty TILIK_DATA or an empty"
            " database; nothing was changed."
        ),
        "backup-other-database": _(
            "The backup is of PostgreSQL; set DATABASE_URL to an empty database of it. Nothing was"
            " changed."
        ),
        "backup-tool": _("The program of PostgreSQL is missing or failed: %(found)s.") % found,
    }


def _list_pack_words(facts: Mapping[str, Any]) -> dict[str, str]:
    """Why an offline pack, or a line of it, was not taken."""
    found = {name: facts.get(name) or "?" for name in ("found", "folder", "name", "unit")}
    return {
        "pack-unreadable": _(
            "This is no pack that can be read: send the zip file, or the workbook in it."
            " A .rar or .7z does not do."
        ),
        "pack-no-workbook": _(
            "There is no %(name)s in the zip. Pack the whole folder again, with the workbook in it."
        )
        % found,
        "pack-changed": _(
            "The page “Paket” of the workbook was changed, or the pack comes from another"
            " installation. Nothing was taken; download a new pack and copy the answers over."
        ),
        "pack-foreign": _(
            "This pack is of %(unit)s, or of another period. Choose the right file; nothing was taken."
        )
        % found,
        "pack-old": _(
            "The period has another version of the instrument by now. Nothing was taken; download a"
            " new pack and copy the answers over."
        ),
        "pack-gone": _(
            "This pack is no longer waiting here: it was brought in already, or is two days old."
            " Look at the list; if it is not there, send it again."
        ),
        "pack-folder": _(
            "The file stands in no folder of the pack. Put it into the folder of its indicator"
            " under %(folder)s/ and send the pack again."
        )
        % found,
        "item-twice": _("Two rows answer this question. Leave one of them in and send it again."),
        "half-answered": _(
            "Some choices are blank and none says “ya”. Write “ya” or “tidak” on each."
        ),
        "unknown-option": _("The instrument has no choice “%(found)s” here; take the row out.")
        % found,
    }
