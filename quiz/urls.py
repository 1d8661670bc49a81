"""Addresses of taking a quiz and of what it tells; its start page is a page of the tree."""

from django.urls import path

from quiz.views import authoring, result, saving, taking, understanding

urlpatterns = [
    # In place of Wagtail's view of the same address.
    path("quan-tri/images/<int:image_id>/delete/", authoring.delete_image),
    path("bai-lam/", result.my_attempts, name="my_attempts"),
    path("bai-lam/bat-dau/<int:quiz_id>/", taking.start, name="quiz_start"),
    path("bai-lam/<int:attempt_id>/", taking.resume, name="attempt"),
    path("bai-lam/<int:attempt_id>/<int:page>/", taking.step, name="attempt_step"),
    path("bai-lam/<int:attempt_id>/luu/", saving.save, name="attempt_save"),
    path("bai-lam/<int:attempt_id>/trang-thai/", saving.state, name="attempt_state"),
    path("bai-lam/<int:attempt_id>/danh-dau/<int:slot>/", taking.flag, name="attempt_flag"),
    path("bai-lam/<int:attempt_id>/xem-dap-an/<int:slot>/", taking.reveal, name="attempt_reveal"),
    path("bai-lam/<int:attempt_id>/kiem-tra/", taking.overview, name="attempt_overview"),
    path("bai-lam/<int:attempt_id>/nop-bai/", taking.submit, name="attempt_submit"),
    path("bai-lam/<int:attempt_id>/ket-qua/", result.result, name="attempt_result"),
    path(
        "bao-cao/quiz/<str:key>/hieu-bai/",
        understanding.quiz_understanding,
        name="quiz_understanding",
    ),
    path(
        "bao-cao/quiz/<str:key>/hieu-bai/xuat.csv",
        understanding.quiz_understanding_csv,
        name="quiz_understanding_csv",
    ),
    path(
        "bao-cao/quiz/<str:key>/hieu-bai/xuat.xlsx",
        understanding.quiz_understanding_xlsx,
        name="quiz_understanding_xlsx",
    ),
]
