"""Moves the dates of the demonstration to today, so that an aged one is fresh again."""

import datetime
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F
from wagtail.models import Page
from wagtail.search import index

from campaigns.models import CampaignPage
from intranet.demo import closing, confirming, reminding
from intranet.demo.content import read
from intranet.demo.pages import CURRENT_CAMPAIGN_SLUG, PLAN_SLUG
from intranet.demo.timeline import ZONE, Timeline
from intranet.pages.models import Alert, NewsPage
from intranet.policies.models import PolicyPage
from quiz.models import Attempt, QuizPage, Response

_TEXT_FIELDS = ("title", "draft_title", "summary")


@transaction.atomic
def refresh(*, now: datetime.datetime) -> int | None:
    """Move everything by whole days; returns how many, or None where there is no demonstration."""
    campaign = CampaignPage.objects.filter(slug=CURRENT_CAMPAIGN_SLUG).first()
    if campaign is None:
        return None
    new = Timeline(now.astimezone(ZONE).date())
    old = Timeline(campaign.starts_on + (new.today - new.campaign_starts))
    shift = new.today - old.today
    if shift:
        texts = _replacements(old, new)
        _change(campaign, texts, starts_on=new.campaign_starts, ends_on=new.campaign_ends)
        _move_news(shift, texts)
        _move_alerts(shift, texts)
        _move_quizzes(shift)
        _move_attempts(shift, now)
        _move_documents(shift)
        confirming.move(shift, now)
        closing.close_again(old, new)
        reminding.forget()
        reminding.tell(now=now)
    return shift.days


def _replacements(old: Timeline, new: Timeline) -> dict[str, str]:
    """Printed dates of before and of now; the year only where it names the campaign."""
    before, after = old.placeholders(), new.placeholders()
    pairs = {before[name]: after[name] for name in before if name != "year"}
    return {**pairs, f"minh họa năm {before['year']}": f"minh họa năm {after['year']}"}


def _replaced(text: str, texts: Mapping[str, str]) -> str:
    """Replace all at once, for a new date may be the old one of another place."""
    if not texts:
        return text
    pattern = "|".join(re.escape(old) for old in texts)
    return re.sub(pattern, lambda found: texts[found[0]], text)


def _change(page: Any, texts: Mapping[str, str], **dates: Any) -> None:
    """Change a page and its latest draft in place: no editor's act, so no new revision."""
    values = {name: _replaced(getattr(page, name), texts) for name in _TEXT_FIELDS}
    if hasattr(page, "body"):
        raw = json.dumps(list(page.body.raw_data), ensure_ascii=False)
        values["body"] = page._meta.get_field("body").to_python(_replaced(raw, texts))
    type(page).objects.filter(pk=page.pk).update(**values, **dates)
    revision = page.latest_revision
    if revision:
        content = json.loads(_replaced(json.dumps(revision.content, ensure_ascii=False), texts))
        content.update({name: _as_json(value) for name, value in dates.items()})
        revision.content = content
        revision.save(update_fields=["content"])
    index.insert_or_update_object(type(page).objects.get(pk=page.pk))


def _as_json(value: datetime.date | datetime.datetime | None) -> str | None:
    return value.isoformat() if value else None


def _move_news(shift: datetime.timedelta, texts: Mapping[str, str]) -> None:
    slugs = [row["slug"] for row in read("pages.json")["news"]]
    for page in NewsPage.objects.filter(slug__in=slugs):
        _change(page, texts, published_on=page.published_on + shift)
    Page.objects.filter(slug__in=slugs).update(first_published_at=F("first_published_at") + shift)


def _move_alerts(shift: datetime.timedelta, texts: Mapping[str, str]) -> None:
    title = read("pages.json")["alert"]["title"]
    for alert in Alert.objects.filter(title=title):
        alert.body = _replaced(alert.body, texts)
        alert.starts_at += shift
        alert.ends_at = alert.ends_at and alert.ends_at + shift
        alert.save()


def _move_quizzes(shift: datetime.timedelta) -> None:
    """Move the windows past the rule that freezes them: attempts and window move together."""
    for page in _demo_quizzes():
        moments = {name: getattr(page, name) for name in ("opens_at", "due_at", "closes_at")}
        _change(page, {}, **{name: at and at + shift for name, at in moments.items()})


def _move_attempts(shift: datetime.timedelta, now: datetime.datetime) -> None:
    """Move every attempt, but none into the future: visitors' own ones may be of yesterday."""
    by_days: dict[int, list[int]] = defaultdict(list)
    rows = Attempt.objects.filter(quiz__in=_demo_quizzes())
    for pk, started, finished in rows.values_list("pk", "started_at", "finished_at"):
        by_days[min(shift.days, (now - (finished or started)).days)].append(pk)
    for days, attempts in by_days.items():
        by = datetime.timedelta(days=days)
        Attempt.objects.filter(pk__in=attempts).update(
            started_at=F("started_at") + by,
            deadline=F("deadline") + by,
            closes_at=F("closes_at") + by,
            finished_at=F("finished_at") + by,
        )
        Response.objects.filter(attempt__in=attempts).update(
            saved_at=F("saved_at") + by, closes_at=F("closes_at") + by
        )


def _move_documents(shift: datetime.timedelta) -> None:
    """Move by when the documents are to be confirmed and reviewed; no printed day moves."""
    slugs = [PLAN_SLUG, *(row["slug"] for row in read("documents.json"))]
    for page in PolicyPage.objects.filter(slug__in=slugs):
        days = {name: getattr(page, name) for name in ("must_read_due", "review_due")}
        _change(page, {}, **{name: day and day + shift for name, day in days.items()})


def _demo_quizzes() -> list[QuizPage]:
    slugs = [row["slug"] for row in read("pages.json")["quizzes"]]
    return list(QuizPage.objects.filter(slug__in=slugs))
