"""Every address of the site: log-in, then the pages."""

from django.urls import include, path
from django.views.generic import RedirectView, TemplateView

urlpatterns = [
    # No account has a mailbox to prove: these two would promise letters that never come.
    path("akun/password/reset/", TemplateView.as_view(template_name="account/password_reset.html")),
    path("akun/email/", RedirectView.as_view(pattern_name="account_change_password")),
    path("akun/", include("allauth.urls")),
    path("", include("tilik.web.urls")),
]

handler400 = "tilik.web.errors.bad_request"
handler403 = "tilik.web.errors.forbidden"
handler404 = "tilik.web.errors.not_found"
handler500 = "tilik.web.errors.server_error"
