"""What was understood when the roster was frozen: of the people of the report, and never anew."""

import datetime
import io

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from intranet.accounts.roles import OFFICE, sync_roles
from intranet.organisation import freezing
from intranet.organisation.freezing import freeze, freeze_due
from intranet.organisation.models import Exemption, ExemptionReason, FrozenRoster, MembershipRole
from intranet.organisation.participation import participation
from quiz.choices import QuestionKind
from quiz.duties import QuizDuties
from quiz.models import Attempt, FrozenUnderstanding, QuestionVersion, QuizPage, Response
from quiz.understanding import by_topic
from quiz.understanding.frozen import COLUMNS, answered_of, write_down
from quiz.understanding.lines import lines_of
from quiz.understanding.options import UNNAMED
from quiz.understanding.reading import CountedAttempts
from quiz.understanding.samples import Sample
from quiz.understanding.whole import whole_of
from tests.factories import make_audience, make_person, make_unit, of_role, signed_in
from tests.factories_quiz import make_question, make_quiz
from tests.factories_sittings import repeat, sit
from tests.quiz.understanding.test_screens import file_of, screen, text_of, unit_screen

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)


@pytest.fixture
def varied(house):
    """Beside the house: six of a closed unit, two excused and two off the roll; all took it."""
    closed = make_unit("Phòng Đã giải thể", valid_to=timezone.localdate())
    others = [make_person(closed) for _ in range(6)]
    excused = [make_person(house.first) for _ in range(2)]
    for person in excused:
        Exemption.objects.create(
            duty_kind="quiz", duty_key=str(house.quiz.pk), person=person,
            reason=ExemptionReason.ORGANISER,
        )  # fmt: skip
    sit(house.quiz, [*others, *excused, make_person(), make_person()], seed=3)
    repeat(house.quiz, [*house.people[:10], *excused])
    return house


def close(quiz):
    now = timezone.now()
    QuizPage.objects.filter(pk=quiz.pk).update(
        opens_at=now - datetime.timedelta(days=1), closes_at=now - MINUTE
    )


def frozen(quiz):
    close(quiz)
    assert freeze_due(now=timezone.now()) == 1
    return FrozenRoster.objects.get()


def done_in_report(quiz, unit_id=None):
    figures = participation(QuizDuties().get(str(quiz.pk)), moment=timezone.now())
    return (figures.view(unit_id).row.total if unit_id is not None else figures.total).done


def told(client, house):
    """Everything that the screens and the file say of the attempts."""
    quiz = house.quiz.pk
    shown = {}
    for sample in Sample:
        context = client.get(screen(quiz, luot=sample)).context
        shown[sample] = [context[part] for part in ("distribution", "topics", "figures", "rows")]
    for unit in (house.department, house.first):
        context = client.get(unit_screen(quiz, unit)).context
        shown[unit.pk] = [context[part] for part in ("distribution", "topics", "compared")]
    shown["file"] = client.get(file_of(quiz, "csv")).getvalue()
    shown["map"] = client.get(reverse("report_topics", query={"nhiem-vu": f"quiz:{quiz}"})).context[
        "rows"
    ]
    return shown


class TestSamePeople:
    @pytest.mark.parametrize("state", ["open", "closed", "frozen"])
    def test_those_done_in_the_report_are_those_of_the_figures(self, varied, office, state):
        quiz = varied.quiz
        {"open": lambda _quiz: None, "closed": close, "frozen": frozen}[state](quiz)
        assert done_in_report(quiz) == 46
        for sample in Sample:
            whole = office.get(screen(quiz.pk, luot=sample)).context["whole"]
            assert whole.people == 46
            assert whole.attempts == 46 + (10 if sample is Sample.ALL else 0)
        for unit in (varied.department, varied.first, varied.part):
            people = office.get(unit_screen(quiz.pk, unit)).context["distribution"]["total"]
            assert people == done_in_report(quiz, unit.pk)

    @pytest.mark.parametrize("state", ["open", "frozen"])
    def test_people_without_a_unit_of_the_day_have_a_row_that_opens(self, varied, office, state):
        {"open": lambda _quiz: None, "frozen": frozen}[state](varied.quiz)
        response = office.get(screen(varied.quiz.pk, **{"don-vi": 0}))
        assert response.context["distribution"]["total"] == 6
        assert response.context["distribution"]["total"] == done_in_report(varied.quiz, 0)
        units = office.get(unit_screen(varied.quiz.pk, varied.department)).context["units"]
        assert 0 in [unit["value"] for unit in units]
        address = reverse("report_topics", query={"nhiem-vu": f"quiz:{varied.quiz.pk}"})
        assert office.get(f"{address}&don-vi=0").status_code == 200

    def test_a_head_does_not_see_that_row(self, varied):
        head = make_person(varied.first, role=MembershipRole.HEAD, user=True).user
        assert signed_in(head).get(screen(varied.quiz.pk, **{"don-vi": 0})).status_code == 403


