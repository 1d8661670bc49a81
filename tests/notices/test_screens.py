"""Notices on the site, wishes, and the link in letters."""

import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext, ngettext

from intranet.accounts.roles import EDITORS, IT_OFFICERS, OFFICE, sync_roles
from intranet.notices.models import DIGEST, Letter, LetterKind, Notice, ReminderPreference, Round
from intranet.notices.services import remind
from intranet.notices.unsubscribing import token_for
from intranet.organisation.progress import Progress, State
from tests.factories import make_person, make_user, of_role, signed_in
from tests.factories_pages import make_site
from tests.notices.conftest import DAY, MONDAY

pytestmark = pytest.mark.django_db

MY_TASKS = "/viec-cua-toi/"
SEEN = "/viec-cua-toi/da-xem/"
WISHES = "/viec-cua-toi/nhac-viec/"


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def site(db):
    return make_site()


@pytest.fixture
def person(reader):
    return reader(full_name="Trần Thị Hòa")


@pytest.fixture
def browser(site, person):
    return signed_in(person.user)


def titles(rows):
    return [row["title"] for row in rows]


def on_home(browser):
    sections = browser.get("/").context["sections"]
    return next((s.rows for s in sections if s.template_name == "notices/home.html"), None)


class TestOnTheSite:
    def test_what_comes_by_mail_is_chosen_at_the_top_of_the_tasks(self, browser, provider):
        page = browser.get(MY_TASKS).text.partition("<main")[2]
        assert page.index(f'href="{WISHES}"') < page.index("<section")

    def test_new_notices_stand_on_both_pages(self, browser, provider, everybody, tell):
        due = {"opens_at": MONDAY - 9 * DAY, "due_at": MONDAY + DAY}
        provider.add(everybody, title="Trắc nghiệm A", **due)
        tell()
        assert titles(on_home(browser)["notices"]) == ["Trắc nghiệm A"]
        page = browser.get(MY_TASKS)
        assert titles(page.context["notices"].new) == ["Trắc nghiệm A"]
        assert "24/11/2026" in page.text

    def test_home_without_any_says_nothing(self, browser, provider):
        assert on_home(browser) is None

    def test_what_is_merely_new_stands_among_the_tasks_of_home(
        self, browser, provider, everybody, tell
    ):
        provider.add(everybody)
        tell()
        assert on_home(browser) is None
        assert len(browser.get(MY_TASKS).context["notices"].new) == 1

    def test_who_reminds_is_named_whatever_was_told_since(
        self, browser, person, provider, everybody, unit, tell
    ):
        duty = provider.add(everybody)
        head = make_person(unit, user=True, role="head", full_name="Lê Văn Trưởng")
        remind(by=head.user, duty=duty, person_ids=[person.pk], moment=MONDAY)
        tell()
        (shown,) = on_home(browser)["notices"]
        assert shown["sender"] == "Lê Văn Trưởng"
        browser.post(SEEN, {"one": shown["id"]})
        assert browser.get(MY_TASKS).context["notices"].new == []

    def test_of_one_duty_the_last_word_is_shown(self, browser, provider, everybody, tell):
        provider.add(everybody, title="Trắc nghiệm A", due_at=MONDAY + 7 * DAY)
        for day in range(8):
            tell(MONDAY + day * DAY)
        assert len(browser.get(MY_TASKS).context["notices"].new) == 1

    def test_what_is_done_is_no_longer_shown(self, browser, person, provider, everybody, tell):
        duty = provider.add(everybody, opens_at=MONDAY - DAY, due_at=MONDAY)
        tell()
        provider.done[duty.key] = {person.pk: Progress(State.DONE)}
        assert on_home(browser) is None
        assert browser.get(MY_TASKS).context["notices"].new == []

    def test_more_than_three_are_counted_on_home(self, browser, provider, everybody, tell):
        for _ in range(5):
            provider.add(everybody, due_at=MONDAY + DAY, opens_at=MONDAY - 9 * DAY)
        tell()
        shown = on_home(browser)
        assert (len(shown["notices"]), shown["more"]) == (3, 2)

    def test_a_week_of_the_unit_is_shown_with_its_lists(
        self, browser, person, provider, everybody, rules, tell
    ):
        person.memberships.update(role="head")
        rules(sends_digest=True)
        provider.add(everybody, title="Cùng hiểu")
        tell()
        shown = [row for row in on_home(browser)["notices"] if row["is_digest"]]
        assert shown[0]["lines"][0]["title"] == "Cùng hiểu"
        assert shown[0]["lines"][0]["url"] in browser.get("/").text
        Notice.objects.filter(rung=DIGEST).update(duty_key="2026-11-16")
        tell(MONDAY + 7 * DAY)
        new = browser.get(MY_TASKS).context["notices"].new
        assert len([row for row in new if row["is_digest"]]) == 1

    def test_a_week_says_when_it_was_counted_and_where_everybody_stands(
        self, browser, person, provider, everybody, unit, rules, tell
    ):
        person.memberships.update(role="head")
        rules(sends_digest=True)
        begun = make_person(unit)
        provider.add(everybody, progress={begun.pk: Progress(State.IN_PROGRESS)})
        tell()
        (line,) = on_home(browser)["notices"][0]["lines"]
        stand = [line[name] for name in ("assigned", "done", "in_progress", "not_started")]
        assert stand == [2, 0, 1, 1]
        assert "09:00 23/11/2026" in browser.get("/").text

    def test_a_week_no_longer_offers_what_has_closed(
        self, site, person, provider, everybody, rules, tell
    ):
        person.memberships.update(role="head")
        rules(sends_digest=True)
        provider.add(everybody, title="Sắp đóng", closes_at=MONDAY + DAY)
        provider.add(everybody, title="Còn mở", closes_at=MONDAY + 3 * DAY)
        tell()
        for days, left in ((0, ["Sắp đóng", "Còn mở"]), (1, ["Còn mở"]), (3, [])):
            with time_machine.travel(MONDAY + days * DAY, tick=False):
                new = signed_in(person.user).get(MY_TASKS).context["notices"].new
            assert [titles(row["lines"]) for row in new if row["is_digest"]] == [left][: len(left)]

    @pytest.mark.parametrize(
        ("due", "ask"),
        [
            (None, "Newly assigned"),
            (1, "%(days)s day left"),
            (0, "Last day today"),
            (-2, "Overdue"),
        ],
    )
    def test_a_notice_says_what_it_wants(self, browser, provider, everybody, tell, due, ask):
        due_at = None if due is None else MONDAY + due * DAY
        provider.add(everybody, opens_at=MONDAY - 9 * DAY, due_at=due_at)
        tell()
        (row,) = browser.get(MY_TASKS).context["notices"].new
        word = ngettext(ask, "%(days)s days left", 1) if due == 1 else gettext(ask)
        assert row["ask"] == word % {"days": 1}

    def test_ticking_off_one_and_all(self, browser, provider, everybody, tell):
        for _ in range(3):
            provider.add(everybody)
        tell()
        notices = browser.get(MY_TASKS).context["notices"]
        answer = browser.post(SEEN, {"one": notices.new[0]["id"]})
        assert answer.url == MY_TASKS
        left = browser.get(MY_TASKS).context["notices"]
        assert (len(left.new), len(left.seen)) == (2, 1)
        browser.post(SEEN, {"up_to": left.up_to})
        assert browser.get(MY_TASKS).context["notices"].new == []
        assert on_home(browser) is None

    @pytest.mark.parametrize("sent", [{}, {"one": "x"}, {"up_to": "-1"}, {"one": "9" * 40}])
    def test_nonsense_changes_nothing(self, browser, provider, everybody, tell, sent):
        provider.add(everybody)
        tell()
        assert browser.post(SEEN, sent).url == MY_TASKS
        assert not Notice.objects.exclude(read_at=None).exists()

    def test_looking_ticks_nothing_off(self, browser):
        assert browser.get(SEEN).status_code == 405

    def test_an_account_without_a_person_is_told_nothing(self, site, provider, everybody):
        browser = signed_in(make_user())
        assert browser.get(MY_TASKS).status_code == 200
        assert "form__actions" not in browser.get(WISHES).text
        assert browser.post(WISHES, {"by_email": "on"}).status_code == 200

    def test_statements_do_not_grow_with_notices(self, browser, provider, everybody, tell, sql):
        provider.add(everybody)
        tell()

        def grow():
            for number in range(15):
                provider.add(everybody)
                tell(MONDAY + number * DAY)

        sql.flat(lambda: browser.get(MY_TASKS), grow, maximum=9)


