"""Options that speak of each other, from the editing form to the screen of an attempt."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from quiz.models import Question
from quiz.presenters.questions import lettered
from tests.factories import make_user
from tests.factories_quiz import make_attempt, make_question, make_quiz, make_topic

pytestmark = pytest.mark.django_db

OPTIONS = [("Đúng hạn", False), ("Đúng quy trình", False), ("Chậm trễ", False)]
BOTH = "Cả A và B đều đúng"
ALL = "Tất cả các phương án trên"


def kept(question):
    return {option["text"]: option.get("reference") for option in question.current_version.options}


class TestVersions:
    def test_a_version_keeps_what_was_recognised(self):
        question = make_question(options=[*OPTIONS, (BOTH, True)])
        ids = [option["id"] for option in question.current_version.options]
        assert kept(question) == {
            **{text: None for text, _is_correct in OPTIONS},
            BOTH: {"kind": "letters", "options": ids[:2], "spans": [[3, 4], [8, 9]]},
        }

    def test_without_references_a_version_says_nothing_of_them(self):
        question = make_question()
        assert not any("reference" in option for option in question.current_version.options)

    def test_the_same_content_again_makes_no_version(self):
        question = make_question(options=[*OPTIONS, (BOTH, True)])
        question.save_revision().publish()
        assert question.versions.count() == 1

    def test_another_decision_makes_a_version(self):
        question = make_question(options=[*OPTIONS, (BOTH, True)])
        option = question.options.get(text=BOTH)
        option.reference_handling = "plain"
        question.options = [*question.options.exclude(pk=option.pk), option]
        question.save_revision().publish()
        question.refresh_from_db()
        assert question.versions.count() == 2
        assert not any(kept(question).values())

    def test_answers_without_letters_speak_of_nothing(self):
        question = make_question(kind="ordering", options=[*OPTIONS, (BOTH, True)])
        assert not any(kept(question).values())


class TestTaking:
    def shown(self, text, seeds=30):
        question = make_question(options=[*OPTIONS, (text, True)])
        quiz = make_quiz(questions=[question], shuffle_options=True, max_attempts=0)
        for _ in range(seeds):
            response = make_attempt(quiz).responses.select_related("question_version").get()
            texts = {option["text"]: option["id"] for option in response.question_version.options}
            yield texts, response.option_order, lettered(response)

    def test_letters_name_the_options_they_named_for_the_author(self):
        question = make_question(options=[*OPTIONS, (BOTH, True)])
        version = question.current_version
        ids = [option["id"] for option in version.options]
        order = [ids[2], ids[0], ids[3], ids[1]]

        class Response:
            question_version = version
            option_order = order

        assert list(lettered(Response).values()) == [
            "A. Chậm trễ",
            "B. Đúng hạn",
            "C. Cả B và D đều đúng",
            "D. Đúng quy trình",
        ]

    def test_all_of_the_above_is_last_in_every_attempt(self):
        for texts, order, _shown in self.shown(ALL, seeds=5):
            assert order[-1] == texts[ALL]

    def test_what_an_attempt_shows_agrees_with_its_order(self):
        for texts, order, shown in self.shown(BOTH, seeds=5):
            letters = sorted("ABCD"[order.index(texts[text])] for text, _ in OPTIONS[:2])
            sentence = f"Cả {letters[0]} và {letters[1]} đều đúng"
            assert shown[texts[BOTH]].endswith(f". {sentence}")


def form(options, **extra):
    rows = [
        {
            "text": text,
            "is_correct": "on" if place == 0 else "",
            "is_pinned": "",
            "match": "",
            "reference_handling": handling,
        }
        for place, (text, handling) in enumerate(options)
    ]
    return {
        **nested_form_data(
            {
                "code": "",
                "kind": "single",
                "stem": "Ý nào đúng?",
                "options": inline_formset(rows),
                "marking_rule": "all_or_nothing",
                "tolerance": "",
                "unit": "",
                "explanation": "",
                "topic": str(make_topic().pk),
                "difficulty": "easy",
                "source_policy": "",
                "source_anchor": "",
                "source_label": "",
            }
        ),
        **extra,
    }


class TestEditing:
    ADD = "wagtailsnippets_quiz_question:add"

    @pytest.fixture
    def editor(self):
        client = Client()
        client.force_login(make_user(is_superuser=True, is_staff=True))
        return client

    @pytest.mark.parametrize(
        ("text", "handling", "note"),
        [
            (BOTH, "auto", "Hiểu là: nhắc tới A và B; chữ cái sẽ đổi theo thứ tự hiển thị."),
            (BOTH, "keep_place", "Hiểu là: nhắc tới A và B; phương án này và các phương án được"),
            (BOTH, "plain", "nhưng được coi là phương án thường theo lựa chọn của anh/chị"),
            (
                "Cả A, B và C đều đúng",
                "auto",
                "Hiểu là: nhắc tới A, B và C, là tất cả các phương án",
            ),
            (ALL, "auto", "Hiểu là: nói về tất cả các phương án phía trên"),
            ("Không phương án nào đúng", "auto", "Hiểu là: phủ định các phương án khác"),
            ("Kịp thời", "auto", None),
        ],
    )
    def test_the_author_sees_what_was_recognised_after_saving(self, editor, text, handling, note):
        options = [(other, "auto") for other, _is_correct in OPTIONS]
        editor.post(reverse(self.ADD), form([*options, (text, handling)]))
        edit = reverse("wagtailsnippets_quiz_question:edit", args=[Question.objects.get().pk])
        content = editor.get(edit).content.decode()
        assert ("Hiểu là" in content or "phương án thường" in content) is bool(note)
        assert note is None or note in content

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("Cả A và E đều đúng", "Phương án D nhắc tới E"),
            ("Cả A và D đều đúng", "Phương án D nhắc tới chính nó"),
        ],
    )
    def test_a_letter_without_an_option_is_refused_and_can_be_overruled(
        self, editor, text, message
    ):
        options = [(other, "auto") for other, _is_correct in OPTIONS]
        data = form([*options, (text, "auto")], **{"action-publish": "1"})
        response = editor.post(reverse(self.ADD), data)
        assert message in response.content.decode()
        assert not Question.objects.exists()
        data["options-3-reference_handling"] = "plain"
        assert editor.post(reverse(self.ADD), data).status_code == 302
        assert Question.objects.exists()

    def test_the_order_of_the_form_counts_not_that_of_its_rows(self, editor):
        options = [(text, "auto") for text in (BOTH, "Đúng hạn", "Đúng quy trình")]
        data = form(options, **{"action-publish": "1"})
        data |= {"options-0-ORDER": "3", "options-1-ORDER": "1", "options-2-ORDER": "2"}
        assert editor.post(reverse(self.ADD), data).status_code == 302

    def test_publishing_by_another_way_is_refused_too(self):
        question = make_question(
            options=[*OPTIONS, ("Cả A và E đều đúng", True)], is_published=False
        )
        assert any("E" in message for message in question.publication_errors())

    def test_the_preview_tells_it_too(self, editor):
        question = make_question(options=[], is_published=False)
        address = reverse("wagtailsnippets_quiz_question:preview_on_edit", args=[question.pk])
        options = [(text, "auto") for text, _is_correct in OPTIONS]
        editor.post(address, form([*options, (BOTH, "auto")]))
        content = editor.get(address + "?mode=").content.decode()
        assert "<b>D.</b> Hiểu là: nhắc tới A và B" in content
