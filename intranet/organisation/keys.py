"""Keys of duties that are numbers of rows, spelled as the site spells them; pure."""

import re
from collections.abc import Iterable

KEY = re.compile(r"[1-9][0-9]{0,18}")
LARGEST = 2**63 - 1


def possible_ids(keys: Iterable[str]) -> list[int]:
    """Return the keys that can be the number of a row; «07» and «x» cannot."""
    return [int(key) for key in keys if KEY.fullmatch(key) and int(key) <= LARGEST]
