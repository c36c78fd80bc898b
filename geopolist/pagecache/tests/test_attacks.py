"""The demonstration attacked by both doors: what is kept stays everybody's, and what is one reader's stays theirs."""

import gzip
import http.client
import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import brotli
import pytest

from geopolist.pagecache.tests.front import nginx, say
from geopolist.tests.fixtures import Demonstration

# The demonstration keeps its pages in files.
pytestmark = [pytest.mark.race, pytest.mark.parametrize("kept", ["files"], indirect=True)]
type Answer = tuple[int, dict[str, str], bytes]
MEMBER, CHIEF = "member@demo.geopolist.example", "chief@demo.geopolist.example"
NAMES = {MEMBER: "Demo member", CHIEF: "Demo chief editor"}
STRANGE = "strange.example"
# Hidden fields that are no secret: where to go on, and what is searched in which language.
OPEN = {"next", "lang", "q"}

# A request line and headers that might make another page of PATH, or have it made for somebody else.
TRICKS = {
    "a body": "GET PATH HTTP/1.1|Content-Length: 9|||page=evil",
    "a body of unknown length": "GET PATH HTTP/1.1|Transfer-Encoding: chunked|||4\r\nevil\r\n0\r\n\r\n",
    "a form as a body": "GET PATH HTTP/1.1|Content-Type: application/x-www-form-urlencoded|Content-Length: 6|||page=2",
    "another method": "POST PATH HTTP/1.1|Content-Length: 0",
    "another method by a header": "GET PATH HTTP/1.1|X-HTTP-Method-Override: POST|X-HTTP-Method: PUT",
    "another host by a header": f"GET PATH HTTP/1.1|X-Forwarded-Host: {STRANGE}|X-Host: {STRANGE}",
    "another address by a header": "GET PATH HTTP/1.1|X-Original-URL: /admin/|X-Rewrite-URL: /accounts/login/",
    "another scheme": "GET PATH HTTP/1.1|X-Forwarded-Proto: https|X-Forwarded-Scheme: https|X-Forwarded-Ssl: on",
    "another port": "GET PATH HTTP/1.1|X-Forwarded-Port: 1337",
    "another prefix": f"GET PATH HTTP/1.1|X-Forwarded-Prefix: /{STRANGE}|Script-Name: /{STRANGE}",
    "a proxy by the standard": f"GET PATH HTTP/1.1|Forwarded: for=1.2.3.4;host={STRANGE};proto=https",
    "another reader": "GET PATH HTTP/1.1|X-Forwarded-For: 127.0.0.1|X-Real-IP: 127.0.0.1|Remote-User: chief",
    "a strange host": f"GET PATH HTTP/1.1|Host: {STRANGE}",
    "a strange port": "GET PATH HTTP/1.1|Host: 127.0.0.1:1337",
    "a host in capitals": "GET PATH HTTP/1.1|Host: LOCALHOST",
    "a host with a user": f"GET PATH HTTP/1.1|Host: {STRANGE}@HOST",
    "two hosts": f"GET PATH HTTP/1.1|Host: HOST|Host: {STRANGE}",
    "no host": "GET PATH HTTP/1.1|Host:",
    "the whole address": f"GET http://{STRANGE}PATH HTTP/1.1",
    "HTTP 1.0": "GET PATH HTTP/1.0",
    "another language": "GET PATH HTTP/1.1|Accept-Language: tr, ar;q=0.9",
    "a language by a cookie": "GET PATH HTTP/1.1|Cookie: django_language=tr; csrf=abc",
    "no encoding": "GET PATH HTTP/1.1|Accept-Encoding: identity;q=0, *;q=0",
    "odd encodings": "GET PATH HTTP/1.1|Accept-Encoding: gzip;q=0.0001, br;q=nan, x;q=1e9, ,;;",
    "a part": "GET PATH HTTP/1.1|Range: bytes=0-9",
    "many parts": "GET PATH HTTP/1.1|Range: bytes=0-0,1-1,2-2,-1",
    "a part if it is the same": 'GET PATH HTTP/1.1|Range: bytes=5-|If-Range: "x"',
    "a condition": 'GET PATH HTTP/1.1|If-Match: "x"|If-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT',
    "a query": f"GET PATH?utm_source={STRANGE}&page=2 HTTP/1.1",
    "an empty query": "GET PATH? HTTP/1.1",
    "a page of another kind": f"GET PATH?page=2;x={STRANGE} HTTP/1.1",
    "headers only": "HEAD PATH HTTP/1.1",
    "a fragment": f"GET PATH#{STRANGE} HTTP/1.1",
    "script's": "GET PATH HTTP/1.1|X-Requested-With: XMLHttpRequest|Accept: application/json",
    "a password": "GET PATH HTTP/1.1|Authorization: Basic Y2hpZWY6eA==",
    "a session of nobody": "GET PATH HTTP/1.1|Cookie: session=abc",
    "a session in another spelling": "GET PATH HTTP/1.1|Cookie: a=b;\tsession =abc",
    "a header in disguise": "GET PATH HTTP/1.1|X_Forwarded_Host: strange.example|Transfer_Encoding: chunked",
}
# Members' and forms' addresses in the dress of files, and other spellings of what is kept.
DECEPTIONS = [
    "/accounts/x.css",
    "/accounts/login/x.css",
    "/accounts/login/@1.html",
    "/accounts/login;x.css",
    "/accounts/email/x.js",
    "/my-bookmarks/a.js",
    "/my-bookmarks;a.js",
    "/my-bookmarks/;a.js/",
    "/my-bookmarks/%2e/",
    "/my-bookmarks%2fa.css",
    "/my-bookmarks/%00.css",
    "/my-bookmarks/%0a.css",
    "/my-bookmarks/..%2f..%2fstatic/x.css",
    "/static/..%2fmy-bookmarks/",
    "/static/../my-bookmarks/",
    "/%6dy-bookmarks/",
    "//my-bookmarks/",
    "/./my-bookmarks/",
    "/x/../my-bookmarks/",
    "/admin/x.css",
    "/admin/?x.css",
    "/admin//x/",
    "/ADMIN/",
    "/job-dashboard/x.css",
    "ARTICLE/x.css",
    "ARTICLE/;x.css",
    "ARTICLE;x/",
    "ARTICLE%2f",
    "ARTICLE/%2e/",
    "ARTICLE/%2e%2e/",
    "ARTICLE/./",
    "ARTICLE//",
    "ARTICLE%00/",
    "ARTICLE%0a/",
    "ARTICLE%0d%0aX-Evil:%20strange.example/",
    "ARTICLE%ff/",
    "ARTICLE%252f/",
    "ARTICLE/@1.meta",
    "ARTICLE/@1.html.gz",
    "ARTICLE\\",
]


