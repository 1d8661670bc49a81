"""What search adds to the admin; registration only."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from search import promotion_views, reports
from search.viewsets import SynonymViewSet

hooks.register("register_admin_urls", promotion_views.addresses)
hooks.register("register_admin_urls", reports.addresses)
hooks.register("register_reports_menu_item", reports.menu_item)
register_snippet(SynonymViewSet)
