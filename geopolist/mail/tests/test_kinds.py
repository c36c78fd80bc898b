import pytest
from django.core.exceptions import ValidationError

from geopolist.mail import kinds
from geopolist.mail.models import MailText, Message
from geopolist.mail.placeholders import fill, names_in

pytestmark = pytest.mark.django_db
LINK = "https://site.example.org/accounts/confirm/abc/"


@pytest.fixture(autouse=True)
def _named(monkeypatch):
    monkeypatch.setattr(kinds, "KINDS", dict(kinds.KINDS))
    monkeypatch.setattr(kinds, "_site_name", lambda language: "Ufuk" if language == "tr" else "Horizon")


@pytest.fixture
def sample():
    """A kind with a long placeholder, on the words of another."""
    return kinds.register(
        "sample",
        label="Sample",
        placeholders={"change": "…", "time": "…", "address": "…", "browser": "…"},
        required=["change"],
        long=["change"],
        folder="emails/account_change",
    )


def own_text(**changes) -> MailText:
    facts = {"kind": "password_reset", "language": "en", "subject": "For you", "text": "Here: {link}", **changes}
    return MailText(**facts)


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_every_kind_has_words_in_english_and_turkish(kind, language):
    registered = kinds.KINDS[kind]

    letter = kinds.render(registered, language, registered.placeholders)
    other = kinds.render(registered, "tr" if language == "en" else "en", registered.placeholders)

    assert letter.subject
    assert letter.subject != other.subject
    assert letter.text != other.text
    assert {name for name in registered.required if registered.placeholders[name] not in letter.text} == set()
    assert f'<html lang="{language}" dir="ltr">' in letter.html


def test_mail_is_written_in_the_readers_language():
    message = kinds.send("password_reset", to="ada@example.org", language="tr", link=LINK)

    assert (message.kind, message.language, message.bulk) == ("password_reset", "tr", False)
    assert message.subject == "Yeni parola belirleyin"
    assert "Ufuk" in message.text
    assert f"\n{LINK}\n" in message.text
    assert f'<a href="{LINK}" rel="nofollow">' in message.html


def test_language_without_words_of_its_own_reads_english_in_its_direction():
    message = kinds.send("password_reset", to="ada@example.org", language="ar", link=LINK)

    assert message.subject == "Set a new password"
    assert '<html lang="ar" dir="rtl">' in message.html


def test_values_are_text_in_text_and_escaped_in_html(sample):
    message = kinds.send(
        "sample", to="ada@example.org", language="en", change="<b>1 & 2</b>", time="now", address="x", browser="y"
    )

    assert "<b>1 & 2</b>" in message.text
    assert "&lt;b&gt;1 &amp; 2&lt;/b&gt;" in message.html
    assert "<b>" not in message.html


def test_line_break_is_refused_but_in_a_long_placeholder(sample):
    values = {"time": "now", "address": "x", "browser": "y"}
    kinds.send("sample", to="ada@example.org", language="en", change="one\ntwo", **values)

    with pytest.raises(ValueError, match="control character"):
        kinds.send("sample", to="ada@example.org", language="en", change="one", **{**values, "time": "a\nb"})
    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "About {change}"},
        {"subject": "For you\nBcc: b@c.org"},
        {"subject": "For you\x85"},
        {"text": "{change} {nickname}"},
        {"text": "{change} {{ time }}"},
        {"text": "Nothing"},
    ],
)
def test_editors_words_that_cannot_be_used_are_passed_over_and_the_mail_is_sent(sample, changes):
    own_text(**{"kind": "sample", "text": "{change}", **changes}).save()

    message = kinds.send(
        "sample", to="a@example.org", language="en", change="a\nBcc: b@c.org", time="", address="", browser=""
    )

    assert message.subject == "Your account was changed"


@pytest.mark.parametrize("values", [{}, {"link": LINK, "name": "Ada"}, {"lnk": LINK}])
def test_values_are_exactly_the_placeholders(values):
    with pytest.raises(ValueError, match="not with"):
        kinds.send("password_reset", to="ada@example.org", language="en", **values)


