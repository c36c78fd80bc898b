from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RevisionsConfig(AppConfig):
    name = "geopolist.revisions"
    label = "revisions"
    verbose_name = _("Revisions")
