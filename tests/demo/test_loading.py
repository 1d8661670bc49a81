"""The demonstration as loaded: whole, once, in Vietnamese, with roles that can do their part."""

import datetime
import html
import io
import re
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page

from campaigns.models import CampaignPage
from intranet.accounts.models import User
from intranet.demo import accounts, attempts, closing, quizzes
from intranet.demo.content import read
from intranet.demo.loading import has_content, load
from intranet.demo.pages import PLAN_SLUG
from intranet.demo.timeline import ZONE, Timeline
from intranet.organisation import duties
from intranet.organisation.differences import Change, differences
from intranet.organisation.freezing import freeze_due
from intranet.organisation.models import (
    Exemption,
    FrozenRoster,
    FrozenUnit,
    Membership,
    Person,
    Unit,
    UnitPeriod,
)
from intranet.pages.models import Alert, HomePage, NewsPage, SectionPage, SiteIdentity, Topic
from intranet.policies.duties import KIND as MUST_READ
from intranet.policies.effect import Effect
from intranet.policies.models import (
    Acknowledgement,
    BriefingMeeting,
    Citation,
    PolicyPage,
    PublishedVersion,
)
from intranet.policies.must_read import panel
from quiz.models import Attempt, AttemptState, Question, QuestionVersion, QuizPage, Response
from quiz.services import start_attempt, submit_attempt

NOW = datetime.datetime(2026, 11, 23, 10, 5, tzinfo=ZONE)
PASSWORD = "mat-khau-cua-bai-thu"
COUNTED = (
    *(Unit, UnitPeriod, Person, Membership, Topic, Question, QuestionVersion, Exemption),
    *(Page, User, Group, Attempt, Response, Alert),
    *(PublishedVersion, Acknowledgement, BriefingMeeting, Citation),
)
ENGLISH = re.compile(
    r"\b(the|and|of|with|your|you|page|pages|home|search|sign|password|quiz|question|attempt|"
    r"campaign|news|unit|report|minutes|from|until|by|date|open|closed)\b",
    re.IGNORECASE,
)


def run(command: str, *arguments: str, **options: Any) -> str:
    """Run a command and return what it prints."""
    out = io.StringIO()
    call_command(command, *arguments, stdout=out, **options)
    return out.getvalue()


def counts() -> dict[str, int]:
    return {model._meta.label: model.objects.count() for model in COUNTED}


def words(page: str) -> str:
    """The text of an HTML page as a person reads it."""
    without_code = re.sub(r"(?s)<(script|style|svg)\b.*?</\1>", " ", page)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", without_code)).split())


