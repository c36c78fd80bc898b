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

from articles.models import Article
from geopolist.identity.models import SiteIdentity
from geopolist.pages.demo import removing

# What a name, an organisation and an address are to be asked for.
QUESTIONS = {
    "name": "Name of the publication",
    "organisation": "Organisation behind it",
    "contact_email": "Address for readers to write to",
}


class Command(BaseCommand):
    help = "Give the site its name and its first chief editor. Asks for what the options leave out. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help=QUESTIONS["name"])
        parser.add_argument("--organisation", help=QUESTIONS["organisation"])
        parser.add_argument("--contact-email", help=QUESTIONS["contact_email"])
        parser.add_argument("--languages", help="Further languages, such as tr,ar")
        parser.add_argument("--email", help="The chief editor's e-mail address, which is the login")
        parser.add_argument(
            "--password-from-stdin",
            action="store_true",
            help="Read the password from standard input, and ask for nothing else",
        )
        parser.add_argument(
            "--remove-demo", action="store_true", help="Remove the demonstration and all that was added to it first"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        self.may_ask = not options["password_from_stdin"]
        self.clear_demo(wanted=options["remove_demo"])
        self.name_site(options)
        self.make_editor(options["email"])
        self.stdout.write(self.style.SUCCESS(f"Ready. Sign in at /admin/. {Article.objects.count()} articles so far."))

    def clear_demo(self, *, wanted: bool) -> None:
        """What is written into a demonstration goes with it: nobody may begin a real site inside one."""
        if not SiteIdentity.objects.current().is_demo:
            return
        if not wanted:
            raise CommandError(
                "This site holds the demonstration: add --remove-demo, which removes it and all that was added to it."
            )
        self.stdout.write(removing.remove())

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

    def make_editor(self, email: str | None) -> None:
        users = get_user_model()
        email = (email or self.ask("E-mail address of the chief editor", "")).strip().lower()
        if not email and users.objects.filter(is_superuser=True).exists():
            return
        if users.objects.filter(email=email).exists():
            self.stdout.write(f"{email} has an account already; it is left as it is.")
            return
        try:
            validate_email(email)
            password = self.password()
            validate_password(password, users(email=email))
        except ValidationError as error:
            raise refusal(error) from error
        user = users.objects.create_superuser(email, password)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)

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
