"""What the desk has beside the admin's own: its search."""

from django.urls import path

from .views.desk_search import desk_search

app_name = "desk"
urlpatterns = [path("search/", desk_search, name="search")]
