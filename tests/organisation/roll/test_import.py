"""The roll import from the file to dated facts, through its screens."""

import datetime

import pytest
from django.urls import reverse

from intranet.accounts.models import User
from intranet.organisation.models import (
    Membership,
    MembershipRole,
    Person,
    RollImportState,
    StaffCategory,
    Unit,
    UnitKind,
    UnitPeriod,
)
from intranet.organisation.roll import services, words
from tests.factories import make_person, make_unit, make_user
from tests.organisation.roll.acting import (
    DAY,
    act,
    answer,
    counts,
    person,
    posts,
    problem_codes,
    row,
    upload,
)

pytestmark = pytest.mark.django_db

LATER = datetime.date(2026, 6, 1)


def test_the_words_of_the_file_are_those_of_the_models():
    assert set(words.ROLE_OF_WORD.values()) == set(MembershipRole.values)
    assert set(words.CATEGORY_OF_WORD.values()) == set(StaffCategory.values)
    kinds = {words.kind_of_unit(name) for name in ("Lãnh đạo Sở", "Sở", "Văn phòng", "Phòng A")}
    assert kinds < set(UnitKind.values)


def test_an_empty_site_gets_units_and_people(officer):
    roll_import = upload(
        officer,
        row("1", "Đỗ Văn An", "Lãnh đạo Sở", "Cấp trưởng", "Công chức", "", "Sở"),
        row("2", "Lê Bình", "Trung tâm A", "", "Viên chức", "binh@example.vn", "Sở", "binh.le"),
        row("3", "Lê Chi", "Trung tâm A"),
    )
    assert counts(roll_import) == {"units": 3, "joined": 3}
    assert not Person.objects.exists()

    act(officer, roll_import, "apply")

    assert roll_import.state == RollImportState.APPLIED
    tree = UnitPeriod.objects.tree_on(DAY)
    shown = [(node.name, node.kind, depth) for node, depth in tree.walk()]
    assert shown == [
        ("Sở", "department", 0),
        ("Lãnh đạo Sở", "leadership", 1),
        ("Trung tâm A", "public_service_unit", 1),
    ]
    post = Membership.objects.get(person__staff_code="2")
    assert (post.role, post.staff_category, post.valid_from) == ("member", "public_employee", DAY)
    assert Membership.objects.get(person__staff_code="1").role == MembershipRole.HEAD
    account = person("Lê Bình").user
    assert account.username == "binh.le"
    assert not account.has_usable_password()
    assert Person.objects.matching("le binh").count() == 1
    assert not UnitPeriod.objects.tree_on(DAY - datetime.timedelta(days=1)).nodes


def test_joined_moved_changed_left_as_dated_facts(officer, department):
    anh, do, son = (person(n) for n in ("Nguyễn Thị Ánh", "Trần Đình Độ", "Lê Viết Sơn"))
    roll_import = upload(
        officer,
        row(anh.staff_code, "Nguyễn Thị Ánh", "Văn phòng", "Cấp trưởng", "", "anh@example.vn"),
        row(do.staff_code, "Trần Đình Độ", "Phòng Người có công", "Cấp phó"),
        row("MOI-1", "Phan Thị Mới", "Phòng Người có công", "", "Người lao động"),
        complete=True,
    )
    assert counts(roll_import) == {"joined": 1, "moved": 1, "changed": 1, "left": 1}

    act(officer, roll_import, "apply")

    long_ago = datetime.date(2020, 1, 1)
    assert posts("Nguyễn Thị Ánh") == [("Văn phòng", long_ago, None)]
    assert person("Nguyễn Thị Ánh").work_email == "anh@example.vn"
    assert posts("Trần Đình Độ") == [
        ("Văn phòng", long_ago, DAY),
        ("Phòng Người có công", DAY, None),
    ]
    assert posts("Lê Viết Sơn") == [("Văn phòng", long_ago, DAY)]
    assert posts("Phan Thị Mới") == [("Phòng Người có công", DAY, None)]
    assert Person.objects.filter(pk=son.pk).exists()


