"""«Does not change the content»: what a mere typing error may touch."""

from decimal import Decimal

import pytest
from django.apps import apps

from intranet.pages.models import PublicationRefusedError
from quiz.bank_folding import fold_existing
from quiz.minor_change import Asked, MinorFault, Part, minor_change_faults
from quiz.models import Question, QuestionOption
from tests.factories_quiz import make_question

ONE, TWO, THREE = Part("Hà Tĩn", True), Part("Nghệ An"), Part("Huế")


def asked(*parts, kind="single", **fields):
    return Asked(kind, parts or (ONE, TWO, THREE), **fields)


@pytest.mark.parametrize(
    ("before", "after", "faults"),
    [
        (asked(), asked(), []),
        (asked(), asked(Part("Hà Tĩnh", True), TWO, THREE), []),
        (asked(), asked(TWO, ONE, THREE), []),
        (asked(), asked(kind="multiple"), [MinorFault.KIND]),
        (asked(), asked(ONE, TWO), [MinorFault.OPTIONS]),
        (asked(), asked(Part("Hà Tĩn"), Part("Nghệ An", True), THREE), [MinorFault.KEY]),
        (asked(), asked(marking_rule="partial"), [MinorFault.MARKING]),
        (
            asked(Part("Đội 5"), kind="short_text"),
            asked(Part("đội  5."), kind="short_text"),
            [],
        ),
        (
            asked(Part("Đội 5"), kind="short_text"),
            asked(Part("Đội 6"), kind="short_text"),
            [MinorFault.KEY],
        ),
        (
            asked(Part("5"), kind="number", tolerance=None),
            asked(Part("5"), kind="number", tolerance=Decimal("0.000000")),
            [],
        ),
        (
            asked(Part("5"), kind="number"),
            asked(Part("5"), kind="number", tolerance=Decimal(1)),
            [MinorFault.MARKING],
        ),
        (
            asked(Part("Tiếp nhận hồ sơ"), Part("Trả kết quả"), kind="ordering"),
            asked(Part("Trả kết quả"), Part("Tiếp nhận hồ sơ"), kind="ordering"),
            [MinorFault.KEY],
        ),
        (
            asked(Part("Tiếp nhận hồ sơ"), Part("Trả kết quả"), kind="ordering"),
            asked(Part("Tiếp nhận hồ sơ"), Part("Trả kết qủa"), kind="ordering"),
            [],
        ),
        (asked(stem="Thời hạng là mấy?"), asked(stem="Thời hạn là mấy ?"), []),
        (asked(stem="Thời hạn cấp phép"), asked(stem="Thời hạn cấp giấy phép"), []),
        (asked(stem="Ai ký giấy phép?"), asked(stem="Ai không ký giấy phép?"), [MinorFault.TEXT]),
        (
            asked(stem="Ai ký giấy phép?"),
            asked(stem="Ai ký giấy phép lao động cho người nước ngoài?"),
            [MinorFault.TEXT],
        ),
        (asked(), asked(ONE, Part("Nghệ An cũ và mới"), THREE), [MinorFault.TEXT]),
        (asked(), asked(ONE, TWO, Part("Vinh")), [MinorFault.TEXT]),
        (
            asked(Part("Hà", match="Bắc"), Part("Huế", match="Trung"), kind="matching"),
            asked(Part("Hà", match="Trung"), Part("Huế", match="Bắc"), kind="matching"),
            [MinorFault.KEY],
        ),
    ],
)
def test_what_speaks_against_it(before, after, faults):
    assert minor_change_faults(before, after) == faults


def published(question, *, is_minor_change, **fields):
    question = Question.objects.get(pk=question.pk)
    for name, value in fields.items():
        setattr(question, name, value)
    question.is_minor_change = is_minor_change
    question.save_revision().publish()
    return Question.objects.get(pk=question.pk)


@pytest.mark.django_db
class TestPublication:
    def test_the_versions_of_a_line_are_joined_to_its_first(self):
        question = make_question(stem="Thời hạng?")
        first = question.current_version
        second = published(question, is_minor_change=True, stem="Thời hạn?").current_version
        third = published(question, is_minor_change=True, stem="Thời hạn nào?").current_version
        assert (first.line_id, second.line_id, third.line_id) == (first.pk,) * 3
        assert [version.number for version in (first, second, third)] == [1, 2, 3]

    def test_other_content_begins_a_line_of_its_own(self):
        question = make_question()
        version = published(question, is_minor_change=False, stem="Khác?").current_version
        assert version.line_id == version.pk

    def test_the_tick_does_not_stay(self):
        question = make_question(stem="Việc nào đúng?")
        question = published(question, is_minor_change=True, stem="Việc nào đứng?")
        assert not question.is_minor_change

    def test_the_first_version_is_joined_to_nothing(self):
        question = make_question(is_published=False, is_minor_change=True)
        assert published(question, is_minor_change=True).current_version.joined_to is None

    def test_another_key_is_refused_with_the_reason(self):
        question = make_question()
        one, two, *rest = question.options.all()
        one.is_correct, two.is_correct = False, True
        question.options = [one, two, *rest]
        question.is_minor_change = True
        revision = question.save_revision()
        with pytest.raises(PublicationRefusedError) as refusal:
            revision.publish()
        assert "đáp án đúng" in " ".join(refusal.value.messages)
        assert question.versions.count() == 1


@pytest.mark.django_db
class TestFoundBy:
    def test_published_text_is_found(self):
        question = make_question(stem="Thời hạn nào?", explanation="Theo Điều 5.", code="M-07")
        for query in ("thoi han", "dieu 5", "m-07", "dung y", "HẠN điều"):
            assert list(Question.objects.saying(query)) == [question]
        assert not Question.objects.saying("thời tiết").exists()

    def test_a_draft_follows_what_is_written(self):
        question = make_question(stem="Một?", is_published=False)
        draft = question.get_latest_revision_as_object()
        draft.stem, draft.difficulty = "Nháp mới?", "hard"
        draft.options = [QuestionOption(text="Phương án mới")]
        draft.save_revision()
        question.refresh_from_db()
        assert (question.stem, question.difficulty, question.live) == ("Nháp mới?", "hard", False)
        assert list(Question.objects.saying("nhap phuong an moi")) == [question]

    def test_a_draft_of_a_published_question_does_not(self):
        question = make_question(stem="Một?")
        question.stem = "Hai?"
        question.save_revision()
        assert Question.objects.get(pk=question.pk).stem == "Một?"
        assert not Question.objects.saying("hai").exists()

    def test_questions_kept_before_are_folded(self, sql):
        question = make_question(stem="Thời hạn nào?")
        question.keywords.add("Một cửa")
        question.save()
        expected = Question.objects.get().folded
        Question.objects.update(folded="")
        with sql.count(maximum=5):
            fold_existing(apps)
        assert Question.objects.get().folded == expected

    def test_keywords(self):
        question = make_question(is_published=False)
        question.keywords.add("Một cửa")
        question.save()
        assert list(Question.objects.saying("mot cua")) == [question]
