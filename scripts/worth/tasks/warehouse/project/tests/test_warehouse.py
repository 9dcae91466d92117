import json
import os
import tempfile
import unittest
from decimal import Decimal

from stockroom import StockError, Warehouse
from stockroom.reports import stock_list


class WarehouseTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "stock.json")
        self.stock = Warehouse()
        self.stock.add_item("TEA", "Green tea")
        self.stock.add_item("CUP", "Cup")

    def test_quantities_come_and_go(self):
        self.stock.book("TEA", "cellar", "40.5", date="2024-03-01", price="2.50")
        self.stock.book("TEA", "shop", 2, date="2024-03-02")
        self.stock.book("TEA", "cellar", -15, date="2024-03-04")
        self.assertEqual(self.stock.stock("TEA", "cellar"), Decimal("25.5"))
        self.assertEqual(self.stock.stock("TEA"), Decimal("27.5"))

    def test_what_is_refused_changes_nothing(self):
        self.stock.book("TEA", "cellar", 5, date="2024-03-01")
        for sku, quantity, date in (("TEA", -6, "2024-03-02"), ("TEA", 1.5, "2024-03-02"), ("SALT", 1, "2024-03-02"), ("TEA", 1, "2024-02-30")):
            with self.assertRaises(StockError):
                self.stock.book(sku, "cellar", quantity, date=date)
        self.assertEqual(self.stock.stock("TEA"), 5)

    def test_what_is_saved_is_loaded(self):
        self.stock.book("TEA", "cellar", "1.10", date="2024-03-01", price="0.3")
        self.stock.save(self.path)
        self.assertEqual(Warehouse.load(self.path).movements, self.stock.movements)

    def test_reads_version_1(self):
        old = {
            "items": {"TEA": "Green tea"},
            "movements": [["02.03.2024", "TEA", "cellar", -0.3, None], ["01.03.2024", "TEA", "cellar", 2.1, 250]],
        }
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(old, file)
        stock = Warehouse.load(self.path)
        self.assertEqual(stock.stock("TEA"), Decimal("1.8"))
        self.assertEqual((stock.movements[0]["date"], stock.movements[0]["price"]), ("2024-03-01", Decimal("2.50")))

    def test_a_list_by_item_and_place(self):
        self.stock.book("TEA", "shop", 2, date="2024-03-01")
        self.stock.book("CUP", "shop", 10, date="2024-03-01")
        self.stock.book("TEA", "cellar", "0.50", date="2024-03-01")
        self.assertEqual(stock_list(self.stock), "CUP  shop  10\nTEA  cellar  0.5\nTEA  shop  2")