def test_the_same_file_again_adds_nothing(officer, department):
    rows = [
        row("", "Nguyễn Thị Ánh", "Văn phòng", "Cấp trưởng"),
        row("", "Hà Mới", "Phòng Mới", "", "", "", "Sở", "ha.moi", "Kế toán"),
        row("", "Hà Mới", "Phòng Mới", "Cấp phó", "", "", "Sở"),
        row("K-9", "Lê Viết Sơn", "Phòng Mới", "", "Viên chức", "", "Sở"),
    ]
    first = upload(officer, *rows)
    assert [q["code"] for q in first.report["questions"]] == ["twin"]
    answer(officer, first, "new")
    act(officer, first, "apply")
    assert first.state == RollImportState.APPLIED
    before = (Person.objects.count(), Membership.objects.count(), Unit.objects.count())

    second = upload(officer, *rows)

    assert counts(second) == {"same": 4}
    assert second.report["open_questions"] == 0
    act(officer, second, "apply")
    assert (Person.objects.count(), Membership.objects.count(), Unit.objects.count()) == before


def test_leaving_only_from_complete_lists_and_their_units(officer, department):
    other = make_person(make_unit("Phòng Khác", department), full_name="Người Khác")
    anh = person("Nguyễn Thị Ánh")
    rows = [row(anh.staff_code, "Nguyễn Thị Ánh", "Văn phòng", "Cấp trưởng")]

    assert counts(upload(officer, *rows)) == {"same": 1}
    complete = upload(officer, *rows, complete=True)
    assert counts(complete) == {"same": 1, "left": 2}
    assert "many_leave" not in problem_codes(complete)
    act(officer, complete, "apply")
    assert posts(other.full_name)[0][2] is None


def test_a_person_without_a_code_is_asked_about_and_the_answer_kept(officer, department):
    do = person("Trần Đình Độ")
    roll_import = upload(officer, row("", "Trần Đình Độ", "Phòng Người có công"))
    (question,) = roll_import.report["questions"]
    assert [option["value"] for option in question["options"]] == [f"person:{do.pk}", "new", "skip"]

    act(officer, roll_import, "apply")
    assert roll_import.state == RollImportState.APPLYING or roll_import.is_draft
    assert posts("Trần Đình Độ")[0][2] is None

    answer(officer, roll_import, "skip")
    assert counts(roll_import) == {}
    answer(officer, roll_import, "new")
    assert counts(roll_import) == {"joined": 1}
    answer(officer, roll_import, f"person:{do.pk}")
    assert counts(roll_import) == {"moved": 1}
    answer(officer, roll_import, "person:999999")
    assert roll_import.report["open_questions"] == 1


@pytest.mark.parametrize(
    ("code", "name", "asked"),
    [
        ("", "Trần Đinh Độ", "person"),  # other marks
        ("NEW-1", "Trần Đình Độ", "person"),  # a code not known, the name in the unit
        ("", "Trần Đình Độ", None),
        ("NEW-2", "Trần Văn Hai", None),
    ],
)
def test_when_a_person_of_the_unit_is_asked_about(officer, department, code, name, asked):
    questions = upload(officer, row(code, name, "Văn phòng")).report["questions"]
    assert [q["code"] for q in questions] == ([asked] if asked else [])


def test_a_code_under_quite_another_name_is_asked_about(officer, department):
    do = person("Trần Đình Độ")
    roll_import = upload(officer, row(do.staff_code, "Phạm Gia Huy", "Văn phòng"))
    assert roll_import.report["questions"][0]["code"] == "code_of_another"
    answer(officer, roll_import, f"person:{do.pk}")
    act(officer, roll_import, "apply")
    do.refresh_from_db()
    assert (do.full_name, do.search_name.strip().startswith("pham gia huy")) == (
        "Phạm Gia Huy",
        True,
    )


