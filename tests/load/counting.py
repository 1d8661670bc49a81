"""Demonstration settings whose answers carry the number of their SQL statements in a header."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from intranet.settings.demo import *  # noqa: F403
from intranet.settings.demo import MIDDLEWARE
from tests.statements import TRANSACTION_CONTROL

MIDDLEWARE = ["tests.load.counting.CountStatements", *MIDDLEWARE]


class CountStatements:
    """Counts what runs on the database while a request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        statements: list[str] = []

        def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
            if not sql.lstrip().upper().startswith(TRANSACTION_CONTROL):
                statements.append(sql)
            return execute(sql, *rest)

        with connection.execute_wrapper(note):
            response = self.get_response(request)
        response["X-Statements"] = str(len(statements))
        return response
