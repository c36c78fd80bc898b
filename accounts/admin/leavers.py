"""Handing over the work of somebody who leaves."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.auth.backends import ModelBackend
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.desk import leaving
from accounts.models import User

if TYPE_CHECKING:
    from .users import AccountAdmin


class SuccessorForm(forms.Form):
    successor = forms.ModelChoiceField(label=gettext_lazy("Who goes on with it"), queryset=User.objects.none())

    def __init__(self, *args: Any, leaver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        writers = ModelBackend().with_perm("articles.change_article")
        at_desk = writers.filter(is_staff=True).exclude(pk=leaver.pk)
        self.fields["successor"].queryset = at_desk.order_by("name", "email")  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, desk: "AccountAdmin", pk: int) -> HttpResponse:
    """Says in numbers what will happen, and does it once a successor is chosen."""
    giver: Any = request.user
    if not giver.has_perm("accounts.hand_over_user"):
        raise PermissionDenied
    leaver = get_object_or_404(User, pk=pk)
    if not may_leave(request, leaver):
        raise PermissionDenied
    form = SuccessorForm(request.POST if request.method == "POST" else None, leaver=leaver)
    if request.method == "POST" and form.is_valid():
        successor = form.cleaned_data["successor"]
        estate = leaving.hand_over(leaver, successor, by=giver)
        said = _("%(leaver)s is signed out and closed. Drafts that %(successor)s goes on with: %(drafts)d.")
        words = {"leaver": leaver, "successor": successor, "drafts": estate.drafts}
        messages.success(request, said % words)
        return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[pk]))
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Hand over the work of %(name)s") % {"name": leaver},
        "opts": desk.opts,
        "original": leaver,
        "form": form,
        "estate": leaving.estate_of(leaver),
    }
    return TemplateResponse(request, "admin/accounts/hand_over.html", context, status=422 if form.errors else 200)


def may_leave(request: HttpRequest, leaver: User) -> bool:
    """Nobody hands over their own work: they would be signed out in the middle of it."""
    user: Any = request.user
    return leaver != user and user.has_perm("accounts.hand_over_user") and user.may_manage(leaver)