def test_bulk_mail_carries_a_way_out():
    kinds.register("weekly", label="Weekly", placeholders={"link": LINK}, bulk=True, folder="emails/password_reset")
    with pytest.raises(ValueError, match="unsubscribe"):
        kinds.send("weekly", to="ada@example.org", language="en", link=LINK)

    message = kinds.send("weekly", to="ada@example.org", language="en", link=LINK, unsubscribe="https://a.org/u/1")

    assert message.bulk
    assert message.headers == {
        "List-Unsubscribe": "<https://a.org/u/1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }


@pytest.mark.parametrize("names", [{"site": ""}, {"to": ""}])
def test_placeholder_with_a_name_of_ours_is_refused(names):
    with pytest.raises(ValueError, match="placeholders of 'x'"):
        kinds.register("x", label="X", placeholders=names)


def test_editors_words_take_the_place_of_ours_in_their_language():
    own_text(subject="For you at {site}", text="Here: {link}").save()

    english = kinds.send("password_reset", to="ada@example.org", language="en", link=LINK)
    turkish = kinds.send("password_reset", to="ada@example.org", language="tr", link=LINK)

    assert (english.subject, english.text) == ("For you at Horizon", f"Here: {LINK}")
    assert turkish.subject == "Yeni parola belirleyin"


def test_editors_words_are_never_code():
    own_text(text="{link} %(link)s $link <% link %> <b>&amp;").save()

    message = kinds.send("password_reset", to="ada@example.org", language="en", link=LINK)

    assert message.text == f"{LINK} %(link)s $link <% link %> <b>&amp;"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": "{link} {nickname}"}, "Unknown placeholder: {nickname}. This mail knows {link}, {site}, {site_url}."),
        ({"subject": "{token}"}, "Unknown placeholder: {token}. This mail knows {link}, {site}, {site_url}."),
        *(
            (
                {"text": f"{{link}} {text}"},
                f"Unknown placeholder: {named}. This mail knows {{link}}, {{site}}, {{site_url}}.",
            )
            for text, named in [
                ("{user.password}", "{user.password}"),
                ("{0.__class__}", "{0.__class__}"),
                ("{Site}", "{Site}"),
                ("{ link }", "{ link }"),
                ("{}", "{}"),
                ("{{link}}", "{, }"),
                ("{% now 'Y' %}", "{% now 'Y' %}"),
                ("a } and a {", "{, }"),
                ("{li\nnk}", "{, }"),
            ]
        ),
        ({"subject": "For {link}"}, "The subject must not contain {link}: it belongs in the text."),
        ({"subject": "For\nyou"}, "There is a line break or a control character in it: remove it."),
        ({"subject": "For\u2028you"}, "There is a line break or a control character in it: remove it."),
        ({"text": "{link}\x1b"}, "There is a line break or a control character in it: remove it."),
        ({"text": "Nothing"}, "The text must contain {link}."),
        ({"kind": "nothing"}, "There is no such kind of mail."),
    ],
)
def test_editors_words_are_checked_in_a_sentence(changes, words):
    with pytest.raises(ValidationError) as caught:
        own_text(**changes).full_clean()

    assert caught.value.messages == [words]


@pytest.mark.parametrize("language", ["en", "tr"])
@pytest.mark.parametrize("kind", sorted(kinds.KINDS))
def test_our_own_words_are_words_that_an_editor_may_save(kind, language):
    subject, text = kinds.default_words(kinds.KINDS[kind], language)

    own_text(kind=kind, language=language, subject=subject, text=text.replace("\n", "\r\n")).full_clean()


def test_default_words_show_their_placeholders():
    subject, text = kinds.default_words(kinds.KINDS["password_reset"], "en")

    assert subject == "Set a new password"
    assert "\n{link}\n" in text
    assert text.endswith("{site}\n{site_url}\n")


def test_value_that_looks_like_a_placeholder_stays_as_it_is():
    assert fill("{a} {b}", {"a": "{b}", "b": "2"}) == "{b} 2"
    assert names_in("{a} {B} {a_1} { a } {}") == {"a", "a_1"}