UNPACK: dict[str, Callable[[bytes], bytes]] = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}


class Visitor:
    """Somebody with a cookie jar, at one of the doors."""

    def __init__(self, port: int, host: str) -> None:
        self.port, self.host, self.cookies = port, host, dict[str, str]()

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Host": self.host, "Origin": f"http://{self.host}", **({"Cookie": jar} if jar else {})}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request("GET" if form is None else "POST", path, form and urlencode(form), headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _mark, rest = cookie.partition("=")
            if value := rest.partition(";")[0].strip('"'):
                self.cookies[name] = value
            else:
                self.cookies.pop(name, None)
        connection.close()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, text

    def sign_in(self, email: str, password: str) -> None:
        token = hidden(self.ask("/accounts/login/")[2])["csrfmiddlewaretoken"]
        form = {"login": email, "password": password, "csrfmiddlewaretoken": token.pop()}
        status, _headers, text = self.ask("/accounts/login/", form)
        assert status == 302, re.findall(r'class="errors?[^>]*>(.*?)</', text, re.DOTALL)


class Front:
    """One of the doors, and the store behind both."""

    def __init__(self, port: int, site: Demonstration) -> None:
        self.port, self.folder = port, site.folder
        self.host = urlsplit(site.address).netloc
        self.password = re.findall(r"password of all: (\S+)", (site.folder / "demo-accounts.txt").read_text())[0]

    def visitor(self) -> Visitor:
        return Visitor(self.port, self.host)

    def member(self, email: str) -> Visitor:
        visitor = self.visitor()
        visitor.sign_in(email, self.password)
        return visitor

    def plain(self, path: str, *headers: str) -> Answer:
        return say(self.port, written(f"GET {path} HTTP/1.1", self.host, *headers))

    def fresh(self, path: str) -> bytes:
        """The page as it is made for somebody of whom nothing is kept."""
        return self.plain(path, "Cookie: session=nobody")[2]

    def is_kept(self, path: str) -> bool:
        return (self.folder / "stored" / "pages" / path.strip("/") / "@1.html").exists()

    def forget(self, path: str) -> None:
        for file in (self.folder / "stored" / "pages" / path.strip("/")).glob("@*"):
            file.unlink()

    def files(self) -> set[Path]:
        return {path for path in (self.folder / "stored" / "pages").rglob("*") if path.is_file()}


