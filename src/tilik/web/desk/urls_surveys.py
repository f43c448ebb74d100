"""The addresses of surveys of users at the desk."""

from django.urls import path

from tilik.web.desk import campaigns, outcomes, reaching, response_files, stacks

urlpatterns = [
    path("survei/", campaigns.show_list, name="campaigns"),
    path("survei/baru/", campaigns.open_new, name="campaign_new"),
    path("survei/hasil/", outcomes.show_together, name="campaigns_results"),
    path("survei/<int:pk>/hasil/", outcomes.show_results, name="campaign_results"),
    path("survei/<int:pk>/", campaigns.show_campaign, name="campaign"),
    path("survei/<int:pk>/poster.pdf", reaching.send_poster, name="campaign_poster"),
    path("survei/<int:pk>/formulir.pdf", reaching.send_form, name="campaign_form"),
    path("survei/<int:pk>/tautan.csv", reaching.send_links, name="campaign_links"),
    path("survei/<int:pk>/tumpukan/", stacks.enter_stack, name="campaign_stack"),
    path("survei/<int:pk>/impor/", response_files.bring_in, name="campaign_import"),
]
