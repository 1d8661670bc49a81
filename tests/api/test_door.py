"""Who passes the door of the interface, and how it refuses."""

import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from intranet.accounts.models import CostlyUse
from intranet.api import services
from intranet.api.models import AccessToken
from intranet.pages.clock import registered_jobs
from tests.api.conftest import ROOT, Program, address, issue, program_of
from tests.factories import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(people):
    return people["Office"]


def is_problem(response, status):
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    told = json.loads(response.content)
    assert told["status"] == status
    assert told["detail"]
    assert "no-store" in response["Cache-Control"]
    return told


@pytest.mark.parametrize("path", ["", "units", "duties", "openapi.json", "khong-co/", "units/1"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "DELETE"])
def test_without_a_token_every_address_says_401(client, db, path, method):
    response = client.generic(method, ROOT + path)
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Bearer"


def test_a_session_opens_nothing_here(office):
    client = signed_in(office)
    is_problem(client.get(ROOT + "units"), 401)


def test_a_session_of_another_changes_nothing(people):
    client = signed_in(people["Office"])
    text = issue(people["own head"])[1]
    answer = client.get(ROOT + "units", headers={"Authorization": f"Bearer {text}"})
    assert {unit["name"] for unit in answer.json()["items"]} == {"Phòng Một", "Tổ Một A"}


def wrong_texts(text):
    start, prefix, _secret = text.split("_", 2)
    return [
        "",
        " ",
        "x",
        text[:-1],
        text + "x",
        text.upper(),
        f"{start}_{prefix}_",
        f"khac_{text.partition('_')[2]}",
        "cchc__",
        "_" * 500,
        "cchc_ế_ế",
        f"{text} {text}",
    ]


def test_only_the_whole_text_opens(office):
    text = issue(office)[1]
    for wrong in wrong_texts(text):
        header = f"Bearer {wrong}".encode().decode("latin-1")
        answer = Client().get(ROOT + "units", HTTP_AUTHORIZATION=header)
        assert answer.status_code in (401, 429), wrong
    assert Program(text).get("units").status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", "Token", "bear", "Bearer:"])
def test_another_scheme_opens_nothing(office, scheme):
    text = issue(office)[1]
    answer = Client().get(ROOT + "units", headers={"Authorization": f"{scheme} {text}"})
    is_problem(answer, 401)


def test_the_text_does_not_open_from_the_address(office, client):
    text = issue(office)[1]
    assert client.get(f"{ROOT}units?token={text}&access_token={text}").status_code == 401


def test_the_secret_is_kept_nowhere(office):
    token, text = issue(office)
    secret = text.split("_", 2)[2]
    kept = json.dumps(list(AccessToken.objects.values()), default=str)
    kept += json.dumps(list(ModelLogEntry.objects.values()), default=str)
    assert secret not in kept
    assert token.prefix in text


def test_an_expired_token_opens_nothing(office):
    program = program_of(office)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=30, seconds=1)):
        is_problem(program.get("units"), 401)


def test_a_revoked_token_opens_nothing(office):
    token, text = issue(office)
    assert services.revoke(token=token, by=office)
    assert not services.revoke(token=token, by=office)
    is_problem(Program(text).get("units"), 401)


def test_the_token_of_a_closed_account_opens_nothing(office):
    program = program_of(office)
    office.is_active = False
    office.save()
    is_problem(program.get("units"), 401)


def test_a_lost_role_closes_the_token(office):
    program = program_of(office)
    office.user_permissions.clear()
    is_problem(program.get("units"), 403)
    entry = ModelLogEntry.objects.get(action="access.refused")
    assert entry.user == office


def test_it_is_for_reading(office, body):
    program = program_of(office)
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS"):
        answer = program.send(method, address(body.duty, "participation"))
        is_problem(answer, 405)
        assert answer["Allow"] == "GET, HEAD"
    head = program.client.head(ROOT + "units", headers=program.headers)
    assert head.status_code == 200
    assert not head.content


def test_errors_are_problems_in_vietnamese(office, body):
    program = program_of(office)
    told = is_problem(program.get("units", {"limit": "x", "offset": -1}), 422)
    assert {fault["field"] for fault in told["errors"]} == {"limit", "offset"}
    assert "số nguyên" in told["detail"]
    told = is_problem(program.get("units", {"unist": 5}), 422)
    assert told["detail"] == "Yêu cầu chưa đúng: unist không có ở đây."
    is_problem(program.get("khong/co"), 404)
    is_problem(program.get(""), 404)
    is_problem(program.get("duties/test/999/participation"), 404)
    is_problem(program.get(address(body.duty, "participation"), {"unit": 987654}), 404)
    is_problem(program.get(address(body.duty, "people")), 422)
    is_problem(program.get(address(body.duty, "people"), {"unit": 2**63}), 422)


