"""The doors."""

from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.urls import path, re_path

from intranet.accounts import views
from intranet.accounts.forms import ChangePasswordForm

urlpatterns = [
    path("dang-nhap/", views.SignInView.as_view(), name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path(
        "doi-mat-khau/",
        auth_views.PasswordChangeView.as_view(form_class=ChangePasswordForm),
        name="password_change",
    ),
    path(
        "doi-mat-khau/xong/",
        auth_views.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    # Wagtail's own doors: these stand before its patterns and take their place.
    path("quan-tri/login/", views.to_sign_in),
    path("quan-tri/logout/", login_required(views.sign_out)),
    re_path(r"^quan-tri/password_reset/", views.closed),
    path("_util/login/", views.to_sign_in),
    re_path(r"^_util/authenticate_with_password/", views.closed),
    path(
        "tep/van-ban/authenticate_with_password/<int:restriction_id>/",
        views.closed,
        name="wagtaildocs_authenticate_with_password",
    ),
]