class TestWishes:
    def test_they_are_kept(self, browser, person):
        assert browser.get(WISHES).context["form"].initial["by_email"] is True
        assert browser.post(WISHES, {}).url == WISHES
        assert not ReminderPreference.objects.get(person=person).by_email
        saved = browser.post(WISHES, {"by_email": "on"}, follow=True)
        assert ReminderPreference.objects.get(person=person).by_email
        assert f'class="button button--quiet" href="{MY_TASKS}"' in saved.text

    def test_only_who_leads_a_unit_is_asked_about_its_week(self, browser, person):
        assert list(browser.get(WISHES).context["form"].fields) == ["by_email"]
        person.memberships.update(role="deputy")
        assert "digest_by_email" in browser.get(WISHES).context["form"].fields

    def test_a_member_cannot_change_what_was_not_asked(self, browser, person):
        ReminderPreference.objects.create(person=person, digest_by_email=True)
        browser.post(WISHES, {})
        assert ReminderPreference.objects.get(person=person).digest_by_email


class TestStopLink:
    def address(self, person, kind=LetterKind.REMINDER):
        return f"/ngung-thu/{token_for(person.pk, kind)}/"

    def wants(self, person, kind=LetterKind.REMINDER):
        kept = ReminderPreference.objects.filter(person=person).first()
        return kept is None or kept.wants(kind)

    def test_opening_it_changes_nothing(self, site, person, client):
        for method in (client.get, client.head):
            assert method(self.address(person)).status_code == 200
        assert self.wants(person)

    @pytest.mark.parametrize("kind", [LetterKind.REMINDER, LetterKind.DIGEST])
    def test_the_button_stops_letters_of_the_kind(self, site, person, kind):
        browser = Client(enforce_csrf_checks=True)
        assert browser.post(self.address(person, kind)).status_code == 200
        assert not self.wants(person, kind)
        other = {LetterKind.REMINDER, LetterKind.DIGEST} - {kind}
        assert self.wants(person, other.pop())
        assert browser.post(self.address(person, kind), {"bat-lai": "1"}).status_code == 200
        assert self.wants(person, kind)

    @pytest.mark.parametrize(
        ("kind", "stopped", "again"),
        [
            (
                LetterKind.REMINDER,
                "Reminders of tasks will no longer be sent by e-mail",
                "Reminders of tasks will be sent by e-mail again",
            ),
            (
                LetterKind.DIGEST,
                "The week of your unit will no longer be sent by e-mail",
                "The week of your unit will be sent by e-mail again",
            ),
        ],
    )
    def test_it_says_what_came_of_it(self, site, person, client, kind, stopped, again):
        def told(**sent):
            method = client.post if sent else client.get
            page = method(self.address(person, kind), sent).text
            return [text for text in (stopped, again) if gettext(text) in page]

        assert told() == []
        assert told(ngung="1") == [stopped]
        assert told(**{"bat-lai": "1"}) == [again]
        assert told() == []

    def test_it_names_nobody(self, site, person, client):
        page = client.get(self.address(person)).text
        assert person.full_name not in page
        assert person.user.email not in page

    @pytest.mark.parametrize("change", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "abc"])
    def test_without_our_signature_nothing_is_found(self, site, person, client, change):
        token = change(token_for(person.pk, LetterKind.REMINDER))
        for method in (client.get, client.post, client.options):
            assert method(f"/ngung-thu/{token}/").status_code == 404
        assert self.wants(person)

    def test_of_somebody_whose_name_is_gone_nothing_is_found(self, site, person, client):
        person.deidentified_at = MONDAY
        person.save()
        assert client.post(self.address(person)).status_code == 404


