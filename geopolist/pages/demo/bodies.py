"""The demonstration's bodies name pictures by recipe and times by distance from now: here they get real ones."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

PICTURE = re.compile(r'data-demo-image="([^"]+)"')
DOCUMENT = re.compile(r'data-demo-document="([^"]+)"')
REFERENCE = re.compile(r'data-demo-references="([^"]+)"')
AGO = re.compile(r'data-time="-(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?"')


def recipes_in(body: str) -> list[str]:
    return PICTURE.findall(body)


def documents_in(body: str) -> list[str]:
    return DOCUMENT.findall(body)


def references_in(body: str) -> list[str]:
    return REFERENCE.findall(body)


def filled(body: str, named: Mapping[str, str], now: datetime) -> str:
    """`body` in the stored vocabulary. `named` maps recipes, names of files and of references to public ids."""
    body = PICTURE.sub(lambda match: f'data-image="{named[match[1]]}"', body)
    body = DOCUMENT.sub(lambda match: f'data-document="{named[match[1]]}"', body)
    body = REFERENCE.sub(lambda match: f'data-references="{named[match[1]]}"', body)
    return AGO.sub(lambda match: f'data-time="{ago(match, now):%Y-%m-%dT%H:%M:00Z}"', body)


def ago(match: re.Match[str], now: datetime) -> datetime:
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return now - timedelta(days=days, hours=hours, minutes=minutes)
