"""What an author and a second person do with a file of questions, for the tests of its screens."""

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from intranet.accounts.roles import sync_roles
from quiz.importing.kept import digest
from quiz.models import QuestionImport, QuestionImportRow, RowOutcome
from tests.factories import make_user
from tests.factories_quiz import make_topic

GIFT = """Thủ đô của nước ta là thành phố nào? {
=Hà Nội
~Huế
~Đà Nẵng
####Hiến pháp, Điều 13.
}

Nghị quyết 76 nêu mấy nội dung cải cách hành chính? {
~Năm
=Sáu
~Bảy
}

Cơ quan nào chủ trì cải cách hành chính của tỉnh? {
~Sở Nội vụ
~Thanh tra tỉnh
}

Thành phố nào là thành phố trực thuộc trung ương? {=Hải Phòng =Cần Thơ ~Vinh}
"""
SOUND = "\n\n".join(GIFT.split("\n\n")[:2])


def member(*groups):
    """A browser signed in as somebody of these groups."""
    sync_roles()
    client = Client()
    client.user = make_user()
    client.user.groups.set(Group.objects.filter(name__in=groups))
    client.force_login(client.user)
    return client


def address(name, question_import, *args):
    """The address of a screen or button of an import."""
    return reverse(f"question_import_{name}", args=[question_import.pk, *args])


def upload(client, content=GIFT, name="cau-hoi.txt", topic=None):
    """Send a file through the form; the import."""
    data = {
        "file": SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content),
        "topic": (topic or make_topic()).pk,
    }
    response = client.post(reverse("question_imports"), data)
    assert response.status_code == 302, response.context["form"].errors
    return QuestionImport.objects.latest("pk")


def act(client, question_import, name, data=None, query=""):
    """Press a button of an import."""
    data = {"seen": QuestionImport.objects.get(pk=question_import.pk).edition, **(data or {})}
    response = client.post(f"{address(name, question_import)}{query}", data)
    question_import.refresh_from_db()
    return response


def row_act(client, row, query="", **data):
    """Press a button of a question."""
    response = client.post(address("row", row.question_import, row.number) + query, data)
    row.refresh_from_db()
    return response


def show(client, question_import, query=""):
    """The page of an import."""
    return client.get(reverse("question_import", args=[question_import.pk]) + query)


def mended(row, **change):
    """What the mending form posts as it stands for a row, with changes; options as a list."""
    options = change.pop("options", row.data["options"])
    values = {name: value for name, value in row.data.items() if isinstance(value, str)}
    values |= {"keywords": ", ".join(row.data["keywords"]), **change}
    data = {f"cau-{name}": value for name, value in values.items()} | {"seen": digest(row.data)}
    data |= {
        "cau-options-TOTAL_FORMS": str(len(options) + 2),
        "cau-options-INITIAL_FORMS": str(len(options)),
    }
    for number, option in enumerate(options):
        for name, value in option.items():
            if value:
                data[f"cau-options-{number}-{name}"] = "on" if value is True else value
    return data


def mend(client, row, query="", **change):
    """Post the mending form of a row."""
    response = client.post(
        address("mend", row.question_import, row.number) + query, mended(row, **change)
    )
    row.refresh_from_db()
    return response


def make_rows(question_import, number):
    """Rows of a dry run, as many as asked for, behind those that stand there."""
    first = question_import.rows.count() + 1
    QuestionImportRow.objects.bulk_create(
        QuestionImportRow(
            question_import=question_import,
            number=place,
            line=place,
            outcome=RowOutcome.NEW,
            topic=question_import.topic,
            data={
                "kind": "single",
                "stem": f"Câu hỏi {place}?",
                "options": [{"text": "Có", "is_correct": True}, {"text": "Không"}],
            },
        )
        for place in range(first, first + number)
    )
