"""The addresses of visits on the desk."""

from django.urls import path

from tilik.web.desk import visits

urlpatterns = [
    path("periode/<int:pk>/kunjungan/", visits.show_visits, name="visits"),
    path("periode/<int:pk>/kunjungan/<uuid:uuid>/", visits.show_visit, name="visit"),
    path(
        "periode/<int:pk>/kunjungan/<uuid:uuid>/gambar/<uuid:entry>/",
        visits.show_picture,
        name="visit_picture",
    ),
]
