"""The first steps of a site: its name, its languages, its first chief editor."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from accounts.models import fold
from articles.models import Article
from geopolist.identity.models import SiteIdentity
from geopolist.pages.demo import removing
from geopolist.worker.preparing import refuse_unprepared

# What a name, an organisation and an address are to be asked for.
QUESTIONS = {
    "name": "Name of the publication",
    "organisation": "Organisation behind it",
    "contact_email": "Address for readers to write to",
}

# What a chief editor is to the database.
CHIEF = {"is_superuser": True, "is_staff": True, "is_active": True}


class Command(BaseCommand):
    help = "Give the site its name and its first chief editor. Asks for what the options leave out. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help=QUESTIONS["name"])
        parser.add_argument("--organisation", help=QUESTIONS["organisation"])
        parser.add_argument("--contact-email", help=QUESTIONS["contact_email"])
        parser.add_argument("--languages", help="Further languages, such as tr,ar")
        parser.add_argument("--email", help="The chief editor's e-mail address, which is the login")
        parser.add_argument(
            "--promote", action="store_true", help="Make a chief editor of the account that has this address already"
        )
        parser.add_argument(
            "--password-from-stdin",
            action="store_true",
            help="Read the password from standard input, and ask for nothing else",
        )
        parser.add_argument(
            "--remove-demo", action="store_true", help="Remove the demonstration and all that was added to it first"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        refuse_unprepared()
        self.may_ask = not options["password_from_stdin"]
        self.news: list[str] = []  # told once it is certain: a refusal takes everything back
        try:
            with transaction.atomic():
                self.clear_demo(wanted=options["remove_demo"])
                self.name_site(options)
                self.make_editor(options["email"], promote=options["promote"])
        except KeyboardInterrupt:
            raise CommandError("Stopped: nothing was changed.", returncode=130) from None
        for sentence in self.news:
            self.stdout.write(sentence)
        self.stdout.write(self.style.SUCCESS(f"Ready. Sign in at /admin/. {Article.objects.count()} articles so far."))

    def clear_demo(self, *, wanted: bool) -> None:
        """What is written into a demonstration goes with it: nobody may begin a real site inside one."""
        if not SiteIdentity.objects.current().is_demo:
            return
        if not wanted:
            others = removing.added_in_words()
            raise CommandError(
                "This site holds the demonstration: add --remove-demo, which removes it and all that was added to it"
                + (f" ({others})." if others else ".")
            )
        self.news.append(removing.remove())

    def name_site(self, options: dict[str, Any]) -> None:
        identity = SiteIdentity.objects.current()
        for field, question in QUESTIONS.items():
            setattr(identity, field, options[field] or self.ask(question, getattr(identity, field)))
        if options["languages"] is not None:
            identity.languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
        try:
            identity.full_clean()
        except ValidationError as error:
            raise refusal(error) from error
        identity.save()

    def make_editor(self, email: str | None, *, promote: bool) -> None:
        users = get_user_model()
        email = fold(email or self.ask("E-mail address of the chief editor", ""))
        has_chief = users.objects.filter(**CHIEF).exists()
        if not email and has_chief:
            return
        if users.objects.filter(email=email).exists():
            self.keep_editor(email, has_chief=has_chief, promote=promote)
            return
        try:
            validate_email(email)
            password = self.password()
            validate_password(password, users(email=email))
        except ValidationError as error:
            raise refusal(error) from error
        user = users.objects.create_superuser(email, password)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)

    def keep_editor(self, email: str, *, has_chief: bool, promote: bool) -> None:
        """An account that is there keeps its password, and rights are given only when asked for."""
        others = get_user_model().objects.filter(email=email).exclude(**CHIEF)
        if promote and others.update(**CHIEF):
            self.news.append(f"{email} is a chief editor from now on, with the password it has.")
        elif has_chief:
            self.news.append(f"{email} has an account already; it is left as it is.")
        else:
            raise CommandError(
                f"{email} has an account already, but not a chief editor's, and the site has no chief editor: "
                "add --promote to make it one, or give another address."
            )

    def ask(self, question: str, default: str) -> str:
        """What the person types; the default where nobody is asked."""
        if not self.may_ask:
            return default
        try:
            return input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:
            return default

    def password(self) -> str:
        """From standard input, or typed twice unseen."""
        if not self.may_ask:
            return sys.stdin.readline().rstrip("\r\n")
        if not sys.stdin.isatty():
            raise CommandError("Nobody is here to type a password: add --password-from-stdin.")
        password = getpass.getpass("Password (12 characters or more): ")
        if getpass.getpass("The same again: ") != password:
            raise CommandError("The two are not the same: nothing was changed.")
        return password


def refusal(error: ValidationError) -> CommandError:
    """Each wrong value by name, where the error has one."""
    if not hasattr(error, "error_dict"):
        return CommandError(" ".join(error.messages))
    return CommandError(" ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()))
