"""What an address in the text is: a picture, a player, a page."""

import re
from pathlib import PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

from geopolist.wordpress.text import words

_PICTURES = words("""
    .jpg .jpeg .png .gif .webp .avif .svg .bmp .tif .tiff
""")
_YOUTUBE = words("youtube.com www.youtube.com m.youtube.com youtube-nocookie.com www.youtube-nocookie.com")
_KEY = re.compile(r"[\w-]{6,20}\Z")


def absolute(url: str) -> str:
    """An http(s) address, a missing scheme taken as https; empty for anything else."""
    url = url.strip()
    if url.startswith("//"):
        url = "https:" + url
    try:
        parts = urlsplit(url)
        has_host = bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and has_host and not re.search(r"[\s<>\"]", url) else ""


def extension(url: str) -> str:
    try:
        return PurePosixPath(unquote(urlsplit(url).path)).suffix.lower()
    except ValueError:
        return ""


def is_picture_address(url: str) -> bool:
    return extension(url) in _PICTURES


def file_name(url: str) -> str:
    """The last part of an address, for want of a better name; the host if there is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    return unquote(PurePosixPath(parts.path).name) or parts.hostname or url


def page_of_player(url: str) -> str:
    """The address that a person would visit, from the address of a player frame; others as they are, or empty."""
    url = absolute(url)
    if not url:
        return ""
    parts = urlsplit(url)
    host, path = (parts.hostname or "").lower(), parts.path
    last = path.rstrip("/").rpartition("/")[2]
    query = parse_qs(parts.query)
    if host in _YOUTUBE and re.match(r"/(embed|v|shorts|live)/", path) and _KEY.match(last) and last != "videoseries":
        return f"https://www.youtube.com/watch?v={last}"
    if host in _YOUTUBE and last == "videoseries" and "list" in query:
        return f"https://www.youtube.com/playlist?list={query['list'][0]}"
    if host == "player.vimeo.com" and path.startswith("/video/") and last.isdigit():
        return f"https://vimeo.com/{last}"
    if host == "w.soundcloud.com" and "url" in query:
        return absolute(query["url"][0])
    if host.endswith("dailymotion.com") and "/embed/video/" in path:
        return f"https://www.dailymotion.com/video/{last}"
    if host == "open.spotify.com" and path.startswith("/embed"):
        return f"https://open.spotify.com{re.sub(r'^/embed(-podcast)?', '', path)}"
    return url
