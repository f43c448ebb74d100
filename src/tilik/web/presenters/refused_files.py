"""Why a file was not taken, in words that say what to do; nobody is accused of anything."""

from collections.abc import Mapping
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _


def say_refused_file(code: str, facts: Mapping[str, Any]) -> str:
    """The words of an error about a file, a document or a link; empty for any other error."""
    return _say_bytes(code, facts) or _say_place(code, facts) or _say_link(code, facts)


def _say_bytes(code: str, facts: Mapping[str, Any]) -> str:
    """What is the matter with the file itself."""
    size = {"most": filesizeformat(facts.get("most", 0))}
    words = {
        "file-missing": _("Choose a file first."),
        "act-missing": _("Choose what to do: accept, return, keep or withdraw."),
        "file-empty": _(
            "The file is empty (0 bytes). Look whether it was saved, then send it again."
        ),
        "file-large": _("The file is larger than %(most)s. Save it smaller or in parts.") % size,
        "file-kind": _(
            "Only PDF, Word (DOCX), Excel (XLSX) and photos (JPEG, PNG, WebP) are taken. "
            "Save it as one of these, whatever its name says."
        ),
        "file-broken": _(
            "The file cannot be opened: it is cut off or damaged. Save it anew and send it again."
        ),
        "file-mixed": _(
            "The file is two kinds at once, which no office program writes. Save it anew "
            "and send it again."
        ),
        "file-active": _(
            "The file carries a macro, a script or a program. Save it without (print it as "
            "PDF) and send it again."
        ),
        "file-locked": _(
            "The file is protected or packed so that it cannot be looked into. Save it "
            "without a password (print it as PDF) and send it again."
        ),
        "file-bomb": _(
            "The file unpacks to far more than an office document holds. Print it as PDF "
            "and send it again."
        ),
        "file-paths": _(
            "The file carries parts with names that lead elsewhere. Save it anew and send it again."
        ),
        "picture-bomb": _("The picture has too many pixels. Send a smaller one."),
        "file-unreadable": _("This file cannot be shown here; save it to look at it."),
    }
    return words.get(code, "")


def _say_place(code: str, facts: Mapping[str, Any]) -> str:
    """Why a sound document is not taken here, or not changed."""
    sizes = {name: filesizeformat(facts.get(name, 0)) for name in ("held", "most")}
    words = {
        "quota-full": _(
            "The unit’s documents fill %(held)s of %(most)s. Send smaller files, or ask "
            "your coordinator for more room."
        )
        % sizes,
        "slot-full": _("%(most)s documents stand here already. Withdraw one first.")
        % {"most": facts.get("most")},
        "uploads-many": _(
            "Many files are still under way. Let some arrive first, then send this one."
        ),
        "slot-not-found": _("The instrument asks for no such proof here."),
        "document-not-found": _("This document is not in the unit’s dossier."),
        "sent-before": _(
            "This page has sent another document before. Reload it and send it again."
        ),
        "evidence-accepted": _("It was accepted and can no longer be withdrawn."),
        "evidence-changed": _(
            "The unit has sent a newer version, or withdrawn it, while you were looking. "
            "Look at what stands now, then decide."
        ),
        "title-missing": _("Write a title."),
        "validity-backwards": _("It ends before it begins: look at both days."),
        "day-unreadable": _(
            "One of the days cannot be read. Write year, month and day, as the calendar does."
        ),
        "page-unreadable": _("The page is a number from 1 to 10000."),
    }
    return words.get(code, "")


def _say_link(code: str, facts: Mapping[str, Any]) -> str:
    """Why what a link leads to was not taken; the file itself is asked for."""
    words = {
        "links-off": _("Links are not fetched on this server. Send the file itself."),
        "links-many": _("%(most)s links of the unit are waiting already. Let some arrive first.")
        % {"most": facts.get("most")},
        "link-not-found": _("This link is not waiting here any more."),
        "link-address": _(
            "This is not the address of a file. Copy it from the address bar, from https:// on, "
            "or send the file itself."
        ),
        "link-account": _(
            "The address carries a user name or password. Take it out: links are opened without "
            "an account."
        ),
        "link-port": _("Only ordinary web addresses are fetched (no :8080 or the like)."),
        "link-inside": _(
            "The address leads into an inner network, which is not reached from here. Send the "
            "file itself."
        ),
        "link-folder": _(
            "The link leads to a whole folder. Share one file, or send the files themselves."
        ),
        "link-login": _(
            "The link leads to a log-in page: only who has that account can open it. Share it "
            "with “anyone with the link”, or send the file itself."
        ),
        "link-page": _(
            "The link leads to a web page and not to a file. Print the page as PDF and send "
            "that, or give the link of the file."
        ),
        "link-gone": _("There is nothing at this address any more. Send the file itself."),
        "link-status": _(
            "The other server did not hand the file out (%(found)s). Try again later, or send "
            "the file itself."
        )
        % {"found": facts.get("found")},
        "link-round": _("The link leads round and round. Send the file itself."),
        "link-tls": _(
            "The other server could not prove who it is (its certificate does not hold). Send "
            "the file itself."
        ),
        "link-slow": _("The other server took too long. Try again later, or send the file itself."),
        "link-unreachable": _(
            "The other server cannot be reached from here. Look whether the address is whole, "
            "or send the file itself."
        ),
    }
    return words.get(code, "")
