"""The shipped configuration in a real nginx, before the site under the settings of production."""

import gzip
import json
import os
import re
import shutil
import socket
import sqlite3
import ssl
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import quote, urlencode

import pytest

from tests.database import SQLiteStore, fingerprint, locked
from tests.demo_site import Server
from tests.e2e.nginx_site import CONTENT
from tests.factories import PASSWORD
from tests.nginx import Nginx, answer_of, find_program

pytestmark = pytest.mark.browser


@pytest.fixture(scope="session")
def program():
    """Return the path of nginx, or skip with a plain line where none is installed."""
    found = find_program()
    if found is None:
        if os.environ.get("REQUIRE_ALL"):
            pytest.fail("nginx is not installed, and nothing may be skipped here")
        pytest.skip("nginx is not installed")
    return found


@pytest.fixture(scope="module")
def echo(program, tmp_path_factory):
    """Nginx before an application that says what reached it."""
    folder = tmp_path_factory.mktemp("echo")
    with (
        Server(folder, "tests.e2e.echo:application", WEB_CONCURRENCY="1") as server,
        Nginx(program, tmp_path_factory.mktemp("nginx"), server.port, folder) as nginx,
    ):
        yield nginx


@pytest.fixture(scope="module")
def production(program, tmp_path_factory, django_db_blocker):
    """Nginx before the real site, and what is to be found there."""
    folder = tmp_path_factory.mktemp("site")
    store = SQLiteStore(fingerprint())
    with django_db_blocker.unblock(), locked("template"):
        # In a thread of its own: the browser of other tests leaves its event loop in this one.
        with ThreadPoolExecutor(1) as apart:
            apart.submit(store.make_template).result()
        shutil.copyfile(store.template, folder / "db.sqlite3")
        store.drop()
    server = Server(
        folder,
        "intranet.wsgi",
        DJANGO_SETTINGS_MODULE="intranet.settings.base",
        SECRET_KEY="only-for-tests-" + "x" * 50,
        ALLOWED_HOSTS="localhost",
        FILES_DELIVERY="accel",
    )
    found = json.loads(server.run("-m", "tests.e2e.nginx_site"))
    with server, Nginx(program, tmp_path_factory.mktemp("nginx"), server.port, folder) as nginx:
        nginx.found = found
        yield nginx


