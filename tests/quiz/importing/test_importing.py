"""Files of questions: dry run, mending, skipping, applying, approving."""

import datetime
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.log_actions import LogContext
from wagtail.log_actions import registry as log_registry

from intranet.accounts.models import User
from intranet.accounts.roles import OFFICE, sync_roles
from intranet.organisation.models.file_imports import SILENCE
from quiz.formats.base import (
    COMMENT,
    ERROR,
    FileRefusedError,
    Line,
    Place,
    Problem,
    ReadImage,
)
from quiz.importing import applying, approving, reading, services
from quiz.importing.kept import data_of
from quiz.importing.report import PASTED
from quiz.importing.wording import messages
from quiz.models import ImportState, Question, QuestionImport, RowOutcome
from tests.factories import make_user
from tests.factories_imports import read_question, take_in
from tests.factories_quiz import make_question, make_topic

pytestmark = pytest.mark.django_db

TINY = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def outcomes(question_import):
    return [row.outcome for row in question_import.rows.order_by("number")]


def codes(row):
    return [problem["code"] for problem in row.problems]


def rows_of(question_import):
    return list(question_import.rows.order_by("number"))


def bring(questions, user=None, **options):
    user = user or make_user()
    question_import = take_in(questions, user=user, **options)
    assert services.apply(question_import=question_import, user=user)
    question_import.refresh_from_db()
    return question_import


@pytest.fixture
def second():
    sync_roles()
    user = make_user()
    user.groups.set(User.groups.field.related_model.objects.filter(name=OFFICE))
    return user


class TestDryRun:
    def test_nothing_is_written_but_the_dry_run(self):
        question_import = take_in([read_question("Một?"), read_question("Hai?", line=2)])
        assert question_import.state == ImportState.DRAFT
        assert question_import.total == 2
        assert outcomes(question_import) == [RowOutcome.NEW, RowOutcome.NEW]
        assert not Question.objects.exists()

    def test_a_refused_file_says_why(self):
        error = FileRefusedError("sheet_too_large", megabytes=20)
        with mock.patch.object(reading, "_read", side_effect=error):
            question_import = services.take_in(
                file=ContentFile(b"x"), file_name="a.xlsx", topic=make_topic(), user=make_user()
            )
        assert question_import.state == ImportState.REFUSED
        assert question_import.report["refusal"]["details"] == {"megabytes": 20}

    def test_a_fault_of_a_reader_is_no_crash(self):
        with mock.patch.object(reading, "_read", side_effect=RecursionError):
            question_import = services.take_in(
                file=ContentFile(b"x"), file_name="a.xlsx", topic=make_topic(), user=make_user()
            )
        assert question_import.state == ImportState.REFUSED
        assert question_import.report["refusal"]["code"] in messages()

    def test_unsure_columns_ask_first(self):
        problem = Problem(ERROR, reading.UNSURE_COLUMNS, Place(1), "", {"headers": ["A", "B"]})
        question_import = take_in([read_question()], problems=(problem,))
        assert question_import.state == ImportState.MAPPING
        assert not question_import.rows.exists()

    def test_lines_that_are_no_question_are_kept(self):
        lines = (
            Line(Place(1), COMMENT, "// ghi chú\x00\ud800"),
            Line(Place(2), "question", "Một?"),
        )
        question_import = take_in([read_question()], lines=lines)
        assert question_import.report["roles"] == {"comment": 1, "question": 1}
        assert question_import.report["lines"][0]["text"] == "// ghi chú\ufffd"

    def test_a_repeated_question_is_taken_once(self):
        question_import = bring([read_question(line=3), read_question(line=9)])
        assert outcomes(question_import) == [RowOutcome.NEW, RowOutcome.REPEATED]
        repeated = rows_of(question_import)[1].problems[0]
        assert (repeated["code"], repeated["details"]["line"]) == ("check_repeated", 3)
        assert Question.objects.count() == 1

    def test_the_topic_of_the_file_or_of_the_import(self):
        topic, other = make_topic("Cải cách"), make_topic("Chung")
        question_import = take_in(
            [
                read_question("Một?", topic="cai cach"),
                read_question("Hai?", topic="Không có"),
                read_question("Ba?"),
            ],
            topic=other,
        )
        rows = rows_of(question_import)
        assert [row.topic for row in rows] == [topic, other, other]
        assert codes(rows[1]) == ["check_topic_unknown"]


