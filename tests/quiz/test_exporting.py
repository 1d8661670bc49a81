"""Questions go out into files as they stand, and come back the same."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as PillowImage
from wagtail.images import get_image_model
from wagtail.models import ModelLogEntry

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE
from quiz.choices import QuestionKind
from quiz.exporting import FORMATS, as_read, written
from quiz.formats.gift import reading as gift
from quiz.formats.moodle_xml import reading as moodle_xml
from quiz.models import Question, QuestionImport
from quiz.presenters.import_cards import CHOSEN
from tests.factories_quiz import make_question, make_topic
from tests.quiz.import_acting import member, upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    """Keep the files of a test in its own folder."""
    settings.MEDIA_ROOT = tmp_path


def make_image():
    """A picture as the library keeps it."""
    stream = BytesIO()
    PillowImage.new("RGB", (40, 30), "red").save(stream, "PNG")
    file = ImageFile(BytesIO(stream.getvalue()), name="hinh.png")
    return get_image_model().objects.create(title="Hình", file=file)


def make_bank():
    """One question of each kind that files carry, in two topics."""
    one, two = make_topic("Cải cách hành chính"), make_topic("Văn hóa công sở")
    questions = [
        make_question(one, code="CCHC-1", explanation="Vì lẽ đó.", source_label="Điều 5"),
        make_question(
            two,
            kind=QuestionKind.MULTIPLE,
            marking_rule="partial",
            options=[("Đúng một", True), ("Đúng hai", True), ("Sai", False)],
            pinned=["Sai"],
            difficulty="hard",
        ),
        make_question(two, kind=QuestionKind.TRUE_FALSE, options=[("Đúng", True), ("Sai", False)]),
        make_question(one, kind=QuestionKind.SHORT_TEXT, options=[("Hà Tĩnh", True)]),
        make_question(
            one, kind=QuestionKind.NUMBER, options=[("3,5", True)], tolerance="0.5", unit="ngày"
        ),
        make_question(
            one,
            kind=QuestionKind.MATCHING,
            options=[("76/NQ-CP", False), ("28/KH", False)],
            partners={"76/NQ-CP": "Chính phủ", "28/KH": "Sở"},
        ),
        make_question(
            one,
            kind=QuestionKind.ORDERING,
            options=[("Nhận", False), ("Xử lý", False), ("Trả", False)],
        ),
    ]
    questions[0].keywords.add("một cửa", "liên thông")
    questions[0].save()
    return questions


def comparable(questions):
    """What the questions say, without where they stood."""
    return [
        (
            one.kind,
            one.stem,
            one.code,
            one.topic,
            sorted(one.keywords),
            one.difficulty,
            one.explanation,
            one.source_label,
            one.marking_rule,
            one.tolerance,
            one.unit,
            [
                (
                    o.text,
                    o.is_correct and one.kind in CHOSEN,
                    o.match,
                    o.is_pinned,
                    o.reference_handling,
                )
                for o in one.options
            ],
        )
        for one in questions
    ]


class TestFiles:
    def test_a_question_stands_there_as_in_the_bank(self):
        make_bank()
        first = as_read(Question.objects.filter(code="CCHC-1"))[0]
        assert first.topic == "Cải cách hành chính"
        assert first.keywords == ["liên thông", "một cửa"]
        assert (first.explanation, first.source_label) == ("Vì lẽ đó.", "Điều 5")
        assert [(o.text, o.is_correct) for o in first.options] == [
            ("Đúng ý", True),
            ("Sai ý", False),
            ("Khác", False),
        ]
        number = as_read(Question.objects.filter(kind="number"))[0]
        assert (number.tolerance, number.unit) == ("0.5", "ngày")

    @pytest.mark.parametrize(
        ("name", "read"),
        [("gift", lambda c: gift.read(c.decode())), ("moodle_xml", moodle_xml.read)],
    )
    def test_what_went_out_comes_back_the_same(self, name, read):
        make_bank()
        questions = Question.objects.order_by("topic__name", "pk")
        made = written(questions, name)
        left_out = {one.question.stem for one in made.left_out}
        out = [one for one in as_read(questions) if one.stem not in left_out]
        back = [one for one in read(made.content).questions if one.stem not in left_out]
        assert comparable(back) == comparable(out)
        assert len(out) >= 5

    @pytest.mark.parametrize("name", FORMATS)
    def test_taken_in_again_it_is_what_the_bank_has(self, name):
        questions = make_bank()
        author = member(EDITORS)
        made = written(Question.objects.order_by("pk"), name)
        question_import = upload(author, made.content, "xuat.txt", topic=questions[0].topic)
        assert {row.outcome for row in question_import.rows.all()} == {"same"}

    def test_drafts_go_out_where_they_are_wanted(self):
        question = make_question(stem="Đang dùng?")
        question.stem = "Bản nháp?"
        question.save_revision()
        assert as_read(Question.objects.all())[0].stem == "Đang dùng?"
        assert as_read(Question.objects.all(), with_drafts=True)[0].stem == "Bản nháp?"

    def test_two_topics_of_one_name_are_told_apart_by_their_codes(self):
        one, two = make_topic("Chung"), make_topic("Chung")
        make_question(one), make_question(two)
        assert {read.topic for read in as_read(Question.objects.all())} == {one.code, two.code}

    def test_a_picture_goes_along_and_one_that_is_lost_is_named(self):
        question = make_question(image=make_image(), image_alt="Một hình")
        made = written(Question.objects.all(), "moodle_xml")
        (back,) = moodle_xml.read(made.content).questions
        assert (back.image.alt, bool(back.image.content)) == ("Một hình", True)
        assert not made.left_out
        assert [one.code for one in written(Question.objects.all(), "xlsx").left_out]

        question.image.file.storage.delete(question.image.file.name)
        made = written(Question.objects.all(), "moodle_xml")
        assert [one.code for one in made.left_out] == ["export_picture_lost"]
        assert moodle_xml.read(made.content).questions[0].image is None

    @pytest.mark.parametrize("with_drafts", [False, True])
    def test_any_number_takes_the_same_statements(self, sql, with_drafts):
        make_bank()[0].save_revision()
        sql.flat(
            lambda: as_read(Question.objects.all(), with_drafts=with_drafts),
            lambda: [make_question(code=f"X{number}") for number in range(10)],
            maximum=8,
        )


class TestScreen:
    @pytest.mark.parametrize(
        ("group", "is_allowed"),
        [(EDITORS, True), (OFFICE, True), (IT_OFFICERS, False), (LEADERSHIP, False), (None, False)],
    )
    def test_who_may(self, group, is_allowed):
        make_question()
        person = member(group)
        page = person.get(reverse("question_export"))
        file = person.get(reverse("question_export_file"), {"dinh-dang": "gift"})
        assert [page.status_code == 200, file.status_code == 200] == [is_allowed, is_allowed]

    def test_what_is_left_out_is_said_before_the_download(self):
        make_bank()
        response = member(EDITORS).get(reverse("question_export"), {"dinh-dang": "aiken"})
        page = BeautifulSoup(response.content, "html.parser")
        reasons = page.select(".import__box details")
        assert reasons
        assert "Một cửa" not in reasons[0].get_text()
        link = page.select_one("a[download]")["href"]
        assert "dinh-dang=aiken" in link

    def test_what_other_systems_do_not_see_is_no_part_of_what_is_left_out(self):
        make_question()
        author = member(EDITORS)
        for name, number in (("gift", 1), ("moodle_xml", 1), ("aiken", 1), ("xlsx", 0)):
            response = author.get(reverse("question_export"), {"dinh-dang": name})
            assert not response.context["reasons"]
            assert [note["count"] for note in response.context["notes"]] == [1] * number
        line = response.content.decode()
        assert "import__box--ready" in line

    def test_marked_questions_or_those_of_a_filter_go_out(self):
        questions = make_bank()
        author = member(EDITORS)
        address = reverse("question_export_file")
        marked = author.get(
            address, {"id": [questions[0].pk, questions[2].pk], "dinh-dang": "gift"}
        )
        filtered = author.get(address, {"topic": questions[1].topic.pk, "dinh-dang": "gift"})
        numbers = [len(gift.read(one.content.decode()).questions) for one in (marked, filtered)]
        assert numbers == [2, 2]
        assert "ngan-hang-cau-hoi-" in marked["Content-Disposition"]
        assert ".gift.txt" in marked["Content-Disposition"]

    @pytest.mark.parametrize(
        "query",
        [
            {"dinh-dang": "exe"},
            {},
            {"dinh-dang": "gift", "id": ["x"]},
            {"dinh-dang": "gift", "id": ["99999999999999999999"]},
            {"dinh-dang": "gift", "id": ["²"]},
        ],
    )
    def test_what_there_is_not_is_not_found_and_the_page_stands(self, query):
        make_question()
        author = member(EDITORS)
        assert author.get(reverse("question_export_file"), query).status_code == 404
        assert author.get(reverse("question_export"), query).status_code == 200

    def test_each_file_leaves_a_line_in_the_log_and_counts_as_an_export(self, settings):
        make_question()
        author = member(EDITORS)
        exports = settings.RATE_LIMITS["exports"]
        settings.RATE_LIMITS = {**settings.RATE_LIMITS, "exports": {**exports, "times": 1}}
        address = reverse("question_export_file")
        answers = [author.get(address, {"dinh-dang": "xlsx"}).status_code for _ in range(2)]
        assert answers == [200, 429]
        line = ModelLogEntry.objects.get(action="quiz.export_questions")
        assert line.user == author.user
        assert line.data["number"] == 1
        assert "1" in line.message
        assert not QuestionImport.objects.exists()
