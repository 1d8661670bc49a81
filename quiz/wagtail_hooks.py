"""What the quiz adds to the admin; registration only."""

from django.templatetags.static import static
from django.urls import URLPattern
from django.utils.html import format_html
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from quiz.admin_deletion import (
    keep_pictures_of_questions_in_bulk,
    keep_taken_quizzes,
    keep_taken_quizzes_in_bulk,
    keep_topics_of_versions,
    keep_used_questions,
    reason_against_another_file,
)
from quiz.admin_urls import urlpatterns
from quiz.file_urls import urlpatterns as file_urlpatterns
from quiz.importing.log_actions import register_import_log
from quiz.importing.panel import show_imports
from quiz.log_actions import register_quiz_log
from quiz.question_bulk_actions import ACTIONS
from quiz.question_viewset import QuestionViewSet
from quiz.repair.admin import repair_addresses, repair_buttons, repairs_menu_item
from quiz.repair.log_actions import register_repair_log
from quiz.repair.panel import show_repairs
from quiz.views.authoring import sample_button
from quiz.views.understanding import understanding_button
from quiz.viewsets import QuizRecordsGroup

hooks.register("register_log_actions", register_quiz_log)
hooks.register("register_log_actions", register_import_log)
hooks.register("register_log_actions", register_repair_log)
hooks.register("register_admin_urls", repair_addresses)
hooks.register("register_admin_menu_item", repairs_menu_item)
hooks.register("register_snippet_listing_buttons", repair_buttons)
hooks.register("construct_homepage_panels", show_imports)
hooks.register("construct_homepage_panels", show_repairs)
hooks.register("before_delete_snippet", keep_used_questions)
hooks.register("before_delete_snippet", keep_topics_of_versions)
hooks.register("before_delete_page", keep_taken_quizzes)
hooks.register("before_bulk_action", keep_taken_quizzes_in_bulk)
hooks.register("before_bulk_action", keep_pictures_of_questions_in_bulk)
hooks.register("reasons_against_another_file", reason_against_another_file)
hooks.register("register_page_header_buttons", sample_button)
hooks.register("register_page_header_buttons", understanding_button)


register_snippet(QuestionViewSet)
for action in ACTIONS:
    hooks.register("register_bulk_action", action)


@hooks.register("register_admin_viewset")
def register_records() -> QuizRecordsGroup:
    """Add the lists of attempts, extensions and late answers."""
    return QuizRecordsGroup()


@hooks.register("register_admin_urls")
def quiz_addresses() -> list[URLPattern]:
    """Add the screens of authors."""
    return [*urlpatterns, *file_urlpatterns]


@hooks.register("insert_global_admin_css")
def bank_style() -> str:
    """The look of the bank's own screens."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/bank-admin.css"))
