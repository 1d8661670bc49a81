"""Questions of the bank as readers of files see them, and the files that they are written into."""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import PurePath
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.images import get_image_model
from wagtail.log_actions import log

from intranet.pages.models import Keyword, Topic
from intranet.policies.models import PolicyPage
from quiz.formats.aiken import writing as aiken
from quiz.formats.base import LeftOut, Place, ReadImage, ReadOption, ReadQuestion, Written
from quiz.formats.gift import writing as gift
from quiz.formats.moodle_xml import writing as moodle_xml
from quiz.formats.sheets import writing as sheets
from quiz.models import Question
from search.text import fold

PICTURE_LOST = "export_picture_lost"
EXPORT_ACTION = "quiz.export_questions"


class FileFormat(NamedTuple):
    """A kind of file: what it is called and good for, and what writes it."""

    label: str
    purpose: str | Promise
    suffix: str
    content_type: str
    write: Callable[[Sequence[ReadQuestion]], Written]
    has_pictures: bool = False


FORMATS: dict[str, FileFormat] = {
    "xlsx": FileFormat(
        "Excel (XLSX)",
        _("To look through and go on writing in Excel; can be taken in again as it is."),
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        sheets.write,
    ),
    "moodle_xml": FileFormat(
        "Moodle XML",
        _("For Moodle and other learning systems, with pictures and explanations."),
        "xml",
        "application/xml",
        moodle_xml.write,
        has_pictures=True,
    ),
    "gift": FileFormat(
        "GIFT",
        _("A text that Moodle and many tools read; easy to write by hand."),
        "gift.txt",
        "text/plain; charset=utf-8",
        gift.write,
    ),
    "aiken": FileFormat(
        "Aiken",
        _("The plainest text: choice questions with one right answer, nothing else."),
        "aiken.txt",
        "text/plain; charset=utf-8",
        aiken.write,
    ),
}


def written(
    questions: QuerySet[Question], format_name: str, *, with_drafts: bool = False
) -> Written:
    """The questions as a file of the format, and those that it cannot hold."""
    file_format = FORMATS[format_name]
    has_pictures = file_format.has_pictures
    found = as_read(questions, with_drafts=with_drafts, with_pictures=has_pictures)
    if not has_pictures:
        return file_format.write(found)
    made = file_format.write([_without_lost_picture(question) for question in found])
    lost = [LeftOut(one, PICTURE_LOST) for one in found if one.image and not one.image.content]
    return made._replace(left_out=(*made.left_out, *lost))


def _without_lost_picture(question: ReadQuestion) -> ReadQuestion:
    """The question without a picture whose file is gone."""
    is_lost = question.image and not question.image.content
    return replace(question, image=None) if is_lost else question


def as_read(
    questions: QuerySet[Question], *, with_drafts: bool = False, with_pictures: bool = False
) -> list[ReadQuestion]:
    """The questions in the terms of files, in a fixed number of statements.

    With drafts each stands as its editor shows it, otherwise as the bank lists it. The bytes of
    pictures are read only where they are wanted; without them a picture is a name.
    """
    found = by_key(questions, with_drafts=with_drafts, with_pictures=with_pictures)
    return list(found.values())


def by_key(
    questions: QuerySet[Question], *, with_drafts: bool = False, with_pictures: bool = False
) -> dict[int, ReadQuestion]:
    """The same by the key that each question has in the bank, in the order asked for."""
    contents = list(_contents(questions, with_drafts=with_drafts))
    names = _Names.of(contents, with_pictures=with_pictures)
    return {
        content["pk"]: _question(content, names, number)
        for number, content in enumerate(contents, start=1)
    }


def _contents(questions: QuerySet[Question], *, with_drafts: bool) -> Iterable[dict[str, Any]]:
    """What stands in each question, in the form in which drafts are kept."""
    rows = questions.prefetch_related("options", "keyword_items")
    if with_drafts:
        rows = rows.select_related("latest_revision")
    for question in rows:
        is_draft = with_drafts and question.has_unpublished_changes and question.latest_revision
        yield question.latest_revision.content if is_draft else question.serializable_data()


