"""People who sign in."""

from collections.abc import Iterable
from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import Group, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=fold(username or ""))

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A member. `password` None makes a user who cannot sign in until one is set by mail."""
        if not fold(email):
            raise ValueError("A user needs an e-mail address.")
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """A person with a login: the e-mail address, kept case-folded so that one address is one account."""

    email = models.EmailField(_("e-mail address"), unique=True, max_length=254)
    name = models.CharField(_("display name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=12, blank=True, choices=settings.LANGUAGES)
    is_staff = models.BooleanField(_("may enter the editors' desk"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [
            ("invite_user", _("Can invite people into roles")),
            ("hand_over_user", _("Can hand over the work of somebody who leaves")),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = fold(self.email)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.email = fold(self.email)

    def confirm_only_address(self) -> None:
        """The address of the account is theirs. Where they have written others too, which one is meant is not known."""
        addresses = EmailAddress.objects.filter(user=self)
        if not addresses.exclude(email=self.email).exists():
            addresses.update_or_create(user=self, email=self.email, defaults={"verified": True, "primary": True})

    # --- Rights

    @cached_property
    def lacks_second_factor(self) -> bool:
        """Whether the desk stays closed until they have set one up: on a real site, for all who may enter it."""
        return settings.IS_LIVE and self.is_staff and not self.has_second_factor

    @property
    def has_second_factor(self) -> bool:
        """Recovery codes alone are none: they stand in for something."""
        return Authenticator.objects.filter(user=self.pk).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """No right at all without the second factor, wherever it is asked for."""
        return not self.lacks_second_factor and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        return not self.lacks_second_factor and super().has_module_perms(app_label)

    def may_manage(self, other: "User") -> bool:
        """Whether they may change that account: nobody reaches one with rights beyond their own."""
        if self.is_superuser or self.pk == other.pk:
            return True
        return not other.is_superuser and other.get_all_permissions() <= self.get_all_permissions()

    def take_roles(self, roles: Iterable[Group], *, of: Iterable[Group]) -> list[str]:
        """Hold just these of the roles `of`; others stay. Whoever holds any may enter the desk, who lost the last not.

        Returns the changes as `+editor`, `-author`.
        """
        wanted, held = set(roles), set(self.groups.all())
        given, taken = wanted - held, (held & set(of)) - wanted
        self.groups.add(*given)
        self.groups.remove(*taken)
        if given or taken:
            self.is_staff = self.is_superuser or bool((held | given) - taken)
            self.save(update_fields=["is_staff"])
        return sorted([f"+{role.name}" for role in given] + [f"-{role.name}" for role in taken])

    def end_sessions(self) -> None:
        """Sign them out everywhere."""
        for session in UserSession.objects.filter(user=self.pk):
            session.end()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)


def fold(email: str) -> str:
    """The one spelling under which an address is kept: trimmed and in lower case."""
    return email.strip().lower()
