"""The addresses of evidence: the dossier of a unit, one proof, one document, its bytes."""

from django.urls import path

from tilik.web.desk import documents, earlier, evidence, serving, uploading

UNIT = "periode/<int:pk>/bukti/<str:unit>/"

urlpatterns = [
    path(UNIT, evidence.show_dossier, name="dossier"),
    path(UNIT + "tahun-lalu/", earlier.show_earlier, name="earlier"),
    path(UNIT + "butir/<str:form>/<str:item>/", evidence.show_place, name="evidence_place"),
    path(
        UNIT + "butir/<str:form>/<str:item>/unggah/<uuid:uuid>/",
        uploading.receive_piece,
        name="evidence_upload",
    ),
    path(UNIT + "<int:link>/", documents.show_evidence, name="evidence"),
    path(UNIT + "berkas/<int:version>/", serving.send_file, name="evidence_file"),
    path(UNIT + "berkas/<int:version>/kata/", serving.send_words, name="evidence_words"),
    path(UNIT + "berkas/<int:version>/<int:n>/", serving.send_page, name="evidence_page"),
]
