"""The addresses of the public pages."""

from django.urls import path

from tilik.web.public import check, installing, instruments, invitation, landing, practice, survey
from tilik.web.public.published import show_table, show_tables

urlpatterns = [
    path("", landing.show_landing, name="landing"),
    path("instrumen/", instruments.show_instruments, name="instruments"),
    path("instrumen/<str:code>/", instruments.show_instrument, name="instrument"),
    path("instrumen/<str:code>/contoh/", instruments.show_cases, name="cases"),
    path("instrumen/<str:code>/contoh/<str:case>/", instruments.show_case, name="case"),
    path("instrumen/<str:code>/<str:form>/", instruments.show_form, name="form"),
    path("instrumen/<str:code>/<str:form>/<str:item>/", instruments.show_item, name="item"),
    path("kuis/<str:token>/", practice.show_officials, name="quiz"),
    path("kuis/<str:token>/<str:official>/", practice.show_quiz, name="quiz_official"),
    path("s/tarik/", survey.take_back, name="survey_withdraw"),
    path("s/<str:code>/", survey.show_survey, name="survey"),
    path("s/<str:code>/<str:token>/", survey.show_survey, name="survey_link"),
    path("terima/<str:code>/", survey.show_survey, name="survey_take"),
    path("terima/<str:code>/<str:token>/", survey.show_survey, name="survey_take_link"),
    path("pasang/", installing.show_steps, name="installing"),
    path("pasang/tilik-ca.crt", installing.send_authority, name="authority"),
    path("cek/", check.ask_code, name="ask_code"),
    path("cek/<str:code>/", check.show_check, name="check"),
    path("undangan/", invitation.choose_password, name="invited"),
    path("undangan/<str:code>/<str:token>/", invitation.open_invitation, name="invitation"),
    path("angka-resmi/", show_tables, name="published"),
    path("angka-resmi/<str:measure>/<int:year>/", show_table, name="table"),
]
