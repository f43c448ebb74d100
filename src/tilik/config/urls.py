"""Every address of the site: log-in, then the pages."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
    path("", include("tilik.web.urls")),
]

handler400 = "tilik.web.errors.bad_request"
handler403 = "tilik.web.errors.forbidden"
handler404 = "tilik.web.errors.not_found"
handler500 = "tilik.web.errors.server_error"