class TestComparing:
    def test_the_same_file_again_adds_nothing(self):
        bring([read_question("Một?"), read_question("Hai?")])
        again = bring([read_question("Một?"), read_question("Hai?")])
        assert outcomes(again) == [RowOutcome.SAME, RowOutcome.SAME]
        assert Question.objects.count() == 2

    @pytest.mark.parametrize("stem", ["->", "{}", "Một  là\u00a0gì?", "Một l\u200bà gì?\t"])
    def test_signs_and_what_nobody_sees_are_found_again(self, stem):
        options = [("Đúng  ý", True), ("Sai\u00a0ý ", False), ("Khác\u200b", False)]
        question = make_question(stem=stem, options=options)
        (row,) = rows_of(take_in([read_question(" ".join(stem.replace("\u200b", "").split()))]))
        assert (row.outcome, row.question) == (RowOutcome.SAME, question)

    def test_another_key_is_a_change_and_another_question_is_missing(self):
        bring([read_question("Một?"), read_question("Hai?")])
        other_key = (("Đúng ý", False), ("Sai ý", True), ("Khác", False))
        again = take_in([read_question("Một?", other_key)])
        assert outcomes(again) == [RowOutcome.CHANGED]
        assert [one["stem"] for one in again.report["missing"]] == ["Hai?"]

    def test_of_pasted_texts_none_is_missing(self):
        bring([read_question("Một?")], file_name=str(PASTED))
        again = take_in([read_question("Hai?")], file_name=str(PASTED))
        assert (again.report["missing"], again.report["missing_count"]) == ([], 0)

    def test_a_code_finds_its_question_whatever_it_says_now(self):
        question = make_question(code="C1", stem="Cũ?")
        question_import = take_in([read_question("Mới?", code="c1")])
        (row,) = rows_of(question_import)
        assert (row.outcome, row.question) == (RowOutcome.CHANGED, question)

    def test_a_common_wording_with_other_options_is_another_question(self):
        make_question(stem="Khẳng định nào đúng?", options=[("Trời xanh", True), ("Đất đỏ", False)])
        question_import = take_in([read_question("Khẳng định nào đúng?")])
        (row,) = rows_of(question_import)
        assert (row.outcome, codes(row)) == (RowOutcome.NEW, ["compare_same_stem"])

    def test_a_near_one_is_named(self):
        make_question(stem="Thời hạn giải quyết hồ sơ của công dân là bao lâu?")
        stem = "Thời hạn giải quyết hồ sơ của công dân không là bao lâu?"
        question_import = take_in([read_question(stem)])
        (row,) = rows_of(question_import)
        assert codes(row) == ["compare_reversed"]
        assert row.problems[0]["details"]["words"] == "không"

    def test_what_the_file_does_not_say_stays(self):
        question = make_question(
            stem="Một?", explanation="Vì thế.", difficulty="hard", source_label="Điều 5"
        )
        question_import = take_in([read_question("Một?")], topic=make_topic())
        assert outcomes(question_import) == [RowOutcome.SAME]
        assert rows_of(question_import)[0].topic == question.topic

    def test_a_locked_one_is_not_changed(self):
        question = make_question(stem="Một?")
        Question.objects.filter(pk=question.pk).update(locked=True)
        question_import = take_in([read_question("Một?", explanation="Mới.")])
        assert "compare_locked" in codes(rows_of(question_import)[0])


