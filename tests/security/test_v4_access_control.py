"""ASVS 4.0.3, chapter 4 (5.0: chapter 8): what is another's stays another's, whatever id is asked.

Who may open which page, report, file and screen stands in the tables beside each of them; here
every address that names an object is asked for with the id of somebody else's.
"""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Task

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE
from intranet.organisation.models import CorrectionRequest
from quiz.models import AttemptState
from tests.factories import PASSWORD, make_audience, make_person, make_unit
from tests.factories_pages import make_document, make_image, make_meeting, make_news
from tests.factories_quiz import make_attempt, make_question, make_quiz, right_answers
from tests.security.walk import ALL, address_of

pytestmark = pytest.mark.django_db

REFUSED = {302, 401, 403, 404, 405}


@pytest.fixture
def others(site):
    """What belongs to the people of one room alone, and its ids by their names in addresses."""
    unit = make_unit("Phòng Người khác")
    person = make_person(unit, user=True, full_name="Trần Thị Riêng")
    only_them = make_audience(unit)
    page = make_news(site.news, title="Tin riêng của phòng khác", audience=only_them)
    page.save_revision()
    attempt = make_attempt(make_quiz(parent=site.quizzes), person)
    image, document = make_image(), make_document()
    return {
        "unit": unit,
        "person": person,
        "page": page,
        "attempt": attempt,
        "question": make_question(stem="Câu hỏi chưa ai được biết?"),
        "ids": {
            "page_id": page.pk,
            "page_to_move_id": page.pk,
            "parent_page_id": site.news.pk,
            "destination_id": site.public.pk,
            "revision_id": page.latest_revision_id,
            "image_id": image.pk,
            "document_id": document.pk,
            "doc_id": document.pk,
            "attempt_id": attempt.pk,
            "quiz_id": attempt.quiz_id,
            "unit_id": unit.pk,
            "meeting_id": make_meeting(site, person).pk,
            "kind": "quiz",
            "key": attempt.quiz_id,
            "quan-tri/users/": person.user.pk,
            "quan-tri/nguoi/": person.pk,
            "quan-tri/don-vi/": unit.pk,
            "quan-tri/luot-lam-bai/": attempt.pk,
        },
    }


WITH_OBJECT = [text for text, _entry in ALL if "<" in text or "(" in text]


@pytest.mark.parametrize("method", ["get", "post"])
def test_v4_2_1_ids_of_others_open_nothing_to_a_civil_servant(signed_in, others, method):
    client = signed_in()

    opened = {}
    for text in WITH_OBJECT:
        if text.startswith(("bai-lam/bat-dau/", "^((?")):
            continue
        response = getattr(client, method)(address_of(text, others["ids"]))
        if response.status_code not in REFUSED:
            opened[text] = response.status_code

    assert opened == {}
    others["attempt"].refresh_from_db()
    assert others["attempt"].state == AttemptState.IN_PROGRESS


def test_v4_2_1_an_attempt_is_neither_read_nor_written_nor_handed_in_by_others(signed_in, others):
    attempt = others["attempt"]
    answers = {f"cau-{slot}": "0" for slot in right_answers(attempt)}
    for client in (signed_in(), signed_in(OFFICE), signed_in(IT_OFFICERS)):
        for path in ("", "1/", "kiem-tra/", "ket-qua/"):
            assert client.get(f"/bai-lam/{attempt.pk}/{path}").status_code == 404
        assert client.post(f"/bai-lam/{attempt.pk}/1/", {**answers, "go": "1"}).status_code == 404
        assert client.post(f"/bai-lam/{attempt.pk}/nop-bai/").status_code == 404
    attempt.refresh_from_db()
    assert attempt.state == AttemptState.IN_PROGRESS
    assert not any(row.answer for row in attempt.responses.all())


def test_v4_2_1_a_page_of_others_answers_like_one_that_never_was(signed_in, others):
    client = signed_in()
    there, never = client.get(others["page"].url), client.get("/tin-tuc/khong-bao-gio-co/")

    assert there.status_code == never.status_code == 404
    assert "Tin riêng" not in there.content.decode()