def test_town_and_district_of_one_name_stay_two(officer, department):
    town = make_unit("Phòng LĐTBXH thị xã Kỳ Anh", department)
    district = make_unit("Phòng LĐTBXH huyện Kỳ Anh", department)
    rows = [
        row("1", "Lê Một", "Phòng LĐTBXH thị xã Kỳ Anh"),
        row("2", "Lê Hai", "PHÒNG LĐTBXH HUYỆN KỲ ANH"),
        row("3", "Lê Ba", "Phòng LĐTBXH Kỳ Anh"),
    ]
    roll_import = upload(officer, *rows)
    (question,) = roll_import.report["questions"]
    assert {option["value"] for option in question["options"]} == {
        f"unit:{town.pk}",
        f"unit:{district.pk}",
        "new",
    }
    answer(officer, roll_import, f"unit:{district.pk}")
    act(officer, roll_import, "apply")
    assert [posts(name)[0][0] for name in ("Lê Một", "Lê Hai", "Lê Ba")] == [
        "Phòng LĐTBXH thị xã Kỳ Anh",
        "Phòng LĐTBXH huyện Kỳ Anh",
        "Phòng LĐTBXH huyện Kỳ Anh",
    ]

    again = upload(officer, *rows, row("4", "Lê Bốn", "Phòng LĐTBXH Kỳ Anh"))
    assert again.report["open_questions"] == 0, "what a unit is called is remembered"


def test_a_new_unit_answered_as_new_is_not_made_twice(officer, department):
    make_unit("Phòng LĐTBXH huyện Kỳ Anh", department)
    rows = [row("3", "Lê Ba", "Phòng LĐTBXH Kỳ Anh")]
    first = upload(officer, *rows)
    answer(officer, first, "new")
    act(officer, first, "apply")
    units = Unit.objects.count()
    second = upload(officer, *rows)
    assert counts(second) == {"same": 1}
    assert Unit.objects.count() == units


def test_faults_keep_the_file_from_being_applied(officer, department):
    roll_import = upload(
        officer,
        row("1", "Lê Một", "Văn phòng"),
        row("1", "Lê Một", "Văn phòng"),
        row("2", "Lê Hai", "Văn phòng", "Vua"),
    )
    assert set(problem_codes(roll_import)) == {"code_twice", "role_odd"}
    page = officer.get(reverse("nhap-danh-sach:show", args=[roll_import.pk])).content.decode()
    assert "cột D" in page
    assert "dòng 4" in page
    assert "Vua" in page
    assert reverse("nhap-danh-sach:apply", args=[roll_import.pk]) not in page
    act(officer, roll_import, "apply")
    assert roll_import.is_draft
    assert not Person.objects.filter(staff_code="1").exists()


def test_a_later_membership_is_in_the_way(officer, department):
    do = person("Trần Đình Độ")
    do.memberships.update(valid_to=LATER)
    new_unit = Unit.objects.get(periods__name="Phòng Người có công")
    Membership.objects.create(person=do, unit=new_unit, valid_from=LATER)

    moved = upload(officer, row(do.staff_code, do.full_name, "Phòng Người có công"))
    assert problem_codes(moved) == ["later_membership"]
    same = upload(officer, row(do.staff_code, do.full_name, "Văn phòng"))
    assert counts(same) == {"same": 1}


def test_a_second_file_of_the_same_day_puts_the_first_right(officer, department):
    do = person("Trần Đình Độ")
    for unit in ("Phòng Người có công", "Sở"):
        act(officer, upload(officer, row(do.staff_code, do.full_name, unit)), "apply")
    assert [post[0] for post in posts(do.full_name)] == ["Văn phòng", "Sở"]

    anh = person("Nguyễn Thị Ánh")
    for name in ("Sở", "Văn phòng"):
        act(officer, upload(officer, row(anh.staff_code, anh.full_name, name)), "apply")
    assert len(posts(anh.full_name)) == 2


