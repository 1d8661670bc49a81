"""The screens of taking questions in: what an author sees, mends, leaves out and hands in."""

import base64
import datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE
from quiz.importing import forms as import_forms
from quiz.models import ImportState, Question, QuestionImport
from quiz.presenters.bank import question_state
from quiz.views.importing import TEMPLATES
from tests.factories_quiz import make_question, make_topic
from tests.quiz.import_acting import (
    SOUND,
    act,
    address,
    make_rows,
    member,
    mend,
    mended,
    row_act,
    show,
    upload,
)

pytestmark = pytest.mark.django_db
BUTTONS = ("mapping", "apply", "discard", "again", "skip_faulty", "submit", "approve", "refuse")


PICTURED = """<quiz><question type="multichoice"><name><text>a</text></name>
<questiontext format="html"><text><![CDATA[<p>Hình gì?
<img src="@@PLUGINFILE@@/a.png" alt="đỏ"></p>]]></text>
<file name="a.png" path="/" encoding="base64">%s</file></questiontext><single>true</single>
<answer fraction="100"><text>Đỏ</text></answer><answer fraction="0"><text>Xanh</text></answer>
</question></quiz>"""


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    """Keep the files of a test in its own folder."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def author():
    return member(EDITORS)


@pytest.fixture
def second():
    return member(OFFICE)


def page_of(response):
    return BeautifulSoup(response.content, "html.parser")


def card_of(response, number):
    return page_of(response).find(id=f"cau-{number}")


def told(response):
    """The text of a page without needless spaces."""
    return " ".join(page_of(response).get_text(" ").split())


def written(author):
    """An import whose sound questions stand in the bank."""
    question_import = upload(author, SOUND)
    act(author, question_import, "apply")
    assert question_import.state == ImportState.APPLIED
    return question_import


class TestRights:
    @pytest.mark.parametrize(
        ("groups", "is_allowed"),
        [([EDITORS], True), ([OFFICE], True), ([IT_OFFICERS], False), ([], False)],
    )
    def test_who_may_open_what(self, author, groups, is_allowed):
        question_import = upload(author)
        person = member(*groups)
        addresses = [
            reverse("question_imports"),
            *(reverse("question_import_template", args=[name]) for name in TEMPLATES),
            reverse("question_import", args=[question_import.pk]),
        ]
        opened = [person.get(one).status_code == 200 for one in addresses]
        assert opened == [is_allowed] * len(addresses)

    @pytest.mark.parametrize("groups", [[IT_OFFICERS], []])
    def test_others_press_nothing(self, author, groups):
        question_import = upload(author)
        person, row = member(*groups), question_import.rows.first()
        for name in BUTTONS:
            act(person, question_import, name)
        row_act(person, row, act="skip")
        mend(person, row, stem="Khác?")
        assert question_import.state == ImportState.DRAFT
        assert not row.is_skipped
        assert not row.is_mended

    @pytest.mark.parametrize(
        ("who", "group", "state"),
        [
            ("author", EDITORS, ImportState.SUBMITTED),
            ("somebody", EDITORS, ImportState.SUBMITTED),
            ("somebody", OFFICE, ImportState.PUBLISHED),
            ("author", OFFICE, ImportState.SUBMITTED),
        ],
    )
    def test_who_may_approve(self, who, group, state):
        author = member(group if who == "author" else EDITORS)
        question_import = written(author)
        act(author, question_import, "submit")
        response = act(author if who == "author" else member(group), question_import, "approve")
        assert question_import.state == state
        is_led_out = response.url == reverse("wagtailadmin_home")
        assert is_led_out == (state != ImportState.PUBLISHED)

    @pytest.mark.parametrize("name", BUTTONS)
    def test_buttons_answer_to_post_only_and_to_imports_that_there_are(self, author, name):
        address = reverse(f"question_import_{name}", args=[10**9])
        assert author.get(address).status_code == 405
        assert author.post(address).status_code == 404


class TestTakingIn:
    def test_text_is_read_as_a_file_is(self, author):
        data = {"text": SOUND, "topic": make_topic().pk}
        response = author.post(reverse("question_imports"), data, follow=True)
        question_import = QuestionImport.objects.get()
        assert question_import.rows.count() == 2
        assert "Thủ đô của nước ta" in told(response)

    @pytest.mark.parametrize("change", [{}, {"text": "  \n"}, {"text": SOUND, "topic": ""}])
    def test_what_is_missing_is_said_and_the_text_stays(self, author, change):
        data = {"topic": make_topic().pk, **change}
        response = author.post(reverse("question_imports"), data)
        assert response.status_code == 422
        assert response.context["form"].errors
        if change.get("text", "").strip():
            assert "Thủ đô của nước ta" in response.content.decode()

    def test_a_file_that_is_too_large_is_told_at_the_field(self, author, monkeypatch):
        monkeypatch.setattr(import_forms, "LARGEST_FILE", 10)
        data = {"file": SimpleUploadedFile("x.txt", SOUND.encode()), "topic": make_topic().pk}
        response = author.post(reverse("question_imports"), data)
        assert response.status_code == 422
        assert response.context["form"].errors["file"]
        assert not QuestionImport.objects.exists()

    @pytest.mark.parametrize(
        "content", [b"\x89PNG\r\n\x1a\n" + bytes(50), b"%PDF-1.7 x", b"PK\x03\x04"]
    )
    def test_a_file_that_cannot_be_read_is_refused_in_words(self, author, content):
        question_import = upload(author, content, "x.xlsx")
        assert question_import.state == ImportState.REFUSED
        response = show(author, question_import)
        assert response.status_code == 200
        assert len(page_of(response).select_one(".import__box").get_text(strip=True)) > 60

    def test_the_list_takes_the_same_statements_at_any_size(self, author, sql):
        sql.flat(
            lambda: author.get(reverse("question_imports")), lambda: [upload(author) for _ in "ab"]
        )


class TestColumns:
    SHEET = "X1;X2;X3;X4;X5\n1;Thủ đô?;Hà Nội;Huế;A\n2;Cố đô?;Hà Nội;Huế;B\n"
    NAMED = ("number", "stem", "option_A", "option_B", "key")

    def test_they_are_asked_about_where_they_are_not_understood(self, author):
        question_import = upload(author, self.SHEET, "bang.csv")
        assert question_import.state == ImportState.MAPPING
        page = page_of(show(author, question_import))
        assert len(page.select("select[name^=bang-0-cot-]")) == 5
        assert "Thủ đô?" in page.select_one(".import__columns").get_text()

        faulty = act(author, question_import, "mapping", {"bang-0-dung": "on"})
        assert faulty.status_code == 422
        assert question_import.state == ImportState.MAPPING

        columns = {f"bang-0-cot-{number}": name for number, name in enumerate(self.NAMED)}
        data = {"bang-0-dung": "on", "bang-0-tieu-de": "1", **columns}
        act(author, question_import, "mapping", data)
        assert question_import.state == ImportState.DRAFT
        keys = [
            [option["text"] for option in row.data["options"] if option["is_correct"]]
            for row in question_import.rows.all()
        ]
        assert keys == [["Hà Nội"], ["Huế"]]

        act(author, question_import, "mapping", data)
        assert question_import.state == ImportState.DRAFT


class TestDryRun:
    def test_each_question_stands_there_with_its_key_and_what_is_wrong(self, author):
        question_import = upload(author)
        response = show(author, question_import)
        first, third = card_of(response, 1), card_of(response, 3)
        right = [one.get_text(" ", strip=True) for one in first.select(".import__option--right")]
        assert len(right) == 1
        assert "Hà Nội" in right[0]
        assert "Hiến pháp, Điều 13." in first.get_text()
        assert not first.select(".import__problem--critical")
        assert third.select(".import__problem--critical")
        assert question_import.rows.filter(has_errors=True).count() == 2

    def test_filters_show_what_they_name(self, author):
        question_import = upload(author)
        row_act(author, question_import.rows.get(number=2), act="skip")
        shown = {
            name: [
                one["id"]
                for one in page_of(show(author, question_import, f"?loc={name}")).select(
                    ".import__card"
                )
            ]
            for name in ("loi", "moi", "bo-qua", "thay-doi", "khong-co")
        }
        assert shown == {
            "loi": ["cau-3", "cau-4"],
            "moi": ["cau-1"],
            "bo-qua": ["cau-2"],
            "thay-doi": [],
            "khong-co": ["cau-1", "cau-2", "cau-3", "cau-4"],
        }

    def test_what_would_change_stands_beside_what_is_there(self, author):
        make_question(
            stem="Thủ đô của nước ta là thành phố nào?",
            options=[("Hà Nội", False), ("Huế", True), ("Đà Nẵng", False)],
        )
        card = card_of(show(author, upload(author, SOUND)), 1)
        table = card.select_one(".import__changes").get_text(" ", strip=True)
        assert "Huế (đáp án đúng)" in table or "Huế (right answer)" in table
        assert card.select("del")
        assert card.select("ins")

    def test_a_page_takes_the_same_statements_for_a_hundred_and_for_five_thousand(
        self, author, sql
    ):
        question_import = upload(author)
        make_rows(question_import, 96)
        sql.flat(
            lambda: show(author, question_import, "?trang=2"),
            lambda: make_rows(question_import, 4_900),
            maximum=30,
        )

    def test_compared_questions_cost_no_statement_each(self, author, sql):
        text = "\n\n".join(f"Câu hỏi số {n} là gì? {{=một ~hai ~ba}}" for n in range(20))
        for number in range(20):
            make_question(
                stem=f"Câu hỏi số {number} là gì?",
                options=[("một", False), ("hai", True), ("ba", False)],
            )
        question_import = upload(author, text)
        rows = question_import.rows.filter(outcome="changed")
        assert rows.count() == 20
        rows.exclude(number__lte=2).update(outcome="new", question=None)

        def grow():
            for row, question in zip(
                question_import.rows.all(), Question.objects.all(), strict=True
            ):
                row.outcome, row.question = "changed", question
                row.save()

        sql.flat(lambda: show(author, question_import), grow, maximum=35)

    @pytest.mark.parametrize(
        "query",
        ["?loc=<script>", "?trang=abc", "?trang=99999", "?sua=0", "?sua=9999999999999", "?sua=²"],
    )
    def test_nonsense_in_the_address_is_left_aside(self, author, query):
        assert show(author, upload(author), query).status_code == 200


def test_a_picture_stands_at_its_question(author):
    stream = BytesIO()
    Image.new("RGB", (40, 30), "red").save(stream, "PNG")
    content = PICTURED % base64.b64encode(stream.getvalue()).decode()
    question_import = upload(author, content, "moodle.xml")
    response = show(author, question_import)
    picture = card_of(response, 1).select_one("img")
    answer = author.get(picture["src"])
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    assert member(IT_OFFICERS).get(picture["src"]).status_code == 302


class TestMending:
    def test_a_question_becomes_sound_at_its_place(self, author):
        question_import = upload(author)
        row = question_import.rows.get(number=3)
        form = show(author, question_import, "?loc=loi&sua=3")
        assert card_of(form, 3).select_one("textarea[name=cau-stem]").get_text(strip=True)

        options = [{**option, "is_correct": n == 0} for n, option in enumerate(row.data["options"])]
        response = mend(author, row, "?loc=loi", options=options, kind="single")
        assert (row.has_errors, row.is_mended) == (False, True)
        assert response.url.endswith("?loc=loi#cau-3")
        assert row.data["options"][0]["is_correct"] is True

        row_act(author, row, act="restore")
        assert (row.has_errors, row.is_mended) == (True, False)

    def test_the_form_stays_open_while_faults_remain(self, author):
        row = upload(author).rows.get(number=3)
        response = mend(author, row, "?trang=1", stem="Cơ quan nào chủ trì?", explanation="Vì thế.")
        assert row.data["stem"] == "Cơ quan nào chủ trì?"
        assert "sua=3" in response.url
        assert response.url.endswith("#cau-3")

    def test_what_does_not_fit_stays_in_the_form(self, author):
        row = upload(author).rows.get(number=3)
        response = mend(author, row, stem="Dài " * 600, explanation="Giữ lại nhé.")
        assert response.status_code == 422
        form = card_of(response, 3)
        assert form.select_one("textarea[name=cau-stem]").get_text().count("Dài") == 600
        assert "Giữ lại nhé." in form.get_text()
        assert not row.is_mended

    def test_a_choice_that_a_problem_offers_is_one_press(self, author):
        row = upload(author).rows.get(number=4)
        card = card_of(show(author, row.question_import), 4)
        offered = [button["value"] for button in card.select("button[name=kind]")]
        assert "multiple" in offered
        row_act(author, row, kind="multiple")
        assert (row.data["kind"], row.has_errors) == ("multiple", False)

    def test_of_two_who_mend_the_second_is_told_and_loses_nothing(self, author):
        question_import = upload(author)
        row, stale = (question_import.rows.get(number=3) for _ in range(2))
        mend(member(EDITORS), row, stem="Một người viết?")
        posted = mended(stale, stem="Người kia viết?")
        response = author.post(address("mend", question_import, 3), posted)
        assert response.status_code == 409
        card = card_of(response, 3)
        assert "Một người viết?" in card.select_one(".import__stem").get_text()
        assert "Người kia viết?" in card.select_one("textarea[name=cau-stem]").get_text()
        row.refresh_from_db()
        assert row.data["stem"] == "Một người viết?"

        (mark,) = {one["value"] for one in card.select("form.import__mend input[name=seen]")}
        author.post(address("mend", question_import, 3), posted | {"seen": mark})
        row.refresh_from_db()
        assert row.data["stem"] == "Người kia viết?"

    def test_what_does_not_fit_overwrites_nothing_once_it_fits(self, author):
        row = upload(author).rows.get(number=3)
        posted = mended(row, stem="Dài " * 600)
        mend(member(EDITORS), row, stem="Một người viết?")
        response = author.post(address("mend", row.question_import, 3), posted)
        assert response.status_code == 409
        assert "Một người viết?" in card_of(response, 3).get_text()

    @pytest.mark.parametrize("data", [{"act": "restore"}, {"kind": "multiple"}])
    def test_a_button_of_an_old_page_undoes_no_mending(self, author, data):
        question_import = upload(author)
        row = question_import.rows.get(number=4)
        old = card_of(show(author, question_import), 4).select_one("input[name=seen]")["value"]
        mend(author, row, stem="Viết lại?", kind="single")
        response = row_act(author, row, seen=old, **data)
        assert (row.data["stem"], row.data["kind"]) == ("Viết lại?", "single")
        assert "trong lúc đó" in told(author.get(response.url))

    def test_an_unknown_topic_stays_to_be_chosen(self, author):
        text = "$CATEGORY: Chủ đề lạ\n\n" + SOUND
        row = upload(author, text).rows.first()
        mend(author, row, topic="Chủ đề lạ")
        assert row.data["topic"] == "Chủ đề lạ"

    @pytest.mark.parametrize("total", ["", "x", "100000"])
    def test_a_form_that_was_tampered_with_is_shown_again(self, author, total):
        row = upload(author).rows.first()
        data = {**mended(row), "cau-options-TOTAL_FORMS": total}
        response = author.post(address("mend", row.question_import, row.number), data)
        assert response.status_code == 422

    @pytest.mark.parametrize("data", [{"act": "phép lạ"}, {"kind": "essay"}, {}])
    def test_a_button_that_there_is_not_does_nothing(self, author, data):
        row = upload(author).rows.first()
        before = row.data
        assert row_act(author, row, **data).status_code == 302
        assert (row.data, row.is_skipped) == (before, False)

    def test_a_question_that_there_is_not_is_not_found(self, author):
        question_import = upload(author)
        for name in ("row", "mend"):
            assert author.post(address(name, question_import, 77)).status_code == 404
        assert author.get(address("picture", question_import, 1)).status_code == 404

    def test_nothing_is_mended_once_it_is_written(self, author):
        row = written(author).rows.first()
        before = row.data
        mend(author, row, stem="Khác?")
        row_act(author, row, act="skip")
        assert (row.data, row.is_skipped) == (before, False)


class TestWriting:
    def test_the_button_is_shut_and_says_why_while_faults_remain(self, author):
        question_import = upload(author)
        button = page_of(show(author, question_import)).select_one(
            f"form[action='{address('apply', question_import)}'] button"
        )
        assert button.has_attr("disabled")
        assert button["aria-describedby"] == "import-why"
        act(author, question_import, "apply")
        assert question_import.state == ImportState.DRAFT
        assert not Question.objects.exists()

    def test_faulty_ones_left_out_the_rest_is_written_once(self, author):
        question_import = upload(author)
        act(author, question_import, "skip_faulty")
        act(author, question_import, "apply")
        act(author, question_import, "apply")
        assert question_import.state == ImportState.APPLIED
        assert Question.objects.count() == 2
        shown = page_of(show(author, question_import))
        links = [link["href"] for link in shown.select(".import__card-foot a")]
        assert len(links) == 2
        assert author.get(links[0]).status_code == 200

    @pytest.mark.parametrize("change", ["mend", "skip", "restore"])
    def test_what_changed_since_the_page_is_not_written_unseen(self, author, change):
        question_import = upload(author, SOUND)
        row = question_import.rows.first()
        if change == "restore":
            mend(author, row, stem="Trước đó?")
        form = page_of(show(author, question_import)).select_one(
            f"form[action='{address('apply', question_import)}']"
        )
        seen = {"seen": form.select_one("input[name=seen]")["value"]}
        if change == "mend":
            mend(member(EDITORS), row, stem="Viết lại?")
        else:
            row_act(member(EDITORS), row, act=change)
        response = act(author, question_import, "apply", seen)
        assert question_import.state == ImportState.DRAFT
        assert not Question.objects.exists()
        assert "xem lại" in told(author.get(response.url))
        act(author, question_import, "apply")
        assert question_import.state == ImportState.APPLIED

    def test_the_same_file_again_has_nothing_to_write(self, author):
        written(author)
        again = upload(author, SOUND)
        button = page_of(show(author, again)).select_one(
            f"form[action='{address('apply', again)}'] button"
        )
        assert button.has_attr("disabled")
        assert {row.outcome for row in again.rows.all()} == {"same"}

    def test_it_can_be_put_aside(self, author):
        question_import = upload(author)
        act(author, question_import, "discard")
        assert question_import.state == ImportState.DISCARDED
        response = show(author, question_import)
        assert "Thủ đô của nước ta" in told(response)
        assert not page_of(response).select(".import__card-foot button")


class TestApproval:
    def test_a_second_person_looks_through_and_publishes_all(self, author, second):
        question_import = written(author)
        act(author, question_import, "submit")
        mine, theirs = show(author, question_import), show(second, question_import)
        approve = address("approve", question_import)
        assert approve not in mine.content.decode()
        assert approve in theirs.content.decode()
        assert "Thủ đô của nước ta" in told(theirs)
        act(second, question_import, "approve")
        act(second, question_import, "approve")
        assert question_import.state == ImportState.PUBLISHED
        assert Question.objects.filter(live=True).count() == 2
        assert show(author, question_import).status_code == 200

    def test_sending_back_asks_for_a_reason_and_tells_it(self, author, second):
        question_import = written(author)
        act(author, question_import, "submit")
        response = act(second, question_import, "refuse", {"reason": "ngắn"})
        assert response.status_code == 422
        assert question_import.state == ImportState.SUBMITTED
        act(second, question_import, "refuse", {"reason": "Câu 2 thiếu căn cứ pháp lý."})
        assert question_import.state == ImportState.APPLIED
        assert "Câu 2 thiếu căn cứ pháp lý." in told(show(author, question_import))

    def test_what_was_sent_back_says_so_in_list_and_page(self, author, second):
        question_import = written(author)
        act(author, question_import, "submit")
        reason = {"reason": "Câu 2 thiếu căn cứ pháp lý."}
        address_of = address("refuse", question_import)
        assert "Đã trả lại" in told(second.post(address_of, reason, follow=True))
        hand_in = address("submit", question_import)
        pages = {one: show(one, question_import) for one in (author, second)}
        offered = [hand_in in pages[one].content.decode() for one in (author, second)]
        assert offered == [True, False]
        for page in (*pages.values(), author.get(reverse("question_imports"))):
            badge = page_of(page).select_one(".import__badge--warning")
            assert badge.text == "Bị trả lại"
            assert "Câu 2 thiếu căn cứ pháp lý." in told(page)
        act(author, question_import, "submit")
        assert "Bị trả lại" not in told(show(author, question_import))

    def test_what_was_changed_meanwhile_is_said_and_left_out(self, author, second):
        question_import = written(author)
        act(author, question_import, "submit")
        question = question_import.rows.get(number=2).question
        question.stem = "Nghị quyết 76 nêu mấy nhóm nhiệm vụ?"
        question.save_revision(user=author.user)
        assert card_of(show(second, question_import), 2).select(".import__problem--warning")
        act(second, question_import, "approve")
        assert Question.objects.filter(live=True).count() == 1
        assert f"/{question.pk}/" in str(
            page_of(show(second, question_import)).select_one(".import__box")
        )


class TestInTheBank:
    """What the bank says of questions whose file was handed in."""

    def states(self, client, query=""):
        bank = client.get(reverse("wagtailsnippets_quiz_question:list") + query)
        return [question_state(question) for question in bank.context["page_obj"].object_list]

    def edit(self, client, question):
        return client.get(reverse("wagtailsnippets_quiz_question:edit", args=[question.pk]))

    def test_they_wait_until_they_come_back(self, author, second):
        question_import = written(author)
        assert self.states(author) == ["bản soạn", "bản soạn"]
        act(author, question_import, "submit")
        assert self.states(author, "?state=awaiting") == ["chờ duyệt", "chờ duyệt"]
        act(second, question_import, "refuse", {"reason": "Câu 2 thiếu căn cứ pháp lý."})
        assert self.states(author, "?state=awaiting") == []
        assert self.states(author) == ["bản soạn", "bản soạn"]

    def test_what_was_changed_meanwhile_does_not_wait(self, author):
        question_import = written(author)
        act(author, question_import, "submit")
        question_import.rows.get(number=2).question.save_revision(user=author.user)
        assert sorted(self.states(author)) == ["bản soạn", "chờ duyệt"]

    def test_its_form_leads_to_the_file(self, author):
        question_import = written(author)
        question = question_import.rows.get(number=1).question
        way = reverse("question_import", args=[question_import.pk])
        assert way not in self.edit(author, question).content.decode()
        act(author, question_import, "submit")
        assert way in self.edit(author, question).content.decode()


class TestFirstScreen:
    def told(self, person):
        return told(person.get(reverse("wagtailadmin_home")))

    def test_it_names_what_waits_and_what_came_back(self, author, second):
        question_import = written(author)
        act(author, question_import, "submit")
        name = question_import.file_name
        assert [name in self.told(one) for one in (author, second, member(EDITORS))] == [
            False,
            True,
            False,
        ]
        act(second, question_import, "refuse", {"reason": "Câu 2 thiếu căn cứ pháp lý."})
        assert [name in self.told(one) for one in (author, second)] == [True, False]

    def test_any_number_takes_the_same_statements(self, author, second, sql):
        def grow():
            for number in range(3):
                question_import = upload(author, SOUND.replace("nước ta", f"nước {number}"))
                QuestionImport.objects.filter(pk=question_import.pk).update(
                    state=ImportState.SUBMITTED, submitted_by=author.user
                )

        grow()
        sql.flat(lambda: second.get(reverse("wagtailadmin_home")), grow)


class TestProgress:
    @pytest.mark.parametrize(
        "state", [ImportState.READING, ImportState.APPLYING, ImportState.APPROVING]
    )
    def test_the_page_asks_again_by_itself_and_not_for_ever(self, author, state):
        question_import = upload(author)
        QuestionImport.objects.filter(pk=question_import.pk).update(
            state=state, moved_at=timezone.now()
        )
        response = show(author, question_import)
        assert response["Refresh"]
        assert page_of(response).select_one("progress")
        late = timezone.now() - datetime.timedelta(hours=1)
        QuestionImport.objects.filter(pk=question_import.pk).update(moved_at=late)
        response = show(author, question_import)
        assert "Refresh" not in response
        assert address("again", question_import) in response.content.decode()


def test_templates_are_read_back_without_a_question_of_their_own(author):
    for name in TEMPLATES:
        content = author.get(reverse("question_import_template", args=[name])).content
        question_import = upload(author, content, f"mau.{name}")
        assert question_import.state in (ImportState.DRAFT, ImportState.REFUSED)
        assert not question_import.rows.exists()
    assert author.get(reverse("question_import_template", args=["odt"])).status_code == 404
