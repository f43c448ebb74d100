"""The page an invitation leads to: a password chosen once, then the log-in."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from tilik.actions.invitations import accept_invitation, find_invited
from tilik.core.errors import UserError

KEY = "invitation"


def open_invitation(request: HttpRequest, code: str, token: str) -> HttpResponse:
    """On to the form: the address with the token in it is not kept by the browser's next page."""
    request.session[KEY] = [code, token]
    return redirect("tilik:invited")


@never_cache
@sensitive_post_parameters()
def choose_password(request: HttpRequest) -> HttpResponse:
    """The form, while the invitation holds; afterwards what to do about it."""
    code, token = request.session.get(KEY) or ("", "")
    user = find_invited(code, token)
    if user is None:
        return render(request, "tilik/public/invitation_over.html")
    form: Any = SetPasswordForm(cast(Any, user), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            accept_invitation(code=code, token=token, password=form.cleaned_data["new_password1"])
        except UserError:
            return render(request, "tilik/public/invitation_over.html")
        del request.session[KEY]
        messages.success(request, _("Your password is kept. Log in with it now."))
        return redirect("account_login")
    return render(
        request, "tilik/public/invitation.html", {"form": form, "name": user.get_role_line()}
    )
