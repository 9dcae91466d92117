import io
import os
import time

from hidden.support import Case
from stockroom import StockError
from stockroom.__main__ import main
from stockroom.errors import ImportFailed
from stockroom.tables import import_csv

HEAD = "date,kind,sku,place,quantity\n"


class Faults(Case):
    def effort(self, count):
        """The seconds of work, without those of others, for so many lines."""
        text = HEAD + "2024-03-01,receive,CUP,cellar,1\n" * count
        efforts = []
        for _ in range(2):
            book = self.fresh()
            begin = time.process_time()
            import_csv(book, text)
            efforts.append(time.process_time() - begin)
        return min(efforts)

    def test_bookings_in_order_do_not_cost_more_the_more_there_are(self):
        self.effort(20)
        few, many = self.effort(60), self.effort(400)
        self.assertLess(many, few * 20 + 0.05)

    def test_a_save_that_fails_leaves_the_old_file(self):
        self.cups(5)
        self.book.save(self.path)
        with open(self.path, "rb") as file:
            before = file.read()
        self.book.add_item("ODD", "Odd \udc80")
        with self.assertRaises(Exception):
            self.book.save(self.path)
        with open(self.path, "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual(os.listdir(self.folder), ["journal.json"])

    def test_units_that_the_caller_changes_later_stay_as_they_were(self):
        units = {"bag": (10, "piece")}
        self.book.add_item("TEA", "Tea", units=units)
        units["bag"] = (20, "piece")
        units["crate"] = (5, "bag")
        self.assertEqual(self.book.convert("TEA", 1, "bag", "piece"), 10)
        with self.assertRaises(StockError):
            self.book.convert("TEA", 1, "crate", "piece")

    def test_what_was_begun_in_a_closed_month_goes_on(self):
        self.cups(10, date="2024-02-01")
        sent = self.book.send("CUP", "cellar", "shop", 3, date="2024-02-28")
        other = self.book.send("CUP", "cellar", "shop", 1, date="2024-02-28")
        held = self.book.reserve("CUP", "cellar", 2, date="2024-02-28")
        self.book.close("2024-02")
        self.book.arrive(sent, date="2024-03-01")
        self.book.back(other, date="2024-03-01")
        self.book.issue("CUP", "cellar", 1, date="2024-03-01", reservation=held)
        self.book.release(held, date="2024-03-02")
        self.assertEqual((self.book.stock("CUP", "shop"), self.book.available("CUP", "cellar")), (3, 6))

    def test_an_enormous_field_is_an_error_of_its_line(self):
        text = HEAD + f"2024-03-01,receive,{'x' * 200_000},cellar,1\n"
        with self.assertRaises(ImportFailed) as caught:
            import_csv(self.book, text)
        self.assertEqual([line for line, _ in caught.exception.errors], [2])

    def call(self, *words):
        out, err = io.StringIO(), io.StringIO()
        code = main([self.path, *words], out, err)
        return code, out.getvalue(), len(err.getvalue().splitlines())

    def test_a_csv_file_that_is_no_utf_8_is_refused_with_a_line(self):
        self.book.save(self.path)
        csv = os.path.join(self.folder, "in.csv")
        with open(csv, "wb") as file:
            file.write(HEAD.encode() + b"2024-03-01,receive,CUP,\xfcber,1\n")
        self.assertEqual(self.call("import", csv), (1, "", 1))

    def test_a_file_that_is_no_json_is_refused_with_a_line(self):
        for text in ("{", "[]", "null", '{"version": 3}'):
            with open(self.path, "w", encoding="utf-8") as file:
                file.write(text)
            self.assertEqual(self.call("stock"), (1, "", 1))

    def test_a_cancelled_count_holds_up_no_month_and_no_count(self):
        count = self.book.begin_count("cellar", date="2024-02-10")
        self.book.cancel(count)
        self.book.close("2024-02")
        again = self.book.begin_count("cellar", date="2024-03-01")
        self.book.finish_count(again, date="2024-03-01")

    def test_a_count_whose_end_is_cancelled_is_open_again(self):
        self.cups(10)
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.book.counted(count, "CUP", 8, date="2024-03-02")
        end = self.book.finish_count(count, date="2024-03-02")
        self.book.cancel(end)
        self.assertEqual(self.book.stock("CUP"), 10)
        with self.assertRaises(StockError):
            self.book.close("2024-03")
        self.book.counted(count, "CUP", 7, date="2024-03-03")
        self.book.finish_count(count, date="2024-03-03")
        self.assertEqual(self.book.stock("CUP"), 7)

    def test_names_that_are_no_texts_are_refused_like_others(self):
        self.milk(5, "A", None)
        calls = [
            lambda: self.cups(1, unit=["box"]),
            lambda: self.book.receive(["CUP"], "cellar", 1, date="2024-03-01"),
            lambda: self.book.receive("CUP", {"a": 1}, 1, date="2024-03-01"),
            lambda: self.book.issue("MILK", "cellar", 1, date="2024-03-01", lot=["A"]),
            lambda: self.book.convert("CUP", 1, {}, "piece"),
        ]
        before = self.everything()
        for call in calls:
            with self.assertRaises(StockError):
                call()
        self.assertEqual(self.everything(), before)
