"""What every template gets beside its own page."""

from django.http import HttpRequest

import tilik
from tilik.web.frame import Frame
from tilik.web.preferences import get_theme


def shell(request: HttpRequest) -> dict[str, object]:
    """The frame, the theme chosen and the version of the code."""
    return {
        "frame": getattr(request, "frame", None) or Frame(),
        "theme": get_theme(request),
        "tilik_version": tilik.__version__,
    }
