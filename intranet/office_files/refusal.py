"""How a file as a whole is refused."""


class FileRefusedError(Exception):
    """The file as a whole cannot be read; `code` says why, `details` fill the sentence about it."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
