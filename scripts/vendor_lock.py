"""Record which files of others are in the repository: package, version, licence, SHA-256.

Run ``python scripts/vendor_lock.py`` after fonts or icons were made again.
"""

import hashlib
import json
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "intranet" / "static"
LOCK = STATIC / "vendor.lock.json"
VENDORED = (
    {
        "registry": "npm",
        "package": "lucide-static",
        "version": "1.62.0",
        "licence": "ISC",
        "files": ("icons/sprite.svg", "icons/LICENSE-lucide.txt"),
    },
    {
        "registry": "pypi",
        "package": "fontpkg-be-vietnam-pro",
        "version": "1.2",
        "licence": "OFL-1.1",
        "files": (
            "fonts/be-vietnam-pro-regular.woff2",
            "fonts/be-vietnam-pro-semibold.woff2",
            "fonts/OFL.txt",
        ),
    },
)


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def record() -> list[dict[str, object]]:
    """Return the entry of every package, with the hash of each of its files as it is now."""
    return [
        {**package, "files": {name: sha256(STATIC / name) for name in package["files"]}}
        for package in VENDORED
    ]


if __name__ == "__main__":
    LOCK.write_text(json.dumps(record(), indent=2) + "\n")
    print(f"{LOCK.name}: {len(VENDORED)} packages")
