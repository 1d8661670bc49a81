"""Programs that send anything at all: the description holds, and nothing ends in an error."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig

from tests.api.conftest import ROOT, issue

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

OPERATIONS = {"units", "duties", "participation", "people"}
SEED = 28


@pytest.fixture(autouse=True)
def _unlimited(settings):
    """So many requests are asked here that the limits would answer the rest."""
    rules = {kind: {**rule, "times": 10**6} for kind, rule in settings.RATE_LIMITS.items()}
    settings.RATE_LIMITS = rules


@pytest.fixture(autouse=True)
def _one_connection():
    """The connection of the test outlives its requests, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def description(body, people):
    """The interface as a program of the Office reads it, and its headers."""
    headers = {
        "Authorization": f"Bearer {issue(people['Office'])[1]}",
        "Accept-Encoding": "identity",
    }
    config = SchemathesisConfig(seed=SEED)
    # The token comes from here; a request must not be called wrong for leaving it to us.
    config.projects.default.generation.with_security_parameters = False
    schema = schemathesis.openapi.from_wsgi(
        f"{ROOT}openapi.json", get_wsgi_application(), headers=headers, config=config
    )
    operations = {
        result.ok().path.rsplit("/", 1)[1]: result.ok() for result in schema.get_all_operations()
    }
    assert set(operations) == OPERATIONS
    return operations, headers, body.duty


def send(operation, mode, headers, **given_values):
    """Send made-up requests, and have every answer checked against the description."""
    statuses = set()

    @settings(
        max_examples=50,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode, **given_values))
    def check(case):
        response = case.call(headers=headers)
        statuses.add(response.status_code)
        case.validate_response(response, headers=headers)

    check()
    return statuses


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_any_request_is_answered_as_described(description, name, mode):
    operations, headers, _duty = description
    statuses = send(operations[name], mode, headers)
    assert statuses
    assert max(statuses) < 500


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("name", ["participation", "people"])
def test_any_request_about_a_duty_is_answered_as_described(description, name, mode):
    operations, headers, duty = description
    path = {"kind": duty.kind, "key": duty.key}
    statuses = send(operations[name], mode, headers, path_parameters=path)
    assert max(statuses) < 500
    assert (200 in statuses) or mode is GenerationMode.NEGATIVE or name == "people"


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_without_a_token_any_request_is_refused(description, name):
    operations, _headers, _duty = description
    assert send(operations[name], GenerationMode.POSITIVE, {"Authorization": ""}) == {401}
