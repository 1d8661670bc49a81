"""Pictures of questions: where they are shown, who gets them, what keeps one from going out."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file

from intranet.pages.files.bindings import bind_collection
from intranet.pages.models import PublicationRefusedError
from quiz.choices import Preset, QuestionKind
from quiz.models import Attempt
from tests.factories import make_audience, make_person, make_unit, make_user, signed_in
from tests.factories_pages import make_image, make_site
from tests.factories_quiz import make_question, make_quiz

pytestmark = pytest.mark.django_db

PICTURE = get_test_image_file().file.getvalue()
ALT = "Sơ đồ một cửa & ba bước"


@pytest.fixture
def section():
    return make_site().quizzes


@pytest.fixture
def client():
    return signed_in(make_person(make_unit(), user=True).user)


def named(name):
    """A picture whose file tells more than it should."""
    file = get_test_image_file(filename=name)
    return get_image_model().objects.create(title=name, file=file)


def with_picture(**fields):
    image = fields.pop("image", None) or make_image()
    return make_question(image=image, image_alt=ALT, **fields)


def begin(client, quiz):
    client.post(reverse("quiz_start", args=[quiz.pk]))
    return Attempt.objects.get(quiz=quiz)


def step(attempt, page=1):
    return reverse("attempt_step", args=[attempt.pk, page])


def pictures(response):
    return BeautifulSoup(response.content, "html.parser").select(".question__picture img")


class TestShown:
    def test_where_a_question_is_asked_and_explained(self, client, section):
        questions = [with_picture(), with_picture(kind=QuestionKind.TEXT_BLOCK, options=())]
        quiz = make_quiz(
            questions=questions, parent=section, questions_per_page=0, preset=Preset.PRACTICE
        )
        attempt = begin(client, quiz)
        asked = pictures(client.get(step(attempt)))
        client.post(reverse("attempt_reveal", args=[attempt.pk, 1]))
        revealed = pictures(client.get(step(attempt)))
        client.post(reverse("attempt_submit", args=[attempt.pk]))
        explained = pictures(client.get(reverse("attempt_result", args=[attempt.pk])))
        for shown in (asked, revealed, explained):
            assert [image["alt"] for image in shown] == [ALT, ALT]
            assert all(image["loading"] == "lazy" for image in shown)
            assert all(int(image["width"]) and int(image["height"]) for image in shown)

    def test_to_authors_before_and_in_a_sample(self, section):
        question = with_picture()
        quiz = make_quiz(questions=[question], parent=section)
        editor = signed_in(make_user(is_superuser=True, is_staff=True))
        sample = editor.get(reverse("quiz_sample_draws", args=[quiz.pk]))
        assert [image["alt"] for image in pictures(sample)] == [ALT]
        name = "wagtailsnippets_quiz_question:revisions_view"
        preview = editor.get(reverse(name, args=[question.pk, question.latest_revision_id]))
        assert [image["alt"] for image in pictures(preview)] == [ALT, ALT]

    def test_a_lost_file_leaves_the_words(self, client, section):
        question = with_picture()
        image = question.current_version.image
        image.renditions.all().delete()
        image.file.storage.delete(image.file.name)
        attempt = begin(client, make_quiz(questions=[question], parent=section))
        response = client.get(step(attempt))
        assert pictures(response) == []
        assert "Sơ đồ một cửa &amp; ba bước" in response.content.decode()


class TestFiles:
    def test_the_name_of_the_file_is_nowhere(self, client, section):
        question = with_picture(image=named("dap-an-B.png"))
        attempt = begin(client, make_quiz(questions=[question], parent=section))
        response = client.get(step(attempt))
        assert b"dap-an-B" not in response.content
        [image] = pictures(response)
        for address in (image["src"], image["srcset"].split()[0]):
            file = client.get(address)
            assert file.status_code == 200
            assert file["Content-Type"] == "image/webp"
            assert "dap-an-B" not in str(file.headers)
        assert Client().get(image["src"]).status_code == 302

    def test_nor_is_it_told_by_the_way_to_a_storage_elsewhere(self, client, settings):
        settings.FILES_DELIVERY = "signed"
        rendition = named("dap-an-C.png").get_rendition("width-100")
        response = client.get(reverse("numbered_rendition", args=[rendition.pk]))
        assert response.status_code == 200
        assert "dap-an-C" not in str(response.headers)

    def test_a_number_opens_nothing_that_the_name_would_not(self, client, section):
        others = make_quiz(parent=section, audience=make_audience(make_unit()))
        image = make_image(collection=bind_collection(page=others, user=None).collection)
        rendition = image.get_rendition("width-100")
        address = reverse("numbered_rendition", args=[rendition.pk])
        assert client.get(address).status_code == 404
        assert client.get(rendition.url).status_code == 404

    def test_numbers_of_nothing(self, client):
        for number in (10**6, 10**30):
            address = reverse("numbered_rendition", args=[number])
            assert client.get(address).status_code == 404

    def test_a_picture_of_fewer_people_cannot_go_out(self, section):
        page = make_quiz(parent=section)
        binding = bind_collection(page=page, user=make_user())
        image = make_image(title="Hẹp", collection=binding.collection)
        with pytest.raises(PublicationRefusedError, match="Hẹp"):
            make_question(image=image, image_alt=ALT)


class TestPublication:
    @pytest.mark.parametrize("alt", ["", "   "])
    def test_a_picture_needs_words(self, alt):
        question = make_question(image=make_image(), image_alt=alt, is_published=False)
        with pytest.raises(PublicationRefusedError):
            question.save_revision().publish()

    def test_another_picture_is_another_version(self):
        question = with_picture()
        first = question.current_version
        question.image = make_image()
        question.save_revision().publish()
        question.refresh_from_db()
        assert question.current_version.number == first.number + 1

    def test_sizes_are_made_with_the_version(self):
        version = with_picture().current_version
        assert version.image.renditions.filter(filter_spec__startswith="max-").count() == 2


class TestDeleting:
    def test_a_picture_that_was_published_stays(self):
        question = with_picture()
        image = question.image
        admin = signed_in(make_user(is_superuser=True, is_staff=True))
        single = reverse("wagtailimages:delete", args=[image.pk])
        bulk = reverse("wagtail_bulk_action", args=["wagtailimages", "image", "delete"])
        assert admin.get(single).status_code == 302
        for address in (single, f"{bulk}?id={image.pk}"):
            assert admin.post(address).status_code == 302
        assert get_image_model().objects.filter(pk=image.pk).exists()
        listed = admin.get(reverse("wagtailimages:edit", args=[image.pk])).content.decode()
        assert "để kết quả luôn đối chiếu được" in listed

    def test_its_file_stays_as_it_was_published(self):
        image = with_picture().image
        for kept, status in ((image, 200), (make_image(), 302)):
            before = kept.file.name
            data = {
                "title": "Tên mới",
                "collection": kept.collection_id,
                "file": SimpleUploadedFile("moi.png", PICTURE),
            }
            admin = signed_in(make_user(is_superuser=True, is_staff=True))
            response = admin.post(reverse("wagtailimages:edit", args=[kept.pk]), data)
            assert response.status_code == status
            kept.refresh_from_db()
            assert (kept.file.name == before) == (kept is image)

    def test_others_can_be_deleted(self):
        image = make_image()
        admin = signed_in(make_user(is_superuser=True, is_staff=True))
        address = reverse("wagtailimages:delete", args=[image.pk])
        assert admin.get(address).status_code == 200
        admin.post(address)
        assert not get_image_model().objects.filter(pk=image.pk).exists()

    def test_whoever_may_not_delete_learns_nothing(self, client):
        image = with_picture().image
        address = reverse("wagtailimages:delete", args=[image.pk])
        assert client.get(address).status_code in {302, 403, 404}
        assert get_image_model().objects.filter(pk=image.pk).exists()


class TestStatements:
    def quizzes(self, section, size):
        plain = [make_question() for _ in range(size)]
        shown = [with_picture() for _ in range(size)]
        return [
            make_quiz(questions=questions, parent=section, questions_per_page=0)
            for questions in (plain, shown)
        ]

    def counted(self, client, sql, address):
        client.get(address)
        with sql.capture() as statements:
            client.get(address)
        return len(statements)

    @pytest.mark.parametrize("size", [2, 12])
    def test_pictures_take_two_more(self, client, section, sql, size):
        plain, shown = (begin(client, quiz) for quiz in self.quizzes(section, size))
        assert self.counted(client, sql, step(plain)) <= 8
        assert self.counted(client, sql, step(shown)) <= self.counted(client, sql, step(plain)) + 2
        for attempt in (plain, shown):
            client.post(reverse("attempt_submit", args=[attempt.pk]))
        results = [reverse("attempt_result", args=[attempt.pk]) for attempt in (plain, shown)]
        without, with_them = (self.counted(client, sql, address) for address in results)
        assert with_them <= without + 2

    def test_beginning_asks_for_no_picture(self, client, section, sql):
        _plain, shown = self.quizzes(section, 5)
        with sql.count(maximum=12) as statements:
            client.post(reverse("quiz_start", args=[shown.pk]))
        assert not any("wagtailimages" in statement for statement in statements)
