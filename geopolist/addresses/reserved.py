"""Words that no article, page or other object may take as an address, because a route of ours has or will have it."""

import re

from django.conf import global_settings

# As the first segment of a path. A check (checks.py) fails when a route's first segment is missing here.
ROUTES = """
.well-known accounts admin api author blog bookmarks cart category comments company corrections countries country
favicon.ico feed feeds files healthz humans.txt index.php job job-dashboard jobs llms.txt login logout
manifest.webmanifest media members most-read my-bookmarks newsletter notices oembed offline page people post-a-job
preview readyz register robots.txt search series service-worker.js sitemap.xml sitemaps static submit tag topics
wp-admin wp-content wp-includes wp-json wp-login.php xmlrpc.php
"""
# ISO 639-1, withdrawn codes included.
CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji
jv jw ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb
nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr
ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
FIRST = frozenset(ROUTES.split())
# A language may be switched on at any time, one that Django speaks beside those too.
LANGUAGES = frozenset([*CODES.split(), *(code for code, _name in global_settings.LANGUAGES)])
FOUR_DIGITS = re.compile(r"[0-9]{4}\Z")
# As a segment after any address.
SUFFIX = re.compile(r"(feed|page|versions|cite|comment-page-[0-9]+)\Z")


def is_reserved(first: str) -> bool:
    """Whether `first`, the first segment of a path in lower case, belongs to the site itself; an empty one does."""
    return not first or first in FIRST or first in LANGUAGES or bool(FOUR_DIGITS.match(first))


def is_suffix(segment: str) -> bool:
    """Whether `segment`, in lower case, has a meaning under every address."""
    return bool(SUFFIX.match(segment))