class TestLoaded(TestCase):
    """The demonstration, loaded once on a Monday morning for all of these."""

    @classmethod
    def setUpTestData(cls) -> None:
        with time_machine.travel(NOW, tick=False):
            load(now=NOW, password=PASSWORD, report=lambda line: None)

    def setUp(self) -> None:
        travel = time_machine.travel(NOW)
        travel.start()
        self.addCleanup(travel.stop)

    def visit(self, username: str, address: str) -> Any:
        """Open an address as one of the accounts; without a name as a stranger."""
        if username:
            self.client.force_login(User.objects.get(username=username))
        else:
            self.client.logout()
        return self.client.get(address)

    def test_counts(self) -> None:
        expected = {"units": 28, "people": 240, "questions": 73, "news": 5, "sections": 6}
        assert expected == {
            "units": Unit.objects.count(),
            "people": Person.objects.filter(is_sample=True).count(),
            "questions": Question.objects.count(),
            "news": NewsPage.objects.live().count(),
            "sections": SectionPage.objects.live().count(),
        }
        assert Unit.objects.filter(kind="district_office", is_sample=True).count() == 13
        assert Page.objects.filter(live=False).count() == 0

    def test_only_confirmed_questions_can_be_drawn(self) -> None:
        drafts = set(Question.objects.filter(live=False).values_list("code", flat=True))
        assert drafts == {"Q40", "Q41", "Q46", "Q47", "Q48", "Q58"}
        assert QuestionVersion.objects.count() == Question.objects.filter(live=True).count()

    def test_every_state_of_participation_is_to_be_seen(self) -> None:
        states = Attempt.objects.values_list("state", "is_passed")
        assert {
            (AttemptState.SUBMITTED, True),
            (AttemptState.SUBMITTED, False),
            (AttemptState.EXPIRED, False),
            (AttemptState.IN_PROGRESS, None),
        } <= set(states)
        assert Exemption.objects.count() == 3

    def test_attempts_hold_ten_marked_answers_and_lie_in_the_window(self) -> None:
        quiz = QuizPage.objects.get(slug="cung-hieu-ke-hoach-28")
        for attempt in quiz.attempts.prefetch_related("responses"):
            assert attempt.responses.count() == 10
            assert quiz.opens_at <= attempt.started_at < NOW
            if attempt.state != AttemptState.IN_PROGRESS:
                assert attempt.score == sum(r.mark for r in attempt.responses.all())

    def test_the_quiz_that_is_over_is_frozen_and_a_late_decision_stands_beside_it(self) -> None:
        timeline = Timeline(NOW.date())
        frozen = FrozenRoster.objects.frozen().get()
        quiz = QuizPage.objects.get(slug=closing.SLUG)
        assert (frozen.duty_key, frozen.cut_off) == (str(quiz.pk), timeline.past_closes)
        assert frozen.frozen_at < timeline.quiz_opens
        assert (frozen.assigned, frozen.excused) == (239, 1)
        assert frozen.done == frozen.assigned - frozen.not_started > 120
        assert 0 < frozen.passed < frozen.done
        silent = FrozenUnit.objects.filter(roster=frozen, depth=1, assigned__gt=0, done=0)
        assert silent.count() == 3
        duty = duties.find("quiz", str(quiz.pk))
        assert duty is not None
        found = differences(duty, moment=NOW)
        assert found is not None
        assert found.numbers == {Change.UNIT: 1}

    def test_the_figures_of_the_quiz_that_is_over_can_be_read(self) -> None:
        address = f"/bao-cao/quiz/{QuizPage.objects.get(slug=closing.SLUG).pk}/"
        for username in ("giamdoc", "vanphong", "truongphong"):
            for path in (address, f"{address}chenh-lech/", f"{address}hieu-bai/"):
                with self.subTest(username=username, path=path):
                    assert self.visit(username, path).status_code == 200

    def test_there_are_two_campaigns_one_of_them_past(self) -> None:
        running = CampaignPage.objects.running_on(NOW.date())
        assert [campaign.slug for campaign in running] == ["cung-hieu-ke-hoach"]
        assert CampaignPage.objects.get(slug="van-hoa-cong-so-2019-2025").live

    def test_the_body_is_a_setting(self) -> None:
        identity = SiteIdentity.objects.get()
        assert identity.body_name == "Sở Lao động - Thương binh và Xã hội"

    def test_the_source_file_is_the_original(self) -> None:
        stored = PolicyPage.objects.get(slug=PLAN_SLUG).source_file
        with stored.file.open("rb") as file:
            assert "o\u0301".encode() in file.read()

    def test_documents_are_in_every_state_of_effect_and_cite_each_other(self) -> None:
        badges = {
            slug: words(self.visit("canbo", f"/van-ban/{slug}/").content.decode())
            for slug in ("nghi-dinh-61-2018", "nghi-dinh-118-2025", "chuong-trinh-minh-hoa-02")
        }
        assert "Hết hiệu lực từ ngày 01/07/2025" in badges["nghi-dinh-61-2018"]
        assert "Hết hiệu lực" not in badges["nghi-dinh-118-2025"]
        coming = PolicyPage.objects.get(slug="chuong-trinh-minh-hoa-02")
        assert coming.effect_on(NOW.date()) is Effect.COMING
        notice = PolicyPage.objects.get(slug="thong-bao-minh-hoa-01")
        pairs = set(Citation.objects.values_list("page", "target"))
        assert {(coming.pk, notice.pk), (notice.pk, coming.pk)} <= pairs
        missing = Citation.objects.missing().values_list("document", flat=True)
        assert "493/KH-UBND" in missing
        assert [row.printed for row in Citation.objects.doubtful()] == [
            "Quyết định số 36/2019/QĐ-UBND ngày 19/6/2019"
        ]

    def test_what_must_be_read_is_confirmed_by_some_and_one_text_is_asked_again(self) -> None:
        plan, notice = PolicyPage.objects.filter(is_must_read=True).order_by("pk")
        timeline = Timeline(NOW.date())
        civil_servant = User.objects.get(username="canbo")
        assert panel(plan, civil_servant, NOW)["state"] == "asked"
        again = panel(notice, civil_servant, NOW)
        assert (again["state"], again["before"]["version"]) == ("asked", 1)
        assert [change["name"] for change in again["changes"]] == ["Phần 2.a", "Phần 2.c"]
        for page, least in ((plan, 80), (notice, 40)):
            duty = duties.find(MUST_READ, str(page.pk))
            assert duty.due_at.astimezone(ZONE).date() == timeline.reading_due
            done = {row["person_id"] for row in duties.standings(duty, NOW)}
            assert least < len(done) < 200
        meeting = BriefingMeeting.objects.get()
        assert meeting.held_on == timeline.meeting_day
        assert meeting.acknowledgements.count() > 20
        for given in Acknowledgement.objects.select_related("version"):
            assert given.version.published_at <= given.at <= NOW

    def test_loading_again_changes_nothing_and_says_so(self) -> None:
        before = counts()
        assert "không nạp gì thêm" in run("load_demo")
        assert counts() == before

    def test_who_may_open_what(self) -> None:
        unit = Unit.objects.get(code="nguoi-co-cong").pk
        other = Unit.objects.get(code="khtc").pk
        quiz = QuizPage.objects.get(slug="cung-hieu-ke-hoach-28").pk
        plan = "/van-ban/ke-hoach-28-kh-sldtbxh/"
        table = [
            ("", "/", 302),
            ("", plan, 302),
            ("", "/thong-tin-cong-khai/mot-cua-va-mot-cua-lien-thong/", 200),
            ("canbo", "/", 200),
            ("canbo", plan, 200),
            ("canbo", "/trac-nghiem/cung-hieu-ke-hoach-28/", 200),
            ("canbo", f"/bao-cao/quiz/{quiz}/{unit}/", 403),
            ("truongphong", f"/bao-cao/quiz/{quiz}/{unit}/", 200),
            ("truongphong", f"/bao-cao/quiz/{quiz}/{other}/", 403),
            ("vanphong", f"/bao-cao/quiz/{quiz}/{other}/", 200),
            ("giamdoc", f"/bao-cao/quiz/{quiz}/", 200),
            ("giamdoc", f"/bao-cao/quiz/{quiz}/{other}/", 403),
            ("bientap", "/quan-tri/", 200),
            ("canbo", "/quan-tri/", 403),
        ]
        for username, address, expected in table:
            with self.subTest(username=username, address=address):
                assert self.visit(username, address).status_code == expected

    def test_the_editor_writes_and_the_office_publishes(self) -> None:
        campaigns = SectionPage.objects.get(slug="chien-dich")
        rights = {
            name: campaigns.permissions_for_user(User.objects.get(username=name))
            for name in ("canbo", "bientap", "vanphong", "quantri")
        }
        assert {n: r.can_add_subpage() for n, r in rights.items()} == {
            "canbo": False,
            "bientap": True,
            "vanphong": True,
            "quantri": False,
        }
        assert {n: r.can_publish() for n, r in rights.items()} == {
            "canbo": False,
            "bientap": False,
            "vanphong": True,
            "quantri": False,
        }
        assert not User.objects.filter(is_superuser=True).exists()

    def test_an_editors_page_goes_through_the_workflow(self) -> None:
        assert CampaignPage.objects.first().get_workflow() is not None

    def test_all_accounts_belong_to_people_and_share_the_password(self) -> None:
        users = accounts.demo_users()
        assert len(users) == 6
        assert all(user.person.is_sample for user in users)
        assert accounts.has_password(PASSWORD)

    def test_the_plan_is_there_to_the_last_part_and_every_part_has_its_address(self) -> None:
        page = self.visit("canbo", "/van-ban/ke-hoach-28-kh-sldtbxh/").content.decode()
        text = words(page)
        for part in read("ke-hoach-28.json")["parts"]:
            with self.subTest(anchor=part["anchor"]):
                assert f'id="{part["anchor"]}"' in page
                assert part["text"] in text
                assert part["title"] in text

    def test_links_into_the_plan_lead_to_its_page(self) -> None:
        plan = PolicyPage.objects.get(slug=PLAN_SLUG).get_url()
        news = self.visit("canbo", "/tin-tuc/trich-dan-den-tung-muc/").content.decode()
        assert f'href="{plan}#III.1.c-2"' in news

    def test_nothing_on_a_readers_screen_is_english(self) -> None:
        addresses = [page.get_url() for page in Page.objects.live().filter(depth__gt=1)]
        for address in [*addresses, "/viec-cua-toi/", "/bao-cao/"]:
            with self.subTest(address=address):
                answer = self.visit("truongphong", address)
                assert answer.status_code == 200
                found = ENGLISH.findall(re.sub(r"\S+@\S+", "", words(answer.content.decode())))
                assert found == []

    def test_on_the_same_day_nothing_moves(self) -> None:
        assert "đúng với ngày hôm nay" in run("load_demo", refresh=True)

    def test_a_month_later_all_stands_on_that_day_again(self) -> None:
        later = NOW + datetime.timedelta(days=30)
        new = Timeline(later.date())
        before = counts()
        with time_machine.travel(later):
            assert "30 ngày" in run("load_demo", refresh=True)
            assert "đúng với ngày hôm nay" in run("load_demo", refresh=True)
        assert counts() == before
        quiz = QuizPage.objects.get(slug="cung-hieu-ke-hoach-28")
        assert (quiz.opens_at, quiz.due_at, quiz.closes_at) == (
            new.quiz_opens,
            new.quiz_due,
            new.quiz_closes,
        )
        draft = quiz.latest_revision.as_object()
        assert (draft.opens_at, draft.closes_at) == (quiz.opens_at, quiz.closes_at)
        campaign = CampaignPage.objects.get(slug="cung-hieu-ke-hoach")
        assert campaign.starts_on == new.campaign_starts
        assert new.placeholders()["week_5"] in str(campaign.body.raw_data[1])
        past = CampaignPage.objects.get(slug="van-hoa-cong-so-2019-2025")
        assert past.ends_on == datetime.date(2025, 12, 31)
        assert Alert.objects.get().ends_at == new.quiz_due
        plan = PolicyPage.objects.get(slug=PLAN_SLUG)
        assert plan.must_read_due == new.reading_due
        assert plan.versions.get().published_at == new.reading_asked
        notice = PolicyPage.objects.get(slug="thong-bao-minh-hoa-01")
        assert notice.versions.get(number=2).published_at == new.text_changed
        for given in Acknowledgement.objects.select_related("version"):
            assert given.version.published_at <= given.at <= later
        assert not Attempt.objects.filter(started_at__gt=later).exists()
        for attempt in quiz.attempts.all():
            assert quiz.opens_at <= attempt.started_at
            assert attempt.deadline == attempt.started_at + datetime.timedelta(minutes=20)

    def test_no_date_of_before_is_left_in_the_texts(self) -> None:
        old = Timeline(NOW.date()).placeholders()
        later = NOW + datetime.timedelta(days=400)
        with time_machine.travel(later):
            run("load_demo", refresh=True)
        for page in [*NewsPage.objects.all(), *CampaignPage.objects.all()]:
            text = (
                f"{page.title} {page.summary} {page.body.raw_data} {page.latest_revision.content}"
            )
            for name in ("start", "quiz_due", "week_1", "week_5"):
                assert old[name] not in text
        assert CampaignPage.objects.filter(title__contains="năm 2027").count() == 1

    def test_what_was_frozen_for_ends_that_moved_is_taken_anew(self) -> None:
        later = NOW + datetime.timedelta(days=400)
        with time_machine.travel(later):
            assert freeze_due(now=later)
            run("load_demo", refresh=True)
            again = FrozenRoster.objects.get()
            assert again.cut_off == Timeline(later.date()).past_closes
            assert (again.assigned, again.excused) == (239, 1)
            freeze_due(now=later)
        for cut_off in FrozenRoster.objects.values_list("cut_off", flat=True):
            assert cut_off <= later

    def test_a_visitors_attempt_is_not_moved_into_the_future(self) -> None:
        person = Person.objects.get(user__username="canbo")
        quiz = QuizPage.objects.get(slug="cung-hieu-ke-hoach-28")
        tried = NOW + datetime.timedelta(days=8)
        attempt = start_attempt(quiz=quiz, person=person, now=tried)
        submit_attempt(attempt=attempt, now=tried + datetime.timedelta(minutes=5))
        later = NOW + datetime.timedelta(days=10)
        with time_machine.travel(later):
            run("load_demo", refresh=True)
        attempt.refresh_from_db()
        assert later - datetime.timedelta(days=1) < attempt.finished_at <= later

    def test_the_password_stays_at_the_next_start(self) -> None:
        told = run("demo_accounts")
        assert "canbo" in told
        assert "lần khởi động đầu" in told
        assert PASSWORD not in told
        assert accounts.has_password(PASSWORD)

    def test_a_reset_prints_the_new_password(self) -> None:
        told = run("demo_accounts", reset=True)
        assert accounts.has_password(told.strip().rsplit(" ", 1)[-1])
        assert not accounts.has_password(PASSWORD)


