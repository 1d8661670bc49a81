"""Addresses of taking a quiz; its start page is a page of the tree."""

from django.urls import path

from quiz import views

urlpatterns = [
    path("bai-lam/bat-dau/<int:quiz_id>/", views.start, name="quiz_start"),
    path("bai-lam/<int:attempt_id>/", views.resume, name="attempt"),
    path("bai-lam/<int:attempt_id>/<int:page>/", views.step, name="attempt_step"),
    path("bai-lam/<int:attempt_id>/kiem-tra/", views.overview, name="attempt_overview"),
    path("bai-lam/<int:attempt_id>/nop-bai/", views.submit, name="attempt_submit"),
    path("bai-lam/<int:attempt_id>/ket-qua/", views.result, name="attempt_result"),
]
