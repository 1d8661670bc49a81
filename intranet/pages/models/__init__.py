"""Page types that stand on no other app of ours, topics, keywords, alerts and settings."""

from intranet.pages.models.abbreviations import Abbreviation
from intranet.pages.models.approval import (
    Decision,
    PublicationChange,
    SecondPersonTask,
    SecondPersonTaskState,
)
from intranet.pages.models.base import BasePage, BasePageQuerySet
from intranet.pages.models.bindings import CollectionBinding
from intranet.pages.models.publication import CheckedPublicationMixin, PublicationRefusedError
from intranet.pages.models.site import Alert, AlertLevel, SiteIdentity
from intranet.pages.models.topics import Keyword, PageKeyword, Topic
from intranet.pages.models.types import HomePage, InformationPage, NewsPage, SectionPage

__all__ = [
    "Abbreviation",
    "Alert",
    "AlertLevel",
    "BasePage",
    "BasePageQuerySet",
    "CheckedPublicationMixin",
    "CollectionBinding",
    "Decision",
    "HomePage",
    "InformationPage",
    "Keyword",
    "NewsPage",
    "PageKeyword",
    "PublicationChange",
    "PublicationRefusedError",
    "SecondPersonTask",
    "SecondPersonTaskState",
    "SectionPage",
    "SiteIdentity",
    "Topic",
]
