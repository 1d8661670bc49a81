"""From the proposal to results marked again, letters and the bank."""

import datetime
from random import Random

import pytest
from django.core import mail
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision

from intranet.notices.sending import post_letters
from intranet.pages.models import PublicationRefusedError
from quiz.models import (
    Attempt,
    AttemptState,
    ImmutableError,
    KeyRepair,
    Question,
    QuestionKind,
    QuestionOption,
    QuestionVersion,
    RemarkedAttempt,
    RepairState,
)
from quiz.presenters.start import start_page
from quiz.repair import applying
from quiz.repair.errors import (
    AlreadyDecidedError,
    AlreadyProposedError,
    NothingLeftError,
    PreviewChangedError,
    RepairFaultyError,
)
from quiz.repair.preview import preview, signature
from quiz.repair.services import agree, propose, refuse
from quiz.sampling import sample_draw
from quiz.services import (
    NotDrawableError,
    ReasonMissingError,
    SecondPersonError,
    decide_late,
    expire_attempt,
    propose_late,
    start_attempt,
    submit_attempt,
)
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import (
    NOW,
    make_attempt,
    make_question,
    make_quiz,
    make_topic,
    right_answers,
    save,
)

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
LATER = NOW + 30 * MINUTE


@pytest.fixture
def commits(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def option(question, text):
    version = question.current_version
    return next(pk for pk, known in version.texts.items() if known == text)


def proposal(question, act, *, keys=(), forms=(), versions=None, by=None, reason="Nhầm đáp án"):
    data = {"keys": [[option(question, t) for t in key] for key in keys], "forms": list(forms)}
    repair = KeyRepair(question=question, act=act, data=data, reason=reason)
    chosen = versions or [question.current_version]
    return propose(repair=repair, versions=chosen, by=by or make_user(), now=LATER)


def mark_right(question, text):
    options = list(question.options.all())
    for one in options:
        one.is_correct = one.text == text
    question.options = options


def agreed(repair, *, by=None, now=LATER):
    versions = list(repair.versions.order_by("pk"))
    seen = signature(preview(repair, versions, now))
    return agree(repair=repair, seen=seen, until=now, by=by or make_user(), now=now)


def sit(quiz, answers=None, *, person=None, minutes=5):
    """An attempt handed in with these texts chosen, by the stem of the question."""
    attempt = make_attempt(quiz, person, now=NOW)
    rows = attempt.responses.select_related("question_version")
    chosen = {
        row.slot: [
            pk
            for pk, text in row.question_version.texts.items()
            if text in answers.get(row.question_version.stem, ())
        ]
        for row in rows
    }
    save(attempt, chosen, now=NOW + MINUTE)
    return submit_attempt(attempt=attempt, now=NOW + minutes * MINUTE)


@pytest.fixture
def questions():
    return [make_question(stem=f"Câu {n}") for n in (1, 2, 3)]


@pytest.fixture
def quiz(questions):
    return make_quiz(questions=questions, pass_mark=60)


GOOD, FAIR, POOR = (
    {"Câu 1": ["Đúng ý"], "Câu 2": ["Đúng ý"], "Câu 3": ["Đúng ý"]},
    {"Câu 1": ["Khác"], "Câu 2": ["Đúng ý"], "Câu 3": ["Sai ý"]},
    {"Câu 1": ["Sai ý"], "Câu 2": ["Sai ý"], "Câu 3": ["Sai ý"]},
)


def results():
    rows = Attempt.objects.order_by("pk").values_list("score", "maximum", "is_passed")
    return [(int(score), int(maximum), passed) for score, maximum, passed in rows]


class TestRemarking:
    @pytest.mark.parametrize(
        ("act", "keys", "expected"),
        [
            ("accept", [["Khác"]], [(3, 3, True), (2, 3, True), (0, 3, False)]),
            ("change", [["Khác"]], [(2, 3, True), (2, 3, True), (0, 3, False)]),
            ("void", [], [(2, 2, True), (1, 2, False), (0, 2, False)]),
        ],
    )
    def test_of_everybody(self, quiz, questions, act, keys, expected):
        for answers in (GOOD, FAIR, POOR):
            sit(quiz, answers)
        assert results() == [(3, 3, True), (1, 3, False), (0, 3, False)]
        repair = agreed(proposal(questions[0], act, keys=keys))
        assert results() == expected
        assert repair.state == RepairState.APPLIED or KeyRepair.objects.get().state == "applied"

    def test_the_marks_of_answers_follow(self, quiz, questions):
        attempt = sit(quiz, FAIR)
        agreed(proposal(questions[0], "void"))
        marks = attempt.responses.filter(question_version__question=questions[0])
        assert marks.get().mark is None

    def test_what_results_were_is_kept(self, quiz, questions):
        attempts = [sit(quiz, answers) for answers in (GOOD, FAIR, POOR)]
        repair = agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        row = RemarkedAttempt.objects.get(repair=repair)
        assert row.attempt == attempts[1]
        assert (row.score_before, row.was_passed, row.score, row.is_passed) == (1, False, 2, True)
        assert set(
            ModelLogEntry.objects.filter(action="quiz.attempt.remark").values_list(
                "object_id", flat=True
            )
        ) == {str(attempts[1].pk)}
        line = ModelLogEntry.objects.get(action="quiz.key.apply")
        assert line.data["reason"] == "Nhầm đáp án"
        assert line.data["attempts"] == 1

    def test_marking_again_changes_nothing_more(self, quiz, questions):
        for answers in (GOOD, FAIR):
            sit(quiz, answers)
        repair = agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        before = results()
        applying.apply(repair=repair, now=LATER)
        assert results() == before
        assert RemarkedAttempt.objects.count() == 1
        versions = list(repair.versions.all())
        changed = preview(repair, versions, LATER)["quizzes"]
        assert all(not one["changed"] for one in changed)

    def test_running_attempts_are_marked_by_the_new_key(self, quiz, questions):
        attempt = make_attempt(quiz, now=NOW)
        save(attempt, right_answers(attempt), now=NOW)
        agreed(proposal(questions[0], "void"))
        attempt.refresh_from_db()
        assert (attempt.state, attempt.score) == (AttemptState.IN_PROGRESS, None)
        closed = submit_attempt(attempt=attempt, now=LATER)
        assert (closed.score, closed.maximum, closed.is_passed) == (2, 2, True)

    def test_a_late_answer_is_marked_by_the_new_key(self, questions):
        quiz = make_quiz(questions=questions, time_limit=10, pass_mark=100)
        attempt = make_attempt(quiz, now=NOW)
        right = right_answers(attempt)
        row = attempt.responses.get(question_version=questions[0].current_version)
        rest = {slot: answer for slot, answer in right.items() if slot != row.slot}
        save(attempt, rest, now=NOW)
        expire_attempt(attempt=attempt, now=NOW + 11 * MINUTE)
        save(attempt, {row.slot: [option(questions[0], "Khác")]}, now=NOW + 12 * MINUTE)
        agreed(proposal(questions[0], "change", keys=[["Khác"]]))
        late = row.late_answers.get()
        late = propose_late(late=late, reason="Mất điện", by=make_user(), now=LATER)
        decide_late(late=late, accept=True, by=make_user(), now=LATER)
        attempt.refresh_from_db()
        assert (attempt.score, attempt.is_passed) == (3, True)

    def test_several_repairs_of_one_question_add_up(self, quiz, questions):
        for answers in (GOOD, FAIR, POOR):
            sit(quiz, answers)
        agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        agreed(proposal(questions[0], "accept", keys=[["Sai ý"]]))
        assert results() == [(3, 3, True), (2, 3, True), (1, 3, False)]
        agreed(proposal(questions[0], "void"))
        assert results() == [(2, 2, True), (1, 2, False), (0, 2, False)]
        again = Question.objects.get(pk=questions[0].pk)
        agreed(proposal(again, "change", keys=[["Đúng ý"]]))
        assert results() == [(3, 3, True), (1, 3, False), (0, 3, False)]

    def test_texts_and_numbers(self):
        town = make_question(
            kind=QuestionKind.SHORT_TEXT, options=[("Hà Tĩnh", True)], stem="Câu 1"
        )
        quiz = make_quiz(questions=[town], pass_mark=50)
        attempt = make_attempt(quiz, now=NOW)
        save(attempt, {1: ["thành phố Hà Tĩnh"]}, now=NOW)
        submit_attempt(attempt=attempt, now=NOW + MINUTE)
        assert results() == [(0, 1, False)]
        agreed(proposal(town, "accept", forms=["Thành phố Hà Tĩnh"]))
        assert results() == [(1, 1, True)]
        town.refresh_from_db()
        texts = [one["text"] for one in town.current_version.options]
        assert texts == ["Hà Tĩnh", "Thành phố Hà Tĩnh"]

    def test_all_versions_chosen_are_repaired(self, questions):
        question = questions[0]
        quiz = make_quiz(questions=[question], pass_mark=50)
        sit(quiz, {"Câu 1": ["Khác"]})
        first = question.current_version
        question.explanation = "Vì thế"
        question.save_revision().publish()
        question = Question.objects.get(pk=question.pk)
        sit(quiz, {"Câu 1": ["Khác"]})
        versions = [first, question.current_version]
        assert versions[0] != versions[1]
        agreed(proposal(question, "accept", keys=[["Khác"]], versions=versions))
        assert results() == [(1, 1, True), (1, 1, True)]

    def test_statements_do_not_grow_with_people(self, quiz, questions, sql):
        def people():
            for _ in range(6):
                sit(quiz, FAIR)

        people()
        act = iter(["accept", "change", "accept", "void"])
        keys = iter([[["Khác"]], [["Sai ý"]], [["Khác"]], []])

        def repaired():
            question = Question.objects.get(pk=questions[0].pk)
            version = question.versions.first()
            question.current_version = version
            repair = proposal(question, next(act), keys=next(keys), versions=[version])
            with sql.capture() as ran:
                agreed(repair)
            return len(ran), ran

        repaired()
        small, _ = repaired()
        people()
        large, ran = repaired()
        assert large <= small + 2, str(ran)


class TestProposing:
    def test_nothing_happens_before_a_second_person_agrees(self, quiz, questions):
        sit(quiz, FAIR)
        repair = proposal(questions[0], "accept", keys=[["Khác"]])
        assert results() == [(1, 3, False)]
        assert repair.preview["quizzes"][0]["changed"] == 1
        assert QuestionVersion.objects.filter(correction__isnull=False).count() == 0

    def test_whoever_proposed_does_not_decide(self, quiz, questions):
        user = make_user()
        repair = proposal(questions[0], "void", by=user)
        with pytest.raises(SecondPersonError):
            agreed(repair, by=user)
        with pytest.raises(SecondPersonError):
            refuse(repair=repair, reason="Thôi", by=user, now=LATER)

    def test_refusing_leaves_everything(self, quiz, questions):
        sit(quiz, FAIR)
        repair = proposal(questions[0], "void")
        with pytest.raises(ReasonMissingError):
            refuse(repair=repair, reason=" ", by=make_user(), now=LATER)
        refuse(repair=repair, reason="Đáp án đúng", by=make_user(), now=LATER)
        assert results() == [(1, 3, False)]
        with pytest.raises(AlreadyDecidedError):
            agreed(repair)
        proposal(questions[0], "void")

    def test_one_proposal_at_a_time(self, quiz, questions):
        proposal(questions[0], "void")
        with pytest.raises(AlreadyProposedError):
            proposal(questions[0], "accept", keys=[["Khác"]])

    @pytest.mark.parametrize(
        ("act", "what", "fault"),
        [
            ("change", {"keys": [["Đúng ý"]]}, "no_change"),
            ("change", {"keys": []}, "nothing_chosen"),
            ("change", {"keys": [["Khác", "Sai ý"]]}, "not_exactly_one"),
        ],
    )
    def test_what_repairs_nothing_is_refused(self, quiz, questions, act, what, fault):
        with pytest.raises(RepairFaultyError) as refused:
            proposal(questions[0], act, **what)
        assert refused.value.faults == [fault]
        assert not KeyRepair.objects.exists()

    def test_without_a_reason_nothing_is_proposed(self, quiz, questions):
        with pytest.raises(ReasonMissingError):
            proposal(questions[0], "void", reason="  ")

    def test_consequences_that_changed_are_looked_at_again(self, quiz, questions):
        sit(quiz, FAIR)
        repair = proposal(questions[0], "void")
        seen = signature(preview(repair, list(repair.versions.all()), LATER))
        Attempt.objects.update(score=3, is_passed=True)
        with pytest.raises(PreviewChangedError):
            agree(repair=repair, seen=seen, until=LATER, by=make_user(), now=LATER)
        assert KeyRepair.objects.get().state == RepairState.PROPOSED

    def test_who_hands_in_meanwhile_changes_nothing_of_what_was_read(self, quiz, questions):
        sit(quiz, FAIR)
        repair = proposal(questions[0], "accept", keys=[["Khác"]])
        until = NOW + 6 * MINUTE
        seen = signature(preview(repair, list(repair.versions.all()), until))
        sit(quiz, FAIR, minutes=8)
        agree(repair=repair, seen=seen, until=until, by=make_user(), now=LATER)
        assert results() == [(2, 3, True), (2, 3, True)]

    def test_a_version_is_changed_by_nothing_else(self, questions):
        with pytest.raises(ImmutableError):
            QuestionVersion.objects.update(correction={"is_void": True})


class TestNothingLeft:
    def test_the_last_question_that_counts_is_not_voided(self):
        question = make_question(stem="Câu 1")
        alone = make_quiz(questions=[question, make_question(kind="survey")])
        attempt = sit(alone, POOR)
        with pytest.raises(RepairFaultyError) as refusal:
            proposal(question, "void")
        assert refusal.value.faults == ["nothing_left"]
        proposal(question, "accept", keys=[["Khác"]])
        attempt.refresh_from_db()
        assert (attempt.maximum, attempt.is_passed) == (1, False)

    def test_one_after_the_other(self, questions):
        pair = make_quiz(questions=questions[:2])
        sit(pair, POOR)
        agreed(proposal(questions[0], "void"))
        with pytest.raises(RepairFaultyError):
            proposal(questions[1], "void")

    def test_two_that_wait_at_the_same_time(self, questions):
        pair = make_quiz(questions=questions[:2])
        sit(pair, POOR)
        first, last = (proposal(question, "void") for question in questions[:2])
        agreed(first)
        with pytest.raises(NothingLeftError):
            agreed(last)
        assert results() == [(0, 1, False)]

    def test_one_that_the_worker_has_not_marked_yet(self, questions):
        pair = make_quiz(questions=questions[:2])
        sit(pair, POOR)
        first, last = (proposal(question, "void") for question in questions[:2])
        KeyRepair.objects.filter(pk=first.pk).update(state=RepairState.APPLYING)
        with pytest.raises(NothingLeftError):
            agreed(last)

    def test_nobody_begins_where_only_a_survey_is_left(self, questions):
        survey = make_question(kind="survey")
        emptied = make_quiz(questions=[questions[0], survey])
        agreed(proposal(questions[0], "void"))
        with pytest.raises(NotDrawableError):
            start_attempt(quiz=emptied, person=make_person(), now=LATER)
        surveys = make_quiz(questions=[survey])
        assert start_attempt(quiz=surveys, person=make_person(), now=LATER).maximum == 0

    def test_a_question_that_nobody_was_asked(self, questions):
        assert agreed(proposal(questions[0], "void")).state == RepairState.APPLIED


class TestBank:
    def test_another_key_is_published_with_the_same_agreement(self, quiz, questions):
        proposer, second = make_user(), make_user()
        old = questions[0].current_version
        repair = proposal(questions[0], "change", keys=[["Khác"]], by=proposer)
        agreed(repair, by=second)
        question = Question.objects.get(pk=questions[0].pk)
        assert question.current_version != old
        assert question.current_version.key == [option(questions[0], "Khác")]
        assert question.current_version.correction is None
        assert old.key == [option(questions[0], "Đúng ý")]
        latest = Revision.objects.for_instance(question).order_by("pk").last()
        assert latest.user == proposer
        attempt = make_attempt(quiz, now=LATER)
        save(attempt, right_answers(attempt), now=LATER)
        assert submit_attempt(attempt=attempt, now=LATER).score == 3

    def test_a_draft_beside_it_stays_a_draft_with_the_new_key(self, quiz, questions):
        draft = Question.objects.get(pk=questions[0].pk)
        draft.stem = "Câu 1 viết lại"
        writer = make_user()
        draft.save_revision(user=writer)
        agreed(proposal(Question.objects.get(pk=draft.pk), "change", keys=[["Khác"]]))
        question = Question.objects.get(pk=draft.pk)
        assert (question.stem, question.has_unpublished_changes) == ("Câu 1", True)
        latest = question.get_latest_revision_as_object()
        assert latest.stem == "Câu 1 viết lại"
        assert [one.text for one in latest.options.all() if one.is_correct] == ["Khác"]
        assert question.latest_revision.user == writer

    def test_a_draft_with_other_words_is_told_by_its_options(self, quiz, questions):
        draft = Question.objects.get(pk=questions[0].pk)
        right, wrong, other = draft.options.all()
        right.text, wrong.text, other.text = "Đúng ý cũ", "Sai ý", "Khác đi"
        draft.options = [right, wrong, other]
        draft.save_revision(user=make_user())
        agreed(proposal(Question.objects.get(pk=draft.pk), "change", keys=[["Khác"]]))
        latest = Question.objects.get(pk=draft.pk).get_latest_revision_as_object()
        marked = [(one.text, one.is_correct) for one in latest.options.all()]
        assert marked == [("Đúng ý cũ", False), ("Sai ý", False), ("Khác đi", True)]

    def test_an_option_of_a_draft_that_nobody_decided_about_is_not_right(self, quiz, questions):
        draft = Question.objects.get(pk=questions[0].pk)
        draft.options = [QuestionOption(text="Mới hẳn", is_correct=True), *draft.options.all()[1:]]
        draft.save_revision(user=make_user())
        agreed(proposal(Question.objects.get(pk=draft.pk), "change", keys=[["Khác"]]))
        latest = Question.objects.get(pk=draft.pk).get_latest_revision_as_object()
        assert [one.text for one in latest.options.all() if one.is_correct] == ["Khác"]

    def test_a_second_right_option_stays_with_the_version(self, quiz, questions):
        agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        question = Question.objects.get(pk=questions[0].pk)
        assert question.current_version == questions[0].current_version
        assert KeyRepair.objects.get().result["bank"] == "untouched"
        assert results() == []
        sit(quiz, FAIR)
        assert results() == [(2, 3, True)]

    def test_a_void_question_is_asked_no_more(self, quiz, questions):
        topic = make_topic()
        drawn = [make_question(topic, stem=f"Rút {n}") for n in (1, 2)]
        mixed = make_quiz(questions=questions, quotas=[(topic, 1)])
        agreed(proposal(questions[0], "void"))
        agreed(proposal(drawn[0], "void"))
        assert not Question.objects.get(pk=questions[0].pk).live
        attempt = start_attempt(quiz=mixed, person=make_person(), now=LATER)
        stems = {row.question_version.stem for row in attempt.responses.all()}
        assert stems == {"Câu 2", "Câu 3", "Rút 2"}
        assert attempt.maximum == 3
        request = RequestFactory().get("/")
        request.user = make_person(make_unit(), user=True).user
        rules = {rule["label"]: rule["value"] for rule in start_page(mixed, request)["rules"]}
        assert rules["Số câu hỏi"] == "3"

    @pytest.mark.parametrize(("act", "keys"), [("void", []), ("change", [["Khác"]])])
    def test_what_was_found_wrong_is_not_published_as_it_stood(self, quiz, questions, act, keys):
        agreed(proposal(questions[0], act, keys=keys))
        question = Question.objects.get(pk=questions[0].pk)
        mark_right(question, "Đúng ý")
        with pytest.raises(PublicationRefusedError):
            question.save_revision().publish()
        question.explanation = "Viết thêm lời giải thích."
        with pytest.raises(PublicationRefusedError):
            question.save_revision().publish()

    def test_a_void_question_is_mended_by_rewriting_it(self, quiz, questions):
        agreed(proposal(questions[0], "void"))
        question = Question.objects.get(pk=questions[0].pk)
        question.stem = "Câu 1 viết lại"
        question.save_revision().publish()
        assert Question.objects.get(pk=question.pk).live

    def test_another_wording_does_not_bring_a_wrong_key_back(self, quiz, questions):
        agreed(proposal(questions[0], "change", keys=[["Khác"]]))
        question = Question.objects.get(pk=questions[0].pk)
        question.stem = "Câu 1 viết lại"
        question.save_revision().publish()
        mark_right(question, "Đúng ý")
        question.stem = "Câu 1 viết lại lần nữa"
        with pytest.raises(PublicationRefusedError) as refusal:
            question.save_revision().publish()
        assert "Đáp án sai?" in " ".join(refusal.value.messages)

    def test_a_minor_change_keeps_what_is_accepted(self, quiz, questions):
        agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        old = QuestionVersion.objects.get(question=questions[0])
        question = Question.objects.get(pk=questions[0].pk)
        question.stem, question.is_minor_change = "Câu 1.", True
        question.options = [
            QuestionOption(text=f"{one.text}.", is_correct=one.is_correct)
            for one in question.options.all()
        ]
        question.save_revision().publish()
        new = Question.objects.get(pk=question.pk).current_version
        assert new.joined_to == old
        assert [[new.texts[pk] for pk in key] for key in new.correction["keys"]] == [
            ["Đúng ý."],
            ["Khác."],
        ]
        sit(quiz, {**FAIR, "Câu 1.": ["Khác."]})
        assert results() == [(2, 3, True)]

    def test_another_explanation_keeps_what_is_accepted(self, quiz, questions):
        agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        question = Question.objects.get(pk=questions[0].pk)
        question.explanation = "Vì cả hai đều đúng."
        question.save_revision().publish()
        sit(quiz, FAIR)
        assert results() == [(2, 3, True)]

    def test_a_quiz_that_will_lack_questions_is_named(self, quiz, questions):
        topic = make_topic()
        drawn = [make_question(topic) for _ in range(2)]
        short = make_quiz(questions=[questions[0]], quotas=[(topic, 2)])
        make_quiz(questions=[questions[0]], quotas=[(topic, 1)])
        repair = proposal(drawn[0], "void")
        assert repair.preview["short"] == [short.pk]
        assert proposal(drawn[1], "accept", keys=[["Khác"]]).preview["short"] == []

    def test_a_quiz_that_has_begun_can_still_be_edited(self, quiz, questions):
        make_attempt(quiz, now=NOW)
        agreed(proposal(questions[0], "void"))
        assert quiz.composition_errors(quiz.composition) == []
        stems = [row.question_version.stem for row in sample_draw(quiz, Random(1))]
        assert sorted(stems) == ["Câu 2", "Câu 3"]

    def test_a_question_that_was_rewritten_since_is_left_alone(self, quiz, questions):
        old = questions[0].current_version
        question = Question.objects.get(pk=questions[0].pk)
        question.stem = "Câu 1, bản mới"
        question.save_revision().publish()
        question = Question.objects.get(pk=question.pk)
        agreed(proposal(question, "void", versions=[old]))
        assert Question.objects.get(pk=question.pk).live


class TestLetters:
    def letters(self, quiz, questions, commits, attempts=1, **fields):
        user = make_user(email="an@hatinh.example")
        person = make_person(make_unit(), user=user)
        for _ in range(attempts):
            sit(quiz, FAIR, person=person)
        sit(quiz, POOR, person=make_person(make_unit(), user=make_user(email="b@hatinh.example")))
        with commits():
            agreed(proposal(questions[0], "accept", keys=[["Khác"]]))
        post_letters(now=timezone.now())
        return mail.outbox

    def test_one_to_each_person_concerned(self, questions, commits):
        quiz = make_quiz(questions=questions, max_attempts=0)
        sent = self.letters(quiz, questions, commits, attempts=3)
        assert [letter.to for letter in sent] == [["an@hatinh.example"]]
        assert sent[0].body.count("/ket-qua/") == 3
        assert "Khác" not in sent[0].body
        assert not RemarkedAttempt.objects.filter(told_at=None).exists()

    def test_never_twice(self, quiz, questions, commits):
        from quiz.repair.letters import tell_affected

        sent = self.letters(quiz, questions, commits)
        tell_affected.func(KeyRepair.objects.get().pk)
        assert len(sent) == 1

    def test_an_examination_is_not_given_away(self, questions, commits):
        end = datetime.datetime.now(tz=datetime.UTC) + datetime.timedelta(days=3650)
        quiz = make_quiz(questions=questions, preset="examination", closes_at=end)
        assert self.letters(quiz, questions, commits) == []
