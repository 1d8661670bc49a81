"""A small client of one kept connection: quick enough not to be what is measured."""

import http.client
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup

from tests.demo_site import PASSWORD


class Answer:
    """Status, headers and body of an answer."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def location(self) -> str:
        """The path that a redirect points to."""
        return urlsplit(self.headers["Location"]).path

    @property
    def soup(self) -> BeautifulSoup:
        """The parsed page."""
        return BeautifulSoup(self.body, "html.parser")


class Client:
    """Keeps cookies and one connection."""

    def __init__(self, port: int, cookies: dict[str, str] | None = None) -> None:
        self.port = port
        self.cookies = dict(cookies or {})
        self.connection = http.client.HTTPConnection("localhost", port, timeout=60)

    def request(
        self, method: str, path: str, form: Any = None, encoding: str = "identity"
    ) -> Answer:
        """Send a request, once more when the server has closed the idle connection."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Accept-Encoding": encoding,
        }
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            self.connection.request(method, path, body, headers)
            answer = Answer(self.connection.getresponse())
        except (http.client.HTTPException, ConnectionError):
            self.connection.close()
            self.connection.request(method, path, body, headers)
            answer = Answer(self.connection.getresponse())
        for line in answer.headers.get_all("Set-Cookie") or []:
            name, value = re.match(r"([^=]+)=([^;]*)", line).groups()
            self.cookies[name] = value
        return answer

    def get(self, path: str) -> Answer:
        """Fetch a page and insist on getting it."""
        answer = self.request("GET", path)
        assert answer.status == 200, f"{path} answered {answer.status}"
        return answer

    def submit(self, page: Answer, path: str, selector: str, **changes: str) -> Answer:
        """Send a form of the page as a browser does, first choices taken."""
        form = page.soup.select_one(selector)
        fields: dict[str, str] = {}
        for control in form.select("input[name], button[name]"):
            fields.setdefault(control["name"], control.get("value", ""))
        return self.request("POST", form.get("action") or path, {**fields, **changes})

    def sign_in(self, username: str) -> None:
        """Open a session with the demonstration password."""
        page = self.get("/dang-nhap/")
        selector = "form:has([name=password])"
        answer = self.submit(page, "/dang-nhap/", selector, username=username, password=PASSWORD)
        assert answer.status == 302, f"{username} could not sign in"
