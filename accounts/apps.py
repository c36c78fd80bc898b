from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from geopolist.lib.naming import name_model


class AccountsConfig(AppConfig):
    name = "accounts"
    label = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession

        from .roles import keep_equal

        post_migrate.connect(keep_equal, sender=self, dispatch_uid="accounts.roles")
        user, created_at, content = _("user"), _("created"), _("data")
        name_model(
            Authenticator,
            _("second factor"),
            _("second factors"),
            {
                "user": user,
                "type": _("kind"),
                "data": content,
                "created_at": created_at,
                "last_used_at": _("last used"),
            },
        )
        name_model(
            UserSession,
            _("session"),
            _("sessions"),
            {
                "user": user,
                "created_at": created_at,
                "ip": _("IP address"),
                "last_seen_at": _("last seen"),
                "user_agent": _("browser"),
                "data": content,
            },
        )
