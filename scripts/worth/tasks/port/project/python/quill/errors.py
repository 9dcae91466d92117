"""What can be wrong with a template, and with what it is given."""


class TemplateError(Exception):
    """A template that cannot be rendered; `line` and `column` begin with 1."""

    def __init__(self, message, name, line, column):
        super().__init__(f"{name}:{line}:{column}: {message}")
        self.message = message
        self.name = name
        self.line = line
        self.column = column


class DataError(Exception):
    """The data is not JSON."""


class FilterError(Exception):
    """What a filter raises; whoever renders gets it as a TemplateError with the filter's place."""
