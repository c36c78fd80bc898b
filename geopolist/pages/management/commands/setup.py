"""The first steps of a site: its name, its languages, its first chief editor."""

import getpass
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
        parser.add_argument("--languages", default=None, help="Further languages, such as tr,ar")
        parser.add_argument("--email", help="The chief editor's e-mail address, which is the login")
        parser.add_argument("--password-from-stdin", action="store_true", help="Read the password from standard input")
        parser.add_argument(
            "--remove-demo", action="store_true", help="Remove the demonstration and its accounts first"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if options["remove_demo"]:
            from geopolist.pages.demo import removing

            self.stdout.write(removing.remove())
        self.name_site(options)
        self.make_editor(options)
        self.stdout.write(self.style.SUCCESS(f"Ready. Sign in at /admin/. {Article.objects.count()} articles so far."))

    def name_site(self, options: dict[str, Any]) -> None:
        identity = SiteIdentity.objects.current()
        for field, question in QUESTIONS.items():
            setattr(identity, field, options[field] or self.ask(question, getattr(identity, field)))
        if options["languages"] is not None:
            identity.languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
        try:
            identity.full_clean()
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        identity.save()

    def make_editor(self, options: dict[str, Any]) -> None:
        users = get_user_model().objects
        email = (options["email"] or self.ask("E-mail address of the chief editor", "")).strip().lower()
        try:
            validate_email(email)
            if users.filter(email=email).exists():
                self.stdout.write(f"{email} has an account already; it is left as it is.")
                return
            password = self.password(options)
            validate_password(password)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        user = users.create_superuser(email, password)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)

    def password(self, options: dict[str, Any]) -> str:
        if options["password_from_stdin"]:
            return input()
        return getpass.getpass("Password (12 characters or more): ")

    def ask(self, question: str, default: str) -> str:
        """What the person types; the default where nobody can be asked."""
        try:
            return input(f"{question}{f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:
            return default
