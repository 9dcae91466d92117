import io
import json
import os

from hidden.support import Case, d
from stockroom import Journal, StockError, Warehouse
from stockroom.__main__ import main
from stockroom.errors import ImportFailed
from stockroom.migrate import migrate
from stockroom.tables import export_csv, import_csv

HEAD = "date,kind,sku,place,quantity,unit,cost,lot,expiry\n"


class Tables(Case):
    def failed(self, text):
        before = self.everything()
        with self.assertRaises(ImportFailed) as caught:
            import_csv(self.book, text)
        self.assertEqual(self.everything(), before)
        return [line for line, message in caught.exception.errors if message]

    def test_lines_are_booked(self):
        numbers = import_csv(
            self.book,
            HEAD + "2024-03-01,receive,CUP,cellar,2,box,12.00,,\n2024-03-01,receive,MILK,cellar,2.5,,,A,2024-04-01\n2024-03-02,issue,CUP,cellar,4,,,,\n",
        )
        self.assertEqual((numbers, self.book.stock("CUP"), self.book.value("CUP"), self.book.lots("MILK", "cellar")), ([1, 2, 3], 20, 20, {"A": d("2.5")}))

    def test_columns_in_any_order(self):
        self.assertEqual(import_csv(self.book, "place,quantity,sku,kind,date\ncellar,3,CUP,receive,2024-03-01\n"), [1])
        self.assertEqual(self.failed("place,quantity,sku,kind\ncellar,3,CUP,receive\n"), [1])
        self.assertEqual(self.failed(HEAD.strip() + ",colour\n"), [1])
        self.assertEqual(self.failed(""), [1])

    def test_all_wrong_lines_are_told_and_nothing_is_booked(self):
        text = HEAD + "2024-03-01,receive,CUP,cellar,2,,,,\n2024-03-01,receive,TEA,cellar,2,,,,\n2024-03-01,steal,CUP,cellar,2,,,,\n2024-03-01,receive,CUP,cellar,,,,,\n2024-03-02,issue,CUP,cellar,2,,,,\n2024-03-01,receive,CUP\n"
        self.assertEqual(self.failed(text), [3, 4, 5, 7])

    def test_each_line_is_tried_after_those_that_were_right(self):
        text = HEAD + "2024-03-01,receive,CUP,cellar,2,,,,\n2024-03-02,issue,CUP,cellar,3,,,,\n2024-03-02,issue,CUP,cellar,2,,,,\n2024-03-02,issue,CUP,cellar,1,,,,\n"
        self.assertEqual(self.failed(text), [3, 5])

    def test_trap_lines_are_those_of_the_text(self):
        self.book.add_place("back\nroom")
        text = "\ufeff" + HEAD + '2024-03-01,receive,CUP,"back\nroom",2,,,,\n\n2024-03-01,receive,CUP,"no\nroom",2,,,,\r\n\r\n2024-03-01,receive,CUP,cellar,x,,,,\r\n'
        self.assertEqual(self.failed(text), [5, 8])

    def test_trap_a_mark_at_the_beginning_and_empty_lines_are_skipped(self):
        self.assertEqual(import_csv(self.book, "\ufeff" + HEAD.replace("\n", "\r\n") + "\r\n2024-03-01,receive,CUP,cellar,2,,,,\r\n\r\n"), [1])

    def test_closed_months_are_closed_for_imports(self):
        self.book.close("2024-03")
        self.assertEqual(self.failed(HEAD + "2024-04-01,receive,CUP,cellar,2,,,,\n2024-03-31,receive,CUP,cellar,2,,,,\n"), [3])

    def test_receipts_and_issues_are_exported(self):
        self.milk(2, "B, old", None, cost="1.50")
        self.milk(2, "A", "2024-04-01", date="2024-02-01")
        self.book.issue("MILK", "cellar", "2.5", date="2024-03-02")
        self.book.cancel(self.cups(1))
        self.cups(2, unit="box", cost=12)
        self.assertEqual(
            export_csv(self.book).splitlines(),
            [
                HEAD.strip(), "2024-02-01,receive,MILK,cellar,2,litre,,A,2024-04-01", '2024-03-01,receive,MILK,cellar,2,litre,1.5,"B, old",',
                "2024-03-01,receive,CUP,cellar,24,piece,1,,", "2024-03-02,issue,MILK,cellar,2,litre,,A,", '2024-03-02,issue,MILK,cellar,0.5,litre,,"B, old",',
            ],
        )

    def test_what_is_exported_is_imported(self):
        self.cups(10, cost="0.10")
        self.cups(3, date="2024-03-03")
        self.milk("2.5", "A", "2024-04-01", cost="1.20")
        self.milk("2.5", "B", "2024-05-01", cost="1.30")
        self.book.issue("MILK", "cellar", 3, date="2024-03-02")
        self.book.issue("CUP", "cellar", 5, date="2024-03-02")
        other = self.fresh()
        import_csv(other, export_csv(self.book))
        self.assertEqual(self.everything(other)[2:], self.everything()[2:])

    def test_trap_a_cost_that_is_not_exact_is_not_exported(self):
        self.cups(3, cost="0.335")
        self.cups(2, unit="box", cost="0.25")
        self.cups(1000, cost="1.20")
        costs = [line.split(",")[6] for line in export_csv(self.book).splitlines()[1:]]
        self.assertEqual(costs, ["", "", "1.2"])


