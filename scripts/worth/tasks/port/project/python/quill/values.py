"""The values of templates: None, bool, int, float, str, list and dict."""

import json

from .errors import DataError, FilterError

# Integers have fewer digits than this.
DIGITS = 1000
# No text or list becomes longer than this by being repeated.
LONGEST = 1_000_000


class Undefined:
    """What a name or a key leads to that is not there."""

    def __init__(self, path):
        self.path = path


class Macro:
    def __init__(self, node, defaults):
        self.node = node
        self.defaults = defaults


def load_data(text):
    """The data of a JSON text; its integers stay integers, whatever their size."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise DataError(
            f"the data is not JSON: line {error.lineno}, column {error.colno}"
        ) from None


def kind(value):
    """How errors call a value."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a dictionary"
    return "a macro"


def text(value):
    """A value as it is printed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    return show(value)


def show(value):
    """A value inside of another one, and in errors."""
    if value is None:
        return "none"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, list):
        return "[" + ", ".join(map(show, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{show(k)}: {show(v)}" for k, v in value.items()) + "}"
    if isinstance(value, Macro):
        return f"<macro {value.node.name}>"
    return repr(value)


def checked(value):
    """A result of arithmetic, unless it is too large."""
    if isinstance(value, int) and abs(value) >= 10**DIGITS:
        raise FilterError("the number is too large")
    return value


def is_number(value):
    return isinstance(value, (int, float))


def is_int(value):
    return isinstance(value, int)


def add(left, right):
    both = (left, right)
    if all(map(is_number, both)) or any(
        isinstance(left, one) and isinstance(right, one) for one in (str, list)
    ):
        return checked(left + right)
    raise FilterError(f"cannot add {kind(left)} and {kind(right)}")


def multiply(left, right):
    if is_number(left) and is_number(right):
        return checked(left * right)
    if is_int(left):
        left, right = right, left
    if isinstance(left, (str, list)) and is_int(right):
        if len(left) * right > LONGEST:
            raise FilterError("the result is too long")
        return left * right
    raise FilterError(f"cannot multiply {kind(left)} and {kind(right)}")


def power(left, right):
    if not (is_int(left) and is_int(right)):
        raise FilterError("a power needs two integers")
    if not 0 <= right <= 1000:
        raise FilterError("the exponent has to be from 0 to 1000")
    return checked(left**right)


def _numeric(word, work):
    def apply(left, right):
        if not (is_number(left) and is_number(right)):
            raise FilterError(f"cannot {word} {kind(left)} and {kind(right)}")
        return checked(work(left, right))

    return apply


OPERATORS = {
    "+": add,
    "-": _numeric("subtract", lambda left, right: left - right),
    "*": multiply,
    "/": _numeric("divide", lambda left, right: left / right),
    "//": _numeric("divide", lambda left, right: left // right),
    "%": _numeric("divide", lambda left, right: left % right),
    "**": power,
    "~": lambda left, right: text(left) + text(right),
}


def calculate(operator, left, right):
    try:
        return OPERATORS[operator](left, right)
    except ZeroDivisionError:
        raise FilterError("division by zero") from None
    except OverflowError:
        raise FilterError("the number is too large") from None


COMPARISONS = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def compare(operator, left, right):
    if operator == "==":
        return left == right
    if operator == "!=":
        return left != right
    if operator == "in":
        return contains(right, left)
    if operator == "not in":
        return not contains(right, left)
    try:
        return COMPARISONS[operator](left, right)
    except TypeError:
        raise FilterError(f"cannot compare {kind(left)} and {kind(right)}") from None


def key(value):
    """A value as a key of a dictionary."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise FilterError(f"{kind(value)} cannot be a key")


def contains(container, value):
    if isinstance(container, str):
        if not isinstance(value, str):
            raise FilterError(f"{kind(value)} cannot be in text")
        return value in container
    if isinstance(container, list):
        return value in container
    if isinstance(container, dict):
        return key(value) in container
    raise FilterError(f"nothing can be in {kind(container)}")


def item(value, at, path):
    """What `value[at]` is."""
    if isinstance(value, dict):
        return value.get(key(at), Undefined(path))
    if not isinstance(value, (str, list)):
        raise FilterError(f"{kind(value)} has no items")
    if not is_int(at):
        raise FilterError(f"{kind(at)} is no index")
    try:
        return value[at]
    except IndexError:
        return Undefined(path)


def attribute(value, name, path):
    """What `value.name` is."""
    if isinstance(value, dict):
        return value.get(name, Undefined(path))
    return Undefined(path)


def part(value, start, stop, step):
    """What `value[start:stop:step]` is."""
    if not isinstance(value, (str, list)):
        raise FilterError(f"{kind(value)} has no items")
    for one in (start, stop, step):
        if one is not None and not is_int(one):
            raise FilterError(f"{kind(one)} is no index")
    if step == 0:
        raise FilterError("the step is zero")
    return value[start:stop:step]


def items_of(value):
    """What a loop goes through."""
    if isinstance(value, (str, list, dict)):
        return list(value)
    raise FilterError(f"{kind(value)} has no items")
