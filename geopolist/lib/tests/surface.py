"""The writing surface in a browser, for tests: an editor who has opened the form of a new article."""

import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from accounts.models import User
from articles.tests.make import make_site
from geopolist.lib.body import clean

PASTE = """([html, text, files]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  for (const [name, type, base64] of files ?? []) {
    data.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type }));
  }
  const event = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
}"""
KEY = re.compile(r"(?:(?:Control|Shift|Alt)\+)+.+|Enter|Tab|Home|End|Escape|Backspace|Delete|Arrow\w+|Space")
DATA_ID = re.compile(r' data-id="[a-z2-7]{8}"')


class Surface:
    """What a person does with it. `tab` is the page."""

    def __init__(self, tab: Any, address: str) -> None:
        self.tab, self.address = tab, address
        self.keys = tab.keyboard
        self.text = tab.locator(".prose-text")

    def open(self, path: str = "/admin/articles/article/add/") -> "Surface":
        self.tab.goto(f"{self.address}{path}")
        self.tab.wait_for_function("() => document.querySelector('[data-prose] textarea')?.surface")
        return self

    def write(self, html: str) -> "Surface":
        """Put a body into the form as another part of it does; the cursor goes to its end."""
        self.tab.evaluate(
            """(html) => {
              const area = document.querySelector('[data-prose] textarea');
              area.value = html;
              area.dispatchEvent(new Event('desk:filled'));
              area.surface.editor.commands.focus('end');
            }""",
            clean(html),
        )
        self.pause()
        return self

    def type(self, *texts: str) -> None:
        """Words, or keys by their names: `"Enter"`, `"Control+b"`."""
        for text in texts:
            if KEY.fullmatch(text):
                self.keys.press(text)
                # The browser tells of a moved cursor a moment later.
                self.pause()
            else:
                self.keys.type(text)

    def pause(self) -> None:
        self.tab.evaluate("() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 30))")

    def choose(self, menu: str, item: str) -> None:
        self.tab.get_by_role("toolbar").get_by_role("button", name=menu, exact=True).click()
        self.tab.get_by_role("menu", name=menu).get_by_text(item, exact=True).click()
        self.pause()

    def select(self, words: str) -> None:
        """These words, where they stand first."""
        self.tab.evaluate(
            """async (words) => {
              const { found } = await import('/static/desk/prose/finding.js');
              const { editor } = document.querySelector('[data-prose] textarea').surface;
              const [{ from, to }] = found(editor.state.doc, words, true);
              editor.chain().focus().setTextSelection({ from, to }).run();
            }""",
            words,
        )
        self.pause()

    def paste(self, html: str = "", text: str = "", files: Any = None) -> None:
        self.tab.evaluate(PASTE, [html, text, files])
        self.pause()

    @property
    def value(self) -> str:
        """What the form would send."""
        value: str = self.tab.locator("[data-prose] textarea").input_value()
        return value

    @property
    def body(self) -> str:
        """What would be stored of it, without the names of blocks, each on its line."""
        with translation.override("en"):
            return DATA_ID.sub("", clean(self.value))


@pytest.fixture
def surface(tab: Any, live_server: Any) -> Surface:
    make_site()
    client = Client()
    client.force_login(User.objects.create_superuser("chief@example.org", name="A Chief"))
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
    tab.set_default_timeout(8_000)
    return Surface(tab, live_server.url)
