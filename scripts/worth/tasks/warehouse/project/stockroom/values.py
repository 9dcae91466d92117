import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from stockroom.errors import StockError

CENT = Decimal("0.01")
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def number(value, what="quantity"):
    """An exact number."""
    if isinstance(value, (bool, float)) or not isinstance(value, (int, str, Decimal)):
        raise StockError(f"{what} has to be exact, not {value!r}")
    try:
        found = Decimal(value)
    except InvalidOperation:
        raise StockError(f"{what} is no number: {value!r}") from None
    if not found.is_finite():
        raise StockError(f"{what} is not finite")
    return found


def cents(amount):
    return amount.quantize(CENT, ROUND_HALF_UP)


def day(value):
    """A date as a text that sorts."""
    try:
        if not DATE.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise StockError(f"no date: {value!r}") from None
    return value


def name(value, what="name"):
    if not isinstance(value, str) or not value or value != value.strip():
        raise StockError(f"no {what}: {value!r}")
    return value


def plain(value):
    """A number as a text, without an exponent and without zeros that say nothing."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
