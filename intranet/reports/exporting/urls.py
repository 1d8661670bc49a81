"""Files that the task worker writes."""

from django.urls import path

from intranet.reports.exporting import views

urlpatterns = [
    path("tep-xuat/", views.exports, name="exports"),
    path("tep-xuat/<int:pk>/", views.export, name="export"),
    path("tep-xuat/<int:pk>/tai-ve/", views.export_download, name="export_download"),
    path("tep-xuat/<int:pk>/lam-lai/", views.export_again, name="export_again"),
]