# Wagtail opens these to everybody in its admin: (address, by id of, who may all the same).
INSIDE = [
    ("quan-tri/snippets/choose/quiz/question/", {EDITORS, OFFICE}),
    ("quan-tri/snippets/choose/quiz/question/results/", {EDITORS, OFFICE}),
    ("quan-tri/snippets/choose/quiz/question/chosen/{question}/", {EDITORS, OFFICE}),
    ("quan-tri/snippets/choose/quiz/question/chosen-multiple/?id={question}", {EDITORS, OFFICE}),
    (
        "quan-tri/snippets/quiz/question/workflow/confirm_cancellation/{question}/",
        {EDITORS, OFFICE},
    ),
    ("quan-tri/snippets/quiz/question/preview/{question}/", {EDITORS, OFFICE}),
    ("quan-tri/snippets/quiz/question/history/{question}/", {EDITORS, OFFICE}),
    ("quan-tri/pages/{page}/move/{public}/confirm/", {OFFICE}),
    ("quan-tri/pages/{page}/edit/", {EDITORS, OFFICE}),
    ("quan-tri/pages/{page}/view_draft/", {EDITORS, OFFICE}),
    ("quan-tri/pages/{page}/edit/preview/", {EDITORS, OFFICE}),
    ("quan-tri/pages/{page}/revisions/{revision}/view/", {EDITORS, OFFICE}),
    ("quan-tri/pages/{page}/history/", {EDITORS, OFFICE}),
    ("quan-tri/pages/{page}/usage/", {EDITORS, OFFICE}),
    ("quan-tri/pages/workflow/confirm_cancellation/{page}/", {EDITORS, OFFICE}),
    ("quan-tri/api/main/documents/{document}/", {EDITORS, OFFICE}),
    ("quan-tri/api/main/documents/", {EDITORS, OFFICE}),
    ("quan-tri/api/main/images/{image}/", {EDITORS, OFFICE}),
    ("quan-tri/documents/chooser/chosen/{document}/", {EDITORS, OFFICE}),
    ("quan-tri/images/chooser/chosen/{image}/", {EDITORS, OFFICE}),
    ("quan-tri/documents/edit/{document}/", {EDITORS, OFFICE}),
    ("quan-tri/images/{image}/", {EDITORS, OFFICE}),
    ("quan-tri/workflows/task_chooser/create/", set()),
    ("quan-tri/workflows/list/", set()),
    ("quan-tri/groups/", set()),
    ("quan-tri/sites/", set()),
    ("quan-tri/collections/", set()),
    ("quan-tri/users/", {IT_OFFICERS}),
    ("quan-tri/users/edit/{user}/", {IT_OFFICERS}),
    ("quan-tri/tai-khoan/{user}/yeu-to-thu-hai/", {IT_OFFICERS}),
    ("quan-tri/nguoi/edit/{person}/", {IT_OFFICERS}),
    ("quan-tri/don-vi/edit/{unit}/", {IT_OFFICERS}),
    ("quan-tri/cap-tai-khoan/", {IT_OFFICERS}),
    ("quan-tri/nhap-danh-sach/", {IT_OFFICERS}),
    ("quan-tri/yeu-cau-du-lieu/", {IT_OFFICERS}),
    ("quan-tri/nguoi-da-roi/", {IT_OFFICERS}),
    ("quan-tri/khoa-dang-nhap/", {IT_OFFICERS}),
    ("quan-tri/ma-truy-cap/", {IT_OFFICERS}),
    ("quan-tri/ma-truy-cap/cap/", {IT_OFFICERS}),
    ("quan-tri/sap-xep/", {IT_OFFICERS}),
    ("quan-tri/giao-quyen/", {IT_OFFICERS}),
    ("quan-tri/luot-lam-bai/", {OFFICE}),
    ("quan-tri/mien/", {OFFICE}),
    ("quan-tri/nhat-ky/", {OFFICE, IT_OFFICERS}),
    ("quan-tri/nhat-ky/xuat.csv", {OFFICE, IT_OFFICERS}),
    ("quan-tri/nhat-ky/xuat.xlsx", {OFFICE, IT_OFFICERS}),
]


