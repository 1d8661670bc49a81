"""The way out through a mail server of our own that speaks just enough SMTP."""

import socketserver
import threading
from email import message_from_string, policy

import pytest
import time_machine

from intranet.notices.models import Letter, LetterKind, LetterState
from intranet.notices.sending import send_letters
from tests.notices.conftest import MONDAY

pytestmark = pytest.mark.django_db


class Conversation(socketserver.StreamRequestHandler):
    """One line to the server: what it answers depends on the reader's address."""

    def say(self, text):
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self):
        self.say("220 may-chu-thu")
        reader = ""
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                reader = line.decode()
                self.say("550 unknown" if "khong-co" in reader else "250 ok")
            elif word == b"DATA":
                self.say("354 go on")
                self.take(reader)
                if "dut" in reader:
                    return
                self.say("451 later" if "ban" in reader else "250 taken")
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self, reader):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode())
        self.server.taken.append((reader, "".join(lines)))


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture
def server(settings):
    with MailServer(("127.0.0.1", 0), Conversation) as server:
        server.taken = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_TIMEOUT = 5
        yield server
        server.shutdown()


@pytest.fixture
def letter_to(reader):
    def make(address):
        return Letter.objects.create(
            person=reader(),
            kind=LetterKind.REMINDER,
            address=address,
            subject="Nhắc việc: Cùng hiểu",
            text="Anh/chị còn một việc.",
            html="<p>Anh/chị còn một việc.</p>",
            created_at=MONDAY,
            try_at=MONDAY,
        )

    return make


@pytest.fixture
def send(server):
    def send(*letters):
        with time_machine.travel(MONDAY, tick=True):
            send_letters.func()
        for letter in letters:
            letter.refresh_from_db()
        return [letter.state for letter in letters]

    return send


def test_letters_reach_the_server(server, letter_to, send):
    assert send(letter_to("an@so.example"), letter_to("binh@so.example")) == 2 * [LetterState.SENT]
    (first, text), _second = server.taken
    message = message_from_string(text, policy=policy.default)
    assert "an@so.example" in first
    assert message["Subject"].strip().startswith("Nhắc việc: Cùng hiểu")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.get_content_type() == "multipart/alternative"


def test_what_it_answers_is_believed(server, letter_to, send):
    letters = [letter_to(f"{name}@so.example") for name in ("khong-co", "ban", "dut", "con-lai")]
    assert send(*letters) == [
        LetterState.FAILED,
        LetterState.WAITING,
        LetterState.UNCLEAR,
        LetterState.SENT,
    ]
    assert letters[1].failures == 1


def test_where_nobody_listens_everything_waits(server, settings, letter_to, send):
    settings.EMAIL_PORT = 1
    assert send(letter_to("an@so.example")) == [LetterState.WAITING]
