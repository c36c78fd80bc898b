"""Addresses of films, sounds, maps and posts elsewhere: what a reader may play here, and what is only a link.

Nothing is asked of another host, now or later, until a reader asks for the player.
"""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlencode

from django.utils.translation import gettext as _

from geopolist.lib.links import host_of, split

# The policy's frame-src: the hosts of every `player` below, and no others.
EMBED_FRAME_HOSTS = (
    "www.youtube-nocookie.com",
    "player.vimeo.com",
    "geo.dailymotion.com",
    "w.soundcloud.com",
    "open.spotify.com",
    "www.openstreetmap.org",
)
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
VIMEO = re.compile(r"/(?:video/|channels/[\w-]+/|groups/[\w-]+/videos/)?([0-9]{5,12})(?:/([0-9a-f]{6,20}))?/?")
DAILYMOTION = re.compile(r"/(?:embed/)?(?:video/)?([a-zA-Z0-9]{6,20})(?:_[\w-]*)?/?")
SPOTIFY = re.compile(r"/(?:intl-[a-z]{2}/|embed/)?(track|album|playlist|episode|show|artist)/([A-Za-z0-9]{22})/?")
MAP_PLACE = re.compile(r"map=([0-9]{1,2})/(-?[0-9]{1,2}(?:\.[0-9]+)?)/(-?[0-9]{1,3}(?:\.[0-9]+)?)")
MAP_BOX = re.compile(r"-?[0-9.]{1,20}(?:,-?[0-9.]{1,20}){3}")
SECONDS = re.compile(r"(?:([0-9]{1,2})h)?(?:([0-9]{1,3})m)?(?:([0-9]{1,5})s?)?")
MASTODON_POST = re.compile(r"/@[\w.-]+(?:@[\w.-]+)?/[0-9]{10,20}/?")


class Address(NamedTuple):
    """An http(s) address in pieces. `query` holds the first value of each name."""

    whole: str
    host: str
    path: str
    query: dict[str, str]
    fragment: str


class Embed(NamedTuple):
    """`label` is the text of the link; `player` the address of the frame, empty where there is only the link."""

    label: str
    player: str = ""


def embed_of(address: str) -> Embed:
    """What to show for an http(s) address."""
    parts = split(address)
    if not parts:
        return Embed(address)
    query = {name: values[0] for name, values in parse_qs(parts.query, max_num_fields=50).items()}
    pieces = Address(address, host_of(address), parts.path, query, parts.fragment)
    site = SITES.get(pieces.host)
    if site:
        return site(pieces)
    if MASTODON_POST.fullmatch(pieces.path):
        return post("Mastodon")(pieces)
    return Embed(_("Open on %(site)s") % {"site": pieces.host})


def youtube(address: Address) -> Embed:
    label = _("Watch on %(site)s") % {"site": "YouTube"}
    last = address.path.rstrip("/").rpartition("/")[2]
    name = address.query.get("v", last)
    if not YOUTUBE_ID.fullmatch(name):
        return Embed(label)
    start = seconds(address.query.get("t") or address.query.get("start") or "")
    return Embed(label, f"https://www.youtube-nocookie.com/embed/{name}{f'?start={start}' if start else ''}")


def seconds(text: str) -> int:
    """`90`, `90s`, `1m30s` and `1h2m3s` as seconds; 0 for anything else."""
    found = SECONDS.fullmatch(text)
    if not found:
        return 0
    hours, minutes, rest = (int(part or 0) for part in found.groups())
    return hours * 3600 + minutes * 60 + rest


def vimeo(address: Address) -> Embed:
    label = _("Watch on %(site)s") % {"site": "Vimeo"}
    found = VIMEO.fullmatch(address.path)
    if not found:
        return Embed(label)
    key = found[2] or address.query.get("h", "")
    asked = {"dnt": "1", **({"h": key} if re.fullmatch("[0-9a-f]{6,20}", key) else {})}
    return Embed(label, f"https://player.vimeo.com/video/{found[1]}?{urlencode(asked)}")


