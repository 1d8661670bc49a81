"""Addresses around documents; a document itself is a page of the tree."""

from django.urls import path

from intranet.policies import views

urlpatterns = [
    path("van-ban/<int:page_id>/xac-nhan/", views.confirm, name="policy_confirm"),
]
