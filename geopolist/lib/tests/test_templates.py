"""Templates without their indents and empty lines."""

from pathlib import Path

from django.template import Context, Engine


def rendered(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    engine = Engine(loaders=[("geopolist.lib.templates.Loader", [folder])])
    return engine.get_template(name).render(Context({"written": "a\n    b"}))


def test_a_page_is_sent_without_indents_and_empty_lines(tmp_path: Path) -> None:
    assert (
        rendered(tmp_path, "page.html", "\n<ul>\n  <li>\n\t\t<b>x y</b>\n\n   \n</ul>\n")
        == "<ul>\n<li>\n<b>x y</b>\n</ul>\n"
    )


def test_a_line_that_only_says_what_follows_is_no_line_and_words_stay_apart(tmp_path: Path) -> None:
    text = "{# For all. #}\n{% with x=1 %}\nA\n{% if written %}{# so #}\n  B\n{% else %}\n  C\n{% endif %}\n"
    text += "D{% if 1 %}\nE{% endif %}{% endwith %}\n"

    assert rendered(tmp_path, "page.html", text) == "A\nB\nD\nE\n"


def test_a_line_that_prints_something_stays_one(tmp_path: Path) -> None:
    text = "{% firstof 'Yes' %}\n{{ written }}\n{% if 1 %}x{% endif %}\ny\n"

    assert rendered(tmp_path, "page.html", text) == "Yes\na\n    b\nx\ny\n"


def test_what_people_wrote_keeps_its_spaces(tmp_path: Path) -> None:
    assert rendered(tmp_path, "page.html", "  <pre>{{ written }}</pre>") == "  <pre>a\n    b</pre>"


def test_a_mail_keeps_its_layout(tmp_path: Path) -> None:
    assert rendered(tmp_path, "mail.txt", "Dear,\n\n  quoted") == "Dear,\n\n  quoted"
