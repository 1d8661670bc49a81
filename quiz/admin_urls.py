"""Addresses of the quiz in the admin that no list brings along."""

from django.urls import path

from quiz.views import authoring, questions

urlpatterns = [
    path("cau-hoi/tim-giong/", questions.NearQuestionsView.as_view(), name="quiz_near_questions"),
    path(
        "cau-hoi/<int:pk>/so-sanh/<int:first>/<int:second>/",
        questions.VersionComparisonView.as_view(),
        name="quiz_version_comparison",
    ),
    path("trac-nghiem/<int:quiz_id>/rut-thu/", authoring.sample_draws, name="quiz_sample_draws"),
]
