"""What a dry run says once about its file: that it came before, that it names no difficulty."""

import pytest

from intranet.accounts.roles import EDITORS
from quiz.models import QuestionImport
from tests.factories_quiz import make_topic
from tests.quiz.import_acting import SOUND, act, member, show, upload

pytestmark = pytest.mark.django_db
MIXED = f"// [x-difficulty:hard]\n{SOUND}\n\nĐây là lời dẫn."


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    """Keep the files of a test in its own folder."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def author():
    return member(EDITORS)


def told(response):
    return " ".join(response.content.decode().split())


def test_a_difficulty_that_is_not_named_is_said_once_with_the_number(author):
    response = show(author, upload(author, SOUND))
    assert told(response).count("2 câu không ghi độ khó") == 1

    response = show(author, upload(author, MIXED))
    assert told(response).count("1 câu không ghi độ khó") == 1


def test_what_stands_in_the_bank_keeps_its_difficulty(author):
    topic = make_topic()
    act(author, upload(author, SOUND, topic=topic), "apply")
    response = show(author, upload(author, f"{SOUND}\n", topic=topic))
    assert "không ghi độ khó" not in told(response)


def test_the_very_same_file_is_recognised_once_it_was_written(author):
    first = upload(author, SOUND)
    second = upload(author, SOUND, name="khác.txt")
    assert "Tệp này đã được nhập" not in told(show(author, second))

    act(author, first, "apply")
    page = told(show(author, second))
    assert "Tệp này đã được nhập lúc" in page
    assert f"bởi {author.user}." in page
    assert "Tệp này đã được nhập" not in told(show(author, first))
    assert "Tệp này đã được nhập" not in told(show(author, upload(author, f"{SOUND}\n")))
    assert QuestionImport.objects.count() == 3