class TestAdmin:
    LETTERS = "/quan-tri/thu-gui-di/"
    ROUNDS = "/quan-tri/luot-nhac-viec/"
    RULES = "/quan-tri/settings/notices/reminderrules/"

    @pytest.fixture
    def letters(self, site, provider, everybody, person, tell):
        sync_roles()
        provider.add(everybody)
        tell()

    @pytest.mark.parametrize(
        ("role", "sees_letters", "sets_rules"),
        [(IT_OFFICERS, True, True), (OFFICE, False, True), (EDITORS, False, False)],
    )
    def test_who_sees_what(self, letters, role, sees_letters, sets_rules):
        browser = signed_in(of_role(role))
        for address in (self.LETTERS, self.ROUNDS):
            assert browser.get(address).status_code == (200 if sees_letters else 302)
        shown = browser.get(self.RULES, follow=True)
        assert ("letters_until" in shown.text) is sets_rules

    def test_letters_are_listed_without_what_stands_in_them(self, letters, person):
        browser = signed_in(of_role(IT_OFFICERS))
        letter = Letter.objects.get()
        page = browser.get(self.LETTERS).text
        assert letter.address in page
        assert letter.text not in page
        assert browser.get(f"{self.LETTERS}edit/{letter.pk}/").status_code in (302, 403, 404)
        assert browser.post(f"{self.LETTERS}delete/{letter.pk}/").status_code in (302, 403, 404)
        assert Letter.objects.exists()
        assert Round.objects.exists()

    def test_statements_do_not_grow_with_letters(self, letters, reader, tell, sql):
        browser = signed_in(of_role(IT_OFFICERS))

        def grow():
            for _ in range(15):
                reader()
            tell(MONDAY + DAY)

        sql.flat(lambda: browser.get(self.LETTERS), grow, maximum=20)

    def test_hours_that_leave_no_time_are_refused(self, letters):
        from intranet.notices.models import ReminderRules

        browser = signed_in(of_role(IT_OFFICERS))
        page = browser.get(self.RULES, follow=True)
        address = page.redirect_chain[-1][0] if page.redirect_chain else self.RULES
        answer = browser.post(address, {"letters_from": "18", "letters_until": "7"})
        assert answer.status_code == 200
        assert ReminderRules.load().letters_from == 7


def test_the_head_of_a_unit_sees_no_notices_of_others(
    site, person, provider, everybody, tell, unit
):
    provider.add(everybody)
    tell()
    head = make_person(unit, user=True, role="head")
    assert signed_in(head.user).get(MY_TASKS).context["notices"].new == []
