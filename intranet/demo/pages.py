"""Loads the plan, the campaigns, the news and the guides of the demonstration."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

from wagtail.models import Page

from campaigns.models import CampaignPage
from intranet.demo.bodies import Block, References, part_stream, stream
from intranet.demo.site import Press
from intranet.demo.timeline import Timeline, moment
from intranet.pages.models import InformationPage, NewsPage, Topic
from intranet.policies.models import DocumentType, PolicyPage

PLAN_SLUG = "ke-hoach-28-kh-sldtbxh"
CURRENT_CAMPAIGN_SLUG = "cung-hieu-ke-hoach"


def load_plan(
    press: Press,
    section: Page,
    plan: Mapping[str, Any],
    source_file: Any,
    topics: list[Topic],
    *,
    due: datetime.date,
) -> PolicyPage:
    """Create the page of the plan of 2021: its head, every printed part, its foot, its file.

    Everybody confirms to have read it.
    """
    page = PolicyPage(
        title=plan["title"],
        slug=PLAN_SLUG,
        summary=plan["summary"],
        number=plan["number"],
        symbol=plan["symbol"],
        document_type=DocumentType.PLAN,
        issuer=plan["issuer"],
        parent_body=plan["parent_body"],
        place=plan["place"],
        issued_on=datetime.date.fromisoformat(plan["issued_on"]),
        abstract=plan["abstract"],
        signer_position=plan["signer_position"],
        signer_name=plan["signer_name"],
        recipients="\n".join(plan["recipients"]),
        editor_note=plan["editor_note"],
        body=json.dumps(part_stream(plan["parts"], plan["editor_notes"]), ensure_ascii=False),
        source_file=source_file,
        is_must_read=True,
        must_read_due=due,
        signatures=[
            {"email": one["address"], "signed_at": one["signed_at"]} for one in plan["signatures"]
        ],
    )
    page.topics = topics
    return press.publish(section, page)


def load_campaigns(
    press: Press,
    section: Page,
    rows: list[dict[str, Any]],
    *,
    timeline: Timeline,
    references: References,
    topics: Mapping[str, Topic],
    plan: PolicyPage,
) -> None:
    """Create the current campaign, dated by the timeline, and the past one with its own years."""
    for row in rows:
        starts_on, ends_on = _period(row, timeline)
        page = CampaignPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            starts_on=starts_on,
            ends_on=ends_on,
            goals=_body([_goals(row["goals"])], references, f"{row['slug']}:goals"),
            body=_body(row["body"], references, row["slug"]),
            image=references.images.get(row["image"]),
        )
        page.policies = [plan]
        page.quizzes = [references.quizzes[key] for key in row["quizzes"]]
        page.topics = [topics[code] for code in row["topics"]]
        press.publish(section, page)


def load_news(
    press: Press,
    section: Page,
    rows: list[dict[str, Any]],
    *,
    timeline: Timeline,
    references: References,
    topics: Mapping[str, Topic],
) -> None:
    """Create the news items, each on its day before the start."""
    for row in rows:
        day = timeline.today + datetime.timedelta(days=row["day"])
        page = NewsPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            published_on=day,
            image=references.images.get(row["image"]),
            body=_body(row["body"], references, row["slug"]),
        )
        page.topics = [topics[code] for code in row["topics"]]
        press.publish(section, page, first=moment(day, 8))


def load_guides(
    press: Press,
    sections: Mapping[str, Page],
    rows: list[dict[str, Any]],
    *,
    references: References,
    topics: Mapping[str, Topic],
) -> None:
    """Create the explainers in the sections that they name."""
    for row in rows:
        picture = [{"type": "image", "image": row["image"]}] if row["image"] else []
        page = InformationPage(
            title=row["title"],
            slug=row["slug"],
            summary=row["summary"],
            body=_body(picture + row["body"], references, row["slug"]),
        )
        page.topics = [topics[code] for code in row["topics"]]
        press.publish(sections[row["section"]], page)


def _period(row: Mapping[str, Any], timeline: Timeline) -> tuple[datetime.date, datetime.date]:
    if "starts_on" not in row:
        return timeline.campaign_starts, timeline.campaign_ends
    return (
        datetime.date.fromisoformat(row["starts_on"]),
        datetime.date.fromisoformat(row["ends_on"]),
    )


def _goals(goals: list[str]) -> Block:
    return {"type": "list", "title": "", "ordered": False, "items": goals}


def _body(blocks: list[Block], references: References, place: str) -> str:
    return json.dumps(stream(blocks, references, place=place), ensure_ascii=False)