def written(line: str, host: str, *headers: str, body: str = "") -> bytes:
    fields = list(headers) if any(each.startswith("Host:") for each in headers) else [f"Host: {host}", *headers]
    return "\r\n".join([line, *fields, "Connection: close", "", body]).encode("latin-1")


def hidden(text: str) -> dict[str, set[str]]:
    """Hidden fields of all forms in a page."""
    found: dict[str, set[str]] = {}
    for field in re.findall(r'<input[^>]*type="hidden"[^>]*>', text):
        value = re.search(r'value="([^"]*)"', field)
        found.setdefault(re.findall(r'name="([^"]*)"', field)[0], set()).add(unescape(value[1]) if value else "")
    return found


@pytest.fixture(scope="module", params=["gunicorn", "nginx"])
def front(request: Any, demonstration: Demonstration, tmp_path_factory: Any) -> Iterator[Front]:
    port = urlsplit(demonstration.address).port
    assert port is not None
    if request.param == "gunicorn":
        yield Front(port, demonstration)
        return
    folder = demonstration.folder / "stored" / "pages"
    with nginx(tmp_path_factory.mktemp("nginx"), folder, port, headers_of=demonstration.folder) as listens:
        yield Front(listens, demonstration)


@pytest.fixture(scope="module")
def articles(front: Front) -> list[str]:
    """Addresses that are kept once somebody has asked for them."""
    found = re.findall(r"<loc>http://[^/]+(/[^<]+/)</loc>", front.visitor().ask("/sitemap.xml")[2])
    return [path for path in found if path.count("/") == 2]


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_makes_another_page_for_those_who_come_after(front: Front, articles: list[str], trick: str) -> None:
    path = articles[0]
    head, _mark, body = TRICKS[trick].replace("PATH", path).replace("HOST", front.host).partition("|||")
    line, *headers = head.split("|")
    front.forget(path)

    first = say(front.port, written(line, front.host, *headers, body=body))
    status, sent, everybodys = front.plain(path)
    second = say(front.port, written(line, front.host, *headers, body=body))

    assert (status, everybodys) == (200, front.fresh(path))
    assert (front.is_kept(path), front.plain(path)[2]) == (True, everybodys)
    assert STRANGE.encode() not in everybodys
    assert not {"set-cookie", "location"} & set(sent)
    assert sent["vary"] == "Accept-Encoding"
    for code, said, content in (first, second):
        assert code in (0, 200, 301, 400, 404, 405, 412), code
        assert STRANGE not in said.get("location", "")
        if code == 200:
            text = UNPACK[said.get("content-encoding", "")](content)
            assert text in (everybodys, b"") or "?" in line
            assert STRANGE.encode() not in text


