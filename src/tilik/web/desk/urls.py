"""The addresses of the desk; who is not logged in is asked to be."""

from django.contrib.auth.decorators import login_required
from django.urls import URLPattern, path

from tilik.web.desk.urls_check import urlpatterns as check
from tilik.web.desk.urls_closing import urlpatterns as closing
from tilik.web.desk.urls_deadline import urlpatterns as deadline
from tilik.web.desk.urls_evidence import urlpatterns as evidence
from tilik.web.desk.urls_packs import urlpatterns as packs
from tilik.web.desk.urls_papers import urlpatterns as papers
from tilik.web.desk.urls_scores import urlpatterns as scores
from tilik.web.desk.urls_standards import urlpatterns as standards
from tilik.web.desk.urls_steps import urlpatterns as steps
from tilik.web.desk.urls_surveys import urlpatterns as surveys
from tilik.web.desk.urls_visits import urlpatterns as visits
from tilik.web.desk.urls_work import urlpatterns as work

parts = (
    work,
    check,
    visits,
    deadline,
    evidence,
    packs,
    scores,
    papers,
    closing,
    standards,
    steps,
    surveys,
)
urlpatterns: list[URLPattern] = [
    path(str(each.pattern), login_required(each.callback), name=each.name)
    for part in parts
    for each in part
]
