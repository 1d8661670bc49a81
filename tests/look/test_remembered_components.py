"""A component is rendered once for the same values, and never shows another's."""

from typing import Any

import pytest
from django.template import engines
from django.utils.safestring import mark_safe

from intranet.pages.templatetags import components

BADGE = '{% include "components/badge.html" with label=label tone="info" only %}'


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    components._rendered.clear()


def show(source: str, **values: Any) -> str:
    """Render a template."""
    return engines["django"].from_string(source).render(values)


def test_the_same_values_are_rendered_once() -> None:
    first = show(BADGE, label="Đạt")
    assert "Đạt" in first
    assert show(BADGE, label="Đạt") == first
    assert len(components._rendered) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a", "b"),
        ("<b>", mark_safe("<b>")),
        (1, True),
        (1, 1.0),
        ("1", 1),
        ("", None),
        (["a"], ["b"]),
        ("x" * 300, "y" * 300),
    ],
)
def test_values_that_differ_are_told_apart(one: Any, other: Any) -> None:
    alone = {}
    for value in (one, other):
        components._rendered.clear()
        alone[id(value)] = show(BADGE, label=value)
    components._rendered.clear()
    assert [show(BADGE, label=value) for value in (one, other, one)] == [
        alone[id(one)],
        alone[id(other)],
        alone[id(one)],
    ]


def test_names_of_values_are_told_apart() -> None:
    button = '{% include "components/button.html" with label="x" NAME="go" only %}'
    assert show(button.replace("NAME", "name")) != show(button.replace("NAME", "value"))


def test_what_sees_the_page_around_it_is_not_remembered() -> None:
    show('{% include "components/badge.html" with label="a" %}')
    show('{% include "components/badge.html" %}', label="a")
    assert not components._rendered


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(components, "MOST_KEPT", 3)
    for number in range(10):
        show(BADGE, label=str(number))
    assert len(components._rendered) <= 3
