"""Addresses of the quiz in the admin that no list brings along."""

from django.urls import path

from quiz.views import authoring

urlpatterns = [
    path("trac-nghiem/<int:quiz_id>/rut-thu/", authoring.sample_draws, name="quiz_sample_draws"),
]