class Old(Case):
    def setUp(self):
        super().setUp()
        self.old = os.path.join(self.folder, "old.json")

    def write(self, data):
        with open(self.old, "w", encoding="utf-8") as file:
            json.dump(data, file)

    def test_a_file_of_version_2_is_migrated(self):
        stock = Warehouse()
        stock.add_item("TEA", "Green tea")
        stock.add_item("POT", "Pot")
        stock.book("TEA", "cellar", "2.50", date="2024-03-01", price="4.00")
        stock.book("TEA", "cellar", "-0.250", date="2024-03-02")
        stock.book("POT", "shop", 3, date="2024-03-02")
        stock.save(self.old)
        self.assertEqual(migrate(self.old, self.path), 3)
        book = Journal.load(self.path)
        self.assertEqual((book.stock("TEA", "cellar"), book.stock("POT", "shop"), book.value("TEA", at="2024-03-01"), book.value("TEA")), (d("2.25"), 3, 10, 9))
        with self.assertRaises(FileExistsError):
            migrate(self.old, self.path)
        with self.assertRaises(StockError):
            book.receive("TEA", "cellar", "0.125", date="2024-03-03")
        book.receive("TEA", "cellar", "0.12", date="2024-03-03")
        self.assertEqual(Warehouse.load(self.old).movements, stock.movements)

    def test_trap_a_file_of_version_1_is_migrated(self):
        self.write({"items": {"TEA": "Green tea"}, "movements": [["02.03.2024", "TEA", "cellar", -0.3, None], ["01.03.2024", "TEA", "cellar", 2.1, 1005]]})
        self.assertEqual(migrate(self.old, self.path), 2)
        book = Journal.load(self.path)
        self.assertEqual((book.stock("TEA"), book.value("TEA", at="2024-03-01")), (d("1.8"), d("21.11")))

    def test_trap_movements_are_taken_by_their_dates(self):
        def movement(date, quantity):
            return {"date": date, "sku": "TEA", "place": "cellar", "quantity": quantity, "price": None}

        items = [{"sku": "TEA", "name": "Tea"}]
        self.write({"version": 2, "items": items, "movements": [movement("2024-03-05", "5"), movement("2024-03-09", "-5"), movement("2024-03-01", "0.0"), movement("2024-03-02", "1")]})
        self.assertEqual(migrate(self.old, self.path), 4)
        self.assertEqual(len(Journal.load(self.path).entries()), 3)
        os.remove(self.path)
        self.write({"version": 2, "items": items, "movements": [movement("2024-03-05", "5"), movement("2024-03-01", "-5")]})
        with self.assertRaises(StockError):
            migrate(self.old, self.path)
        self.assertEqual(os.listdir(self.folder), ["old.json"])

    def test_other_versions_and_what_does_not_hold_are_not_loaded(self):
        self.write({"version": 2, "items": [], "movements": []})
        with self.assertRaises(StockError):
            Journal.load(self.old)
        self.write({"version": 4})
        with self.assertRaises(StockError):
            Journal.load(self.old)
        with self.assertRaises(StockError):
            migrate(self.old, self.path)
        self.cups(5)
        self.book.issue("CUP", "cellar", 5, date="2024-03-02")
        self.book.save(self.path)
        with open(self.path, encoding="utf-8") as file:
            text = file.read()
        with open(self.path, "w", encoding="utf-8") as file:
            file.write(text.replace("2024-03-02", "2024-02-02"))
        with self.assertRaises(StockError):
            Journal.load(self.path)


