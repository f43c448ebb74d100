"""The addresses of what closes a period: clarification, freeze, audit, the Ombudsman's products."""

from django.urls import path

from tilik.web.desk import clarifying

urlpatterns = [
    path("periode/<int:pk>/klarifikasi/", clarifying.show_overview, name="clarify"),
    path("periode/<int:pk>/klarifikasi/<str:unit>/", clarifying.show_unit, name="clarify_unit"),
]
