"""What editors put on the front page, in order, language by language."""

from functools import partial
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from articles import rights
from articles.checklist import NotReady
from articles.models import Article
from geopolist.identity.models import SiteIdentity

from .bulk import refuse

if TYPE_CHECKING:
    from .article import ArticleAdmin


@require_http_methods(["GET", "POST"])
def front(request: HttpRequest, desk: "ArticleAdmin") -> HttpResponse:
    """The places of every language; POST moves one up or down, takes it away, or puts one at the end."""
    if not request.user.has_perm(rights.PUBLISH):
        raise PermissionDenied
    if request.method == "POST":
        try:
            act(request)
        except (NotReady, ValidationError) as error:
            why = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            messages.warning(request, why)
        return HttpResponseRedirect(reverse("admin:articles_article_front"))
    chooser = Chooser(desk)
    context = {
        **desk.admin_site.each_context(request),
        "title": _("Front page"),
        "opts": desk.opts,
        "languages": [
            {"code": code, "name": get_language_info(code)["name_translated"], "articles": Article.objects.placed(code)}
            for code in SiteIdentity.objects.current().enabled_languages
        ],
        "form": chooser,
        "media": desk.media + chooser.media,
    }
    return TemplateResponse(request, "admin/articles/front.html", context)


class Chooser(forms.Form):
    article = forms.ModelChoiceField(Article.objects.all())

    def __init__(self, desk: "ArticleAdmin", *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["article"]
        # Comments have a field that leads to articles, which is all that the widget asks for.
        field.widget = AutocompleteSelect(Article.comments.field, desk.admin_site)
        field.widget.choices = field.choices


def act(request: HttpRequest) -> None:
    """Every article gets the number of its place, so that a repeat or a gap does no harm."""
    name, _colon, key = request.POST.get("_do", "").partition(":")
    article = Article.objects.by_key(key or request.POST.get("article", ""))
    if article is None:
        raise ValidationError(_("Choose an article first."))
    order = list(Article.objects.placed(article.language))
    before = order.index(article) if article in order else len(order)
    without = [each for each in order if each != article]
    places = {"up": max(0, before - 1), "down": before + 1, "add": len(without)}
    if name in places:
        without.insert(places[name], article)
    elif name == "remove":
        article.amend({"front_rank": None}, by=request.user, allow=partial(refuse, request))
    for number, each in enumerate(without, start=1):
        each.amend({"front_rank": number}, by=request.user, allow=partial(refuse, request))