@pytest.mark.parametrize("deception", DECEPTIONS)
def test_no_members_page_is_kept_in_the_dress_of_another(front: Front, articles: list[str], deception: str) -> None:
    path = deception.replace("ARTICLE", articles[0].rstrip("/"))
    front.plain(articles[0])
    before = front.files()

    jar = "Cookie: " + "; ".join(f"{name}={value}" for name, value in signed_in(front).cookies.items())
    members = say(front.port, written(f"GET {path} HTTP/1.1", front.host, jar))
    strangers = say(front.port, written(f"GET {path} HTTP/1.1", front.host))

    assert members[0] < 500
    assert strangers[0] < 500
    assert "x-evil" not in members[1]
    assert MEMBER.encode() not in strangers[2]
    new = {path.name for path in front.files() - before}
    assert new == set(), new
    if members[0] == 200 and members[2] != strangers[2]:
        assert "no-store" in members[1]["cache-control"]


_signed_in: dict[int, Visitor] = {}


def signed_in(front: Front) -> Visitor:
    if front.port not in _signed_in:
        _signed_in[front.port] = front.member(MEMBER)
    return _signed_in[front.port]


def test_two_visitors_never_share_a_token_cookie_or_name(front: Front, articles: list[str]) -> None:
    public = ["/", "/tr/", "/blog/", "/search/?q=sea", "/jobs/", "/nothing/", *articles[:10]]
    forms = ["/accounts/login/", "/accounts/password/reset/"]
    own = ["/my-bookmarks/", "/accounts/email/", "/accounts/sessions/", "/accounts/2fa/", "/accounts/password/change/"]
    visitors = {
        "a stranger": front.visitor(),
        "another stranger": front.visitor(),
        MEMBER: front.member(MEMBER),
        CHIEF: front.member(CHIEF),
    }
    secrets: dict[str, set[str]] = {who: {*visitor.cookies.values()} for who, visitor in visitors.items()}
    shown: dict[str, str] = dict.fromkeys(visitors, "")
    # By the page and the turn: between two askings the worker may have folded a count or made a picture's small format,
    # which it does not do twice. What is somebody's own differs in both turns.
    alike: dict[str, dict[int, set[str]]] = {}

    for turn, path in enumerate([*public, *forms, *own, *public]):
        for who, visitor in visitors.items():
            _status, headers, text = visitor.ask(path)
            fields = hidden(text)
            secrets[who] |= {value for name, values in fields.items() if name not in OPEN for value in values if value}
            secrets[who] |= set(re.findall(r"'nonce-([^']+)'", headers["content-security-policy"]))
            secrets[who] |= {*visitor.cookies.values()}
            shown[who] += text
            if who not in NAMES and path in public:
                assert set(fields) <= OPEN
                assert "set-cookie" not in headers
                alike.setdefault(path, {}).setdefault(turn, set()).add(text)

    everyone = list(secrets.items())
    for number, (who, theirs) in enumerate(everyone):
        assert len(theirs) >= 2, who
        for other, others in everyone[number + 1 :]:
            assert theirs & others == set(), (who, other)
    for email, name in NAMES.items():
        assert [who for who, text in shown.items() if email in text or name in text] in ([email], [])
    assert MEMBER in shown[MEMBER]
    fewest = {path: min(len(texts) for texts in turns.values()) for path, turns in alike.items()}
    assert fewest == dict.fromkeys(public, 1)
    kept = b"".join(path.read_bytes() for path in front.files() if path.suffix in (".html", ".rss", ".meta"))
    assert len(kept) > 100_000
    for secret in {each for theirs in secrets.values() for each in theirs} | set(NAMES) | set(NAMES.values()):
        assert secret.encode() not in kept, secret
