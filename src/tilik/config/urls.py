"""Every address of the site: log-in, then the pages."""

from django.urls import include, path

urlpatterns = [
    path("akun/", include("allauth.urls")),
    path("", include("tilik.web.urls")),
]
