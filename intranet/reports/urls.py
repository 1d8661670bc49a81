"""«Báo cáo» and «Việc của tôi»."""

from django.urls import include, path

from intranet.reports import differing_views, reminding_views, views

urlpatterns = [
    path("", include("intranet.reports.exporting.urls")),
    path("viec-cua-toi/", views.my_tasks, name="my_tasks"),
    path("bao-cao/", views.reports, name="reports"),
    path("bao-cao/<slug:kind>/<str:key>/", views.report, name="report"),
    path("bao-cao/<slug:kind>/<str:key>/xuat.csv", views.report_csv, name="report_csv"),
    path("bao-cao/<slug:kind>/<str:key>/xuat.xlsx", views.report_xlsx, name="report_xlsx"),
    path("bao-cao/<slug:kind>/<str:key>/xuat.pdf", views.report_pdf, name="report_pdf"),
    path(
        "bao-cao/<slug:kind>/<str:key>/chenh-lech/",
        differing_views.differences_of_report,
        name="report_differences",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/chenh-lech/xuat.csv",
        differing_views.differing_units_csv,
        name="differing_units_csv",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/chenh-lech/xuat.xlsx",
        differing_views.differing_units_xlsx,
        name="differing_units_xlsx",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/chenh-lech/nguoi/xuat.csv",
        differing_views.differing_people_csv,
        name="differing_people_csv",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/chenh-lech/nguoi/xuat.xlsx",
        differing_views.differing_people_xlsx,
        name="differing_people_xlsx",
    ),
    path("bao-cao/<slug:kind>/<str:key>/don-vi/<int:unit_id>/", views.report, name="report_below"),
    path("bao-cao/<slug:kind>/<str:key>/<int:unit_id>/", views.report_unit, name="report_unit"),
    path(
        "bao-cao/<slug:kind>/<str:key>/<int:unit_id>/nhac/",
        reminding_views.remind_people,
        name="report_remind",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/<int:unit_id>/xuat.csv",
        views.report_unit_csv,
        name="report_unit_csv",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/<int:unit_id>/xuat.xlsx",
        views.report_unit_xlsx,
        name="report_unit_xlsx",
    ),
    path(
        "bao-cao/<slug:kind>/<str:key>/<int:unit_id>/xuat.pdf",
        views.report_unit_pdf,
        name="report_unit_pdf",
    ),
]
