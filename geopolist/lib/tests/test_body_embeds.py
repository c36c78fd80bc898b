from urllib.parse import urlsplit

import pytest

from geopolist.lib.body import EMBED_FRAME_HOSTS
from geopolist.lib.body.embeds import embed_of

PLAYED = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=x": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?t=90": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90",
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0": "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    "https://vimeo.com/76979871": "https://player.vimeo.com/video/76979871?dnt=1",
    "https://vimeo.com/76979871/abcdef0123": "https://player.vimeo.com/video/76979871?dnt=1&h=abcdef0123",
    "https://player.vimeo.com/video/76979871?h=abcdef0123": "https://player.vimeo.com/video/76979871?dnt=1&h=abcdef0123",
    "https://www.dailymotion.com/video/x8abcde": "https://geo.dailymotion.com/player.html?video=x8abcde",
    "https://dai.ly/x8abcde": "https://geo.dailymotion.com/player.html?video=x8abcde",
    "https://soundcloud.com/some-one/a-sound": (
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fsome-one%2Fa-sound"
    ),
    "https://open.spotify.com/intl-tr/episode/4rOoJ6Egrf8K2IrywzwOMk?si=x": (
        "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk"
    ),
    "https://www.openstreetmap.org/#map=10/41.0000/29.0000": (
        "https://www.openstreetmap.org/export/embed.html?bbox=28.58801%2C40.72534%2C29.41199%2C41.27466&layer=mapnik"
    ),
    "https://www.openstreetmap.org/export/embed.html?bbox=28.5,40.7,29.4,41.2": (
        "https://www.openstreetmap.org/export/embed.html?bbox=28.5%2C40.7%2C29.4%2C41.2&layer=mapnik"
    ),
}
LINKED = {
    "https://www.youtube.com/@channel": "Watch on YouTube",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ%22onload=x": "Watch on YouTube",
    "https://www.youtube.com/playlist?list=PLabcdefghi": "Watch on YouTube",
    "https://vimeo.com/about": "Watch on Vimeo",
    "https://soundcloud.com/": "Listen on SoundCloud",
    "https://w.soundcloud.com/player/?url=https://evil.example/x": "Listen on SoundCloud",
    "https://open.spotify.com/user/x": "Listen on Spotify",
    "https://www.google.com/maps/@41,29,10z": "Open the map on Google Maps",
    "https://maps.app.goo.gl/abc": "Open the map on Google Maps",
    "https://www.google.com/search?q=x": "Open on google.com",
    "https://twitter.com/x/status/1": "Read the post on X",
    "https://bsky.app/profile/a.example/post/1": "Read the post on Bluesky",
    "https://mastodon.example/@name/112233445566778899": "Read the post on Mastodon",
    "https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ": "Open on youtube.com.evil.example",
    "https://evil.example/https://www.youtube.com/watch?v=dQw4w9WgXcQ": "Open on evil.example",
}


@pytest.mark.parametrize("address", PLAYED)
def test_listed_sites_have_a_player(address):
    assert embed_of(address).player == PLAYED[address]
    assert urlsplit(embed_of(address).player).hostname in EMBED_FRAME_HOSTS


@pytest.mark.parametrize("address", LINKED)
def test_everything_else_is_a_link_with_the_name_of_its_host(address):
    assert embed_of(address) == (LINKED[address], "")


def test_every_host_of_a_frame_has_a_player():
    assert {urlsplit(player).hostname for player in PLAYED.values()} == set(EMBED_FRAME_HOSTS)
