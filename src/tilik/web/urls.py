"""The addresses of the pages."""

from django.urls import URLPattern, URLResolver, include, path

from tilik.web.desk.urls import urlpatterns as desk
from tilik.web.field.urls import urlpatterns as field
from tilik.web.gallery import show_gallery
from tilik.web.preferences import set_preferences
from tilik.web.public.urls import urlpatterns as public

urlpatterns: list[URLPattern | URLResolver] = [
    path("tampilan/", set_preferences, name="preferences"),
    path("gaya/", show_gallery, name="gallery"),
    path("", include(([*public, *desk, *field], "tilik"))),
]
