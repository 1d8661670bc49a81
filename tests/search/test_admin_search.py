"""The searches of the admin: what is typed without marks, in any case or form, is found."""

import unicodedata

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from intranet.accounts.models import User
from intranet.accounts.roles import IT_OFFICERS
from intranet.notices.models import Letter
from intranet.organisation.models import Person
from intranet.pages.models import Abbreviation, Keyword, Topic
from search.folded import having_words
from search.models import SynonymGroup
from search.text import fold
from tests.factories import make_audience, make_person, make_unit, make_user, signed_in
from tests.factories_pages import make_document, make_image, make_news, make_policy
from tests.factories_quiz import make_attempt, make_question, make_quiz

pytestmark = pytest.mark.django_db

PLAN = "Kế hoạch số 28 của Đội"
NAME = "Nguyễn Thị Hoà Đào"


@pytest.fixture
def admin(site):
    call_command("sync_roles")
    return signed_in(make_user(is_superuser=True, is_staff=True))


@pytest.fixture
def things(site):
    """One thing of each kind to be found, and one that is not meant."""
    unit = make_unit("Phòng Kế hoạch")
    person = make_person(unit, user=True, full_name=NAME)
    other = make_person(unit, user=True, full_name="Trần Văn Bình")
    User.objects.filter(pk=person.user_id).update(last_name="Nguyễn Thị", first_name="Hoà Đào")
    quiz = make_quiz(parent=site.quizzes)
    for one in (person, other):
        make_attempt(quiz, one)
        now, address = timezone.now(), f"{one.staff_code}@x.vn"
        Letter.objects.create(person=one, address=address, created_at=now, try_at=now)
    make_news(site.news, PLAN)
    make_policy(site.policies, "Quyết định khác")
    make_image(PLAN)
    make_image("Ảnh khác")
    make_document(PLAN)
    make_document("Tệp khác")
    make_question(stem=f"{PLAN} có mấy phần?")
    make_question(stem="Câu khác?")
    Topic.objects.create(code="ke-hoach-28", name=PLAN)
    Topic.objects.create(code="khac", name="Chủ đề khác")
    audience = make_audience(unit)
    audience.name = PLAN
    audience.save()
    make_audience(unit)
    for name in (PLAN, "Khác"):
        Keyword.objects.create(name=name)
    Abbreviation.objects.create(short="KHD", long=PLAN)
    Abbreviation.objects.create(short="TTHC", long="thủ tục hành chính")
    SynonymGroup.objects.create(terms=f"{PLAN}\nkế sách")
    SynonymGroup.objects.create(terms="bằng khen\nkhen thưởng")


PLANS = ["ke hoach 28", "KẾ HOẠCH", unicodedata.normalize("NFD", "kế hoạch"), "doi 28"]
NAMES = ["nguyen thi", "NGUYỄN THỊ", "hoà đào", "hòa đào", unicodedata.normalize("NFD", "Nguyễn")]

# The screen, what is typed there, and how many rows it shows.
SCREENS = [
    ("wagtailadmin_pages:search", PLANS),
    ("wagtailadmin_explore_root", PLANS),
    ("wagtailadmin_choose_page_search", PLANS),
    ("wagtailimages:index", PLANS),
    ("wagtailimages_chooser:choose", PLANS),
    ("wagtaildocs:index", PLANS),
    ("wagtaildocs_chooser:choose", PLANS),
    ("wagtailsnippets_quiz_question:list", PLANS),
    ("wagtailsnippetchoosers_quiz_question:choose", PLANS),
    ("wagtailsnippetchoosers_quiz_question:choose_results", PLANS),
    ("wagtailsnippets_pages_topic:list", PLANS),
    ("wagtailsnippetchoosers_pages_topic:choose", PLANS),
    ("wagtailsnippets_pages_keyword:list", PLANS),
    ("wagtailsnippets_pages_abbreviation:list", PLANS),
    ("wagtailsnippets_search_synonymgroup:list", PLANS),
    ("doi-tuong:index", PLANS),
    ("chon-doi-tuong:choose", PLANS),
    ("nguoi:index", NAMES),
    ("chon-nguoi:choose", NAMES),
    ("wagtailusers_users:index", NAMES),
    ("quiz_attempts:index", NAMES),
    ("thu-gui-di:index", NAMES),
]


def rows_of(context):
    """The rows of whatever list the screen has."""
    for name in ("object_list", "results", "pages", "images", "documents", "users", "snippets"):
        if name in context:
            return list(context[name])
    raise AssertionError("the screen has no list")


@pytest.mark.parametrize(("name", "typed"), SCREENS, ids=[name for name, _typed in SCREENS])
def test_it_finds_without_marks(admin, things, name, typed):
    for text in typed:
        answer = admin.get(reverse(name), {"q": text})
        assert answer.status_code == 200
        assert len(rows_of(answer.context)) == 1, f"{name}: {text}"
    for nothing in ("khong co gi nhu vay", "x" * 300, "khong " * 2000):
        answer = admin.get(reverse(name), {"q": nothing})
        assert answer.status_code == 200
        assert rows_of(answer.context) == [], f"{name}: {nothing[:30]}"
    assert admin.get(reverse(name), {"q": "…"}).status_code == 200


def test_roles_are_found_without_marks(admin):
    answer = admin.get(reverse("wagtailusers_groups:index"), {"q": "quan tri cntt"})
    assert [group.name for group in answer.context["groups"]] == [IT_OFFICERS]


def test_all_in_the_list_are_those_that_the_list_shows(admin, things):
    found = User.objects.get(last_name="Nguyễn Thị")
    url = reverse("wagtail_bulk_action", args=["accounts", "user", "set_active_state"])
    admin.post(f"{url}?id=all&q=nguyen+thi", {"mark_as_active": "False"})
    assert list(User.objects.filter(is_active=False)) == [found]


def test_the_log_is_searched_without_marks(admin, things):
    group = SynonymGroup.objects.get(terms__startswith="Kế")
    admin.post(
        reverse("wagtailsnippets_search_synonymgroup:edit", args=[group.pk]),
        {"terms": group.terms + "\nkế lược"},
    )
    answer = admin.get(reverse("audit_log"), {"noi-dung": "ke hoach 28"})
    assert "kế lược" in answer.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        "Đường Đỏ",
        unicodedata.normalize("NFD", "Ộc Ếch ẶC"),
        "28/KH-SLĐTBXH",
        "a_b%c\\d",
        "  x  ",
        "",
    ],
)
def test_the_database_folds_as_we_do(text):
    person = make_person(full_name="Ai")
    Person.objects.filter(pk=person.pk).update(full_name=text)
    found = Person.objects.filter(pk=person.pk).values_list("full_name__folded", flat=True)
    assert list(found) == [fold(text)]


def test_words_may_stand_in_several_fields():
    make_person(full_name="Lê Thị Mơ")
    found = having_words(Person.objects.all(), ["full_name", "staff_code"], "mo nv")
    assert [person.full_name for person in found] == ["Lê Thị Mơ"]
    assert not having_words(Person.objects.all(), ["full_name"], "...")
