import os
import tempfile
import unittest
from decimal import Decimal

from stockroom import Journal, StockError


def d(text):
    return Decimal(text)


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(folder.name, "journal.json")
        self.book = self.fresh()

    @staticmethod
    def fresh():
        book = Journal()
        book.add_item("CUP", "Cup", units={"pallet": (40, "box"), "box": ("12", "piece")})
        book.add_item("MILK", "Milk", unit="litre", decimals=2, lots=True)
        for place in ("cellar", "shop"):
            book.add_place(place)
        return book

    def everything(self, book=None):
        book = book or self.book
        found = [book.entries(), book.closed]
        for sku in ("CUP", "MILK"):
            found += [book.stock(sku), book.in_transit(sku), book.value(sku), book.value(sku, "fifo")]
            for place in ("cellar", "shop"):
                found += [list(book.lots(sku, place).items()), book.available(sku, place)]
        return found

    def refused(self, call, *words, **given):
        before = self.everything()
        with self.assertRaises(StockError):
            call(*words, **given)
        self.assertEqual(self.everything(), before)

    def cups(self, quantity, date="2024-03-01", place="cellar", **given):
        return self.book.receive("CUP", place, quantity, date=date, **given)

    def milk(self, quantity, lot, expiry, date="2024-03-01", place="cellar", **given):
        return self.book.receive("MILK", place, quantity, date=date, lot=lot, expiry=expiry, **given)

    def picks(self, number):
        return next(one for one in self.book.entries() if one["number"] == number)["picks"]
