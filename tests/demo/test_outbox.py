"""Mail of the demonstration goes into a table: everybody reads the own, the IT officer all."""

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from intranet.accounts.roles import IT_OFFICERS, sync_roles
from intranet.demo import outbox
from intranet.demo.models import OutboxLetter
from intranet.notices.models import Letter, LetterKind, LetterState
from intranet.notices.sending import post_letters
from tests.factories import make_person, make_unit, make_user, of_role, signed_in
from tests.factories_pages import make_site

pytestmark = pytest.mark.django_db

ADDRESS = "/thu-gui-thu/"


@pytest.fixture(autouse=True)
def _demo(settings, db):
    make_site()
    sync_roles()
    settings.EMAIL_BACKEND = "intranet.demo.outbox.OutboxBackend"


def send(*to, subject="Nhắc việc"):
    EmailMultiAlternatives(subject=subject, body="Anh/chị còn một việc.", to=to).send()


def shown_to(user):
    return [letter.subject for letter in signed_in(user).get(ADDRESS).context["page"]]


def test_letters_are_kept_instead_of_being_sent(mailoutbox):
    send("A <a@minhhoa.example>", "b@minhhoa.example")
    assert mailoutbox == []
    addresses = OutboxLetter.objects.values_list("address", flat=True)
    assert set(addresses) == {"a@minhhoa.example", "b@minhhoa.example"}


def test_who_reads_which():
    send("an@minhhoa.example", subject="Thư của An")
    send("binh@minhhoa.example", subject="Thư của Bình")
    assert shown_to(make_user(email="An@minhhoa.example")) == ["Thư của An"]
    assert shown_to(make_user(email="")) == []
    assert set(shown_to(of_role(IT_OFFICERS))) == {"Thư của An", "Thư của Bình"}


def test_nobody_reads_it_without_signing_in(client):
    assert client.get(ADDRESS).status_code == 302


def test_a_real_site_has_no_such_address(settings):
    settings.IS_DEMO = False
    assert signed_in(make_user(email="an@minhhoa.example")).get(ADDRESS).status_code == 404


def test_reminders_come_there_like_all_mail():
    person = make_person(make_unit(), user=make_user(email="an@minhhoa.example"))
    now = timezone.now()
    Letter.objects.create(
        person=person,
        kind=LetterKind.REMINDER,
        address=person.user.email,
        subject="Nhắc việc",
        text="Một việc",
        created_at=now,
        try_at=now,
    )
    post_letters(now=now)
    assert shown_to(person.user) == ["Nhắc việc · Mạng nội bộ CCHC"]
    assert Letter.objects.get().state == LetterState.SENT


def test_the_oldest_go(monkeypatch):
    monkeypatch.setattr(outbox, "MOST_KEPT", 3)
    for number in range(5):
        send("an@minhhoa.example", subject=f"Thư {number}")
    kept = OutboxLetter.objects.order_by("pk").values_list("subject", flat=True)
    assert list(kept) == ["Thư 2", "Thư 3", "Thư 4"]


def test_what_an_editor_wrote_stays_text():
    send("an@minhhoa.example", subject="<script>x</script>")
    page = signed_in(make_user(email="an@minhhoa.example")).get(ADDRESS).text
    assert "<script>x" not in page


def test_statements_do_not_grow_with_letters(sql):
    reader = signed_in(make_user(email="an@minhhoa.example"))
    send("an@minhhoa.example")

    def grow():
        for _ in range(10):
            send("an@minhhoa.example")

    sql.flat(lambda: reader.get(ADDRESS), grow, maximum=10)


def test_a_long_address_is_a_short_link():
    address = "https://mang-noi-bo.example/bao-cao/quiz/12/don-vi/8/"
    OutboxLetter.objects.create(
        address="an@minhhoa.example", subject="Nhắc việc", text=address, sent_at=timezone.now()
    )
    page = signed_in(make_user(email="an@minhhoa.example")).get(ADDRESS).text
    assert f'href="{address}"' in page
    assert f">{address}<" not in page
