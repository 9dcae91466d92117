"""The filters that every environment has."""

import datetime
import html
import json
import math
import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from pathlib import Path
from urllib.parse import quote

from .errors import FilterError
from .values import Undefined, attribute, checked, is_int, is_number, items_of, kind, show, text

_SHARED = Path(__file__).resolve().parents[2] / "shared"
CURRENCIES = json.loads((_SHARED / "currencies.json").read_text(encoding="utf-8"))

FILTERS = {}


def named(name):
    def keep(work):
        FILTERS[name] = work
        return work

    return keep


def _whole(value, lowest=None, highest=None):
    """An argument that has to be an integer."""
    if not is_int(value):
        raise FilterError(f"expected an integer, got {kind(value)}")
    if (lowest is not None and value < lowest) or (highest is not None and value > highest):
        raise FilterError(f"{show(value)} is out of range")
    return value


def _list(value):
    """A value that has to have items: of a text its characters, of a dictionary its keys."""
    return items_of(value)


def _get(value, path):
    """What a path such as `address.city` leads to."""
    for name in path.split("."):
        value = attribute(value, name, path)
        if isinstance(value, Undefined):
            raise FilterError(f"{path} is not defined")
    return value


def _pick(values, by):
    return values if by is None else [_get(value, text(by)) for value in values]


# Text

def _method(name):
    def work(value):
        return getattr(text(value), name)()

    FILTERS[name] = work


for _name in ("upper", "lower", "title", "capitalize"):
    _method(_name)


@named("trim")
def trim(value, chars=None):
    return text(value).strip(None if chars is None else text(chars))


@named("left")
def left(value, width, fill=" "):
    return text(value).ljust(_whole(width, highest=1000), _single(fill))


@named("right")
def right(value, width, fill=" "):
    return text(value).rjust(_whole(width, highest=1000), _single(fill))


@named("center")
def center(value, width, fill=" "):
    return text(value).center(_whole(width, highest=1000), _single(fill))


def _single(fill):
    if len(text(fill)) != 1:
        raise FilterError("the fill has to be one character")
    return text(fill)


@named("truncate")
def truncate(value, length=80, end="…", words=True):
    value = text(value)
    if len(value) <= _whole(length, lowest=0):
        return value
    room = max(length - len(text(end)), 0)
    cut = value[:room]
    if words and not value[room].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + text(end)


@named("indent")
def indent(value, width=4, first=False):
    pad = " " * _whole(width, lowest=0, highest=1000)
    lines = text(value).splitlines(True)
    return "".join(
        pad + line if line.strip() and (number or first) else line
        for number, line in enumerate(lines)
    )


@named("replace")
def replace(value, old, new, count=-1):
    return text(value).replace(text(old), text(new), _whole(count, lowest=-1))


_PATTERN = re.compile(
    r"""(?: [^\\\[(]
    | \\(?: [dwsbDWSB] | [^\w\s] )
    | \[\^?\]?(?: [^\\\]] | \\(?: [dwsDWS] | [^\w\s] ) )*\]
    | \((?!\?) | \(\?: )*""",
    re.VERBOSE | re.DOTALL,
)


@named("sub")
def sub(value, pattern, replacement):
    """Of the language of patterns only what README.md names."""
    pattern, replacement = text(pattern), text(replacement)
    if not _PATTERN.fullmatch(pattern):
        raise FilterError(f"the pattern {pattern!r} is not supported")
    try:
        compiled = re.compile(pattern)
    except re.error:
        raise FilterError(f"the pattern {pattern!r} is not valid") from None

    def put(found):
        def one(escape):
            if escape[1] == "\\":
                return "\\"
            if int(escape[1]) > compiled.groups:
                raise FilterError(f"there is no group {escape[1]}")
            return found[int(escape[1])] or ""

        return re.sub(r"\\([0-9\\])", one, replacement)

    return compiled.sub(put, text(value))


@named("split")
def split(value, separator=None, most=-1):
    most = _whole(most, lowest=-1)
    if separator is None:
        return text(value).split(None, most)
    if not text(separator):
        raise FilterError("the separator is empty")
    return text(value).split(text(separator), most)


