"""The map of topics: shares by unit, and nothing that gives away few people."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from intranet.organisation import duties
from intranet.organisation.freezing import freeze
from intranet.organisation.models import MembershipRole
from intranet.reports.overview.urls import SCREENS
from quiz.models import QuizPage
from tests.factories import make_person, make_unit, make_user
from tests.factories_quiz import make_question, make_quiz, make_topic
from tests.factories_sittings import sit
from tests.reports.conftest import FIGURES
from tests.reports.overview.conftest import DAY
from tests.reports.test_screens import text_of

OPTIONS = [("Đúng", True), ("Sai", False)]


class School:
    """Rooms of nine, of eight and of three people, who all have taken a quiz on two topics.

    Everybody knows the first topic; of the second nobody in the first room knows anything.
    """

    def __init__(self):
        self.department = make_unit("Sở Thử nghiệm", kind="department")
        self.rooms = [make_unit(name, self.department) for name in ("Phòng Một", "Phòng Hai")]
        self.small = make_unit("Phòng Nhỏ", self.department)
        self.topics = [make_topic("Một cửa"), make_topic("Văn hóa công sở")]
        questions = [make_question(topic, options=OPTIONS) for topic in self.topics for _ in "ab"]
        self.quiz = make_quiz(
            questions=questions,
            max_attempts=0,
            title="Trắc nghiệm hiểu bài",
            closes_at=timezone.now() + DAY,
        )
        first = [make_person(self.rooms[0]) for _ in range(9)]
        second = [make_person(self.rooms[1]) for _ in range(8)]
        third = [make_person(self.small) for _ in range(3)]
        self.sit(first, knows=[self.topics[0].pk])
        self.sit([*second, *third], knows=[topic.pk for topic in self.topics])
        head = make_person(self.rooms[0], role=MembershipRole.HEAD, user=True)  # has not taken it
        self.users = {
            "Director": make_user("giam-doc", permissions=[FIGURES]),
            "head": head.user,
            "civil servant": make_person(self.small, user=True).user,
        }

    def sit(self, people, *, knows):
        def answering(version, _share, _chance):
            is_right = version.topic_id in knows
            return [o["id"] for o in version.options if o["is_correct"] is is_right]

        sit(self.quiz, people, answering=answering)


@pytest.fixture
def school(db):
    return School()


def read(client, **query):
    response = client.get(reverse("report_topics"), query)
    assert response.status_code == 200
    return response


def cells(response):
    """Share, or why there is none, of each unit by topic."""
    context = response.context
    return {
        row["name"]: [
            int(cell["share"]) if cell["share"] is not None else str(cell["text"])
            for cell in row["cells"]
        ]
        for row in [*context["totals"], *context["rows"]]
    }


def test_shares_stand_unit_beside_unit_the_weakest_topic_first(client, school):
    client.force_login(school.users["Director"])
    response = read(client)
    assert response.context["topics"] == ["Văn hóa công sở", "Một cửa"]
    assert cells(response)["Toàn cơ quan"] == [55, 100]  # 11 of 20 people know it
    assert cells(response)["Phòng Một"] == [0, 100]


def test_a_small_unit_is_hidden_and_a_second_one_with_it(client, school):
    client.force_login(school.users["Director"])
    found = cells(read(client))
    assert found["Phòng Nhỏ"] == ["chưa đủ 5 người"] * 2
    assert found["Phòng Hai"] == ["ẩn kèm"] * 2
    assert found["Phòng Một"] == [0, 100]


def test_a_head_sees_the_own_room_alone(client, school):
    client.force_login(school.users["head"])
    response = read(client)
    assert set(cells(response)) == {"Phòng Một"}
    assert "Phòng Hai" not in text_of(response)
    assert f"?don-vi={school.rooms[0].pk}" in response.context["reading_url"]


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ("civil servant", [403, 403, 403, 403]),
        ("head", [200, 200, 403, 403]),
        ("Director", [200, 200, 200, 200]),
    ],
)
def test_units_open_by_the_table(client, school, person, expected):
    client.force_login(school.users[person])
    units = ["", school.rooms[0].pk, school.rooms[1].pk, school.department.pk]
    for name in ("report_topics", "report_topics_csv", "report_topics_xlsx"):
        found = [client.get(reverse(name), {"don-vi": unit}).status_code for unit in units]
        assert found == expected


def test_a_weak_topic_leads_to_what_to_read_again(client, school):
    client.force_login(school.users["head"])
    response = read(client)
    assert response.context["weak"] == ["Văn hóa công sở"]
    assert client.get(response.context["reading_url"]).status_code == 200


def test_an_examination_shows_nothing_while_its_results_are_withheld(client, school, monkeypatch):
    monkeypatch.setattr("intranet.reports.overview.topics.teller_of", lambda _duty: None)
    client.force_login(school.users["Director"])
    assert "Văn hóa công sở" not in text_of(read(client))


def test_the_file_hides_what_the_screen_hides(client, school):
    client.force_login(school.users["Director"])
    response = client.get(reverse("report_topics_csv"))
    lines = b"".join(response.streaming_content).decode().splitlines()
    assert lines[0].endswith("Đơn vị;Văn hóa công sở (%);Một cửa (%)")
    assert "Phòng Nhỏ;chưa đủ 5 người;chưa đủ 5 người" in lines


def test_an_empty_quiz_gives_way_to_what_was_answered(client, school):
    make_quiz(title="Còn trống")
    make_quiz(title="Còn trống, có hạn", closes_at=timezone.now() + DAY / 2)
    QuizPage.objects.filter(pk=school.quiz.pk).update(closes_at=timezone.now())
    freeze(duties.find("quiz", str(school.quiz.pk)), timezone.now())
    client.force_login(school.users["Director"])
    assert read(client).context["topics"] == ["Văn hóa công sở", "Một cửa"]
    overview = client.get(reverse("report_overview")).context
    assert overview["weakest"]["title"] == school.quiz.title


def test_the_overview_tells_the_weakest_topics_in_as_many_statements(client, school, sql):
    member = make_person(school.department, user=True)
    member.user.user_permissions.add(Permission.objects.get(codename="view_participation"))
    client.force_login(member.user)
    over = make_quiz(closes_at=timezone.now() - DAY)
    freeze(duties.find("quiz", str(over.pk)), timezone.now())

    def look():
        response = client.get(reverse("report_overview"))
        rows = response.context["weakest"]["rows"]
        assert [row["label"] for row in rows] == ["Văn hóa công sở", "Một cửa"]
        return response

    def grow():
        for place in range(6):
            room = make_unit(f"Phòng {place}", school.department)
            school.sit([make_person(room) for _ in range(6)], knows=[])

    sql.flat(look, grow, maximum=12)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_head_reads_each_screen_in_as_few_statements(client, school, sql, screen):
    client.force_login(school.users["head"])

    def grow():
        for _ in range(5):
            school.sit([make_person(make_unit("Tổ", school.rooms[0]))], knows=[])

    sql.flat(lambda: client.get(reverse(screen)), grow, maximum=12)


def test_more_units_and_people_take_no_more_statements(client, school, sql):
    member = make_person(school.department, user=True)
    view = Permission.objects.get(codename="view_participation")
    member.user.user_permissions.add(view)
    client.force_login(member.user)

    def grow():
        for place in range(6):
            room = make_unit(f"Phòng {place}", school.department)
            school.sit([make_person(room) for _ in range(6)], knows=[])

    sql.flat(lambda: read(client), grow, maximum=12)
