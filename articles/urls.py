"""Lists without an object of their own; every object's address is looked up in the table of addresses."""

from django.urls import path

from . import feeds, views

app_name = "articles"
urlpatterns = [
    path("blog/", views.all_articles, name="all"),
    path("most-read/", views.most_read, name="most_read"),
    path("people/", views.people, name="people"),
    path("countries/", views.countries, name="countries"),
    path("topics/", views.topics, name="topics"),
    path("notices/", views.notices, name="notices"),
    path("feed/", feeds.latest, name="feed"),
    path("preview/<str:token>/", views.shared_preview, name="preview"),
    path("api/live/<int:pk>/", views.live, name="live"),
    path("<year:year>/", views.archive, name="year"),
    path("<year:year>/<month:month>/", views.archive, name="month"),
    path("<language:language>/blog/", views.all_articles, name="all_in"),
    path("<language:language>/most-read/", views.most_read, name="most_read_in"),
    path("<language:language>/countries/", views.countries, name="countries_in"),
    path("<language:language>/feed/", feeds.latest, name="feed_in"),
    path("<language:language>/<year:year>/", views.archive, name="year_in"),
    path("<language:language>/<year:year>/<month:month>/", views.archive, name="month_in"),
]
