"""Templates without their indents."""

from pathlib import Path

from django.template import Context, Engine


def rendered(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    engine = Engine(loaders=[("geopolist.lib.templates.Loader", [folder])])
    return engine.get_template(name).render(Context({"written": "a\n    b"}))


def test_a_page_is_sent_without_indents_and_with_every_line(tmp_path: Path) -> None:
    assert (
        rendered(tmp_path, "page.html", "<ul>\n  <li>\n\t\t<b>x y</b>\n\n</ul>\n")
        == "<ul>\n<li>\n<b>x y</b>\n\n</ul>\n"
    )


def test_what_people_wrote_keeps_its_spaces(tmp_path: Path) -> None:
    assert rendered(tmp_path, "page.html", "  <pre>{{ written }}</pre>") == "  <pre>a\n    b</pre>"


def test_a_mail_keeps_its_layout(tmp_path: Path) -> None:
    assert rendered(tmp_path, "mail.txt", "Dear,\n\n  quoted") == "Dear,\n\n  quoted"
