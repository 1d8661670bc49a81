"""Build the icon sprite from chosen Lucide icons and record what was taken in the lock file.

Run ``npm pack lucide-static@<version>``, unpack it and give its folder:
``python scripts/icons.py path/to/package``.
"""

import hashlib
import json
import re
import shutil
import sys
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "intranet" / "static"
SPRITE = STATIC / "icons" / "sprite.svg"
LICENCE = STATIC / "icons" / "LICENSE-lucide.txt"
LOCK = STATIC / "vendor.lock.json"
FONT_PACKAGE = {"registry": "pypi", "package": "fontpkg-be-vietnam-pro", "version": "1.2"}
FONT_FILES = (
    "fonts/be-vietnam-pro-regular.woff2",
    "fonts/be-vietnam-pro-semibold.woff2",
    "fonts/OFL.txt",
)
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


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lock(version: str) -> list[dict[str, object]]:
    """Return the record of all vendored files: package, version and hash of each file."""
    icon_package = {"registry": "npm", "package": "lucide-static", "version": version}
    groups = (
        (icon_package, "ISC", ("icons/sprite.svg", "icons/LICENSE-lucide.txt")),
        (FONT_PACKAGE, "OFL-1.1", FONT_FILES),
    )
    return [
        {**package, "licence": licence, "files": {name: sha256(STATIC / name) for name in names}}
        for package, licence, names in groups
    ]


def main(package: Path) -> None:
    """Write sprite, licence and lock file from an unpacked lucide-static package."""
    version = json.loads((package / "package.json").read_text())["version"]
    symbols = [symbol((package / "icons" / f"{name}.svg").read_text(), name) for name in ICONS]
    lines = ['<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>", ""]
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text("\n".join(lines))
    shutil.copyfile(package / "LICENSE", LICENCE)
    LOCK.write_text(json.dumps(lock(version), indent=2) + "\n")
    print(f"{SPRITE.name}: {len(symbols)} icons, {SPRITE.stat().st_size / 1024:.1f} KiB")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python scripts/icons.py <unpacked lucide-static folder>")
    main(Path(sys.argv[1]))