@named("lines")
def lines(value):
    return text(value).splitlines()


@named("slug")
def slug(value):
    plain = unicodedata.normalize("NFKD", text(value)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@named("escape")
def escape(value):
    return html.escape(text(value))


@named("safe")
def safe(value):
    return text(value)


@named("url")
def url(value):
    return quote(text(value), safe="")


@named("json")
def to_json(value, indent=None):
    if indent is not None:
        _whole(indent, lowest=0, highest=16)
    return json.dumps(value, indent=indent, default=_no_json)


def _no_json(value):
    raise FilterError(f"{kind(value)} cannot be JSON")


# Lists

@named("length")
def length(value):
    return len(_list(value))


@named("join")
def join(value, separator="", by=None):
    return text(separator).join(map(text, _pick(_list(value), by)))


@named("reverse")
def reverse(value):
    return value[::-1] if isinstance(value, str) else _list(value)[::-1]


@named("first")
def first(value):
    return next(iter(_list(value)), None)


@named("last")
def last(value):
    return next(reversed(_list(value)), None)


def _folded(value, case):
    return value.casefold() if isinstance(value, str) and not case else value


@named("sort")
def sort(value, by=None, reverse=False, case=False):
    values = _list(value)
    keys = [_folded(key, case) for key in _pick(values, by)]
    order = _sorted(range(len(values)), keys.__getitem__, reverse)
    return [values[at] for at in order]


def _sorted(values, key, reverse=False):
    try:
        return sorted(values, key=key, reverse=bool(reverse))
    except TypeError:
        raise FilterError("the values cannot be compared") from None


@named("group")
def group(value, by):
    """The items that have the same there, as dictionaries with `key` and `items`."""
    values = _list(value)
    keys = _pick(values, by)
    groups = []
    for at in _sorted(range(len(values)), lambda at: _folded(keys[at], False)):
        if not groups or _folded(groups[-1]["key"], False) != _folded(keys[at], False):
            groups.append({"key": keys[at], "items": []})
        groups[-1]["items"].append(values[at])
    return groups


@named("unique")
def unique(value, by=None, case=False):
    values = _list(value)
    seen, kept = [], []
    for one, key in zip(values, _pick(values, by)):
        if _folded(key, case) not in seen:
            seen.append(_folded(key, case))
            kept.append(one)
    return kept


@named("sum")
def total(value, by=None, start=0):
    result = start
    for one in _pick(_list(value), by):
        if not (is_number(one) and is_number(result)):
            raise FilterError(f"cannot add {kind(result)} and {kind(one)}")
        result = checked(result + one)
    return result


def _best(value, by, choose):
    values = _list(value)
    if not values:
        return None
    try:
        return choose(values) if by is None else choose(values, key=lambda one: _get(one, text(by)))
    except TypeError:
        raise FilterError("the values cannot be compared") from None


@named("min")
def least(value, by=None):
    return _best(value, by, min)


@named("max")
def most(value, by=None):
    return _best(value, by, max)


@named("map")
def pick(value, by):
    return _pick(_list(value), by)


@named("batch")
def batch(value, size, fill=None):
    values = _list(value)
    _whole(size, lowest=1, highest=1000)
    rows = [values[at : at + size] for at in range(0, len(values), size)]
    if rows and fill is not None:
        rows[-1] += [fill] * (size - len(rows[-1]))
    return rows


def _dictionary(value):
    if not isinstance(value, dict):
        raise FilterError(f"expected a dictionary, got {kind(value)}")
    return value


@named("keys")
def keys(value):
    return list(_dictionary(value))


@named("values")
def values(value):
    return list(_dictionary(value).values())


@named("items")
def items(value):
    return [[key, one] for key, one in _dictionary(value).items()]


# Numbers

def _number(value):
    if not is_number(value):
        raise FilterError(f"expected a number, got {kind(value)}")
    return value


@named("abs")
def absolute(value):
    return abs(_number(value))


def _parsed(value, parse, otherwise):
    try:
        if not (is_number(value) or isinstance(value, str)):
            raise ValueError
        return checked(parse(value))
    except (ValueError, OverflowError):
        if otherwise is None:
            raise FilterError(f"{show(value)} is not a number") from None
        return otherwise


@named("int")
def to_int(value, otherwise=None):
    return _parsed(value, int, otherwise)


@named("float")
def to_float(value, otherwise=None):
    return _parsed(value, float, otherwise)


@named("round")
def rounded(value, digits=None):
    if digits is not None:
        _whole(digits, lowest=-400, highest=400)
    try:
        return round(_number(value), digits)
    except (OverflowError, ValueError):
        raise FilterError("the number is too large") from None


@named("number")
def number(value, digits=2, thousands=",", point="."):
    digits = _whole(digits, lowest=0, highest=20)
    value = _number(value)
    if is_int(value):
        plain = f"{value:,d}" + ("." + "0" * digits if digits else "")
    else:
        plain = f"{value:,.{digits}f}"
    return plain.translate({ord(","): text(thousands), ord("."): text(point)})


@named("money")
def money(value, code):
    """An amount as it is written with its currency, rounded half to even."""
    currency = CURRENCIES.get(text(code))
    if currency is None:
        raise FilterError(f"unknown currency {text(code)!r}")
    if not math.isfinite(_number(value)):
        raise FilterError("the amount is not finite")
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(int(value))
    try:
        amount = exact.quantize(Decimal(1).scaleb(-currency["places"]), ROUND_HALF_EVEN)
    except InvalidOperation:
        # More than 28 digits.
        raise FilterError("the number is too large") from None
    plain = f"{abs(amount):,f}"
    sign = "-" if amount < 0 else ""
    if currency["before"]:
        return f"{sign}{currency['symbol']}{plain}"
    return f"{sign}{plain}\N{NO-BREAK SPACE}{currency['symbol']}"


# Dates

_MONTHS = ("January February March April May June July August September October November "
           "December").split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")
_DIRECTIVES = {
    "Y": lambda day: f"{day.year:04}",
    "y": lambda day: f"{day.year % 100:02}",
    "m": lambda day: f"{day.month:02}",
    "d": lambda day: f"{day.day:02}",
    "e": lambda day: f"{day.day}",
    "j": lambda day: f"{day.timetuple().tm_yday:03}",
    "B": lambda day: _MONTHS[day.month - 1],
    "b": lambda day: _MONTHS[day.month - 1][:3],
    "A": lambda day: _DAYS[day.weekday()],
    "a": lambda day: _DAYS[day.weekday()][:3],
    "G": lambda day: f"{day.isocalendar()[0]:04}",
    "V": lambda day: f"{day.isocalendar()[1]:02}",
    "u": lambda day: f"{day.isocalendar()[2]}",
    "%": lambda day: "%",
}


def _date(value):
    found = _DATE.match(value) if isinstance(value, str) else None
    try:
        return datetime.date(*map(int, found.groups()))
    except (AttributeError, ValueError):
        raise FilterError(f"{show(value)} is not a date") from None


@named("date")
def date(value, form="%Y-%m-%d"):
    day = _date(value)

    def one(found):
        if found[1] not in _DIRECTIVES:
            raise FilterError(f"unknown directive {found[0]!r}")
        return _DIRECTIVES[found[1]](day)

    return re.sub("%(.?)", one, text(form))


@named("days")
def days(value, count):
    try:
        return (_date(value) + datetime.timedelta(_whole(count))).isoformat()
    except OverflowError:
        raise FilterError("the date is out of range") from None


@named("months")
def months(value, count):
    """So many months later; a month that is too short gives its last day."""
    day = _date(value)
    year, month = divmod(day.year * 12 + day.month - 1 + _whole(count), 12)
    for last in (day.day, 30, 29, 28):
        try:
            return datetime.date(year, month + 1, min(day.day, last)).isoformat()
        except (ValueError, OverflowError):
            continue
    raise FilterError("the date is out of range")


@named("between")
def between(value, other):
    """The days from one date to another."""
    return (_date(other) - _date(value)).days


FILTERS["default"] = None  # The renderer's own: its value may be undefined.
