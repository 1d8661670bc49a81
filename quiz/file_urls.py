"""Addresses of taking questions in from files and out into files, within the admin."""

from django.urls import path

from quiz.views import exporting, import_acts, importing

urlpatterns = [
    path("nhap-cau-hoi/", importing.ImportIndexView.as_view(), name="question_imports"),
    path(
        "nhap-cau-hoi/mau/<slug:template>/",
        importing.ImportTemplateView.as_view(),
        name="question_import_template",
    ),
    path("nhap-cau-hoi/<int:pk>/", importing.ImportView.as_view(), name="question_import"),
    *(
        path(f"nhap-cau-hoi/<int:pk>/{way}/", view.as_view(), name=f"question_import_{name}")
        for way, name, view in (
            ("cot", "mapping", import_acts.MappingView),
            ("ghi", "apply", import_acts.ApplyView),
            ("huy", "discard", import_acts.DiscardView),
            ("lam-lai", "again", import_acts.AgainView),
            ("bo-cau-loi", "skip_faulty", import_acts.SkipFaultyView),
            ("gui-duyet", "submit", import_acts.SubmitView),
            ("duyet", "approve", import_acts.ApproveView),
            ("tra-lai", "refuse", import_acts.RefuseView),
        )
    ),
    *(
        path(f"nhap-cau-hoi/<int:pk>/cau/<int:number>/{way}/", view.as_view(), name=name)
        for way, name, view in (
            ("sua", "question_import_mend", import_acts.MendView),
            ("lam", "question_import_row", import_acts.RowActView),
            ("hinh", "question_import_picture", import_acts.RowPictureView),
        )
    ),
    path("xuat-cau-hoi/", exporting.ExportView.as_view(), name="question_export"),
    path("xuat-cau-hoi/tep/", exporting.ExportFileView.as_view(), name="question_export_file"),
]
