"""The screens about wrong keys, and what people read with their results."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from intranet.accounts.roles import EDITORS, IT_OFFICERS, LEADERSHIP, OFFICE, sync_roles
from quiz.models import Attempt, KeyRepair, Question, QuestionKind, RepairState
from quiz.presenters.repairs import consequences
from quiz.services import submit_attempt
from tests.factories import make_person, make_unit, of_role, signed_in
from tests.factories_pages import make_site
from tests.factories_quiz import NOW, make_attempt, make_question, make_quiz, save

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
LATER = NOW + 30 * MINUTE


@pytest.fixture
def section():
    site = make_site()
    sync_roles()
    return site.quizzes


@pytest.fixture(autouse=True)
def _still():
    with time_machine.travel(LATER, tick=False):
        yield


def option(question, text):
    return next(pk for pk, known in question.current_version.texts.items() if known == text)


@pytest.fixture
def question(section):
    return make_question(stem="Ai ký quyết định?")


@pytest.fixture
def quiz(section, question):
    return make_quiz(questions=[question], parent=section, pass_mark=50)


def sit(quiz, question, text, person=None):
    attempt = make_attempt(quiz, person or make_person(make_unit(), user=True), now=NOW)
    slot = attempt.responses.get(question_version__question=question).slot
    save(attempt, {slot: [option(question, text)]}, now=NOW)
    return submit_attempt(attempt=attempt, now=NOW + 5 * MINUTE)


def new(question):
    return reverse("key_repair_new", args=[question.pk])


def filled_in(question, act="accept", *texts, reason="Văn bản cho phép cả hai", **more):
    return {
        "versions": [question.current_version.pk],
        "act": act,
        "options": [option(question, text) for text in texts],
        "reason": reason,
        "act-now": "preview",
        **more,
    }


def proposed(question, by, data=None):
    data = data or filled_in(question, "accept", "Khác")
    client = signed_in(by)
    seen = client.post(new(question), data).context["looked_at"]
    response = client.post(new(question), {**data, "act-now": "propose", "da-xem": seen})
    assert response.status_code == 302, response.context["form"].errors
    return KeyRepair.objects.latest("pk")


def decision(client, repair, act="agree", **more):
    address = reverse("key_repair", args=[repair.pk])
    form = client.get(address).context["form"].initial
    return client.post(address, {**form, "act-now": act, **more})


class TestRights:
    @pytest.mark.parametrize(
        ("role", "may_propose", "may_decide"),
        [
            (OFFICE, True, True),
            (EDITORS, True, False),
            (LEADERSHIP, False, False),
            (IT_OFFICERS, False, False),
            (None, False, False),
        ],
    )
    def test_of_roles(self, quiz, question, role, may_propose, may_decide):
        sit(quiz, question, "Khác")
        repair = proposed(question, of_role(OFFICE))
        user = of_role(role) if role else make_person(make_unit(), user=True, role="head").user
        client = signed_in(user)
        for address in (
            reverse("key_repairs"),
            new(question),
            reverse("key_repair", args=[repair.pk]),
        ):
            assert (client.get(address).status_code == 200) is may_propose
        data = filled_in(question, "void")
        assert (client.post(new(question), data).status_code == 200) is may_propose
        address = reverse("key_repair", args=[repair.pk])
        if may_decide:
            assert decision(client, repair).status_code == 302
        else:
            client.post(address, {"act-now": "agree"})
        repair.refresh_from_db()
        assert (repair.state == RepairState.APPLIED) is may_decide

    def test_of_who_proposed(self, quiz, question):
        user = of_role(OFFICE)
        repair = proposed(question, user)
        response = decision(signed_in(user), repair)
        assert response.status_code != 200
        repair.refresh_from_db()
        assert repair.state == RepairState.PROPOSED

    def test_strangers_are_sent_to_sign_in(self, question):
        assert Client().get(new(question)).status_code == 302

    def test_names_are_read_by_those_who_read_attempts(self, quiz, question):
        attempt = sit(quiz, question, "Khác")
        name = attempt.person.full_name
        for role, reads in ((OFFICE, True), (EDITORS, False)):
            page = signed_in(of_role(role)).post(
                new(question), filled_in(question, "accept", "Khác")
            )
            assert (name in page.content.decode()) is reads

    def test_few_people_are_not_counted_for_who_reads_no_names(self, quiz, question):
        sit(quiz, question, "Khác")
        page = signed_in(of_role(EDITORS)).post(
            new(question), filled_in(question, "accept", "Khác")
        )
        figures = dict(page.context["consequences"]["figures"])
        assert set(figures.values()) == {"ít hơn 5", "0"}


def effect(quiz_id, **people):
    told = dict.fromkeys(("up", "down", "to_passed", "to_failed"), ())
    return {"quiz_id": quiz_id, "attempts": 20, "moves": [], **told, **people}


def consequences_of(quizzes, names):
    seen = {"quizzes": quizzes, "running": 0, "bank": "untouched"}
    return consequences(seen, {}, (), names)


class TestBlurring:
    """What who reads no names is not given away by another number of the same page."""

    def figures(self, *quizzes):
        return [number for _label, number in consequences_of(quizzes, None)["figures"]][:3]

    def test_a_sum_does_not_tell_its_few(self):
        assert self.figures(effect(1, up=range(7), down=range(10, 12))) == [
            "ít nhất 5",
            "7",
            "ít hơn 5",
        ]
        assert self.figures(effect(1, up=range(6)), effect(2, up=range(10, 12))) == [
            "ít nhất 5",
            "ít nhất 5",
            "0",
        ]
        assert self.figures(effect(1, up=range(6))) == ["6", "6", "0"]

    @pytest.mark.parametrize(
        ("moves", "blurred", "precise"),
        [
            ([(1, 2, 1), (2, 1, 2)], "có thay đổi trong nhóm dẫn đầu", "1 và 2"),
            ([(1, 3, 1), (2, 1, 2), (3, 2, 3)], "có thay đổi trong nhóm dẫn đầu", "3 "),
            ([(n, n + 1, n) for n in range(1, 7)], "6 ", "6 "),
        ],
    )
    def test_places_are_no_way_around_it(self, moves, blurred, precise):
        one = effect(1, up=(1,), moves=moves)
        for names, told in ((None, blurred), ({}, precise)):
            [quiz] = consequences_of([one], names)["quizzes"]
            assert told in quiz["moves"]


class TestProposing:
    def test_the_consequences_come_first(self, quiz, question):
        sit(quiz, question, "Khác")
        office = signed_in(of_role(OFFICE))
        response = office.post(new(question), filled_in(question, "accept", "Khác"))
        assert response.context["consequences"]["quizzes"][0]["numbers"] == ["1", "0", "1", "0"]
        assert not KeyRepair.objects.exists()
        assert Attempt.objects.get().score == 0

    def test_options_bear_letters_and_the_label_says_what_they_become(self, quiz, question):
        office = signed_in(of_role(OFFICE))
        page = office.get(new(question))
        assert page.context["header_title"] == "Đáp án sai?"
        shown = page.context["options"]
        assert [text[:3] for text in shown] == ["A. ", "B. ", "C. "]
        assert [text for _pk, text in page.context["form"].fields["options"].choices] == shown
        assert page.context["key"] in shown
        page = office.post(new(question), filled_in(question, "accept", "Khác"))
        assert "Đáp án cũng được tính là đúng" in page.content.decode()
        page = office.post(new(question), filled_in(question, "change", "Khác"))
        assert "Đáp án cũng được tính là đúng" not in page.content.decode()

    def test_other_values_are_looked_at_again(self, quiz, question):
        office = signed_in(of_role(OFFICE))
        data = filled_in(question, "accept", "Khác")
        seen = office.post(new(question), data).context["looked_at"]
        other = filled_in(question, "void", **{"act-now": "propose", "da-xem": seen})
        assert office.post(new(question), other).context["consequences"]
        assert not KeyRepair.objects.exists()

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"versions": []}, "versions"),
            ({"versions": ["0"]}, "versions"),
            ({"act": "xoa"}, "act"),
            ({"options": []}, "options"),
            ({"options": ["x"]}, "options"),
            ({"reason": "x" * 501}, "reason"),
        ],
    )
    def test_what_is_wrong_stands_at_its_place(self, quiz, question, change, field):
        data = {**filled_in(question, "accept", "Khác"), **change}
        response = signed_in(of_role(OFFICE)).post(new(question), data)
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]

    def test_what_changes_nothing_is_said(self, quiz, question):
        data = filled_in(question, "change", "Đúng ý")
        response = signed_in(of_role(OFFICE)).post(new(question), data)
        assert "__all__" in response.context["form"].errors

    def test_a_reason_is_needed(self, quiz, question):
        office = signed_in(of_role(OFFICE))
        data = filled_in(question, "void", reason=" ")
        seen = office.post(new(question), data).context["looked_at"]
        response = office.post(new(question), {**data, "act-now": "propose", "da-xem": seen})
        assert "reason" in response.context["form"].errors

    @pytest.mark.parametrize(
        ("kind", "can"), [(QuestionKind.SURVEY, False), (QuestionKind.ORDERING, True)]
    )
    def test_kinds_without_options_to_tick(self, section, kind, can):
        question = make_question(kind=kind)
        page = signed_in(of_role(EDITORS)).get(new(question))
        assert page.context["can_be_repaired"] is can
        assert "options" not in page.context["form"].fields

    def test_versions_with_other_options_are_repaired_by_themselves(self, quiz, question):
        sit(quiz, question, "Khác")
        for text in ("Đáp án mới", None):
            if text:
                choices = list(question.options.all())
                choices[2].text = text
                question.options = choices
            else:
                question.explanation = "Vì thế"
            question.save_revision().publish()
            question = Question.objects.get(pk=question.pk)
        client = signed_in(of_role(EDITORS))
        latest = client.get(new(question)).context
        assert [one.number for one in latest["others"]] == [1]
        first = client.get(new(question), {"phien-ban": "1"}).context
        assert first["version"].number == 1
        assert client.get(new(question), {"phien-ban": "x"}).status_code == 200

    def test_the_way_there_stands_with_the_question(self, question):
        edit = reverse("wagtailsnippets_quiz_question:edit", args=[question.pk])
        assert new(question) in signed_in(of_role(EDITORS)).get(edit).content.decode()

    def test_the_way_there_stands_in_the_list_of_questions(self, question):
        bank = signed_in(of_role(EDITORS)).get(reverse("wagtailsnippets_quiz_question:list"))
        assert new(question) in bank.content.decode()


class TestDeciding:
    def test_a_second_person_agrees(self, quiz, question):
        person = make_person(make_unit(), user=True)
        attempt = sit(quiz, question, "Khác", person)
        sit(quiz, question, "Sai ý")
        repair = proposed(question, of_role(EDITORS))
        address = reverse("key_repair", args=[repair.pk])
        before = signed_in(of_role(OFFICE)).get(address).context["consequences"]
        response = decision(signed_in(of_role(OFFICE)), repair)
        assert response.status_code == 302
        attempt.refresh_from_db()
        assert (attempt.score, attempt.is_passed) == (1, True)

        reader = signed_in(person.user)
        result = reader.get(reverse("attempt_result", args=[attempt.pk])).content.decode()
        assert "Văn bản cho phép cả hai" in result
        assert "chấm lại" in reader.get(reverse("my_attempts")).content.decode()
        assert "Kết quả được chấm lại" in reader.get(reverse("my_data")).content.decode()
        done = signed_in(of_role(OFFICE)).get(address)
        told_before = {**before, "bank": done.context["consequences"]["bank"]}
        assert done.context["consequences"] == told_before
        [told] = done.context["consequences"]["quizzes"]
        assert (told["attempts"], told["numbers"]) == (2, ["1", "0", "1", "0"])

    def test_changed_consequences_are_shown_again(self, quiz, question):
        sit(quiz, question, "Khác")
        repair = proposed(question, of_role(EDITORS))
        office = signed_in(of_role(OFFICE))
        address = reverse("key_repair", args=[repair.pk])
        form = office.get(address).context["form"].initial
        Attempt.objects.update(score=1, is_passed=True)
        response = office.post(address, {**form, "act-now": "agree"}, follow=True)
        assert response.context["has_changed"]
        repair.refresh_from_db()
        assert repair.state == RepairState.PROPOSED

    def test_refusing_needs_a_reason(self, quiz, question):
        repair = proposed(question, of_role(EDITORS))
        office = signed_in(of_role(OFFICE))
        decision(office, repair, "refuse", reason="")
        repair.refresh_from_db()
        assert repair.state == RepairState.PROPOSED
        decision(office, repair, "refuse", reason="Đáp án đúng")
        repair.refresh_from_db()
        assert (repair.state, repair.decision_reason) == (RepairState.REFUSED, "Đáp án đúng")

    @pytest.mark.parametrize("data", [{}, {"act-now": "agree"}, {"act-now": "agree", "until": "x"}])
    def test_a_form_of_ones_own_agrees_to_nothing(self, quiz, question, data):
        repair = proposed(question, of_role(EDITORS))
        response = signed_in(of_role(OFFICE)).post(reverse("key_repair", args=[repair.pk]), data)
        assert response.status_code in {302, 403}
        repair.refresh_from_db()
        assert repair.state == RepairState.PROPOSED

    def test_work_that_stopped_is_taken_up_again(self, quiz, question):
        attempt = sit(quiz, question, "Khác")
        repair = proposed(question, of_role(EDITORS))
        second = of_role(OFFICE)
        KeyRepair.objects.update(state="applying", decided_by=second, decided_at=LATER)
        address, office = reverse("key_repair", args=[repair.pk]), signed_in(second)
        assert office.get(address).headers["Refresh"]
        assert office.post(address, {"act-now": "resume"}).status_code != 200
        assert Attempt.objects.get().score == 0
        with time_machine.travel(LATER + 20 * MINUTE, tick=False):
            assert "Refresh" not in office.get(address).headers
            office.post(address, {"act-now": "resume"})
        attempt.refresh_from_db()
        assert attempt.score == 1

    def test_deciding_twice_happens_once(self, quiz, question):
        sit(quiz, question, "Khác")
        repair = proposed(question, of_role(EDITORS))
        office = signed_in(of_role(OFFICE))
        address = reverse("key_repair", args=[repair.pk])
        form = office.get(address).context["form"].initial
        for _ in range(2):
            office.post(address, {**form, "act-now": "agree"})
        assert repair.remarked.count() == 1

    def test_an_examination_is_not_given_away(self, section, question):
        exam = make_quiz(
            questions=[question], parent=section, preset="examination",
            closes_at=LATER + MINUTE, pass_mark=50, title="Kỳ sát hạch",
        )  # fmt: skip
        attempt = sit(exam, question, "Khác")
        page = signed_in(of_role(OFFICE)).post(new(question), filled_in(question, "accept", "Khác"))
        told = page.context["consequences"]
        assert told["withheld"] == [{"title": "Kỳ sát hạch", "attempts": 1}]
        assert (told["quizzes"], told["to_passed"]) == ([], None)
        assert attempt.person.full_name not in page.content.decode()
        repair = proposed(question, of_role(EDITORS))
        decision(signed_in(of_role(OFFICE)), repair)
        reader = signed_in(attempt.person.user)
        result = reverse("attempt_result", args=[attempt.pk])
        assert "Chấm lại" not in reader.get(result).content.decode()
        with time_machine.travel(LATER + 5 * MINUTE, tick=False):
            assert "Chấm lại" in reader.get(result).content.decode()

    def test_a_contest_hears_of_it_without_the_reason(self, section, question):
        contest = make_quiz(
            questions=[question], parent=section, preset="contest",
            closes_at=LATER + MINUTE, pass_mark=50,
        )  # fmt: skip
        attempt = sit(contest, question, "Khác")
        decision(signed_in(of_role(OFFICE)), proposed(question, of_role(EDITORS)))
        page = signed_in(attempt.person.user).get(reverse("attempt_result", args=[attempt.pk]))
        assert "Chấm lại" in page.content.decode()
        assert "cho phép cả hai" not in page.content.decode()


class TestResult:
    def test_a_void_question_says_so(self, section, question):
        quiz = make_quiz(questions=[question, make_question()], parent=section, pass_mark=50)
        attempt = sit(quiz, question, "Khác")
        data = filled_in(question, "void")
        decision(signed_in(of_role(OFFICE)), proposed(question, of_role(EDITORS), data))
        page = signed_in(attempt.person.user).get(reverse("attempt_result", args=[attempt.pk]))
        shown = next(one for one in page.context["questions"] if one["stem"] == question.stem)
        assert (shown["is_scored"], shown["is_right"]) == (False, False)
        assert not any(one["is_key"] for one in shown["options"])
        assert "0/1" in page.content.decode()

    def test_the_note_leads_to_the_question_and_ends_once(self, section, question):
        quiz = make_quiz(questions=[make_question(), question], parent=section, pass_mark=50)
        attempt = sit(quiz, question, "Khác")
        data = filled_in(question, "change", "Khác", reason="Văn bản đã thay thế <b>.")
        decision(signed_in(of_role(OFFICE)), proposed(question, of_role(EDITORS), data))
        page = signed_in(attempt.person.user).get(reverse("attempt_result", args=[attempt.pk]))
        shown = next(one for one in page.context["questions"] if one["stem"] == question.stem)
        way = f'<a href="#{shown["anchor"]}">Câu {shown["number"]}</a>'
        assert f"{way} có đáp án sai (Văn bản đã thay thế &lt;b&gt;). Điểm" in page.content.decode()
        assert f'id="{shown["anchor"]}"' in page.content.decode()

    def test_the_new_key_is_shown(self, quiz, question):
        attempt = sit(quiz, question, "Khác")
        data = filled_in(question, "change", "Khác")
        decision(signed_in(of_role(OFFICE)), proposed(question, of_role(EDITORS), data))
        page = signed_in(attempt.person.user).get(reverse("attempt_result", args=[attempt.pk]))
        [shown] = page.context["questions"]
        keys = [one["text"] for one in shown["options"] if one["is_key"]]
        assert [text.partition(". ")[2] for text in keys] == ["Khác"]
        assert shown["is_right"]
        assert shown["note"]


class TestFirstScreen:
    @pytest.mark.parametrize(
        ("role", "reads"), [(OFFICE, True), (EDITORS, False), (LEADERSHIP, False)]
    )
    def test_a_proposal_waits_for_those_who_decide(self, quiz, question, role, reads):
        repair = proposed(question, of_role(OFFICE))
        home = signed_in(of_role(role)).get(reverse("wagtailadmin_home"))
        address = reverse("key_repair", args=[repair.pk])
        assert (address in home.content.decode()) is reads

    def test_not_for_who_proposed_nor_once_it_is_decided(self, quiz, question):
        author, second = of_role(OFFICE), of_role(OFFICE)
        repair = proposed(question, author)
        address = reverse("key_repair", args=[repair.pk])
        home = reverse("wagtailadmin_home")
        assert address not in signed_in(author).get(home).content.decode()
        decision(signed_in(second), repair)
        assert address not in signed_in(second).get(home).content.decode()


class TestStatements:
    def test_of_the_list(self, section, sql):
        def grow():
            for _ in range(4):
                one = make_question()
                KeyRepair.objects.create(question=one, act="void", proposed_at=NOW, reason="x")

        grow()
        office = signed_in(of_role(OFFICE))
        sql.flat(lambda: office.get(reverse("key_repairs")), grow)

    def test_of_the_preview(self, quiz, question, sql):
        office = signed_in(of_role(OFFICE))
        data = filled_in(question, "accept", "Khác")

        def grow():
            for _ in range(6):
                sit(quiz, question, "Khác")

        grow()
        sql.flat(lambda: office.post(new(question), data), grow)
