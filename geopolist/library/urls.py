"""The library's addresses."""

from django.urls import path

from geopolist.library.media import media
from geopolist.library.views import document

app_name = "files"
urlpatterns = [
    path("files/<str:public_id>/<str:name>", document, name="document"),
    path("media/<path:path>", media, name="media"),
]
