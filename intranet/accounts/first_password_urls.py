"""Where own passwords are chosen."""

from django.urls import path

from intranet.accounts import first_password_views as views

urlpatterns = [
    path("mat-khau/lan-dau/", views.FirstPasswordView.as_view(), name="first_password"),
    path(
        "mat-khau/<uidb64>/<token>/",
        views.SetFirstPasswordView.as_view(),
        name="set_first_password",
    ),
]
