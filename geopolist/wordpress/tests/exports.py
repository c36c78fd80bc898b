"""Small exports of our own for the tests, and the folder of other projects' exports when there is one."""

import os
from pathlib import Path
from xml.sax.saxutils import escape

from django.db.models import Model

EXPORT = "http://wordpress.org/export"
UPLOADS = "https://old.example/wp-content/uploads/2024/03"


def channel(body: str, *, version: str = "1.2", site: str = "") -> str:
    """A whole export around `body`."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="{EXPORT}/{version}/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="{EXPORT}/{version}/">
<channel>
<title>Old Harbour Review</title>
<link>https://old.example</link>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_blog_url>https://old.example</wp:base_blog_url>
{site}
{body}
</channel>
</rss>
"""


def author(login: str, name: str = "", *, email: str = "", old_id: int = 1) -> str:
    return f"""<wp:author><wp:author_id>{old_id}</wp:author_id><wp:author_login>{login}</wp:author_login>
<wp:author_email>{email or login + "@old.example"}</wp:author_email>
<wp:author_display_name><![CDATA[{name}]]></wp:author_display_name></wp:author>"""


def category(slug: str, name: str = "", *, parent: str = "", old_id: int = 0) -> str:
    return f"""<wp:category><wp:term_id>{old_id}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>
<wp:category_parent>{parent}</wp:category_parent><wp:cat_name><![CDATA[{name or slug.title()}]]></wp:cat_name>
</wp:category>"""


def tag(slug: str, name: str = "", *, old_id: int = 0) -> str:
    return f"""<wp:tag><wp:term_id>{old_id}</wp:term_id><wp:tag_slug>{slug}</wp:tag_slug>
<wp:tag_name><![CDATA[{name or slug.title()}]]></wp:tag_name></wp:tag>"""


def comment(
    old_id: int, text: str = "A thought.", *, parent: int = 0, approved: str = "1", kind: str = "", name: str = "Ayla"
) -> str:
    return f"""<wp:comment><wp:comment_id>{old_id}</wp:comment_id>
<wp:comment_author><![CDATA[{name}]]></wp:comment_author>
<wp:comment_author_email>reader{old_id}@mail.example</wp:comment_author_email>
<wp:comment_author_IP>203.0.113.7</wp:comment_author_IP>
<wp:comment_date_gmt>2024-03-0{1 + old_id % 8} 08:00:00</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{text}]]></wp:comment_content><wp:comment_approved>{approved}</wp:comment_approved>
<wp:comment_type>{kind}</wp:comment_type><wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""


def meta(key: str, value: str) -> str:
    return f"""<wp:postmeta><wp:meta_key>{key}</wp:meta_key>
<wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"""


def term(taxonomy: str, slug: str, name: str = "") -> str:
    return f"""<category domain="{taxonomy}" nicename="{slug}"><![CDATA[{name or slug.title()}]]></category>"""


def item(old_id: int, title: str = "", content: str = "", *parts: str, **changes: str) -> str:
    """An item: a published post unless `changes` (by the names of its fields) say otherwise."""
    slug = changes.get("slug", title.lower().replace(" ", "-"))
    fields = {
        "link": f"https://old.example/{slug}/",
        "type": "post",
        "status": "publish",
        "date": "2024-03-01 12:00:00",
        "date_gmt": "2024-03-01 09:00:00",
        "parent": "0",
        "creator": "elif",
        "excerpt": "",
        "password": "",
        "sticky": "0",
        "url": "",
        **changes,
    }
    attachment = f"<wp:attachment_url>{escape(fields['url'])}</wp:attachment_url>" if fields["url"] else ""
    return f"""<item><title><![CDATA[{title}]]></title><link>{fields["link"]}</link>
<dc:creator><![CDATA[{fields["creator"]}]]></dc:creator>
<content:encoded><![CDATA[{content.replace("]]>", "]]]]><![CDATA[>")}]]></content:encoded>
<excerpt:encoded><![CDATA[{fields["excerpt"]}]]></excerpt:encoded>
<wp:post_id>{old_id}</wp:post_id><wp:post_date>{fields["date"]}</wp:post_date>
<wp:post_date_gmt>{fields["date_gmt"]}</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>{slug}</wp:post_name><wp:status>{fields["status"]}</wp:status>
<wp:post_parent>{fields["parent"]}</wp:post_parent><wp:post_type>{fields["type"]}</wp:post_type>
<wp:post_password>{fields["password"]}</wp:post_password><wp:is_sticky>{fields["sticky"]}</wp:is_sticky>
{attachment}{"".join(parts)}</item>"""


def attachment(old_id: int, name: str, **changes: str) -> str:
    alt = meta("_wp_attachment_image_alt", changes.pop("alt", ""))
    attached = meta("_wp_attached_file", f"2024/03/{name}")
    return item(
        old_id, name, "", attached, alt, type="attachment", status="inherit", url=f"{UPLOADS}/{name}", **changes
    )


def rows(model: type[Model]) -> list[str]:
    """The names of all rows, in order."""
    return sorted(str(row) for row in model._default_manager.all())


def samples() -> Path | None:
    """The folder with other projects' exports, which are not part of this repository."""
    beside = Path(__file__).resolve().parents[3].parent / "shared" / "wordpress"
    folder = Path(os.environ["WORDPRESS_SAMPLES"]) if os.environ.get("WORDPRESS_SAMPLES") else beside
    return folder if folder.is_dir() else None
