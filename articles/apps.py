from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    name = "articles"
    label = "articles"
    verbose_name = _("Articles")

    def ready(self) -> None:
        from geopolist.addresses import registry as addresses
        from geopolist.audience import registry as audience
        from geopolist.identity import registry as identity
        from geopolist.identity import stories
        from geopolist.library import registry as library
        from geopolist.pagecache import clock as pagecache
        from geopolist.search import finding

        from . import clock, emails, feeds, panels, views  # noqa: F401 - emails registers its kinds
        from .models import Article, Category, Country, Person, Series, Tag, filing, ranking

        addresses.register(Article, view=views.article, url=views.article_url)
        addresses.register(
            Category, view=views.category, url=views.category_url, feed=feeds.category, has_languages=True
        )
        addresses.register(Tag, view=views.tag, url=views.tag_url, feed=feeds.tag, has_languages=True)
        addresses.register(Country, view=views.country, url=views.country_url, feed=feeds.country, has_languages=True)
        addresses.register(Person, view=views.person, url=views.person_url, feed=feeds.person)
        addresses.register(Series, view=views.series, url=views.series_url, feed=feeds.series)
        audience.register(Article, add=Article.objects.add_views, folded=ranking.rank)
        identity.register(filing.resettle_all.enqueue)
        stories.register(panels)
        finding.register("article", lambda keys: Article.objects.public().for_cards().in_bulk(keys))
        finding.register("person", lambda keys: Person.objects.listed().in_bulk(keys))
        pagecache.register(clock.events)
        library.register_user(Article, is_public=filing.public_among, changed=filing.print_again)
        library.register_user(Person, is_public=filing.all_public, changed=filing.portraits_changed)
        for shelf in (Category, Series):
            library.register_user(shelf, is_public=filing.all_public, changed=filing.read_anew)
