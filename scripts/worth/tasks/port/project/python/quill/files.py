"""Templates in a folder."""

from pathlib import Path

from .errors import TemplateError


def folder(path):
    """The `load` of an environment; names are paths within the folder, with `/` between parts."""

    def load(name):
        parts = name.split("/")
        if "" in parts or ".." in parts or "\0" in name:
            return None
        try:
            with open(Path(path, *parts), encoding="utf-8") as file:
                return file.read()
        except OSError:
            return None
        except UnicodeDecodeError:
            raise TemplateError("the file is not UTF-8", name, 1, 1) from None

    return load
