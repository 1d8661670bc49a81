"""`{% linked %}{% include_block page.body %}{% endlinked %}`: HTML with the links of the page."""

from django.template import Context, Library, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString

from intranet.pages.text_links import text_links

register = Library()


class LinkedNode(Node):
    """What stands between the tags, with links."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Render it and set the links of the page that is shown."""
        links = text_links(context["page"], context.get("request"))
        return links.in_html(self.nodelist.render(context))


@register.tag
def linked(parser: Parser, _token: Token) -> LinkedNode:
    """Set links into the HTML between the tags."""
    nodelist = parser.parse(("endlinked",))
    parser.delete_first_token()
    return LinkedNode(nodelist)
