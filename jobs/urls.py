from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("jobs/", views.board, name="board"),
    path("post-a-job/", views.post, name="post"),
    path("job-dashboard/", views.dashboard, name="dashboard"),
]
