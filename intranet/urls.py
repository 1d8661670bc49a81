"""All addresses, in Vietnamese; what is not named here is a page or nothing."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("intranet.accounts.urls")),
    path("", include("intranet.accounts.first_password_urls")),
    path("", include("intranet.organisation.personal_data.urls")),
    path("", include("intranet.notices.urls")),
    path("", include("intranet.pages.urls")),
    path("", include("search.urls")),
    path("", include("intranet.policies.urls")),
    path("", include("intranet.reports.overview.urls")),
    path("", include("intranet.reports.urls")),
    path("", include("intranet.api.urls")),
    path("", include("quiz.urls")),
    path("", include("intranet.demo.urls")),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("", include(wagtail_urls)),
]
