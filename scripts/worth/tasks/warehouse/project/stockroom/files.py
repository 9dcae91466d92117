import json
import os
import re

from stockroom.errors import StockError
from stockroom.values import plain

OLD_DATE = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4})")


def write(path, data):
    draft = f"{path}.tmp"
    try:
        with open(draft, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
        os.replace(draft, path)
    finally:
        if os.path.exists(draft):
            os.remove(draft)


def read(path):
    """The data of a file in the form of version 2."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file, parse_float=str)
    version = data.get("version", 1) if isinstance(data, dict) else None
    if version == 2:
        return data
    if version != 1:
        raise StockError(f"{path} is no file of stockroom, or of a newer one")
    items = [{"sku": sku, "name": name} for sku, name in data["items"].items()]
    return {"version": 2, "items": items, "movements": [_old(one) for one in reversed(data["movements"])]}


def _old(movement):
    written, sku, place, quantity, price = movement
    match = OLD_DATE.fullmatch(written)
    if match is None:
        raise StockError(f"no date: {written!r}")
    date = "-".join(reversed(match.groups()))
    price = None if price is None else f"{price // 100}.{price % 100:02}"
    return {"date": date, "sku": sku, "place": place, "quantity": str(quantity), "price": price}


def movement_data(movement):
    price = movement["price"]
    return {
        **movement,
        "quantity": plain(movement["quantity"]),
        "price": None if price is None else plain(price),
    }
