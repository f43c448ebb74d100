"""The addresses of the steps promised after a survey (RTL)."""

from django.urls import path

from tilik.web.desk import following

urlpatterns = [
    path("periode/<int:pk>/rtl/", following.show_overview, name="steps"),
    path("periode/<int:pk>/rtl/<str:unit>/", following.show_unit, name="steps_unit"),
    path("periode/<int:pk>/rtl/<str:unit>/baru/", following.add, name="step_add"),
    path("periode/<int:pk>/rtl/<str:unit>/<int:step>/", following.show_step, name="step"),
]