@dataclass(frozen=True, slots=True)
class _Names:
    """What the keys of related rows are called in files."""

    topics: Mapping[int, str]
    keywords: Mapping[int, str]
    policies: Mapping[int, str]
    images: Mapping[int, Any]
    with_pictures: bool

    @classmethod
    def of(cls, contents: Sequence[Mapping[str, Any]], *, with_pictures: bool) -> "_Names":
        """Look up everything that the questions refer to, kind by kind."""
        items = (item for content in contents for item in content.get("keyword_items", []))
        keywords = Keyword.objects.filter(pk__in={item["tag"] for item in items})
        policies = PolicyPage.objects.filter(pk__in=_keys(contents, "source_policy"))
        images = get_image_model().objects.filter(pk__in=_keys(contents, "image"))
        return cls(
            topics=topic_names(),
            keywords=dict(keywords.values_list("pk", "name")),
            policies={policy.pk: policy.document_code for policy in policies.only(*CITED)},
            images={image.pk: image for image in images},
            with_pictures=with_pictures,
        )


CITED = ("number", "symbol")


def _keys(contents: Iterable[Mapping[str, Any]], field: str) -> set[int]:
    return {content[field] for content in contents if content.get(field)}


def topic_names() -> dict[int, str]:
    """Each topic by its name, or by its code where two are called the same."""
    topics = list(Topic.objects.values_list("pk", "code", "name"))
    folded = [fold(name) for _pk, _code, name in topics]
    twice = {name for name in folded if folded.count(name) > 1}
    return {
        pk: code if known in twice else name
        for (pk, code, name), known in zip(topics, folded, strict=True)
    }


def _question(content: Mapping[str, Any], names: _Names, number: int) -> ReadQuestion:
    """A question; a draft of former times says nothing of fields that came later."""
    items = content.get("keyword_items", [])
    keywords = (names.keywords.get(item["tag"], "") for item in items)
    return ReadQuestion(
        place=Place(line=number),
        kind=content["kind"],
        stem=content["stem"],
        options=[_option(option) for option in content.get("options", [])],
        code=content["code"] or "",
        topic=names.topics.get(content["topic"], ""),
        keywords=sorted(filter(None, keywords)),
        difficulty=content["difficulty"],
        explanation=content["explanation"],
        policy=names.policies.get(content["source_policy"] or 0, ""),
        anchor=content["source_anchor"],
        source_label=content["source_label"],
        marking_rule=content["marking_rule"],
        tolerance=_digits(content.get("tolerance")),
        unit=content.get("unit", ""),
        image=_image(content, names),
    )


def _option(option: Mapping[str, Any]) -> ReadOption:
    return ReadOption(
        text=option["text"],
        is_correct=option["is_correct"],
        match=option.get("match", ""),
        is_pinned=option["is_pinned"],
        reference_handling=option.get("reference_handling", "auto"),
    )


def _digits(value: Any) -> str:
    """A number with a decimal point and no needless zeros: 0.5."""
    return "" if value is None else format(Decimal(str(value)).normalize(), "f")


def _image(content: Mapping[str, Any], names: _Names) -> ReadImage | None:
    """The picture; its bytes are missing where its file is."""
    image = names.images.get(content.get("image") or 0)
    if image is None:
        return None
    data = b""
    if names.with_pictures:
        with contextlib.suppress(OSError), image.file.open("rb") as kept:
            data = kept.read()
    return ReadImage(PurePath(image.file.name).name, data, content.get("image_alt", ""))


def log_export(
    *,
    user: Any,
    format_name: str,
    number: int,
    left_out: Sequence[LeftOut],
    with_drafts: bool,
) -> None:
    """Write down who took how many questions out of the bank; in the history of the account."""
    data = {
        "format": FORMATS[format_name].label,
        "number": number,
        "left_out": len(left_out),
        "drafts": with_drafts,
    }
    log(instance=user, action=EXPORT_ACTION, user=user, data=data)
