"""«Báo cáo»: the screens over several duties, each with its files."""

from collections.abc import Iterator

from django.urls import URLPattern, path

from intranet.reports.overview import views

SCREENS = {
    "report_overview": ("tong-quan", views.overview),
    "report_league": ("xep-hang", views.league),
    "report_topics": ("chu-de", views.topics),
    "report_silent": ("im-lang", views.silent),
    "report_late": ("tre-han", views.late),
}


def _patterns() -> Iterator[URLPattern]:
    for name, (place, view) in SCREENS.items():
        yield path(f"bao-cao/{place}/", view, name=name)
        for suffix in ("csv", "xlsx", "pdf"):
            file_name = f"{name}_{suffix}"
            yield path(f"bao-cao/{place}/xuat.{suffix}", views.FILES[file_name], name=file_name)


urlpatterns = list(_patterns())
