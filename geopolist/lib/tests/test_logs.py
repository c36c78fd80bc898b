import json
import logging
import subprocess
import sys

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from geopolist.lib.logs import JsonLines, PlainLines, request_id


def record(text: str = "hello", **extra: object) -> logging.LogRecord:
    made = logging.makeLogRecord(
        {"msg": text, "name": "geopolist.mail", "levelname": "WARNING", "created": 1777627800.5}
    )
    vars(made).update(extra)
    return made


def test_line_is_one_json_object_with_its_facts():
    line = JsonLines().format(record("Günaydın", kind="reset", request=object()))

    assert json.loads(line) == {
        "time": "2026-05-01T09:30:00.500+00:00",
        "level": "warning",
        "logger": "geopolist.mail",
        "text": "Günaydın",
        "kind": "reset",
    }


@pytest.mark.parametrize("end", ["\n", "\r", "\x00", "\x1b", "\x85", "\u2028", "\u2029"])
def test_visitor_cannot_begin_a_line_of_their_own(end):
    hostile = f"/x{end}ERROR everything is lost"

    line = JsonLines().format(record(hostile))

    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == hostile
    if end < "\u2028":
        assert len(PlainLines().format(record(hostile)).splitlines()) == 1


def test_error_keeps_its_traceback():
    try:
        raise RuntimeError("no ink")
    except RuntimeError:
        line = JsonLines().format(record(exc_info=sys.exc_info()))

    assert json.loads(line)["error"].endswith("RuntimeError: no ink")


def ask(**headers: str) -> str:
    """The id that a line has which is written while the request is answered."""
    lines = []

    def view(request):
        lines.append(json.loads(JsonLines().format(record())))
        return HttpResponse()

    request_id(view)(RequestFactory().get("/", headers=headers))
    return lines[0]["request"]


def test_lines_of_one_request_carry_its_id():
    first, second = ask(), ask()

    assert len(first) == 16
    assert first != second
    assert "request" not in json.loads(JsonLines().format(record()))


@pytest.mark.parametrize(
    ("proxies", "given", "is_kept"),
    [(1, "abc-123.45", True), (0, "abc-123.45", False), (1, "short", False), (1, "bad id with spaces", False)],
)
def test_id_of_our_proxy_is_kept_and_a_strangers_is_not(settings, proxies, given, is_kept):
    settings.TRUSTED_PROXIES = proxies

    assert (ask(**{"X-Request-ID": given}) == given) is is_kept


@pytest.mark.parametrize("for_machines", [True, False])
def test_configuration_is_one_that_logging_takes(for_machines):
    code = (
        "import logging.config; from django.conf import settings; settings.configure(TIME_ZONE='UTC')\n"
        "from geopolist.lib.logs import configuration\n"
        f"logging.config.dictConfig(configuration(for_machines={for_machines}))\n"
        "logging.getLogger('geopolist.x').info('said'); logging.getLogger('other').info('not said')\n"
        "logging.getLogger('django.request').warning('not said', extra={'status_code': 404})"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603

    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.endswith("geopolist.x: said") if not for_machines else json.loads(line)["text"] == "said"
