"""What citations add to other screens; registration only."""

from wagtail import hooks

from intranet.pages.text_links import HOOK as LINKS_HOOK
from intranet.policies.citations.cited_in import append_cited_in
from intranet.policies.citations.linking import links_of_page
from intranet.policies.citations.reports import addresses, menu_items
from intranet.policies.sheet import HOOK as POLICY_HOOK

hooks.register(LINKS_HOOK, links_of_page)
hooks.register(POLICY_HOOK, append_cited_in)
hooks.register("register_admin_urls", addresses)
for place in range(2):
    hooks.register("register_reports_menu_item", lambda place=place: menu_items()[place])
