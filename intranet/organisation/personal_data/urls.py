"""The notice, and what is held about oneself."""

from django.urls import path

from intranet.organisation.personal_data import views

urlpatterns = [
    path("du-lieu-ca-nhan/", views.notice, name="personal_data_notice"),
    path("tai-khoan/du-lieu/", views.my_data, name="my_data"),
    path("tai-khoan/du-lieu/tai-ve/", views.download, name="my_data_download"),
    path("tai-khoan/du-lieu/yeu-cau/", views.ask, name="my_data_request"),
]