class TestKept:
    def test_freezing_changes_no_figure(self, varied, office):
        close(varied.quiz)
        before = told(office, varied)
        frozen(varied.quiz)
        assert FrozenUnderstanding.objects.count() == 1
        assert told(office, varied) == before

    def test_what_is_done_to_attempts_afterwards_changes_nothing(self, varied, office):
        frozen(varied.quiz)
        before = told(office, varied)
        quiz = varied.quiz
        version = QuestionVersion.objects.filter(responses__attempt__quiz=quiz).first()
        QuestionVersion.objects.correct({version.pk: {"is_void": True}})
        Response.objects.filter(question_version=version).update(mark=None)
        Attempt.objects.filter(person__in=varied.people[:5]).update(state="voided")
        Attempt.objects.filter(person__in=varied.people[5:20]).update(score=3, is_passed=True)
        Response.objects.filter(attempt__person=varied.people[21]).update(mark=1, answer=[])
        sit(quiz, [make_person(varied.first) for _ in range(3)], seed=7)
        assert told(office, varied) == before

    def test_the_screens_and_the_file_say_since_when(self, varied, office):
        quiz = varied.quiz.pk
        addresses = [screen(quiz), unit_screen(quiz, varied.first)]
        for words in ("theo số liệu lúc", "chốt lúc", "theo số liệu hôm nay"):
            for address in addresses:
                assert words in text_of(office.get(address))
            book = b"".join(office.get(file_of(quiz, "xlsx")).streaming_content)
            cells = load_workbook(io.BytesIO(book)).active.iter_rows(max_row=6)
            assert any(words in str(cell.value) for row in cells for cell in row)
            if words == "theo số liệu lúc":
                frozen(varied.quiz)
            else:
                FrozenUnderstanding.objects.all().delete()

    def test_frozen_before_it_was_kept_it_is_counted_of_the_frozen_people(self, varied, office):
        frozen(varied.quiz)
        before = told(office, varied)
        FrozenUnderstanding.objects.all().delete()
        assert told(office, varied) == before

    def test_it_is_sealed_with_the_roster_or_not_at_all(self, varied, monkeypatch):
        def power_cut(*_args, **_data):
            raise KeyboardInterrupt

        close(varied.quiz)
        duty = QuizDuties().get(str(varied.quiz.pk))
        with monkeypatch.context() as patched:
            patched.setattr(freezing, "log", power_cut)
            with pytest.raises(KeyboardInterrupt):
                freeze(duty, timezone.now())
        assert not FrozenUnderstanding.objects.exists()
        assert not FrozenRoster.objects.frozen().exists()
        freeze(duty, timezone.now())
        freeze(duty, timezone.now())
        assert FrozenUnderstanding.objects.get().roster.fingerprint

    def test_quarters_of_a_quiz_without_end_keep_none(self, house):
        quarter = datetime.timedelta(days=100)
        assert freeze_due(now=timezone.now() + quarter) >= 1
        assert not FrozenUnderstanding.objects.exists()

    def test_topics_are_read_in_two_statements(self, varied, sql):
        roster = frozen(varied.quiz)
        duty = QuizDuties().get(str(varied.quiz.pk))
        topics = by_topic.TopicsOfQuiz(duty, timezone.now(), lambda day: None)
        with sql.count(maximum=2):
            assert topics.of(varied.first.pk)
            assert topics.whole()
            assert topics.names
        assert roster.understanding


class TestAnswersKept:
    def test_written_answers_are_kept_where_five_gave_them_alike(self, house):
        written = make_question(house.topics[0], kind=QuestionKind.SHORT_TEXT)
        quiz = make_quiz(questions=[written])
        answers = iter([["chung"]] * 6 + [[f"riêng {n}"] for n in range(30)] + [[]] * 4)
        sit(quiz, house.people, answering=lambda *_args: next(answers))
        close(quiz)
        QuizPage.objects.filter(pk=house.quiz.pk).update(live=False)
        freeze(QuizDuties().get(str(quiz.pk)), timezone.now())
        kept = FrozenUnderstanding.objects.get()
        found = {str(row[4]): row[5] for row in kept.counting["answers"]}
        assert found == {"['chung']": 6, str(UNNAMED): 30, "[]": 4}
        read = answered_of(kept, Sample.COUNTING)
        live = CountedAttempts(quiz.pk, kept.roster.people.all()).whole(Sample.COUNTING)
        (one,), (other,) = (
            lines_of(whole_of(quiz, Sample.COUNTING, rows, AnonymousUser()))
            for rows in (read, live)
        )
        assert one.figures == other.figures
        assert one.figures.options[0].text == "chung"

    def test_it_is_written_for_every_sample(self, house):
        roster = FrozenRoster.objects.create(
            duty_kind="quiz", duty_key=str(house.quiz.pk), cut_off=timezone.now(), title="x",
            kind_label="x", started_at=timezone.now(),
        )  # fmt: skip
        write_down(house.quiz, roster)
        kept = FrozenUnderstanding.objects.get()
        assert all(getattr(kept, COLUMNS[sample])["results"] == [] for sample in Sample)


class TestStatements:
    """Session, account, limit and menu included, of whoever may open it."""

    @pytest.mark.parametrize("is_frozen", [False, True])
    @pytest.mark.parametrize("role", ["office", "head"])
    def test_screens_and_files(self, house, sql, role, is_frozen):
        sync_roles()
        head = make_person(house.first, role=MembershipRole.HEAD, user=True).user
        client = signed_in(of_role(OFFICE) if role == "office" else head)
        audience = make_audience(house.department)
        QuizPage.objects.filter(pk=house.quiz.pk).update(audience=audience)
        key = house.quiz.pk
        addresses = [screen(key, luot="tat-ca"), unit_screen(key, house.first)]
        if role == "office":
            addresses += [screen(key), file_of(key, "csv"), file_of(key, "xlsx")]

        def look():
            for address in addresses:
                client.get(address)
                with sql.count(maximum=12):
                    response = client.get(address)
                    assert response.status_code == 200
                    if response.streaming:
                        list(response.streaming_content)

        if not is_frozen:
            look()
        sit(house.quiz, [make_person(make_unit("", house.part)) for _ in range(10)])
        if is_frozen:
            frozen(house.quiz)
        look()
