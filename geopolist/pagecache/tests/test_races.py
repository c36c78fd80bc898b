"""Readers and editors at once, in processes of their own: what is kept in the end says what the rows say."""

import os
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Article
from articles.tests.make import make_article, make_category, make_site
from geopolist.pagecache import filling, purging
from geopolist.pagecache.models import Purge, StoredPage
from geopolist.pagecache.store import Store
from geopolist.worker.tests.processes import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
TURNS = 200 if os.environ.get("SOAK") else 25
PATHS = ["/", "/tr/", "/blog/", "/category/sea/", "/feed/", "/0/", "/1/", "/2/", "/3/"]
# Reads mostly, writes sometimes; nobody knows of the others.
READ_AND_EDIT = f"""
import random
from django.conf import settings
from django.test import Client
from articles.models import Article
pick = random.Random(os.getpid())
client = Client(headers={{"host": f"127.0.0.1:{{settings.PORT}}"}})
for turn in range({TURNS}):
    for path in pick.sample({PATHS!r}, 3):
        assert client.get(path).status_code == 200, path
    if pick.random() < 0.4:
        article = Article.objects.get(slug=str(pick.randrange(4)))
        article.standfirst = f"{{os.getpid()}} {{turn}}"
        article.save()
        article.settle()
print("done")
"""


def test_readers_and_editors_at_once_leave_no_stale_page(kept: Store, tmp_path: Path) -> None:
    make_site()
    sea = make_category("Sea")
    for number in range(4):
        make_article(f"Article {number}", slug=str(number), categories=[sea])
    make_article("Boğaz", language="tr")

    # Static files under their plain names, as in tests.
    with site(tmp_path, DEBUG="1", PAGE_STORE=settings.PAGE_STORE) as here:
        said = here.run_python(READ_AND_EDIT, copies=4)
    purging.keep_in_step(2**30)

    assert said == ["done"] * 4
    assert {article.standfirst for article in Article.objects.filter(language="en")} != {""}
    assert not Purge.objects.filter(is_done=False).exists()
    reader = Client(headers={"host": f"127.0.0.1:{settings.PORT}"})
    names = list(StoredPage.objects.values_list("name", flat=True))
    # One that was outdated before it could be put has a row all the same.
    pages = {name: page for name in names if (page := kept.get(name))}
    assert pages
    for name, page in pages.items():
        with patch.object(filling, "store", lambda: None):
            assert page.bodies["identity"].decode() == reader.get(name).content.decode(), name
