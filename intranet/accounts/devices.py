"""What a browser says about itself, in the few words that help to recognise a device."""

import re
from collections.abc import Sequence

# The first that fits decides: browsers name their ancestors too.
BROWSERS = (
    ("Cốc Cốc", r"coc_coc_browser/"),
    ("Edge", r"Edg(?:e|A|iOS)?/"),
    ("Opera", r"OPR/|Opera"),
    ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"),
    ("Chrome", r"Chrome/|CriOS/"),
    ("Safari", r"Safari/"),
)
SYSTEMS = (
    ("iPhone", r"iPhone"),
    ("iPad", r"iPad"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Mac OS X|Macintosh"),
    ("Linux", r"Linux"),
)


def device_name(user_agent: str) -> str:
    """Browser and system as «Chrome · Windows», whichever are known; nothing if neither is."""
    known = (_first(BROWSERS, user_agent), _first(SYSTEMS, user_agent))
    return " · ".join(name for name in known if name)


def _first(names: Sequence[tuple[str, str]], user_agent: str) -> str:
    return next((name for name, sign in names if re.search(sign, user_agent)), "")


def client_address(remote: str, forwarded: str, proxies: int) -> str:
    """The address of the browser behind so many proxies of ours; theirs are not to be trusted.

    Each proxy adds at the end of X-Forwarded-For whom it answers. What stands further left was
    written by the browser itself and may be anything.
    """
    chain = [part.strip() for part in forwarded.split(",") if part.strip()]
    if proxies < 1 or len(chain) < proxies:
        return remote
    return chain[-proxies]
