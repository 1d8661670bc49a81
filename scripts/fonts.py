"""Make the two web font subsets of Be Vietnam Pro: Vietnamese, ASCII and the signs in use.

Run with ``python scripts/fonts.py`` after the development dependencies are installed; the fonts
come from the package ``fontpkg-be-vietnam-pro`` (SIL Open Font License 1.1), whose licence is
copied beside the result. Afterwards run ``python scripts/vendor_lock.py``.
"""

import shutil
import sys
import unicodedata
from importlib.util import find_spec
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

TARGET = Path(__file__).resolve().parent.parent / "intranet" / "static" / "fonts"
WEIGHTS = {"BeVietnamPro-Regular": "regular", "BeVietnamPro-SemiBold": "semibold"}
SIGNS = "–—…«»“”‘’•·×%°§©≤≥−½\u00a0"
VOWELS = "aăâeêioôơuưy"
TONE_MARKS = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LAYOUT_FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk"]


def vietnamese_letters() -> str:
    """Return every Vietnamese letter with every tone, in both cases, composed (NFC)."""
    accented = [vowel + tone for vowel in VOWELS for tone in TONE_MARKS]
    lower = {unicodedata.normalize("NFC", letter) for letter in [*accented, "đ"]}
    return "".join(sorted(lower | {letter.upper() for letter in lower}))


def wanted_characters() -> str:
    """Return all characters that the site may set in its own typeface."""
    ascii_printable = "".join(chr(code) for code in range(0x20, 0x7F))
    return ascii_printable + vietnamese_letters() + SIGNS


def subset(source: Path, target: Path) -> None:
    """Write the wanted characters of one font file as woff2, without hinting to save weight."""
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.desubroutinize = True
    options.layout_features = LAYOUT_FEATURES
    options.name_IDs = [0, 1, 2, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options=options)
    subsetter.populate(text=wanted_characters())
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def package_folder() -> Path:
    """Return the folder of the installed font package, or stop with one clear line."""
    spec = find_spec("fontpkg_be_vietnam_pro")
    if spec is None or spec.origin is None:
        sys.exit("Install the development dependencies first: fontpkg-be-vietnam-pro is missing.")
    return Path(spec.origin).parent


def main() -> None:
    """Write both weights and the licence into the folder of static fonts."""
    package = package_folder()
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, weight in WEIGHTS.items():
        target = TARGET / f"be-vietnam-pro-{weight}.woff2"
        subset(package / "files" / f"{name}.ttf", target)
        print(f"{target.name}: {target.stat().st_size / 1024:.1f} KiB")
    shutil.copyfile(package / "LICENSE", TARGET / "OFL.txt")


if __name__ == "__main__":
    main()