def test_an_error_of_ours_is_a_problem_too(office, monkeypatch):
    from intranet.api import endpoints

    program = program_of(office)
    monkeypatch.setattr(endpoints, "duties_for", lambda *args: 1 / 0)
    told = is_problem(program.get("duties"), 500)
    assert "division" not in json.dumps(told)


def test_each_token_has_its_own_limit(office, settings):
    settings.RATE_LIMITS = {
        **settings.RATE_LIMITS,
        "api": {**settings.RATE_LIMITS["api"], "times": 2},
    }
    first, second = program_of(office), program_of(office)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [first.get("units").status_code for _ in range(2)] == [200, 200]
        refused = first.get("units")
        is_problem(refused, 429)
        assert refused["Retry-After"] == "600"
        assert second.get("units").status_code == 200
        clock.shift(600)
        assert first.get("units").status_code == 200
    assert CostlyUse.objects.filter(user=office, kind__startswith="api:").count() == 2


def test_failures_are_counted_by_address_and_do_not_close_a_good_token(office, settings):
    settings.RATE_LIMITS = {
        **settings.RATE_LIMITS,
        "api_failures": {**settings.RATE_LIMITS["api_failures"], "times": 2},
    }
    wrong, good = Program("cchc_sai_sai"), program_of(office)
    assert [wrong.get("units").status_code for _ in range(3)] == [401, 401, 429]
    assert good.get("units").status_code == 200


def test_failures_are_counted_without_a_shared_cache(office, settings):
    rule = settings.RATE_LIMITS["api_failures"]
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "api_failures": {**rule, "times": 2}}
    wrong = Program("cchc_sai_sai")
    statuses = []
    for _ in range(4):
        cache.clear()  # as if another process were asked
        statuses.append(wrong.get("units").status_code)
    assert statuses == [401, 401, 429, 429]
    assert ModelLogEntry.objects.filter(action="access.token_refused").count() == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(seconds=rule["seconds"] + 1)):
        assert wrong.get("units").status_code == 401


def test_counts_of_failures_are_forgotten(office):
    Program("cchc_sai_sai").get("units")
    job = registered_jobs()["forget_refused_tokens"]
    assert job(now=timezone.now()) == 0
    assert job(now=timezone.now() + datetime.timedelta(days=2)) == 2


def test_failures_leave_one_line_a_minute(office):
    _token, text = issue(office)
    for _ in range(3):
        Program(text[:-1]).get("units")
        Program("cchc_sai_sai").get("units")
    lines = ModelLogEntry.objects.filter(action="access.token_refused")
    assert {line.object_id for line in lines} == {str(office.pk), "0"}
    assert lines.count() == 2
    assert text not in json.dumps([line.data for line in lines])
    assert all("/api/v1/units" in line.message for line in lines)


def test_old_lines_of_failures_are_forgotten(office):
    from intranet.reports.audit.refusals import forget_refusals

    Program("cchc_sai_sai").get("units")
    assert forget_refusals(before=timezone.now() + datetime.timedelta(seconds=1)) == 1


def test_the_use_is_noted_once_a_minute(office, sql):
    token, text = issue(office)
    program = Program(text)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        program.get("units")
        token.refresh_from_db()
        first = token.last_used_at
        clock.shift(59)
        with sql.capture() as captured:
            program.get("units")
        assert 'last_used_at" =' not in str(captured)
        clock.shift(2)
        program.get("units")
    token.refresh_from_db()
    assert token.last_used_at - first == datetime.timedelta(seconds=61)


def test_what_the_program_has_is_not_sent_again(office):
    program = program_of(office)
    etag = program.get("units")["ETag"]
    again = program.get("units", **{"If-None-Match": etag})
    assert again.status_code == 304
    assert not again.content
    assert program.get("units", **{"If-None-Match": '"khac"'}).status_code == 200


def test_nothing_is_kept_by_caches(office):
    answer = program_of(office).get("units")
    assert answer["Cache-Control"] == "private, no-store"


def test_the_description_names_every_address_and_no_other_host(office):
    told = program_of(office).get("openapi.json").json()
    assert set(told["paths"]) == {
        "/api/v1/units",
        "/api/v1/duties",
        "/api/v1/duties/{kind}/{key}/participation",
        "/api/v1/duties/{kind}/{key}/people",
    }
    assert all(set(methods) == {"get"} for methods in told["paths"].values())
    assert told["components"]["securitySchemes"]["Bearer"]["scheme"] == "bearer"


def test_there_is_no_screen_that_loads_from_elsewhere(office):
    for path in ("docs", "docs/", "redoc"):
        is_problem(program_of(office).get(path), 404)
