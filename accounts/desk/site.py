"""The editors' desk: Django's admin behind the one sign-in and, on a real site, behind a second factor."""

from functools import update_wrapper
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .order import on_shelves

# Where in a session the page is kept to which somebody was going before they had a second factor.
WISH = "desk_wish"


class Desk(AdminSite):
    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(self.behind_second_factor(view), cacheable)

    def behind_second_factor(self, view: Any) -> Any:
        """Every view of the desk but the way out."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            led = second_factor_first(request)
            return led or view(request, *args, **kwargs)

        return view if view == self.logout else update_wrapper(guarded, view)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Without a form of its own, which would know neither limits nor second factor."""
        return secure_admin_login(super().login)(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        ask_for_second_factor(request)
        return super().index(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        apps: list[Any] = super().get_app_list(request, app_label)
        return apps if app_label else on_shelves(apps)

    def get_urls(self) -> list[Any]:
        urls = super().get_urls()
        for each in urls:
            if getattr(each, "name", "") == "view_on_site":
                each.callback = self.admin_view(self.view_on_site)
        return urls

    def view_on_site(self, request: HttpRequest, content_type_id: str, object_id: str) -> HttpResponse:
        """Lead on to the page of what they may see here: the address alone tells the title of a draft."""
        kind = ContentType.objects.filter(pk=content_type_id).first() if content_type_id.isdecimal() else None
        model: Any = kind.model_class() if kind else None
        if model is None or not self.is_registered(model):
            raise PermissionDenied
        desk = self.get_model_admin(model)
        found = desk.get_object(request, object_id)
        if found is None or not desk.has_view_permission(request, found):
            raise PermissionDenied
        return shortcut(request, content_type_id, object_id)


def second_factor_first(request: HttpRequest) -> HttpResponse | None:
    """On a real site, the way to set up a second factor, or to prove it where the session began before there was one.

    None for whoever may go on.
    """
    user: Any = request.user
    if not settings.IS_LIVE:
        return None
    if user.lacks_second_factor:
        request.session[WISH] = request.get_full_path() if request.method == "GET" else reverse("admin:index")
        messages.info(request, _("Set up your second factor: the desk opens with it."))
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
    if not any(record["method"] == "mfa" for record in get_authentication_records(request, user)):
        wish = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('mfa_reauthenticate')}?{wish}")
    return None


def ask_for_second_factor(request: HttpRequest) -> None:
    """In the workshop nobody has to have one."""
    user: Any = request.user
    if not settings.IS_LIVE and not user.has_second_factor:
        link = format_html('<a href="{}">{}</a>', reverse("mfa_activate_totp"), _("Set up a second factor"))
        said = _("A password alone keeps few out. A site on https asks for more before it opens the desk.")
        messages.info(request, format_html("{} {}", said, link))
