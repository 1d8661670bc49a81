"""Notices beside «Việc của tôi», and the link in letters."""

from django.urls import path

from intranet.notices import views

urlpatterns = [
    path("viec-cua-toi/da-xem/", views.tick_off, name="tick_off_notices"),
    path("viec-cua-toi/nhac-viec/", views.wishes, name="reminder_wishes"),
    path("ngung-thu/<str:token>/", views.stop_letters, name="stop_letters"),
]