class TestMending:
    @pytest.fixture
    def question_import(self):
        keyless = (("Một", False), ("Hai", False))
        return take_in([read_question("Một?", keyless), read_question("Hai?")])

    def test_errors_stand_in_the_way(self, question_import):
        assert codes(rows_of(question_import)[0]) == ["check_not_exactly_one"]
        assert not services.apply(question_import=question_import, user=make_user())
        assert not Question.objects.exists()

    def test_mended_it_goes_in_and_the_mender_approves_nothing(self, question_import, second):
        row = rows_of(question_import)[0]
        right = read_question("Một?", (("Một", True), ("Hai", False)))
        assert services.mend(row=row, data=data_of(right), user=second)
        assert (row.is_mended, row.has_errors, codes(row)) == (True, False, [])
        assert services.apply(question_import=question_import, user=make_user())
        assert Question.objects.count() == 2
        assert not approving.may_approve(second, question_import)

    def test_taken_back_it_is_as_in_the_file(self, question_import):
        row = rows_of(question_import)[0]
        before = row.data
        services.mend(row=row, data={"stem": "Khác hẳn?"}, user=make_user())
        assert row.data["stem"] == "Khác hẳn?"
        assert services.take_back(row=row, user=make_user())
        assert (row.data, row.is_mended, row.has_errors) == (before, False, True)

    def test_skipped_it_stays_out(self, question_import):
        assert services.skip_faulty(question_import=question_import, user=make_user()) == 1
        assert services.apply(question_import=question_import, user=make_user())
        assert [question.stem for question in Question.objects.all()] == ["Hai?"]

    def test_of_two_alike_the_second_comes_when_the_first_is_skipped(self):
        question_import = take_in([read_question(line=1), read_question(line=2)])
        services.skip(rows=rows_of(question_import)[:1], is_skipped=True, user=make_user())
        assert outcomes(question_import)[1] == RowOutcome.NEW

    def test_what_the_reader_could_not_tell_is_settled_by_mending(self):
        problem = Problem(ERROR, "gift_no_key", Place(4), "Một?")
        question_import = take_in([read_question("Một?", problems=(problem,))])
        (row,) = rows_of(question_import)
        assert row.has_errors
        services.mend(row=row, data={"stem": "Một là gì?"}, user=make_user())
        assert not row.has_errors

    def test_choosing_the_kind_settles_nothing_else(self):
        found = [
            Problem(ERROR, code, Place(4), "Một?")
            for code in ("gift_several_right", "gift_sum_of_shares")
        ]
        (row,) = rows_of(take_in([read_question("Một?", problems=tuple(found))]))
        assert services.choose_kind(row=row, kind="multiple", user=make_user())
        assert (row.data["kind"], row.has_errors) == ("multiple", True)
        errors = [one["code"] for one in row.problems if one["severity"] == ERROR]
        assert errors == ["gift_sum_of_shares"]
        assert services.take_back(row=row, user=make_user())
        assert [one["code"] for one in row.reader_problems] == [one.code for one in found]

    def test_nothing_is_mended_after_applying(self, question_import):
        services.skip_faulty(question_import=question_import, user=make_user())
        services.apply(question_import=question_import, user=make_user())
        row = rows_of(question_import)[0]
        assert not services.mend(row=row, data={"stem": "X?"}, user=make_user())
        assert not services.skip(rows=[row], is_skipped=False, user=make_user())


class TestApplying:
    def test_a_second_click_writes_nothing(self):
        question_import = bring([read_question()])
        assert not services.apply(question_import=question_import, user=make_user())
        assert Question.objects.count() == 1

    def test_a_changed_bank_leads_back_to_the_dry_run(self):
        question = make_question(stem="Một?", code="C1")
        question_import = take_in([read_question("Hai?", code="C1"), read_question("Ba?")])
        question.explanation = "Ai đó vừa viết."
        question.save_revision()
        services.apply(question_import=question_import, user=make_user())
        question_import.refresh_from_db()
        assert question_import.state == ImportState.DRAFT
        assert question_import.report["is_overtaken"]
        assert Question.objects.count() == 1
        services.apply(question_import=question_import, user=make_user())
        assert Question.objects.count() == 2

    def test_all_or_nothing(self):
        question_import = take_in([read_question("Một?"), read_question("Hai?")])
        user = make_user()
        with (
            mock.patch.object(applying, "note", side_effect=OSError),
            pytest.raises(OSError, match=r"^$"),
        ):
            services.apply(question_import=question_import, user=user)
        question_import.refresh_from_db()
        assert question_import.state == ImportState.DRAFT
        assert not Question.objects.exists()

    def test_a_picture_is_kept_once_under_a_neutral_name(self):
        sync_roles()
        image = ReadImage("dap-an-la-A.png", TINY, "Sơ đồ")
        question_import = bring(
            [read_question("Một?", image=image), read_question("Hai?", image=image)]
        )
        first, other = Question.objects.order_by("pk")
        assert first.image == other.image
        assert "dap-an" not in first.image.file.name + first.image.title
        assert (first.image_alt, first.image.collection.name) == ("Sơ đồ", "Nội bộ")
        again = take_in([read_question("Một?", image=image)])
        assert outcomes(again) == [RowOutcome.SAME]
        assert not codes(rows_of(question_import)[0])

    def test_what_is_no_picture_is_left_out_with_a_word(self):
        image = ReadImage("a.png", b"<svg onload=alert(1)>", "")
        question_import = take_in([read_question(image=image)])
        assert codes(rows_of(question_import)[0]) == ["check_picture_odd"]


