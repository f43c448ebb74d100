"""The page itself, its manifest and its service worker: the same for everybody, no data in them."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

import tilik

FOLDER = Path(__file__).resolve().parents[1] / "static"
WORKER = "tilik/field/worker.js"
SCRIPTS = ("parts", "rules", "store", "send", "pictures", "views", "checks", "app")
ICONS = ("arrow-left", "camera", "check", "chevron-left", "chevron-right", "download")
FILES = (
    "tilik/tilik.css", "tilik/field.css", "tilik/icon.svg", "vendor/plus-jakarta-sans.woff2",
    "tilik/field/icon-192.png", *(f"tilik/field/{name}.js" for name in SCRIPTS),
)  # fmt: skip


@require_GET
def show_page(request: HttpRequest) -> HttpResponse:
    """The page, before any data: what it shows comes from the phone and from the server's JSON."""
    context = {"scripts": [f"tilik/field/{name}.js" for name in SCRIPTS], "icons": ICONS}
    return render(request, "tilik/field/page.html", context)


@never_cache
@require_GET
def show_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of files the page needs without a signal."""
    config = {
        "version": f"{tilik.__version__}-{_digest_files()}",
        "page": reverse("tilik:field"),
        "files": [static(name) for name in FILES],
    }
    script = (FOLDER / WORKER).read_text(encoding="utf-8")
    return HttpResponse(
        f"const CONFIG = {json.dumps(config)};\n{script}",
        content_type="text/javascript; charset=utf-8",
    )


@require_GET
def show_manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to know to install the page."""
    page = reverse("tilik:field")
    return JsonResponse({
        "id": page,
        "name": _("Tilik: field check"),
        "short_name": _("Tilik field"),
        "start_url": page,
        "scope": page,
        "display": "standalone",
        "background_color": "#FBFAF7",
        "theme_color": "#0B6E6E",
        "icons": [
            {"src": static(f"tilik/field/icon-{side}.png"), "sizes": f"{side}x{side}",
             "type": "image/png", "purpose": "any maskable"}
            for side in (192, 512)
        ],
    }, content_type="application/manifest+json")  # fmt: skip


@lru_cache(maxsize=1)
def _digest_files() -> str:
    """A digest of the page's files: a new one makes phones fetch them again."""
    content = b"".join((FOLDER / name).read_bytes() for name in (*FILES, WORKER))
    return hashlib.sha256(content).hexdigest()[:16]
