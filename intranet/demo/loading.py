"""Fills an empty site with the demonstration, in one transaction."""

import datetime
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection

from intranet.accounts.roles import INTERNAL_COLLECTION, sync_roles
from intranet.demo import (
    accounts,
    attempts,
    closing,
    confirming,
    documents,
    organisation,
    pages,
    quizzes,
    reminding,
    site,
)
from intranet.demo.behaviour import (
    STILL_TO_DO,
    past_attempts,
    planned_attempts,
    planned_confirmations,
    practice_attempts,
    running_attempts,
)
from intranet.demo.bodies import References
from intranet.demo.content import BANK, filled, read
from intranet.demo.roster import MadeUpPerson
from intranet.demo.timeline import ZONE, Timeline
from intranet.organisation.models import Audience, Exemption, Person, Unit, UnitKind
from intranet.pages.models import HomePage, SectionPage, Topic
from intranet.policies.models import PolicyPage
from quiz.models import Question, QuizPage

Report = Callable[[str], None]
ON_LEAVE = ("MH-064", "MH-101")
PAST_ON_LEAVE = ("MH-040",)
AT_THE_MEETING = ("van-phong", "khtc")


def has_content() -> bool:
    """Whether the site holds anything that somebody may have made."""
    return any(model.objects.exists() for model in (HomePage, Person, Unit, Question))


@transaction.atomic
def load(*, now: datetime.datetime, password: str, report: Report) -> None:
    """Fill the empty site; after an interruption nothing is left and it can be run again."""
    timeline = Timeline(now.astimezone(ZONE).date())
    sync_roles()
    units = organisation.load_units()
    staff = organisation.load_people(units)
    report(_("%(units)d units, %(people)d made-up people") % _sizes(units, staff))
    users = accounts.create_accounts(password)
    report(_("%(count)d accounts with their roles") % {"count": len(users)})
    press = site.Press(author=users["bientap"], approver=users["vanphong"])
    loaded_quizzes = _load_pages(press, timeline, units, report)
    _excuse(loaded_quizzes["cung-hieu"], ON_LEAVE)
    _excuse(loaded_quizzes["mot-cua"], PAST_ON_LEAVE)
    report(_("Made-up attempts of a quiz that is over and of three weeks…"))
    past = past_attempts(staff, timeline, PAST_ON_LEAVE)
    count = attempts.play(loaded_quizzes["mot-cua"], past, now=timeline.past_closes)
    closing.close(loaded_quizzes["mot-cua"], timeline)
    rooms = [p for p in staff if units[p.unit].kind in (UnitKind.OFFICE, UnitKind.DIVISION)]
    practice = practice_attempts(rooms, timeline, now)
    first = planned_attempts(staff, timeline, now)
    plan = [*first, *running_attempts(staff, first, now)]
    count += attempts.play(loaded_quizzes["cung-hieu"], plan, now=now)
    count += attempts.play(loaded_quizzes["the-thuc"], practice, now=now)
    report(_("%(count)d attempts") % {"count": count})
    count = _read(press, staff, timeline, now)
    report(_("%(count)d confirmations of documents") % {"count": count})
    told = reminding.tell(now=now)
    report(_("%(count)d letters in the outbox") % {"count": told})


def _load_pages(
    press: site.Press, timeline: Timeline, units: dict[str, Unit], report: Report
) -> dict[str, QuizPage]:
    """Create all pages with their files; returns the quizzes by key."""
    texts = read("pages.json")
    home = site.load_home(press, texts)
    sections = site.load_sections(press, home, texts["sections"])
    topics = site.load_topics(read("topics.json"))
    collections = site.file_collections()
    images = site.load_images(texts["images"], collections)
    plan = _load_plan(
        press, sections["van-ban"], topics, collections[INTERNAL_COLLECTION], timeline
    )
    report(_("The plan of 2021 with %(count)d parts") % {"count": len(plan.body)})
    register = documents.load_documents(
        press,
        sections["van-ban"],
        read("documents.json"),
        timeline=timeline,
        topics=topics,
        units=units,
    )
    report(_("%(count)d more documents in the register") % {"count": len(register)})
    bank = quizzes.load_bank(press, BANK, topics["ke-hoach-28"])
    report(_("%(count)d questions") % {"count": len(bank)})
    texts = filled(texts, {**timeline.placeholders(), "plan_url": plan.get_url()})
    audiences = {
        "everybody": Audience.objects.everybody(),
        "rooms": organisation.load_rooms_audience(list(units.values())),
    }
    loaded = quizzes.load_quizzes(
        press,
        sections["trac-nghiem"],
        texts["quizzes"],
        timeline=timeline,
        bank=bank,
        topics=topics,
        audiences=audiences,
    )
    references = References(images=images, quizzes=loaded)
    pages.load_campaigns(
        press,
        sections["chien-dich"],
        texts["campaigns"],
        timeline=timeline,
        references=references,
        topics=topics,
        plan=plan,
    )
    pages.load_news(
        press,
        sections["tin-tuc"],
        texts["news"],
        timeline=timeline,
        references=references,
        topics=topics,
    )
    pages.load_guides(press, sections, texts["guides"], references=references, topics=topics)
    site.load_alert(
        texts["alert"], timeline.quiz_opens, timeline.quiz_due, loaded["cung-hieu"].get_url()
    )
    report(_("Campaigns, quizzes, news and guides"))
    return loaded


def _load_plan(
    press: site.Press,
    section: SectionPage,
    topics: dict[str, Topic],
    collection: Collection,
    timeline: Timeline,
) -> PolicyPage:
    """Create the page of the plan with the file that it was taken from."""
    document = read("ke-hoach-28.json")
    file = site.load_source_file(document["source_file"], document["title"], collection)
    plan_topics = [topics[code] for code in document["topics"]]
    return pages.load_plan(press, section, document, file, plan_topics, due=timeline.reading_due)


def _read(
    press: site.Press, staff: list[MadeUpPerson], timeline: Timeline, now: datetime.datetime
) -> int:
    """Let people confirm what must be read; one document changes in between. Returns how many."""
    asked, changed = timeline.reading_asked, timeline.text_changed
    plan = PolicyPage.objects.get(slug=pages.PLAN_SLUG)
    documents.ask_since(plan, asked)
    alone = [person for person in staff if person.unit not in AT_THE_MEETING]
    count = confirming.meet(plan, AT_THE_MEETING, timeline, press.approver)
    read_it = planned_confirmations(alone, plan.slug, asked, now, share=0.8)
    count += confirming.play(plan, read_it)

    (row,) = (row for row in read("documents.json") if "change" in row)
    notice = PolicyPage.objects.get(slug=row["slug"])
    documents.ask_since(notice, asked)
    documents.change(press, notice, row, timeline)
    before = planned_confirmations(
        staff, "before", asked, changed, share=0.9, certain={STILL_TO_DO}
    )
    after = planned_confirmations(staff, "after", changed, now, share=0.5)
    return count + confirming.play(notice, [*before, *after])


def _excuse(quiz: QuizPage, staff_codes: Iterable[str]) -> None:
    """Some people are on leave and do not count among those assigned."""
    Exemption.objects.bulk_create(
        Exemption(duty_kind="quiz", duty_key=str(quiz.pk), person=person, reason="leave")
        for person in Person.objects.filter(staff_code__in=staff_codes)
    )


def _sizes(units: dict[str, Unit], staff: list[MadeUpPerson]) -> dict[str, Any]:
    return {"units": len(units), "people": len(staff)}
