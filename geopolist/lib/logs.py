"""Log lines: one JSON object each on a real site, for machines to read; plain ones in the workshop, for people.

Every line written while a request is answered carries that request's id.
"""

import json
import logging
import re
import secrets
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("request_id", default="")
_PROXY_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_STANDARD = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName", "request", "server_time"}


def request_id(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware, the outermost one: name each request, with the name our own proxy gave it if it gave one."""

    def answer(request: HttpRequest) -> HttpResponse:
        given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
        token = _current.set(given if _PROXY_ID.fullmatch(given) else secrets.token_hex(8))
        try:
            return get_response(request)
        finally:
            _current.reset(token)

    return answer


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, text, the request's id, whatever `extra` holds, and the traceback of an error."""

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "text": record.getMessage(),
        }
        if _current.get():
            facts["request"] = _current.get()
        facts.update({name: value for name, value in vars(record).items() if name not in _STANDARD})
        if record.exc_info:
            facts["error"] = self.formatException(record.exc_info)
        # JSON escapes every line break and control character: no one writes a line of their own into the log.
        return json.dumps(facts, default=str, ensure_ascii=False).replace("\x7f", "").translate(_LINE_ENDS)


class PlainLines(logging.Formatter):
    """For a terminal: what a visitor sent stays on the line it belongs to."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname:<7} {name}: {message}", "%H:%M:%S", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:
        return super().formatMessage(record).translate(_CONTROLS)


def configuration(*, for_machines: bool) -> dict[str, Any]:
    """settings.LOGGING: everything from warnings up, and our own news, to standard error."""
    lines = JsonLines if for_machines else PlainLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": f"{lines.__module__}.{lines.__qualname__}"}},
        "filters": {"found": {"()": "django.utils.log.CallbackFilter", "callback": _is_no_404}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "geopolist": {"level": "INFO"},
            # Django's own handlers would say the same again, and mail it.
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"filters": ["found"]},
            "django.server": {"handlers": [], "propagate": True},
            # Refused hosts are strangers trying doors: a line, never a mail.
            "django.security.DisallowedHost": {"level": "ERROR"},
        },
    }


def _is_no_404(record: logging.LogRecord) -> bool:
    """Every bot asks for pages that never were: the web server's own log counts those."""
    return getattr(record, "status_code", None) != 404


# Line ends that JSON leaves as they are, but some readers of logs do not.
_LINE_ENDS = {number: f"\\u{number:04x}" for number in (0x85, 0x2028, 0x2029)}
_CONTROLS = {number: f"\\x{number:02x}" for number in (*range(32), 0x7F, 0x85)}
