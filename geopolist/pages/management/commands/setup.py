"""The first steps of a site: its name, its languages, its first chief editor."""

import getpass
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
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
from geopolist.pages.demo import accounts, removing
from geopolist.worker.preparing import refuse_unprepared

# What a name, an organisation and an address are to be asked for.
QUESTIONS = {
    "name": "Name of the publication",
    "organisation": "Organisation behind it",
    "contact_email": "Address for readers to write to",
}

# What a chief editor is to the database.
CHIEF = {"is_superuser": True, "is_staff": True, "is_active": True}


@dataclass(frozen=True)
class Answers:
    """What is to be written: fields of the identity, and the chief editor; without a password one who is there."""

    changes: dict[str, Any]
    email: str
    password: str | None


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
            # Asked before anything is written: on SQLite nobody else could write until the last answer is typed.
            answers = self.answers(options)
            with transaction.atomic():
                self.write(answers, options)
        except KeyboardInterrupt:
            raise CommandError("Stopped: nothing was changed.", returncode=130) from None
        for sentence in self.news:
            self.stdout.write(sentence)
        self.stdout.write(self.style.SUCCESS(f"Ready. Sign in at /admin/. {Article.objects.count()} articles so far."))

    # --- Asking

    def answers(self, options: dict[str, Any]) -> Answers:
        """What is to be written. Raises CommandError for what cannot be."""
        identity, users = SiteIdentity.objects.current(), get_user_model().objects.all()
        if identity.is_demo:
            refuse_demo(wanted=options["remove_demo"])
            # Its name and its accounts go with it.
            identity, users = SiteIdentity(), users.exclude(email__endswith=f"@{accounts.DOMAIN}")
        named = {field: options[field] or self.ask(QUESTIONS[field], getattr(identity, field)) for field in QUESTIONS}
        if options["languages"] is not None:
            named["languages"] = [code.strip() for code in options["languages"].split(",") if code.strip()]
        # What is left as it is may be changed by an editor meanwhile.
        changes = {field: value for field, value in named.items() if value != getattr(identity, field)}
        change(identity, changes)
        email = fold(options["email"] or self.ask("E-mail address of the chief editor", ""))
        is_there = users.filter(email=email).exists() if email else users.filter(**CHIEF).exists()
        return Answers(changes, email, None if is_there else self.new_password(email))

    def new_password(self, email: str) -> str:
        """A password for an account that is yet to be made."""
        try:
            validate_email(email)
            password = self.password()
            validate_password(password, get_user_model()(email=email))
        except ValidationError as error:
            raise refusal(error) from error
        return password

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

    # --- Writing

    def write(self, answers: Answers, options: dict[str, Any]) -> None:
        """In a transaction of the caller's."""
        if SiteIdentity.objects.current().is_demo:
            refuse_demo(wanted=options["remove_demo"])
            self.news.append(removing.remove())
        identity = SiteIdentity.objects.current()
        change(identity, answers.changes)
        identity.save()
        if answers.email:
            self.make_editor(answers, promote=options["promote"])

    def make_editor(self, answers: Answers, *, promote: bool) -> None:
        users = get_user_model().objects
        if answers.password is None or users.filter(email=answers.email).exists():
            self.keep_editor(answers.email, promote=promote)
            return
        user = users.create_superuser(answers.email, answers.password)
        EmailAddress.objects.create(user=user, email=answers.email, verified=True, primary=True)

    def keep_editor(self, email: str, *, promote: bool) -> None:
        """An account that is there keeps its password, and rights are given only when asked for."""
        users = get_user_model().objects
        if promote and users.filter(email=email).exclude(**CHIEF).update(**CHIEF):
            self.news.append(f"{email} is a chief editor from now on, with the password it has.")
        elif users.filter(**CHIEF).exists():
            self.news.append(f"{email} has an account already; it is left as it is.")
        else:
            raise CommandError(
                f"{email} has an account already, but not a chief editor's, and the site has no chief editor: "
                "add --promote to make it one, or give another address."
            )


def refuse_demo(*, wanted: bool) -> None:
    """What is written into a demonstration goes with it: nobody may begin a real site inside one."""
    if wanted:
        return
    others = removing.added_in_words()
    raise CommandError(
        "This site holds the demonstration: add --remove-demo, which removes it and all that was added to it"
        + (f" ({others})." if others else ".")
    )


def change(identity: SiteIdentity, changes: dict[str, Any]) -> None:
    """Set the fields. Raises CommandError where the site cannot be called so."""
    for field, value in changes.items():
        setattr(identity, field, value)
    try:
        identity.full_clean()
    except ValidationError as error:
        raise refusal(error) from error


def refusal(error: ValidationError) -> CommandError:
    """Each wrong value by name, where the error has one."""
    if not hasattr(error, "error_dict"):
        return CommandError(" ".join(error.messages))
    return CommandError(" ".join(f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()))