class TestFiles:
    """Sent by nginx, on the word of the application."""

    def test_a_document_of_a_page_whole(self, production):
        found = production.found
        answer = production.ask(found["document"], cookie=found["reader"])
        assert (answer.status, answer.content) == (200, CONTENT)
        assert answer.headers["Content-Length"] == str(len(CONTENT))
        assert "X-Accel-Redirect" not in answer.headers

    @pytest.mark.parametrize(
        ("asked", "content", "place"),
        [
            ("bytes=0-8", CONTENT[:9], f"bytes 0-8/{len(CONTENT)}"),
            (
                "bytes=10000-",
                CONTENT[10000:],
                f"bytes 10000-{len(CONTENT) - 1}/{len(CONTENT)}",
            ),
            (
                "bytes=-7",
                CONTENT[-7:],
                f"bytes {len(CONTENT) - 7}-{len(CONTENT) - 1}/{len(CONTENT)}",
            ),
        ],
    )
    def test_a_part(self, production, asked, content, place):
        found = production.found
        answer = production.ask(found["document"], cookie=found["reader"], range=asked)
        assert (answer.status, answer.content) == (206, content)
        assert answer.headers["Content-Range"] == place

    def test_a_part_that_is_not_there(self, production):
        found = production.found
        answer = production.ask(found["document"], cookie=found["reader"], range="bytes=99999-")
        assert answer.status == 416

    def test_the_headers_of_the_application_arrive_once(self, production):
        found = production.found
        for address in (found["document"], found["picture"], found["original"]):
            headers = production.ask(address, cookie=found["reader"]).headers
            for name, value in {
                "Cache-Control": "private, no-cache",
                "Content-Security-Policy": "default-src 'none'",
                "X-Content-Type-Options": "nosniff",
                "X-Frame-Options": "SAMEORIGIN",
                "Referrer-Policy": "same-origin",
            }.items():
                parts = ", ".join(headers.get_all(name) or [])
                assert sorted(parts.split(", ")) == sorted(value.split(", ")), (address, name)
            assert len(headers.get_all("Strict-Transport-Security")) == 1
            assert len(headers.get_all("Content-Type")) == 1

    def test_kind_and_name(self, production):
        found = production.found
        headers = production.ask(found["document"], cookie=found["reader"]).headers
        assert headers["Content-Type"] == "application/pdf"
        assert headers["Content-Disposition"].startswith("inline")
        assert "K%E1%BA%BF" in headers["Content-Disposition"]

    @pytest.mark.parametrize("name", ["document", "picture", "original"])
    def test_who_may_not_have_it_gets_nothing(self, production, name):
        address = production.found[name]
        known = production.ask(address, cookie=production.found["reader"])
        for header, value in (
            ("accept", "*/*"),
            ("range", "bytes=0-3"),
            ("if_none_match", known.headers["ETag"]),
            ("if_modified_since", known.headers["Last-Modified"]),
        ):
            other = production.ask(address, cookie=production.found["other"], **{header: value})
            assert other.status == 404
            stranger = production.ask(address, **{header: value})
            assert stranger.status == 302
            assert stranger.headers["Location"].startswith("/dang-nhap/")

    def test_not_modified(self, production):
        found = production.found
        first = production.ask(found["document"], cookie=found["reader"])
        again = production.ask(
            found["document"], cookie=found["reader"], if_none_match=first.headers["ETag"]
        )
        assert (again.status, again.content) == (304, b"")

    @pytest.mark.parametrize("who", ["reader", None])
    def test_the_internal_place_takes_no_calls(self, production, who):
        stored = quote(production.found["stored"])
        for address in (f"/_tep/{stored}", "/_tep/", f"//_tep/{stored}", "/_tep/%2e%2e/"):
            cookie = {"cookie": production.found[who]} if who else {}
            accel = {"x_accel_redirect": f"/_tep/{stored}"}
            answer = production.ask(address, **cookie, **accel)
            assert answer.status in (302, 404), address
            assert CONTENT[:20] not in answer.content

    def test_guessed_places(self, production):
        reader = production.found["reader"]
        stored = quote(production.found["stored"])
        for address in (
            f"/tep/{stored}",
            "/tep/documents/la.pdf",
            "/tep/images/la.png",
            "/tep/van-ban/999/la.pdf",
            f"/media/{stored}",
            f"/static/../media/{stored}",
            f"/static/..%2fmedia/{stored}",
            "/static/../db.sqlite3",
            "/static/a/..%2f..%2fdb.0123456789ab.sqlite3",
            "/_tep/../db.sqlite3",
            "/_tep../db.sqlite3",
        ):
            answer = production.ask(address, cookie=reader)
            assert answer.status in (400, 404), address
            assert b"SQLite format" not in answer.content
            assert CONTENT[:20] not in answer.content


class TestPages:
    """Pages and what belongs to them."""

    def test_a_page_comes_compressed_once(self, production):
        found = production.found
        answer = production.ask(found["page"], cookie=found["reader"], accept_encoding="gzip")
        assert answer.status == 200
        assert answer.headers.get_all("Content-Encoding") == ["gzip"]
        assert b"</html>" in gzip.decompress(answer.content)
        assert "max-age=31536000" in answer.headers["Strict-Transport-Security"]
        assert "nginx/" not in answer.headers["Server"]

    def test_static_files_with_a_hash_are_sent_by_nginx_for_good(self, production):
        door = production.ask("/dang-nhap/").content.decode()
        style = re.search(r'href="(/static/css/site\.[0-9a-f]{12}\.css)"', door)[1]
        answer = production.ask(style, accept_encoding="gzip")
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("text/css")
        assert answer.headers["Cache-Control"] == "public, max-age=315360000, immutable"
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"

    def test_a_static_file_that_is_not_there(self, production):
        assert production.ask("/static/css/site.0123456789ab.css").status in (302, 404)


