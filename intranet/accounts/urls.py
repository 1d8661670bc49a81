"""The doors."""

from allauth.account import views as allauth_views
from allauth.mfa.base import views as factor_views
from allauth.mfa.recovery_codes import views as code_views
from allauth.mfa.totp import views as app_views
from allauth.mfa.webauthn import views as passkey_views
from django.contrib.auth import views as auth_views
from django.contrib.auth.decorators import login_required
from django.urls import include, path, re_path

from intranet.accounts import security_views, single_sign_on, views

# The addresses of allauth that are used, under ours and under the names that it looks them up by.
# The others (sign-up, e-mail, password reset, connections) are not there at all.
allauth_patterns = [
    path("dang-nhap/", views.sign_in, name="account_login"),
    path("dang-nhap/xac-thuc/", views.second_step, name="mfa_authenticate"),
    path(
        "dang-nhap/lien-thong/<slug:provider_id>/",
        single_sign_on.start,
        name="openid_connect_login",
    ),
    path(
        "dang-nhap/lien-thong/<slug:provider_id>/ket-qua/",
        single_sign_on.answer,
        name="openid_connect_callback",
    ),
    path("tai-khoan/bao-mat/", factor_views.index, name="mfa_index"),
    path("tai-khoan/bao-mat/ung-dung/", app_views.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan/bao-mat/ung-dung/go/", app_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("tai-khoan/bao-mat/ma/", code_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/bao-mat/ma/tao/",
        code_views.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path("tai-khoan/bao-mat/khoa/", passkey_views.list_webauthn, name="mfa_list_webauthn"),
    path("tai-khoan/bao-mat/khoa/them/", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path(
        "tai-khoan/bao-mat/khoa/<int:pk>/go/",
        security_views.RemovePasskeyView.as_view(),
        name="mfa_remove_webauthn",
    ),
    path(
        "tai-khoan/bao-mat/khoa/<int:pk>/ten/",
        passkey_views.edit_webauthn,
        name="mfa_edit_webauthn",
    ),
    path(
        "tai-khoan/bao-mat/xac-nhan/", allauth_views.reauthenticate, name="account_reauthenticate"
    ),
    path("tai-khoan/bao-mat/xac-nhan/ma/", factor_views.reauthenticate, name="mfa_reauthenticate"),
    path(
        "tai-khoan/bao-mat/xac-nhan/khoa/",
        passkey_views.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
]

urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("doi-mat-khau/", views.ChangePasswordView.as_view(), name="password_change"),
    path(
        "doi-mat-khau/xong/",
        auth_views.PasswordChangeDoneView.as_view(),
        name="password_change_done",
    ),
    path("tai-khoan/thiet-bi/", security_views.my_sessions, name="my_sessions"),
    path("tai-khoan/thiet-bi/thoat-het/", security_views.end_everywhere, name="end_everywhere"),
    path("tai-khoan/thiet-bi/<slug:public_id>/thoat/", security_views.end_one, name="end_session"),
    path("", include(allauth_patterns)),
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
