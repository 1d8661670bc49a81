"""What stands beside the pages: for probes, for robots, for whoever changes templates."""

from django.urls import path, re_path

from intranet.pages import catalogue, views
from intranet.pages.files import views as files

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("quan-tri/thanh-phan/", catalogue.component_catalogue, name="component_catalogue"),
    # In place of Wagtail's privacy of collections, see there.
    path("quan-tri/collections/<int:collection_id>/privacy/", files.no_second_rule),
    # In place of Wagtail's address that ends in an error on purpose.
    path("quan-tri/failwhale/", views.not_here),
    # In place of Wagtail's own addresses of documents, under the name that it looks them up by.
    re_path(
        r"^tep/van-ban/(?P<document_id>\d+)/(?P<filename>.*)$",
        files.document,
        name="wagtaildocs_serve",
    ),
    re_path(r"^tep/images/(?P<name>.+)$", files.rendition),
    path("tep/hinh/<int:rendition_id>/", files.numbered_rendition, name="numbered_rendition"),
    re_path(r"^tep/original_images/(?P<name>.+)$", files.original),
]
