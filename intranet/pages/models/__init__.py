"""Page types that stand on no other app of ours, topics, keywords, alerts and settings."""

from intranet.pages.models.base import BasePage, BasePageQuerySet
from intranet.pages.models.site import Alert, AlertLevel, SiteIdentity
from intranet.pages.models.topics import Keyword, PageKeyword, Topic
from intranet.pages.models.types import HomePage, InformationPage, NewsPage, SectionPage

__all__ = [
    "Alert",
    "AlertLevel",
    "BasePage",
    "BasePageQuerySet",
    "HomePage",
    "InformationPage",
    "Keyword",
    "NewsPage",
    "PageKeyword",
    "SectionPage",
    "SiteIdentity",
    "Topic",
]