class TestApproving:
    def test_a_second_person_publishes_all(self, second):
        author = make_user()
        question_import = bring([read_question("Một?"), read_question("Hai?")], author)
        assert services.submit(question_import=question_import, user=author)
        assert services.approve(question_import=question_import, user=second)
        question_import.refresh_from_db()
        assert question_import.state == ImportState.PUBLISHED
        assert question_import.report["left_out"] == []
        assert Question.objects.drawable().count() == 2

    def test_the_history_of_each_shows_who_handed_in_and_who_approved(self, second):
        author = make_user()
        question_import = bring([read_question("Một?"), read_question("Hai?")], author)
        services.submit(question_import=question_import, user=author)
        with LogContext(second):
            services.approve(question_import=question_import, user=second)
        for question in Question.objects.all():
            shown = log_registry.get_logs_for_instance(question).latest_by_uuid_and_action()
            assert [(line.action, line.user) for line in shown.order_by("pk")] == [
                ("wagtail.create", author),
                ("wagtail.workflow.start", author),
                ("wagtail.workflow.approve", second),
                ("wagtail.publish", second),
            ]

    def test_nobody_with_a_part_in_it(self, second):
        question_import = bring([read_question()], second)
        services.submit(question_import=question_import, user=make_user())
        with pytest.raises(services.ImportNotAllowedError):
            services.approve(question_import=question_import, user=second)
        with pytest.raises(services.ImportNotAllowedError):
            services.approve(question_import=question_import, user=make_user())
        assert not Question.objects.drawable().exists()

    def test_what_was_edited_meanwhile_is_left_out_and_named(self, second):
        author = make_user()
        question_import = bring([read_question("Một?"), read_question("Hai?")], author)
        services.submit(question_import=question_import, user=author)
        edited = Question.objects.get(stem="Một?")
        edited.explanation = "Viết thêm."
        edited.save_revision(user=author)
        services.approve(question_import=question_import, user=second)
        question_import.refresh_from_db()
        (left,) = question_import.report["left_out"]
        assert (left["question_id"], left["code"]) == (edited.pk, "approve_edited")
        assert [one.stem for one in Question.objects.drawable()] == ["Hai?"]

    def test_what_was_deleted_meanwhile_is_named(self, second):
        author = make_user()
        question_import = bring([read_question("Một?"), read_question("Hai?")], author)
        services.submit(question_import=question_import, user=author)
        Question.objects.get(stem="Một?").delete()
        services.approve(question_import=question_import, user=second)
        question_import.refresh_from_db()
        (left,) = question_import.report["left_out"]
        assert (left["number"], left["question_id"]) == (1, None)
        assert (left["code"], left["text"]) == ("approve_deleted", "Một?")
        assert [one.stem for one in Question.objects.drawable()] == ["Hai?"]

    def test_what_the_second_person_wrote_at_is_left_out(self, second):
        author = make_user()
        question_import = bring([read_question("Một?"), read_question("Hai?")], author)
        edited = Question.objects.get(stem="Một?")
        edited.explanation = "Viết thêm."
        edited.save_revision(user=second)
        services.submit(question_import=question_import, user=author)
        services.approve(question_import=question_import, user=second)
        question_import.refresh_from_db()
        assert [left["code"] for left in question_import.report["left_out"]] == ["approve_own"]

    def test_interrupted_it_is_taken_up_again(self, second):
        author = make_user()
        question_import = bring([read_question("Một?"), read_question("Hai?")], author)
        services.submit(question_import=question_import, user=author)
        publish, calls = approving._publish, []

        def publish_one(*args):
            calls.append(args)
            if len(calls) == 2:
                raise OSError
            return publish(*args)

        with (
            mock.patch.object(approving, "_publish", publish_one),
            pytest.raises(OSError, match=r"^$"),
        ):
            services.approve(question_import=question_import, user=second)
        assert Question.objects.drawable().count() == 1
        question_import.refresh_from_db()
        approving.publish(question_import=question_import, user=second)
        assert Question.objects.drawable().count() == 2
        assert question_import.report["left_out"] == []
        assert [one.versions.count() for one in Question.objects.all()] == [1, 1]

    def test_sent_back_with_a_reason_it_can_be_handed_in_again(self, second):
        author = make_user()
        question_import = bring([read_question()], author)
        services.submit(question_import=question_import, user=author)
        assert services.refuse(question_import=question_import, reason="Sai khóa.", user=second)
        question_import.refresh_from_db()
        assert question_import.state == ImportState.APPLIED
        assert question_import.decision_reason == "Sai khóa."
        assert services.submit(question_import=question_import, user=author)

    def test_a_change_is_published_upon_what_was(self, second):
        author, question = make_user(), make_question(stem="Một?", code="C1")
        before = question.current_version
        question_import = bring([read_question("Một vậy?", code="C1")], author)
        question.refresh_from_db()
        assert (question.stem, question.current_version) == ("Một?", before)
        services.submit(question_import=question_import, user=author)
        services.approve(question_import=question_import, user=second)
        question.refresh_from_db()
        assert question.stem == "Một vậy?"
        assert question.current_version.key == before.key


