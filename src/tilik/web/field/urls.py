"""The addresses of the field page."""

from django.urls import URLPattern, path

from tilik.web.field import api, shell

urlpatterns: list[URLPattern] = [
    path("lapangan/", shell.show_page, name="field"),
    path("lapangan/sw.js", shell.show_worker, name="field_worker"),
    path("lapangan/manifest.webmanifest", shell.show_manifest, name="field_manifest"),
    path("lapangan/api/", api.list_visits, name="field_visits"),
    path("lapangan/api/<uuid:uuid>/", api.show_visit, name="field_visit"),
    path("lapangan/api/<uuid:uuid>/kirim/", api.keep, name="field_keep"),
]
