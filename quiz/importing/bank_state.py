"""The bank as an import compares itself with it: few statements, whatever its size."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from wagtail.images import get_image_model

from intranet.pages.models import Keyword, Topic
from intranet.policies.models import PolicyPage
from quiz.bank_search import folded_stem
from quiz.decided import Wording
from quiz.importing.content import Content, Names, OptionContent
from quiz.importing.tidy import wording
from quiz.models import Question, QuestionImport, QuestionVersion
from quiz.similar import StemIndex
from search.text import fold

CHUNK = 2_000


class Present(NamedTuple):
    """A question of the bank with what its latest draft says."""

    question: Question
    content: Content
    image_id: int | None
    is_locked: bool
    is_in_approval: bool
    decided: Sequence[Wording] = ()


def names_for(question_import: QuestionImport) -> Names:
    """Topics by name and code, policies by their sign.

    Where the topic of the import was deleted meanwhile, the first one stands in for it.
    """
    topics: dict[str, int] = {}
    for number, code, name in Topic.objects.order_by("-pk").values_list("pk", "code", "name"):
        topics[fold(name)] = number
        topics[fold(code)] = number
    policies = {
        fold(f"{number}/{symbol}" if number else symbol): page_id
        for page_id, number, symbol in PolicyPage.objects.order_by("live", "-pk").values_list(
            "pk", "number", "symbol"
        )
    }
    topic_id = question_import.topic_id or Topic.objects.values_list("pk", flat=True).first()
    return Names(topics, policies, topic_id or 0)


class Bank:
    """Finds questions of the bank by code and by wording."""

    def __init__(self) -> None:
        self.by_code: dict[str, int] = {}
        self.by_stem: dict[str, list[int]] = defaultdict(list)
        self.codes: dict[int, str] = {}
        self.stems: dict[int, str] = {}
        for number, code, folded, stem, draft in _stems():
            self.stems[number] = stem
            self.codes[number] = code or ""
            if code:
                self.by_code[code.casefold()] = number
            known = folded_stem(folded) if stem.isprintable() else ""
            for text in dict.fromkeys((known or wording(stem), wording(draft))):
                if text:
                    self.by_stem[text].append(number)

    @cached_property
    def index(self) -> StemIndex:
        """The wordings, to look for near ones."""
        index = StemIndex()
        for stem, numbers in self.by_stem.items():
            index.add(numbers[0], stem)
        return index

    def candidates(self, code: str, stem: str) -> list[int]:
        """Questions with this code, else those with this wording."""
        if code and code.casefold() in self.by_code:
            return [self.by_code[code.casefold()]]
        return self.by_stem.get(wording(stem), [])

    def present(self, numbers: Collection[int], *, is_held: bool = False) -> dict[int, Present]:
        """These questions with what they say; held, so that nobody changes them meanwhile."""
        if not numbers:
            return {}
        questions = (
            Question.objects.with_approval()
            .filter(pk__in=numbers)
            .select_related("latest_revision", "image")
            .prefetch_related("options", "keyword_items__tag")
        )
        if is_held:
            questions = questions.select_for_update(of=("self",))
        found = list(questions)
        contents = _Drafts(found)
        decided = _decided(numbers)
        return {
            question.pk: Present(
                question,
                contents.of(question),
                contents.image_of(question),
                is_locked=question.locked,
                is_in_approval=question.is_in_approval,
                decided=decided.get(question.pk, ()),
            )
            for question in found
        }


def _decided(numbers: Collection[int]) -> Mapping[int, Sequence[Wording]]:
    """The versions of these questions about whose key something was decided."""
    found: dict[int, list[Wording]] = defaultdict(list)
    for version in QuestionVersion.objects.decided().filter(question__in=numbers):
        found[version.question_id].append(version.wording)
    return found


def _stems() -> Iterator[tuple[int, str | None, str, str, str]]:
    """Every question: number, code, folded text, wording, wording of its draft if it has one."""
    columns = (
        "pk",
        "code",
        "folded",
        "stem",
        "has_unpublished_changes",
        "latest_revision__object_str",
    )
    rows = Question.objects.order_by("pk").values_list(*columns)
    for number, code, folded, stem, has_draft, draft in rows.iterator(CHUNK):
        yield number, code, folded, stem, (draft or "") if has_draft else ""


class _Drafts:
    """What the latest drafts of some questions say, read without making objects of them."""

    def __init__(self, questions: Sequence[Question]) -> None:
        drafts = [draft for question in questions if (draft := _draft(question))]
        self.keywords = _by_id(
            Keyword.objects, "name", (row["tag"] for d in drafts for row in d["keyword_items"])
        )
        images = get_image_model().objects
        self.images = _by_id(images, "file_hash", (d.get("image") for d in drafts))

    def of(self, question: Question) -> Content:
        """The content of the draft, of the question itself where there is none."""
        draft = _draft(question)
        return self._of_draft(draft) if draft else _of_row(question)

    def image_of(self, question: Question) -> int | None:
        """The picture of the draft, of the question itself where there is none."""
        draft = _draft(question)
        image_id: int | None = draft.get("image") if draft else question.image_id
        return image_id

    def _of_draft(self, draft: Mapping[str, Any]) -> Content:
        options = sorted(draft["options"], key=lambda option: option["sort_order"] or 0)
        tolerance = draft.get("tolerance")
        return Content(
            kind=draft["kind"],
            stem=draft["stem"],
            topic_id=draft["topic"],
            options=tuple(
                OptionContent(*(option[name] for name in OptionContent._fields))
                for option in options
            ),
            code=draft["code"] or "",
            marking_rule=draft["marking_rule"],
            tolerance=None if tolerance is None else Decimal(tolerance),
            unit=draft["unit"],
            explanation=draft["explanation"],
            difficulty=draft["difficulty"],
            policy_id=draft["source_policy"],
            anchor=draft["source_anchor"],
            source_label=draft["source_label"],
            keywords=tuple(
                self.keywords[row["tag"]]
                for row in draft["keyword_items"]
                if row["tag"] in self.keywords
            ),
            image=self.images.get(draft.get("image") or 0, ""),
            image_alt=draft.get("image_alt", ""),
        )


def _draft(question: Question) -> Mapping[str, Any] | None:
    """The latest revision as it is kept, where it says something else than the row."""
    if not (question.live and question.has_unpublished_changes and question.latest_revision):
        return None
    content: Mapping[str, Any] = question.latest_revision.content
    return {"keyword_items": [], **content}


def _of_row(question: Question) -> Content:
    return Content(
        kind=question.kind,
        stem=question.stem,
        topic_id=question.topic_id,
        options=tuple(
            OptionContent(*(getattr(option, name) for name in OptionContent._fields))
            for option in question.options.all()
        ),
        code=question.code or "",
        marking_rule=question.marking_rule,
        tolerance=question.tolerance,
        unit=question.unit,
        explanation=question.explanation,
        difficulty=question.difficulty,
        policy_id=question.source_policy_id,
        anchor=question.source_anchor,
        source_label=question.source_label,
        keywords=tuple(item.tag.name for item in question.keyword_items.all()),
        image=question.image.file_hash if question.image else "",
        image_alt=question.image_alt,
    )


def _by_id(manager: Any, column: str, numbers: Iterable[int | None]) -> dict[int, str]:
    """One column of some rows; no statement for none."""
    wanted = {number for number in numbers if number}
    if not wanted:
        return {}
    return dict(manager.filter(pk__in=wanted).values_list("pk", column))
