"""What this app adds to the home page and to the admin; registration only."""

from typing import ClassVar

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from intranet.pages import second_person_admin as two
from intranet.pages.approval_wording import say_what_buttons_do
from intranet.pages.files import hooks as _file_hooks  # noqa: F401  (registers)
from intranet.pages.home import HOOK as HOME_HOOK
from intranet.pages.home_rows import append_news, append_tasks
from intranet.pages.models import Abbreviation, Alert, Keyword, Topic
from intranet.pages.publication_change_views import urlpatterns as change_urls
from intranet.pages.text_read import ask_before_edit
from search.folded_screens import FoldedSnippetIndexView, form_searching, snippet_chooser

hooks.register(HOME_HOOK, append_tasks)
hooks.register(HOME_HOOK, append_news)
hooks.register("construct_page_action_menu", two.without_publishing)
hooks.register("construct_snippet_action_menu", two.without_publishing)
hooks.register("construct_page_action_menu", say_what_buttons_do)
hooks.register("construct_snippet_action_menu", say_what_buttons_do)
hooks.register("register_page_header_buttons", two.page_buttons)
hooks.register("register_page_listing_more_buttons", two.page_buttons)
hooks.register("register_snippet_listing_buttons", two.snippet_buttons)
hooks.register("before_edit_page", ask_before_edit)
hooks.register("before_edit_snippet", ask_before_edit)
hooks.register("before_delete_page", two.ask_for_deletion)
hooks.register("before_delete_snippet", two.ask_for_deletion_of_snippets)
hooks.register("construct_homepage_panels", two.show_waiting)
hooks.register("register_admin_menu_item", two.requests_menu_item)
hooks.register("register_log_actions", two.register_log_actions)
hooks.register("register_admin_urls", lambda: change_urls)
two.connect()


@hooks.register("insert_editor_js")
def vietnamese_slugs() -> SafeString:
    """Let the editor make address parts of Vietnamese titles as the server does."""
    return format_html('<script src="{}" defer></script>', static("js/vietnamese-slugs.js"))


class TopicViewSet(SnippetViewSet):
    """The controlled list of topics."""

    model = Topic
    icon = "tag"
    menu_label = _("Topics")
    list_display: ClassVar[list[str]] = ["name", "code", "parent", "plan_item"]
    index_view_class = FoldedSnippetIndexView
    chooser_viewset_class = snippet_chooser(form_searching("name", "code"))
    search_fields: ClassVar[list[str]] = ["name", "code", "plan_item"]
    search_backend_name = None
    ordering: ClassVar[list[str]] = ["name"]
    panels: ClassVar[list[object]] = [
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("code"), FieldPanel("plan_item")]),
        FieldPanel("parent"),
    ]


class KeywordViewSet(SnippetViewSet):
    """Free keywords."""

    model = Keyword
    icon = "hashtag"
    menu_label = _("Keywords")
    list_display: ClassVar[list[str]] = ["name", "slug"]
    index_view_class = FoldedSnippetIndexView
    chooser_viewset_class = snippet_chooser(form_searching("name"))
    search_fields: ClassVar[list[str]] = ["name"]
    search_backend_name = None
    panels: ClassVar[list[object]] = [FieldPanel("name")]


class AbbreviationViewSet(SnippetViewSet):
    """What abbreviations stand for."""

    model = Abbreviation
    icon = "openquote"
    menu_label = _("Abbreviations")
    list_display: ClassVar[list[str]] = ["short", "long"]
    index_view_class = FoldedSnippetIndexView
    search_fields: ClassVar[list[str]] = ["short", "long"]
    search_backend_name = None
    list_per_page = 50
    panels: ClassVar[list[object]] = [FieldPanel("short"), FieldPanel("long")]


class AlertViewSet(SnippetViewSet):
    """Banners above every page."""

    model = Alert
    icon = "warning"
    menu_label = _("Alerts")
    list_display: ClassVar[list[str]] = ["title", "level", "starts_at", "ends_at"]
    list_filter: ClassVar[list[str]] = ["level"]


class SubjectsAndAlerts(SnippetViewSetGroup):
    """Topics, keywords, abbreviations and alerts under one entry of the menu."""

    menu_label = _("Topics and alerts")
    menu_icon = "tag"
    menu_order = 350
    items = (TopicViewSet, KeywordViewSet, AbbreviationViewSet, AlertViewSet)


register_snippet(SubjectsAndAlerts)
