from decimal import Decimal

from stockroom import files, values
from stockroom.errors import StockError


class Warehouse:
    """Pieces that come and go."""

    def __init__(self):
        self.items = {}
        self.movements = []

    def add_item(self, sku, name):
        sku = values.name(sku, "sku")
        if sku in self.items:
            raise StockError(f"{sku} is there already")
        self.items[sku] = values.name(name)

    def book(self, sku, place, quantity, *, date, price=None):
        """A quantity that has come, or one that has gone (below zero)."""
        if sku not in self.items:
            raise StockError(f"there is no {sku!r}")
        movement = {
            "date": values.day(date),
            "sku": sku,
            "place": values.name(place, "place"),
            "quantity": values.number(quantity),
            "price": None if price is None else values.number(price, "price"),
        }
        if self.stock(sku, place) + movement["quantity"] < 0:
            raise StockError(f"{place} has not so much of {sku}")
        self.movements.append(movement)

    def stock(self, sku, place=None):
        return sum(
            (
                one["quantity"]
                for one in self.movements
                if one["sku"] == sku and place in (None, one["place"])
            ),
            Decimal(0),
        )

    def places(self):
        return sorted({one["place"] for one in self.movements})

    def save(self, path):
        data = {
            "version": 2,
            "items": [{"sku": sku, "name": name} for sku, name in self.items.items()],
            "movements": [files.movement_data(one) for one in self.movements],
        }
        files.write(path, data)

    @classmethod
    def load(cls, path):
        data = files.read(path)
        found = cls()
        for item in data["items"]:
            found.add_item(item["sku"], item["name"])
        for one in data["movements"]:
            found.book(one["sku"], one["place"], one["quantity"], date=one["date"], price=one["price"])
        return found