class TestSigningIn:
    """The form of the door, sent through nginx."""

    @pytest.fixture
    def send(self, production):
        """Fill in the form as a browser does and send it from the page named."""

        def send(origin, **headers):
            door = production.ask("/dang-nhap/")
            token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', door.content.decode())[1]
            fields = {
                "csrfmiddlewaretoken": token,
                "username": production.found["username"],
                "password": PASSWORD,
            }
            return production.ask(
                "/dang-nhap/",
                method="POST",
                body=urlencode(fields),
                content_type="application/x-www-form-urlencoded",
                cookie=door.headers["Set-Cookie"].partition(";")[0],
                origin=origin,
                **headers,
            )

        return send

    def test_the_session_is_for_tls_and_knows_the_real_address(self, production, send):
        answer = send(f"https://localhost:{production.port}", x_forwarded_for="10.1.2.3")
        assert answer.status == 302
        session = next(
            line for line in answer.headers.get_all("Set-Cookie") if line.startswith("phien=")
        )
        assert "Secure" in session
        assert "HttpOnly" in session
        key = session.partition(";")[0].removeprefix("phien=")
        with closing(sqlite3.connect(production.files / "db.sqlite3", timeout=30)) as database:
            rows = database.execute(
                "SELECT address FROM accounts_session WHERE session_key = ?", [key]
            ).fetchall()
        assert rows == [("127.0.0.1",)]

    def test_a_form_of_another_site_is_refused(self, send):
        assert send("https://khac.example").status in (302, 403)
        assert "phien=" not in str(send("https://khac.example").headers)


class TestTheWay:
    """What the application may believe about the way of a request."""

    def test_the_time_of_arrival_is_that_of_nginx(self, echo):
        before = time.time()
        said = json.loads(echo.ask("/", x_request_start="t=1.000").content)
        arrived = re.fullmatch(r"t=(\d+\.\d{3})", said["HTTP_X_REQUEST_START"])[1]
        assert before - 1 <= float(arrived) <= said["now"] + 0.001

    def test_nobody_chooses_the_own_address_or_way(self, echo):
        said = json.loads(
            echo.ask(
                "/",
                x_forwarded_for="10.1.2.3, 8.8.8.8",
                x_forwarded_proto="http",
                x_forwarded_host="khac.example",
                x_real_ip="10.1.2.3",
                forwarded="for=10.1.2.3",
            ).content
        )
        assert said["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
        assert said["HTTP_X_FORWARDED_PROTO"] == "https"
        for name in ("HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP", "HTTP_FORWARDED"):
            assert name not in said

    def test_nor_by_names_that_look_alike_to_the_application(self, echo):
        connection = echo.connect()
        headers = {"X_Forwarded_For": "10.1.2.3", "X_Request_Start": "t=1.000"}
        said = json.loads(answer_of(connection, "/", headers=headers).content)
        assert said["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
        assert said["HTTP_X_REQUEST_START"] != "t=1.000"

    def test_two_lines_of_the_same_header(self, echo):
        connection = echo.connect()
        connection.putrequest("GET", "/")
        for value in ("10.1.2.3", "10.1.2.4"):
            connection.putheader("X-Forwarded-For", value)
            connection.putheader("X-Request-Start", f"t={value}")
        connection.endheaders()
        said = json.loads(connection.getresponse().read())
        assert said["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
        assert "10.1" not in said["HTTP_X_REQUEST_START"]

    def test_connections_are_kept_on_both_sides(self, echo):
        connection = echo.connect()
        ports = {json.loads(answer_of(connection, "/").content)["REMOTE_PORT"] for _ in range(5)}
        assert len(ports) == 1

    def test_what_is_sent_may_be_as_long_as_a_document(self, echo):
        answer = echo.ask("/", method="POST", body=b"x" * 21 * 1024 * 1024)
        assert json.loads(answer.content)["length"] == 21 * 1024 * 1024

    def test_and_not_longer(self, echo):
        connection = echo.connect()
        connection.putrequest("POST", "/")
        connection.putheader("Content-Length", str(26 * 1024 * 1024))
        connection.endheaders()
        assert connection.getresponse().status == 413

    def test_without_tls_one_is_led_to_it(self, echo):
        connection = HTTPConnection("127.0.0.1", echo.plain_port, timeout=30)
        answer = answer_of(connection, "/van-ban/?trang=2", headers={"Host": "khac.example"})
        assert answer.status == 301
        assert answer.headers["Location"] == "https://localhost/van-ban/?trang=2"

    def test_other_names_get_no_answer(self, echo):
        trust = ssl.create_default_context()
        with (
            socket.create_connection(("127.0.0.1", echo.port), timeout=30) as plain,
            pytest.raises(ssl.SSLError),
        ):
            trust.wrap_socket(plain, server_hostname="khac.example")
        assert echo.ask("/", host="khac.example").status in (400, 404, 421)
