"""Many readers, or one very often, in several processes at the same moment."""

import os

import pytest

from articles.models import Article
from articles.tests.make import make_article
from geopolist.audience import folding
from geopolist.audience.models import Reading, Salt
from geopolist.audience.tests.conftest import CHROME
from geopolist.worker.tests.processes import site

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]
PROCESSES = 4
# `make soak` runs the full thousand.
READINGS = 1000 if os.environ.get("SOAK") else 100
COUNT = """
from articles.models import Article
from geopolist.audience import counting
for number in range({number}):
    counting.count(Article, {article}, address={address}, agent={agent!r})
"""


@pytest.fixture
def here(tmp_path):
    with site(tmp_path) as made:
        yield made


def test_so_many_readers_at_once_are_so_many(here):
    article = make_article()
    code = COUNT.format(
        number=READINGS // PROCESSES, article=article.pk, address="f'{os.getpid()} {number}'", agent=CHROME
    )

    here.run_python(code, copies=PROCESSES)
    folding.fold()

    article.refresh_from_db()
    assert article.views == READINGS
    # Everybody was hashed with the one salt of the day.
    assert Salt.objects.count() == 1


def test_one_reader_so_often_at_once_is_one(here):
    article = make_article()
    code = COUNT.format(number=READINGS // PROCESSES, article=article.pk, address="'192.0.2.1'", agent=CHROME)

    here.run_python(code, copies=PROCESSES)
    folding.fold()

    article.refresh_from_db()
    assert (article.views, Reading.objects.count()) == (1, 1)


def test_workers_that_fold_at_once_while_readers_come_count_each_once(here):
    articles = [make_article() for _number in range(3)]
    keys = [article.pk for article in articles]
    code = f"""
from articles.models import Article
from geopolist.audience import counting, folding
folding.STEP = 5
for number in range({READINGS // PROCESSES}):
    counting.count(Article, {keys}[number % 3], address=f"{{os.getpid()}} {{number}}", agent={CHROME!r})
    if number % 10 == 0:
        while folding.fold_some():
            pass
"""

    here.run_python(code, copies=PROCESSES)
    folding.fold()

    assert sum(Article.objects.values_list("views", flat=True)) == READINGS
    assert sum(waiting for waiting in Reading.objects.values_list("waiting", flat=True)) == 0
