import logging

log = logging.getLogger("jobline")


class Listeners:
    def __init__(self):
        self._listeners = []

    def add(self, listener):
        """Returns a function that takes the listener away again."""
        entry = [listener]
        self._listeners.append(entry)

        def end():
            if entry in self._listeners:
                self._listeners.remove(entry)

        return end

    def tell(self, changes):
        for change in changes:
            for (listener,) in list(self._listeners):
                try:
                    listener(*change)
                except Exception:
                    log.exception("a listener failed")
