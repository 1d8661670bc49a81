"""The reports for editors: what is missing, what is in doubt, for whom, as files, and the note."""

import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission

from intranet.accounts.models import User
from intranet.accounts.roles import EDITORS
from intranet.policies.citations import indexing
from intranet.policies.citations.sources import PageTexts
from intranet.policies.models import Citation
from tests.factories import make_user, of_role, signed_in
from tests.factories_pages import make_policy, make_site, part

pytestmark = pytest.mark.django_db

DOUBTFUL = "Kế hoạch số 27/KH-SLĐTBXH ngày 22/01/2020"


@pytest.fixture
def site():
    call_command("sync_roles")
    return make_site()


@pytest.fixture
def writer(site):
    user = make_user(permissions=["wagtailadmin.access_admin"])
    group = user.groups.create(name="Người viết văn bản")
    permission = GroupPagePermission(group=group, page=site.policies)
    permission.permission = Permission.objects.get(codename="change_page")
    permission.save()
    return User.objects.get(pk=user.pk)


def citing(section, text, **fields):
    page = make_policy(section, symbol="BC-VP", body=[part(1, "1.", "1", text=text)], **fields)
    page.save_revision()
    indexing.index(PageTexts(), page.pk)
    return page


def doubtful(site, section=None, **fields):
    day = datetime.date(2021, 1, 22)
    if not Citation.objects.exists():
        target = make_policy(site.policies, number="27", issued_on=day, body=[])
        indexing.enter(target)
    return citing(section or site.policies, f"Theo {DOUBTFUL}.", **fields)


def rows(user, name):
    return list(signed_in(user).get(reverse(name)).context["object_list"])


def test_missing_documents_stand_by_how_often_they_are_cited(site, writer):
    citing(site.policies, "1/KH-UBND và 2/KH-UBND")
    citing(site.policies, "theo Kế hoạch số 2/KH-UBND")

    found = rows(writer, "missing_documents_report")

    told = [(row["document"], row["times"]) for row in found]
    assert told == [("2/KH-UBND", 2), ("1/KH-UBND", 1)]


def test_a_missing_document_names_the_texts_that_cite_it(site, writer):
    pages = [citing(site.policies, f"theo Kế hoạch số 2/KH-UBND. Lần {n}.") for n in range(5)]

    ((row,),) = [rows(writer, "missing_documents_report")]

    assert [text.source_title for text in row["texts"]["shown"]] == [p.title for p in pages[:3]]
    assert row["texts"]["more"] == 2
    screen = signed_in(writer).get(reverse("missing_documents_report")).text
    assert f'href="/quan-tri/pages/{pages[0].pk}/edit/"' in screen


def test_only_who_may_take_documents_in_is_led_there(site, writer):
    link = f'href="{reverse("nhap-van-ban:index")}"'
    assert link not in signed_in(writer).get(reverse("missing_documents_report")).text
    editor = of_role(EDITORS)
    assert link in signed_in(editor).get(reverse("missing_documents_report")).text


def test_doubts_stand_with_their_place(site, writer):
    page = doubtful(site)

    (row,) = rows(writer, "doubtful_citations_report")

    assert (row.printed, row.place, row.source_title) == (DOUBTFUL, "1", page.title)


@pytest.mark.parametrize(
    ("who", "status"), [("nobody", 302), ("reader", 403), ("writer", 200), ("admin", 200)]
)
@pytest.mark.parametrize("name", ["missing_documents_report", "doubtful_citations_report"])
def test_who_may_see_the_reports(site, writer, client, who, status, name):
    if who != "nobody":
        people = {"reader": make_user(), "writer": writer}
        user = people.get(who) or make_user(is_superuser=True, is_staff=True)
        client = signed_in(user)

    assert client.get(reverse(name)).status_code == status


def test_editors_see_what_they_may_edit(site, writer):
    doubtful(site, title="của tôi")
    doubtful(site, section=site.guidance, title="của người khác")

    found = rows(writer, "doubtful_citations_report")

    assert [row.source_title for row in found] == ["của tôi"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["missing_documents_report", "doubtful_citations_report"])
def test_both_go_into_files(site, writer, kind, name):
    doubtful(site, title="=1+1")
    citing(site.policies, "1/KH-UBND")

    response = signed_in(writer).get(reverse(name), {"export": kind})
    content = b"".join(response.streaming_content) if response.streaming else response.content

    assert response.status_code == 200
    if kind == "csv" and name == "doubtful_citations_report":
        assert "'=1+1" in content.decode()


def test_a_note_goes_into_a_draft_beside_the_part(site, writer):
    page = doubtful(site)
    url = reverse("citation_note", args=[Citation.objects.doubtful().get().pk])
    client = signed_in(writer)
    assert DOUBTFUL in client.get(url).context["form"].initial["text"]

    for _twice in range(2):
        response = client.post(url, {"text": "Nghi sai năm."})

    assert response.status_code == 302
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    assert page.body[0].value["note"] == ""
    assert draft.body[0].value["note"] == "Nghi sai năm."
    assert DOUBTFUL in draft.body[0].value["text"]


@pytest.mark.parametrize("text", ["", " ", "x" * 501])
def test_a_note_that_says_nothing_or_too_much_is_refused(site, writer, text):
    page = doubtful(site)
    url = reverse("citation_note", args=[Citation.objects.doubtful().get().pk])

    response = signed_in(writer).post(url, {"text": text})

    assert response.context["form"].errors
    assert page.revisions.count() == 1


def test_no_note_where_one_may_not_write(site, writer):
    doubtful(site, section=site.guidance)
    url = reverse("citation_note", args=[Citation.objects.doubtful().get().pk])

    assert signed_in(writer).post(url, {"text": "Sai."}).status_code == 404


def test_no_note_on_a_locked_document(site, writer):
    page = doubtful(site)
    page.locked, page.locked_by = True, make_user()
    page.save()
    url = reverse("citation_note", args=[Citation.objects.doubtful().get().pk])

    assert signed_in(writer).post(url, {"text": "Sai."}).status_code == 404


@pytest.mark.parametrize("name", ["missing_documents_report", "doubtful_citations_report"])
def test_reports_take_as_many_statements_however_long_they_are(site, writer, sql, name):
    doubtful(site)
    citing(site.policies, "1/KH-UBND")
    client, url = signed_in(writer), reverse(name)

    def grow() -> None:
        for number in range(5):
            doubtful(site)
            citing(site.policies, f"{number}/KH-UBND")

    sql.flat(lambda: client.get(url), grow)
