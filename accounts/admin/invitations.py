"""Inviting somebody into a role."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.desk import inviting
from accounts.models import User, fold
from accounts.roles import given_by, label_of
from accounts.throttling import Throttle
from geopolist.lib.text import one_line

if TYPE_CHECKING:
    from .users import AccountAdmin

# A chief editor whose session was stolen fills no letter boxes.
BY_ONE = Throttle("invitations-by", tries=30, seconds=3600)
TO_ONE = Throttle("invitations-to", tries=5, seconds=3600)


class RoleField(forms.ModelChoiceField):
    def label_from_instance(self, group: Group) -> str:
        return label_of(group)


class InvitationForm(forms.Form):
    email = forms.EmailField(label=gettext_lazy("E-mail address"), max_length=254)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120, required=False)
    role = RoleField(label=gettext_lazy("Role"), queryset=Group.objects.none())
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail and the desk"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, giver: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.giver = giver
        self.fields["role"].queryset = given_by(giver)  # type: ignore[attr-defined]
        self.fields["email"].widget.attrs["autocomplete"] = "off"

    def clean_email(self) -> str:
        email = fold(self.cleaned_data["email"])
        there = User.objects.filter(email=email).first()
        if there and not there.is_active:
            raise ValidationError(_("The account with this address is closed: make it active in its form first."))
        if there and not self.giver.may_manage(there):
            raise ValidationError(_("The account with this address has rights beyond yours: ask a superuser."))
        return email

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean(self) -> dict[str, Any]:
        """Counted once it could be sent."""
        if not self.errors:
            BY_ONE.count(str(self.giver.pk))
            TO_ONE.count(self.cleaned_data["email"])
        return self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, desk: "AccountAdmin") -> HttpResponse:
    giver = inviter(request)
    sent = request.POST if request.method == "POST" else None
    form = InvitationForm(sent, giver=giver, initial={"language": giver.language or settings.LANGUAGE_CODE})
    if request.method == "POST" and form.is_valid():
        email, name, role, language = (form.cleaned_data[each] for each in ("email", "name", "role", "language"))
        outcome = inviting.invite(email, role, name=name, language=language, by=giver)
        return told(request, outcome, User.objects.get(email=email))
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Invite somebody"),
        "opts": desk.opts,
        "form": form,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
    }
    return TemplateResponse(request, "admin/accounts/invite.html", context, status=422 if form.errors else 200)


@require_POST
def again(request: HttpRequest, desk: "AccountAdmin", pk: int) -> HttpResponse:
    """Another mail to who has not set a password yet; the link in the one before stops."""
    giver = inviter(request)
    account = get_object_or_404(User, pk=pk)
    if not giver.may_manage(account):
        raise PermissionDenied
    if not inviting.is_waiting(account):
        messages.warning(request, _("They have signed in already, or the account is closed: there is nothing to send."))
        return to_form(account)
    try:
        BY_ONE.count(str(giver.pk))
        TO_ONE.count(account.email)
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
        return to_form(account)
    return told(request, inviting.send(account, by=giver), account)


def inviter(request: HttpRequest) -> User:
    user: Any = request.user
    if not user.has_perm("accounts.invite_user"):
        raise PermissionDenied
    return user


def told(request: HttpRequest, outcome: inviting.Outcome, account: User) -> HttpResponse:
    is_done = outcome in (inviting.Outcome.INVITED, inviting.Outcome.GIVEN)
    messages.add_message(request, messages.SUCCESS if is_done else messages.WARNING, f"{account}: {outcome.value}")
    return to_form(account)


def to_form(account: User) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:accounts_user_change", args=[account.pk]))
