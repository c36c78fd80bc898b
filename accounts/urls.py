from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [path("my-bookmarks/", views.bookmarks, name="bookmarks")]