def test_who_left_comes_back(officer, department):
    do = person("Trần Đình Độ")
    do.memberships.update(valid_to=DAY)
    roll_import = upload(officer, row(do.staff_code, do.full_name, "Văn phòng"), day=LATER)
    assert counts(roll_import) == {"joined": 1}
    act(officer, roll_import, "apply")
    assert [post[1] for post in posts(do.full_name)] == [datetime.date(2020, 1, 1), LATER]
    assert Person.objects.filter(full_name=do.full_name).count() == 1


ACCOUNTS = [
    ("tu.do", True),
    ("cua.nguoi.khac", False),
    ("sieu.quan.tri", False),
    ("da.khoa", False),
    ("chua.co", True),
]


@pytest.mark.parametrize(("username", "is_linked"), ACCOUNTS)
def test_which_accounts_the_file_may_link(officer, department, username, is_linked):
    make_user("tu.do")
    make_person(full_name="Người Khác", user=make_user("cua.nguoi.khac"))
    make_user("sieu.quan.tri", is_superuser=True)
    make_user("da.khoa", is_active=False)
    rest = ("", "", "", "", username)
    roll_import = upload(officer, row("7", "Lê Bảy", "Văn phòng", *rest))
    assert ("username_taken" in problem_codes(roll_import)) != is_linked
    act(officer, roll_import, "apply")
    linked = User.objects.filter(person__full_name="Lê Bảy").values_list("username", flat=True)
    assert list(linked) == ([username] if is_linked else [])


def test_all_or_nothing(officer, department, monkeypatch):
    roll_import = upload(officer, row("1", "Lê Một", "Phòng Mới"), row("2", "Lê Hai", "Phòng Mới"))
    monkeypatch.setattr(
        "intranet.organisation.roll.writing.Membership.objects.bulk_create", _fail, raising=True
    )
    with pytest.raises(ZeroDivisionError):
        act(officer, roll_import, "apply")
    roll_import.refresh_from_db()
    assert roll_import.is_draft
    assert not Person.objects.filter(staff_code__in=("1", "2")).exists()
    assert not UnitPeriod.objects.filter(name="Phòng Mới").exists()


def _fail(*_args, **_values):
    raise ZeroDivisionError


def test_a_roll_that_changed_meanwhile_is_shown_anew(officer, department):
    do = person("Trần Đình Độ")
    roll_import = upload(officer, row(do.staff_code, do.full_name, "Phòng Người có công"))
    do.memberships.update(role=MembershipRole.DEPUTY)

    act(officer, roll_import, "apply")

    assert roll_import.is_draft
    assert roll_import.report["is_overtaken"]
    assert len(posts(do.full_name)) == 1
    act(officer, roll_import, "apply")
    assert len(posts(do.full_name)) == 2


def test_a_second_click_changes_nothing(officer, department):
    roll_import = upload(officer, row("1", "Lê Một", "Văn phòng"))
    act(officer, roll_import, "apply")
    applied_at = roll_import.applied_at
    for name in ("apply", "discard", "again"):
        act(officer, roll_import, name)
    assert (roll_import.state, roll_import.applied_at) == (RollImportState.APPLIED, applied_at)


def test_the_dry_run_takes_the_same_statements_at_any_size(officer, department, sql):
    number = iter(range(1000))

    def grow():
        office = Unit.objects.get(periods__name="Văn phòng")
        for _ in range(20):
            make_person(office)
        rows = [row(f"S{next(number)}", "Lê Số", "Văn phòng") for _ in range(20)]
        made.append(upload(officer, *rows))

    made = []
    grow()
    sql.flat(lambda: services.dry_run(roll_import=made[-1]), grow)
    sql.flat(lambda: officer.get(reverse("nhap-danh-sach:show", args=[made[-1].pk])), grow)
