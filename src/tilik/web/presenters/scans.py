"""What a signed scan is compared with: the code printed on it, the freeze it was made of."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from tilik.actions.scans import NONE, UNREAD
from tilik.records.models import Freeze, IssuedPaper
from tilik.records.queries.freezes import list_freezes
from tilik.web.papers.standing import is_current


def say_scan(paper: IssuedPaper) -> str:
    """What the code on the scan says; empty for scans nobody looked at."""
    words = {
        "": "",
        paper.code: _("the scan carries the code of this paper"),
        NONE: _("no code was found on the scan"),
        UNREAD: _("the code on the scan could not be read: compare it yourself"),
    }
    other = _("the scan carries another code: %(code)s") % {"code": paper.scan_code}
    return words.get(paper.scan_code, other)


def say_freeze(paper: IssuedPaper, freezes: Iterable[Freeze]) -> str:
    """Which freeze of its round the paper is of, and whether that one holds; `freezes` newest first."""
    known = list(freezes)
    standing = next((each for each in known if not hasattr(each, "reopening")), None)
    own = next((each for each in known if each.sha256 == paper.freeze_sha), None)
    if own and own == standing:
        return _("matches freeze %(n)s") % {"n": own.n}
    if own:
        return _("made of freeze %(n)s, which no longer holds") % {"n": own.n}
    if paper.freeze_sha:
        return _("made of a freeze this period does not know")
    return _("made before freeze %(n)s") % {"n": standing.n} if standing else ""


def list_warnings(paper: IssuedPaper) -> list[str]:
    """What to look at again after the scan was filed: it is filed all the same."""
    found = [] if paper.scan_code == paper.code else [say_scan(paper)]
    if paper.round and paper.freeze_sha:
        freezes = list_freezes(paper.round)
        standing = next((each for each in freezes if not hasattr(each, "reopening")), None)
        if standing is None or standing.sha256 != paper.freeze_sha:
            found.append(say_freeze(paper, freezes))
    if not is_current(paper):
        found.append(_("its data are not those of now: make the paper again and have it signed"))
    return found


def say_warnings(paper: IssuedPaper) -> str:
    """One message of all that differs; empty where nothing does."""
    found = list_warnings(paper)
    words = _("Filed, but look again: %(what)s. A newer scan may be filed at any time.")
    return words % {"what": "; ".join(found)} if found else ""
