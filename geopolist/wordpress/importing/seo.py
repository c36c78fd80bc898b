"""What search-engine plugins kept: Yoast first, then Rank Math."""

import re
from dataclasses import dataclass

from geopolist.wordpress import php
from geopolist.wordpress.convert.addresses import absolute
from geopolist.wordpress.text import plain
from geopolist.wordpress.wxr import Item

_TEMPLATE = re.compile(r"%%?\w+%%?")
# Fields read here or elsewhere in the import; all others are counted as not imported.
USED = frozenset(
    {
        "_thumbnail_id", "_wp_attached_file", "_wp_attachment_metadata", "_wp_attachment_image_alt", "_wp_old_slug",
        "footnotes", "post_views_count", "views",
        "_yoast_wpseo_title", "_yoast_wpseo_metadesc", "_yoast_wpseo_canonical", "_yoast_wpseo_meta-robots-noindex",
        "_yoast_wpseo_primary_category",
        "rank_math_title", "rank_math_description", "rank_math_canonical_url", "rank_math_robots",
        "rank_math_primary_category",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Seo:
    title: str = ""
    description: str = ""
    canonical: str = ""
    noindex: bool = False
    primary_category: str = ""


def seo_of(item: Item) -> Seo:
    """The overrides of an item. Templates such as `%%title%% %%sep%% %%sitename%%` say nothing and are left out."""

    def first(yoast: str, rank_math: str) -> str:
        return item.value(f"_yoast_wpseo_{yoast}").strip() or item.value(f"rank_math_{rank_math}").strip()

    canonical = absolute(first("canonical", "canonical_url"))
    robots = php.read_array(item.value("rank_math_robots")).values()
    return Seo(
        title=_without_template(plain(first("title", "title"), 200)),
        description=_without_template(plain(first("metadesc", "description"), 400)),
        canonical="" if canonical.rstrip("/") == item.link.rstrip("/") or len(canonical) > 200 else canonical,
        noindex=item.value("_yoast_wpseo_meta-robots-noindex") == "1" or "noindex" in robots,
        primary_category=first("primary_category", "primary_category"),
    )


def _without_template(text: str) -> str:
    return "" if _TEMPLATE.search(text) else text