@pytest.mark.parametrize("role", [None, EDITORS, OFFICE, LEADERSHIP, IT_OFFICERS])
def test_v4_1_3_each_role_opens_its_own_screens_of_the_admin(signed_in, others, site, role):
    client = signed_in(role or "")
    ids = others["ids"]
    names = {
        "question": others["question"].pk,
        "page": others["page"].pk,
        "revision": ids["revision_id"],
        "public": site.public.pk,
        "document": ids["document_id"],
        "image": ids["image_id"],
        "user": others["person"].user.pk,
        "person": others["person"].pk,
        "unit": others["unit"].pk,
    }
    expected = {address: role in roles for address, roles in INSIDE}
    opened = {
        address: client.get("/" + address.format(**names)).status_code == 200
        for address, _roles in INSIDE
    }
    assert opened == expected


@pytest.mark.parametrize("role", [EDITORS, OFFICE, IT_OFFICERS])
def test_v4_1_1_nobody_adds_a_task_of_approval_through_the_chooser(signed_in, role):
    before = Task.objects.count()
    form = {"create-task-name": "Tự duyệt", "create-task-groups": ["1"]}
    address = "/quan-tri/workflows/task_chooser/create/?task_type=wagtailcore.groupapprovaltask"

    response = signed_in(role).post(address, form)

    assert response.status_code in REFUSED
    assert Task.objects.count() == before


def test_v4_2_1_the_data_of_a_person_are_the_own_whatever_is_asked(signed_in, others):
    client = signed_in()
    person = others["person"]
    for query in (f"?person={person.pk}", f"?user={person.user.pk}", f"?id={person.pk}"):
        assert "Trần Thị Riêng" not in client.get(f"/tai-khoan/du-lieu/{query}").content.decode()


def test_v13_4_the_interface_of_wagtail_for_other_programs_is_off(client):
    for path in ("/api/v2/pages/", "/api/v2/documents/", "/api/", "/graphql/", "/django-admin/"):
        assert client.get(path).status_code in (302, 404)


# Fields that a form does not offer: whoever sends them all the same changes nothing.
EXTRA = {
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "user_permissions": ["1", "2"],
    "person": "1",
    "user": "1",
    "state": "done",
    "score": "100",
    "is_passed": "on",
}


def test_v5_1_2_extra_fields_give_nobody_more_rights(signed_in, account):
    client = signed_in()
    user_id = client.session["_auth_user_id"]
    groups = [str(pk) for pk in Group.objects.values_list("pk", flat=True)]
    for address in (
        "/tai-khoan/du-lieu/yeu-cau/",
        "/doi-mat-khau/",
        "/tai-khoan/bao-mat/xac-nhan/",
        "/dang-nhap/",
        "/quan-tri/account/",
    ):
        client.post(address, {**EXTRA, "groups": groups, "password": PASSWORD})

    user = User.objects.get(pk=user_id)
    assert not user.is_superuser
    assert not user.groups.exists()
    assert not user.user_permissions.exists()


def test_v5_1_2_an_it_officer_makes_no_superuser_by_an_extra_field(signed_in, others):
    client = signed_in(IT_OFFICERS)
    user = others["person"].user
    address = f"/quan-tri/users/edit/{user.pk}/"
    form = client.get(address).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields if "password" not in name}

    client.post(address, {**sent, **EXTRA})

    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.user_permissions.exists()


def test_v5_1_2_a_quiz_takes_answers_and_nothing_else(site):
    person = make_person(make_unit(), user=True)
    client = Client()
    client.force_login(person.user)
    attempt = make_attempt(make_quiz(parent=site.quizzes), person)

    client.post(f"/bai-lam/{attempt.pk}/1/", {**EXTRA, "max_score": "1", "go": "1"})
    client.post(f"/bai-lam/{attempt.pk}/nop-bai/", EXTRA)

    attempt.refresh_from_db()
    assert attempt.person == person
    assert attempt.score == 0
    assert not attempt.is_passed


def test_v4_1_2_a_request_about_data_belongs_to_who_sent_it(signed_in, others):
    client = signed_in()
    person = others["person"]
    form = client.get("/tai-khoan/du-lieu/yeu-cau/").context["form"]
    sent = {
        name: field.choices[1][0] if getattr(field, "choices", None) else "Xin sửa họ tên"
        for name, field in form.fields.items()
    }
    client.post(
        "/tai-khoan/du-lieu/yeu-cau/", {**sent, "person": person.pk, "user": person.user.pk}
    )

    CorrectionRequest.objects.get()
    assert not CorrectionRequest.objects.visible_to(person.user).exists()