def test_a_discarded_one_is_no_dry_run_any_more():
    question_import = take_in([read_question()])
    assert services.discard(question_import=question_import, user=make_user())
    assert not services.apply(question_import=question_import, user=make_user())
    assert QuestionImport.objects.get().state == ImportState.DISCARDED


@pytest.mark.thorough
@pytest.mark.parametrize("bank", ["none", "drafts", "published"])
def test_statements_grow_by_forty_for_five_hundred_at_most(sql, bank):
    def questions(number, explanation):
        return [
            read_question(
                f"Câu hỏi số {at}?",
                code=f"T{at}",
                explanation=explanation,
                keywords=("thời hạn", f"từ khóa {at % 50}"),
                line=at,
            )
            for at in range(number)
        ]

    def statements(number, explanation):
        question_import = take_in(questions(number, explanation), user=user, topic=topic)
        QuestionImport.objects.filter(pk=question_import.pk).update(state=ImportState.APPLYING)
        with sql.capture() as captured:
            assert applying.apply(question_import=question_import, user=user)
        return captured

    user, topic = make_user(), make_topic()
    if bank != "none":
        bring(questions(1000, ""), user, topic=topic)
        Question.objects.update(live=bank == "published")
    small = statements(500, "Một.")
    large = statements(1000, "Hai.")
    assert len(large) - len(small) <= 40, str(large)


class TestTakingUpAgain:
    def stuck(self, question_import, state):
        past = timezone.now() - SILENCE - datetime.timedelta(minutes=1)
        imports = QuestionImport.objects.filter(pk=question_import.pk)
        imports.update(state=state, moved_at=past)
        question_import.refresh_from_db()

    def test_what_was_mended_stays(self):
        question_import = take_in([read_question("Một?")])
        services.mend(row=rows_of(question_import)[0], data={"stem": "Hai?"}, user=make_user())
        self.stuck(question_import, ImportState.APPLYING)
        assert services.begin_again(question_import=question_import, user=make_user())
        assert question_import.state == ImportState.DRAFT
        assert rows_of(question_import)[0].data["stem"] == "Hai?"

    def test_a_task_that_comes_twice_does_nothing(self, second):
        author = make_user()
        question_import = bring([read_question("Một?")], author)
        reading.read(question_import=question_import)
        assert not applying.apply(question_import=question_import, user=author)
        question_import.refresh_from_db()
        assert question_import.state == ImportState.APPLIED
        approving.publish(question_import=question_import, user=second)
        assert not Question.objects.drawable().exists()
        assert question_import.rows.count() == 1

    def test_what_somebody_is_at_stays_theirs(self):
        question_import = take_in([read_question("Một?")])
        QuestionImport.objects.update(state=ImportState.APPLYING)
        question_import.refresh_from_db()
        assert not services.begin_again(question_import=question_import, user=make_user())


def test_a_topic_that_was_deleted_meanwhile_leads_back_to_the_dry_run():
    make_topic("A – còn lại")
    topic = make_topic("B – bị xóa")
    question_import = take_in([read_question()], topic=topic)
    topic.delete()
    services.apply(question_import=question_import, user=make_user())
    question_import.refresh_from_db()
    assert question_import.report["is_overtaken"]
    assert services.apply(question_import=question_import, user=make_user())
    assert Question.objects.get().topic.name == "A – còn lại"
