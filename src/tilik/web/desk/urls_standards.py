"""The addresses of services and their standards."""

from django.urls import path

from tilik.web.desk import catalogue, standard

urlpatterns = [
    path("standar/", catalogue.show_government, name="standards"),
    path("standar/<str:unit>/", catalogue.show_unit, name="unit_standards"),
    path("standar/<str:unit>/<str:service>/", standard.show_service, name="standard"),
]
