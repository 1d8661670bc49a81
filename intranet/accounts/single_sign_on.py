"""Signing in with the account of another system (OpenID Connect), where one is configured.

Who that account belongs to here is decided in `intranet.organisation.single_sign_on`.
"""

from allauth.socialaccount.providers.openid_connect import views as openid_views

from intranet.accounts.doors import open_to_strangers

PROVIDER = "sso"

start = open_to_strangers(openid_views.login)
answer = open_to_strangers(openid_views.callback)
