"""The demonstration's bodies name pictures by recipe and times by distance from now: here they get real ones."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta

PICTURE = re.compile(r'data-demo-image="([^"]+)"')
DOCUMENT = re.compile(r'data-demo-document="([^"]+)"')
AGO = re.compile(r'data-time="-(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?"')


def recipes_in(body: str) -> list[str]:
    return PICTURE.findall(body)


def documents_in(body: str) -> list[str]:
    return DOCUMENT.findall(body)


def filled(body: str, images: Mapping[str, str], documents: Mapping[str, str], now: datetime) -> str:
    """`body` in the stored vocabulary. `images` and `documents` map recipe and file name to public id."""
    body = PICTURE.sub(lambda match: f'data-image="{images[match[1]]}"', body)
    body = DOCUMENT.sub(lambda match: f'data-document="{documents[match[1]]}"', body)
    return AGO.sub(lambda match: f'data-time="{ago(match, now):%Y-%m-%dT%H:%M:00Z}"', body)


def ago(match: re.Match[str], now: datetime) -> datetime:
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return now - timedelta(days=days, hours=hours, minutes=minutes)
