"""The addresses of what closes a period: clarification, freeze, audit, the Ombudsman's products."""

from django.urls import path

from tilik.web.desk import clarifying, freezing

urlpatterns = [
    path("periode/<int:pk>/klarifikasi/", clarifying.show_overview, name="clarify"),
    path("periode/<int:pk>/klarifikasi/<str:unit>/", clarifying.show_unit, name="clarify_unit"),
    path("periode/<int:pk>/pembekuan/", freezing.show_freezes, name="freezes"),
    path("periode/<int:pk>/pembekuan/<int:n>.json", freezing.download_freeze, name="freeze_file"),
]
