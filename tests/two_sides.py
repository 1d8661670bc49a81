"""Two people, two tabs or two hosts that meet: one side is stopped, the other comes by."""

import threading

from django.db import connection

PATIENCE = 20


class Side(threading.Thread):
    """Calls something on a connection of its own and keeps what came of it."""

    def __init__(self, call):
        super().__init__(daemon=True)
        self.call, self.result, self.error = call, None, None
        self.begun = threading.Event()
        self.start()

    def run(self):
        self.begun.set()
        try:
            self.result = self.call()
        except Exception as error:  # noqa: BLE001 - handed on to the test by value()
            self.error = error
        finally:
            connection.close()

    def value(self):
        self.join(PATIENCE)
        assert not self.is_alive()
        if self.error:
            raise self.error
        return self.result


class Stop:
    """Holds up the first caller of a function until it is let go."""

    def __init__(self, monkeypatch, owner, name):
        self.reached, self.released = threading.Event(), threading.Event()
        original = getattr(owner, name)

        def stopped(*args, **kwargs):
            if not self.reached.is_set():
                self.reached.set()
                assert self.released.wait(PATIENCE)
            return original(*args, **kwargs)

        monkeypatch.setattr(owner, name, stopped)

    def meet(self, first, second):
        """Stop the first inside, send the second past, let the first go on; both results."""
        one = Side(first)
        assert self.reached.wait(PATIENCE)
        other = Side(second)
        assert other.begun.wait(PATIENCE)
        other.join(0.3)
        self.released.set()
        return one.value(), other.value()
