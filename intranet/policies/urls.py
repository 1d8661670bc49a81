"""Addresses around documents; a document itself is a page of the tree."""

from django.urls import path

from intranet.policies import meeting_views, views

urlpatterns = [
    path("van-ban/<int:page_id>/xac-nhan/", views.confirm, name="policy_confirm"),
    path("van-ban/<int:page_id>/ban-in.pdf", views.as_pdf, name="policy_pdf"),
    path("van-ban/<int:page_id>/quan-triet/", meeting_views.record, name="policy_meetings"),
    path("van-ban/quan-triet/<int:meeting_id>/", meeting_views.meeting, name="policy_meeting"),
]
