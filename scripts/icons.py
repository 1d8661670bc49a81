"""Build the icon sprite from chosen Lucide icons.

Run ``npm pack lucide-static@<version>``, unpack it and give its folder:
``python scripts/icons.py path/to/package``; then ``python scripts/vendor_lock.py``.
"""

import re
import shutil
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "intranet" / "static"
SPRITE = STATIC / "icons" / "sprite.svg"
LICENCE = STATIC / "icons" / "LICENSE-lucide.txt"
ICONS = [
    "arrow-left",
    "arrow-right",
    "award",
    "bar-chart",
    "bell",
    "book-open",
    "calendar",
    "check",
    "chevron-down",
    "chevron-right",
    "circle-alert",
    "circle-check",
    "circle-x",
    "clipboard-list",
    "clock",
    "download",
    "external-link",
    "file-text",
    "flag",
    "house",
    "info",
    "key-round",
    "layers",
    "link",
    "list",
    "list-checks",
    "log-in",
    "log-out",
    "megaphone",
    "menu",
    "newspaper",
    "pencil",
    "printer",
    "search",
    "send",
    "settings",
    "triangle-alert",
    "user",
    "users",
    "x",
]
OWN_NAMES = {"house": "home"}


def symbol(source: str, name: str) -> str:
    """Return one icon's drawing as a sprite symbol, without its outer attributes."""
    match = re.search(r"<svg[^>]*>(.*)</svg>", source, re.DOTALL)
    if match is None:
        sys.exit(f"{name}: not an SVG drawing.")
    drawing = re.sub(r"\s*\n\s*", "", match.group(1)).replace(" />", "/>")
    return f'<symbol id="{OWN_NAMES.get(name, name)}" viewBox="0 0 24 24">{drawing}</symbol>'


def main(package: Path) -> None:
    """Write sprite and licence from an unpacked lucide-static package."""
    symbols = [symbol((package / "icons" / f"{name}.svg").read_text(), name) for name in ICONS]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text("\n".join(lines))
    shutil.copyfile(package / "LICENSE", LICENCE)
    print(f"{SPRITE.name}: {len(symbols)} icons, {SPRITE.stat().st_size / 1024:.1f} KiB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python scripts/icons.py <unpacked lucide-static folder>")
    main(Path(sys.argv[1]))