class CommandLine(Case):
    def call(self, *words, file=None):
        out, err = io.StringIO(), io.StringIO()
        code = main([file or self.path, *map(str, words)], out, err)
        self.assertEqual(code != 0, err.getvalue() != "")
        self.errors = err.getvalue().splitlines()
        return code, out.getvalue()

    def filled(self):
        self.assertEqual(self.call("item", "CUP", "Cup", "--pack", "box=12:piece", "--pack", "pallet=40:box"), (0, ""))
        self.assertEqual(self.call("item", "MILK", "Milk", "--unit", "litre", "--decimals", "2", "--lots"), (0, ""))
        for place in ("shop", "cellar"):
            self.assertEqual(self.call("place", place), (0, ""))

    def test_bookings_and_stock(self):
        self.filled()
        self.assertEqual(self.call("receive", "CUP", "shop", 2, "--date", "2024-03-01", "--unit", "box", "--cost", "6"), (0, "1\n"))
        self.assertEqual(self.call("receive", "MILK", "cellar", "10.50", "--date", "2024-03-02", "--lot", "A", "--expiry", "2024-05-01"), (0, "2\n"))
        self.assertEqual(self.call("issue", "CUP", "shop", 4, "--date", "2024-03-03"), (0, "3\n"))
        self.assertEqual(self.call("stock"), (0, "CUP\tshop\t20\nMILK\tcellar\t10.5\n"))
        self.assertEqual(self.call("stock", "--at", "2024-03-01"), (0, "CUP\tshop\t24\n"))
        self.assertEqual(self.call("value"), (0, "CUP\t10.00\nMILK\t0.00\n"))
        self.assertEqual(self.call("value", "--method", "fifo", "--at", "2024-03-01"), (0, "CUP\t12.00\nMILK\t0.00\n"))

    def test_close_and_export(self):
        self.filled()
        self.call("receive", "CUP", "shop", 200, "--date", "2024-03-01")
        self.assertEqual(self.call("close", "2024-03"), (0, ""))
        self.assertEqual(self.call("receive", "CUP", "shop", 1, "--date", "2024-03-01")[0], 1)
        self.assertEqual(self.call("export"), (0, HEAD + "2024-03-01,receive,CUP,shop,200,piece,,,\n"))

    def test_import_tells_each_wrong_line(self):
        self.filled()
        csv = os.path.join(self.folder, "in.csv")
        with open(csv, "w", encoding="utf-8") as file:
            file.write(HEAD + "2024-03-01,receive,CUP,shop,2,,,,\n2024-03-01,receive,X,shop,2,,,,\n2024-03-01,receive,CUP,shop,y,,,,\n")
        self.assertEqual(self.call("import", csv), (1, ""))
        self.assertEqual([line.split(":")[0] for line in self.errors], ["line 3", "line 4"])
        self.assertEqual(self.call("stock"), (0, ""))
        with open(csv, "w", encoding="utf-8", newline="") as file:
            file.write(HEAD + "2024-03-01,receive,CUP,shop,2,,,,\r\n")
        self.assertEqual(self.call("import", csv), (0, "1\n"))

    def test_migrate(self):
        old = os.path.join(self.folder, "old.json")
        stock = Warehouse()
        stock.add_item("TEA", "Tea")
        stock.book("TEA", "shop", 100, date="2024-03-01")
        stock.save(old)
        self.assertEqual(self.call("migrate", old), (0, "1\n"))
        self.assertEqual(self.call("stock"), (0, "TEA\tshop\t100\n"))
        self.assertEqual(self.call("migrate", old)[0], 1)

    def test_trap_what_is_refused_leaves_the_file_to_the_byte(self):
        self.filled()
        with open(self.path, encoding="utf-8") as file:
            data = json.load(file)
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=3)
        with open(self.path, "rb") as file:
            before = file.read()
        for words in (("issue", "CUP", "shop", 1, "--date", "2024-03-01"), ("item", "CUP", "Cup"), ("place", "shop"), ("close", "2024-13"), ("import", "none.csv"), ("stock",), ("export",), ("value",)):
            self.call(*words)
            with open(self.path, "rb") as file:
                self.assertEqual(file.read(), before)
        self.assertEqual(os.listdir(self.folder), ["journal.json"])

    def test_trap_only_items_and_places_make_a_file(self):
        for words in (("stock",), ("value",), ("export",), ("close", "2024-03"), ("receive", "CUP", "shop", 1, "--date", "2024-03-01"), ("issue", "CUP", "shop", 1, "--date", "2024-03-01"), ("migrate", os.path.join(self.folder, "none.json"))):
            self.assertEqual(self.call(*words), (1, ""))
        self.assertEqual(os.listdir(self.folder), [])

    def test_wrong_calls(self):
        self.filled()
        for words in ((), ("fly",), ("receive", "CUP"), ("receive", "CUP", "shop", 1), ("item", "X", "Y", "--decimals", "z"), ("stock", "--when", "x")):
            self.assertEqual(self.call(*words), (2, ""), words)
