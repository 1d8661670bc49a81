"""`{% include "components/…" with … only %}`, rendered once for the same values.

A component, like the few other parts in `REMEMBERED`, prints what it is given and nothing else, so
that the same values give the same text. A page repeats icons and buttons dozens of times, and
rendering them anew was half its cost.
"""

from typing import Any

from django.template import Context, Library
from django.template.base import Parser, Token
from django.template.loader_tags import IncludeNode, do_include
from django.utils.safestring import SafeString

register = Library()

PLAIN = (str, SafeString, int, bool, float, type(None))  # by exact type; others may change inside
REMEMBERED = ('"components/', '"quiz/labels/', '"quiz/palette_', '"navigation/emblem')
LONGEST_KEY = 200  # characters; what is longer hardly comes back
MOST_KEPT = 4_000

_rendered: dict[tuple[Any, ...], SafeString] = {}


class ComponentNode(IncludeNode):
    """An isolated include whose text is remembered."""

    def render(self, context: Context) -> SafeString:
        """Look it up by all that decides it; render it where that cannot be said."""
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        if context.template is None or context.template.engine.debug or not _is_plain(values):
            return super().render(context)
        kinds = tuple(map(type, values.values()))
        # The language stands in no key: the site speaks one.
        key = (self.template.token, context.autoescape, *values, *values.values(), kinds)
        text = _rendered.get(key)
        if text is None:
            if len(_rendered) >= MOST_KEPT:
                _rendered.clear()
            text = _rendered[key] = super().render(context)
        return text


def _is_plain(values: dict[str, Any]) -> bool:
    length = 0
    for value in values.values():
        if type(value) not in PLAIN:
            return False
        length += len(value) if isinstance(value, str) else 0
    return length <= LONGEST_KEY


@register.tag("include")
def include(parser: Parser, token: Token) -> IncludeNode:
    """As in Django, but a component that is named outright and sees nothing else is remembered."""
    node = do_include(parser, token)
    if not (node.isolated_context and token.split_contents()[1].startswith(REMEMBERED)):
        return node
    return ComponentNode(node.template, extra_context=node.extra_context, isolated_context=True)
