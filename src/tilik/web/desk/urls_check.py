"""The addresses of checking by indicator, and of what was returned to a unit."""

from django.urls import path

from tilik.web.desk import agreeing, assigning, checking, returning, verifying

ROUND = "periode/<int:pk>/verifikasi/"
urlpatterns = [
    path(ROUND, checking.show_checks, name="checks"),
    path("periode/<int:pk>/tugas/", assigning.show_assignments, name="assignments"),
    path("periode/<int:pk>/kesepakatan/", agreeing.show_agreement, name="agreement"),
    path(
        "periode/<int:pk>/kesepakatan/<str:unit>/<str:form>/<str:item>/",
        agreeing.show_difference,
        name="difference",
    ),
    path(
        "periode/<int:pk>/kesepakatan/<str:unit>/<str:form>/<str:item>/<str:service>/",
        agreeing.show_difference,
        name="service_difference",
    ),
    path("periode/<int:pk>/dikembalikan/<str:unit>/", returning.show_returned, name="returned"),
    path(f"{ROUND}<str:unit>/layanan/<str:service>/", verifying.show_sheet, name="service_verify"),
    path(f"{ROUND}<str:form>/<str:item>/", checking.show_check, name="check_item"),
]