@pytest.mark.usefixtures("first_day")
def test_a_production_site_is_left_alone(settings, capsys):
    settings.IS_DEMO = False
    for command in ("load_demo", "demo_accounts"):
        with pytest.raises(SystemExit) as stopped:
            call_command(command)
        assert stopped.value.code == 1
        assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert not has_content()


@pytest.mark.usefixtures("first_day")
def test_an_interruption_leaves_nothing_and_loading_can_be_repeated(monkeypatch):
    def rows() -> dict[str, int]:
        return {model._meta.label: model._default_manager.count() for model in apps.get_models()}

    def interrupt(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    before = rows()
    with monkeypatch.context() as interrupted:
        interrupted.setattr(quizzes, "load_bank", interrupt)
        with pytest.raises(KeyboardInterrupt):
            load(now=timezone.now(), password=PASSWORD, report=lambda line: None)
    assert rows() == before

    monkeypatch.setattr(attempts, "play", lambda *args, **kwargs: 0)
    monkeypatch.setenv("DEMO_PASSWORD", "cho-truoc-1234")
    assert "cho-truoc-1234" not in run("load_demo")
    assert HomePage.objects.live().exists()
    assert accounts.has_password("cho-truoc-1234")
    monkeypatch.setenv("DEMO_PASSWORD", "doi-khac-5678")
    assert "doi-khac-5678" not in run("demo_accounts")
    assert accounts.has_password("doi-khac-5678")


@pytest.mark.django_db
def test_there_is_nothing_to_refresh_on_an_empty_site(capsys):
    with pytest.raises(SystemExit):
        call_command("load_demo", refresh=True)
    assert "làm mới" in capsys.readouterr().err