def dailymotion(address: Address) -> Embed:
    label = _("Watch on %(site)s") % {"site": "Dailymotion"}
    found = DAILYMOTION.fullmatch(address.path)
    name = found[1] if found else address.query.get("video", "")
    if not re.fullmatch("[a-zA-Z0-9]{6,20}", name) or name in ("player", "playlist"):
        return Embed(label)
    return Embed(label, f"https://geo.dailymotion.com/player.html?video={name}")


def soundcloud(address: Address) -> Embed:
    label = _("Listen on %(site)s") % {"site": "SoundCloud"}
    if address.host == "w.soundcloud.com":
        sound = address.query.get("url", "")
        if host_of(sound) not in ("soundcloud.com", "api.soundcloud.com"):
            return Embed(label)
    elif re.fullmatch(r"/[\w-]+(?:/[\w-]+){1,3}/?", address.path):
        sound = f"https://soundcloud.com{address.path}"
    else:
        return Embed(label)
    return Embed(label, f"https://w.soundcloud.com/player/?url={quote(sound, safe='')}")


def spotify(address: Address) -> Embed:
    label = _("Listen on %(site)s") % {"site": "Spotify"}
    found = SPOTIFY.fullmatch(address.path)
    return Embed(label, f"https://open.spotify.com/embed/{found[1]}/{found[2]}" if found else "")


def openstreetmap(address: Address) -> Embed:
    label = _("Open the map on %(site)s") % {"site": "OpenStreetMap"}
    box = address.query.get("bbox", "")
    place = MAP_PLACE.search(address.fragment)
    if place:
        box = box_around(int(place[1]), float(place[2]), float(place[3]))
    if not MAP_BOX.fullmatch(box):
        return Embed(label)
    return Embed(
        label, f"https://www.openstreetmap.org/export/embed.html?{urlencode({'bbox': box, 'layer': 'mapnik'})}"
    )


def box_around(zoom: int, latitude: float, longitude: float) -> str:
    """West, south, east, north of about what a window of 600 by 400 shows at this zoom."""
    width = 360 * 600 / 256 / 2 ** min(zoom, 19)
    height = width / 3
    return ",".join(
        f"{edge:.5f}" for edge in (longitude - width / 2, latitude - height, longitude + width / 2, latitude + height)
    )


def google_map(address: Address) -> Embed:
    """A link: the frame would bring Google's cookies."""
    if address.host in ("google.com", "goo.gl") and not address.path.startswith("/maps"):
        return Embed(_("Open on %(site)s") % {"site": address.host})
    return Embed(_("Open the map on %(site)s") % {"site": "Google Maps"})


def post(site: str) -> Callable[[Address], Embed]:
    """A post elsewhere is a link: its frame would bring that network's scripts."""
    return lambda address: Embed(_("Read the post on %(site)s") % {"site": site})


# host, without www. -> what its addresses become
SITES: dict[str, Callable[[Address], Embed]] = {
    "youtube.com": youtube,
    "m.youtube.com": youtube,
    "music.youtube.com": youtube,
    "youtu.be": youtube,
    "youtube-nocookie.com": youtube,
    "vimeo.com": vimeo,
    "player.vimeo.com": vimeo,
    "dailymotion.com": dailymotion,
    "geo.dailymotion.com": dailymotion,
    "dai.ly": dailymotion,
    "soundcloud.com": soundcloud,
    "w.soundcloud.com": soundcloud,
    "open.spotify.com": spotify,
    "openstreetmap.org": openstreetmap,
    "google.com": google_map,
    "maps.google.com": google_map,
    "goo.gl": google_map,
    "maps.app.goo.gl": google_map,
    "x.com": post("X"),
    "twitter.com": post("X"),
    "mobile.twitter.com": post("X"),
    "bsky.app": post("Bluesky"),
    "threads.net": post("Threads"),
    "facebook.com": post("Facebook"),
    "instagram.com": post("Instagram"),
    "linkedin.com": post("LinkedIn"),
    "t.me": post("Telegram"),
    "mastodon.social": post("Mastodon"),
}
