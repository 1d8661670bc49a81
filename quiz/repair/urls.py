"""Addresses of repairing wrong keys, within the admin."""

from django.urls import path

from quiz.views import repairs

urlpatterns = [
    path("dap-an-sai/", repairs.RepairIndexView.as_view(), name="key_repairs"),
    path(
        "dap-an-sai/cau-hoi/<int:question_id>/",
        repairs.ProposeRepairView.as_view(),
        name="key_repair_new",
    ),
    path("dap-an-sai/<int:pk>/", repairs.RepairView.as_view(), name="key_repair"),
]
