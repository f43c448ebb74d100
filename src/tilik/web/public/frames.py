"""What surrounds a public page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tilik.web.frame import Frame, Link

PAGES = ("landing", "instruments", "published", "ask_code")


def make_frame(request: HttpRequest, current: str = "") -> Frame:
    """The public pages; a logged-in person also gets the way to the desk."""
    words = {
        "landing": _("Front page"),
        "instruments": _("Instruments"),
        "published": _("Official figures"),
        "ask_code": _("Check a paper"),
    }
    links = [Link(words[name], reverse(f"tilik:{name}"), name == current) for name in PAGES]
    return Frame(navigation=tuple(links))
