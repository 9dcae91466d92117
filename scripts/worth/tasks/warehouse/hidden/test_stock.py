from decimal import Decimal

from hidden.support import Case, d



class Items(Case):
    def test_units_convert(self):
        self.assertEqual(self.book.convert("CUP", 2, "pallet", "piece"), 960)
        self.assertEqual(self.book.convert("CUP", "1.5", "box", "piece"), 18)
        self.assertEqual(self.book.convert("CUP", 3, "piece", "box"), d("0.25"))
        self.assertEqual(self.book.convert("CUP", 60, "box", "pallet"), d("1.5"))
        self.cups(2, unit="box")
        self.book.issue("CUP", "cellar", "0.5", unit="box", date="2024-03-02")
        self.assertEqual(self.book.stock("CUP", "cellar"), 18)

    def test_items_and_places_are_known_once(self):
        self.refused(self.book.add_item, "CUP", "Cup")
        self.refused(self.book.add_place, "shop")
        self.refused(self.book.add_item, "", "Nothing")
        self.refused(self.book.add_item, "NEW", " Nothing")
        for sku, place in (("TEA", "cellar"), ("CUP", "attic")):
            self.refused(self.book.receive, sku, place, 1, date="2024-03-01")
            self.refused(self.book.stock, sku, place)

    def test_quantities_fit_the_item(self):
        for quantity in (0, -1, "0.5", "x"):
            self.refused(self.cups, quantity)
        self.refused(self.cups, "0.1", unit="box")
        self.refused(self.cups, 1, unit="crate")
        self.refused(self.milk, "0.005", "A", None)
        self.milk("0.25", "A", None)
        self.assertEqual(self.book.stock("MILK"), d("0.25"))

    def test_trap_conversions_are_exact_or_refused(self):
        self.refused(self.book.convert, "CUP", 1, "piece", "box")
        self.book.add_item("NAIL", "Nail", decimals=6, units={"third": ("0.3", "piece")})
        self.assertEqual(self.book.convert("NAIL", 3, "piece", "third"), 10)
        self.assertEqual(self.book.convert("CUP", "0.1", "pallet", "piece") * 10, 480)
        found = self.book.convert("CUP", 6, "piece", "box")
        self.assertIsInstance(found, Decimal)

    def test_trap_units_that_lead_nowhere_are_refused(self):
        for units in ({"a": (2, "b"), "b": (3, "a")}, {"a": (2, "b")}, {"a": (0, "piece")}, {"a": (2, "a")}, {"piece": (2, "a"), "a": (2, "piece")}):
            self.refused(self.book.add_item, "NEW", "New", units=units)

    def test_trap_floats_and_what_is_not_finite_are_refused(self):
        for quantity in (1.0, float("nan"), "NaN", "Infinity", True, None):
            self.refused(self.cups, quantity)
        self.refused(self.cups, 1, cost=2.5)
        self.refused(self.cups, 1, cost="Infinity")
        self.refused(self.cups, 1, cost=-1)
        self.refused(self.book.add_item, "NEW", "New", units={"box": (1.5, "piece")})
        for date in ("2024-02-30", "2024-3-1", "01.03.2024", None, "20240301"):
            self.refused(self.cups, 1, date=date)


class Stock(Case):
    def test_quantities_come_and_go(self):
        self.assertEqual(self.cups(10), 1)
        self.cups(5, place="shop")
        self.assertEqual(self.book.issue("CUP", "cellar", 4, date="2024-03-02"), 3)
        self.assertEqual((self.book.stock("CUP", "cellar"), self.book.stock("CUP", "shop"), self.book.stock("CUP")), (6, 5, 11))
        self.assertEqual(self.book.stock("CUP", "cellar", at="2024-03-01"), 10)
        self.assertEqual(self.book.stock("CUP", at="2024-02-29"), 0)
        self.assertEqual(self.book.lots("CUP", "cellar"), {None: 6})
        self.refused(self.book.issue, "CUP", "cellar", 7, date="2024-03-02")

    def test_entries_are_listed_by_date_and_number(self):
        self.cups(10, date="2024-03-05")
        self.cups(1, date="2024-03-01")
        self.cups(2, date="2024-03-05")
        found = self.book.entries()
        self.assertEqual([(one["number"], one["date"], one["kind"], one["cancelled"]) for one in found], [(2, "2024-03-01", "receive", False), (1, "2024-03-05", "receive", False), (3, "2024-03-05", "receive", False)])

    def test_lots_that_expire_first_go_first(self):
        self.milk(5, "C", None)
        self.milk(5, "B", "2024-05-01")
        self.milk(5, "A", "2024-05-01")
        self.milk(5, "D", "2024-04-01")
        self.assertEqual(list(self.book.lots("MILK", "cellar").items()), [("D", 5), ("A", 5), ("B", 5), ("C", 5)])
        number = self.book.issue("MILK", "cellar", "7.5", date="2024-03-02")
        self.assertEqual(self.picks(number), {"D": 5, "A": d("2.5")})
        self.assertEqual(list(self.book.lots("MILK", "cellar").items()), [("A", d("2.5")), ("B", 5), ("C", 5)])

    def test_a_lot_may_be_named(self):
        self.milk(5, "A", "2024-04-01")
        self.milk(5, "B", "2024-05-01")
        number = self.book.issue("MILK", "cellar", 3, date="2024-03-02", lot="B")
        self.assertEqual(self.picks(number), {"B": 3})
        self.refused(self.book.issue, "MILK", "cellar", 3, date="2024-03-02", lot="B")
        self.refused(self.book.issue, "MILK", "cellar", 3, date="2024-03-02", lot="X")

    def test_items_with_lots_need_them_and_others_have_none(self):
        self.refused(self.book.receive, "MILK", "cellar", 1, date="2024-03-01")
        self.refused(self.cups, 1, lot="A")
        self.milk(1, "A", "2024-04-01")
        self.refused(self.milk, 1, "A", "2024-04-02")
        self.refused(self.milk, 1, "A", None)
        self.milk(1, "A", "2024-04-01", place="shop")
        self.refused(self.book.scrap, "MILK", "cellar", 1, date="2024-03-01")

    def test_trap_a_lot_is_good_on_its_last_day(self):
        self.milk(5, "A", "2024-04-01")
        self.book.issue("MILK", "cellar", 1, date="2024-04-01")
        self.refused(self.book.issue, "MILK", "cellar", 1, date="2024-04-02")
        self.refused(self.book.issue, "MILK", "cellar", 1, date="2024-04-02", lot="A")
        self.refused(self.book.send, "MILK", "cellar", "shop", 1, date="2024-04-02")
        self.book.scrap("MILK", "cellar", 2, date="2024-04-02", lot="A")
        self.assertEqual((self.book.stock("MILK", "cellar"), self.book.available("MILK", "cellar")), (2, 0))

    def test_trap_expired_lots_are_passed_over(self):
        self.milk(5, "A", "2024-03-10")
        self.milk(5, "B", "2024-05-01")
        number = self.book.issue("MILK", "cellar", 2, date="2024-03-11")
        self.assertEqual(self.picks(number), {"B": 2})

    def test_reservations_hold_what_is_there(self):
        self.cups(10)
        held = self.book.reserve("CUP", "cellar", 6, date="2024-03-02")
        self.assertEqual((self.book.available("CUP", "cellar"), self.book.stock("CUP", "cellar")), (4, 10))
        self.refused(self.book.issue, "CUP", "cellar", 5, date="2024-03-03")
        self.refused(self.book.reserve, "CUP", "cellar", 5, date="2024-03-03")
        self.refused(self.book.send, "CUP", "cellar", "shop", 5, date="2024-03-03")
        self.book.issue("CUP", "cellar", 5, date="2024-03-03", reservation=held)
        self.assertEqual(self.book.available("CUP", "cellar"), 4)
        self.refused(self.book.issue, "CUP", "cellar", 2, date="2024-03-03", reservation=held)
        self.book.release(held, date="2024-03-04")
        self.assertEqual(self.book.available("CUP", "cellar"), 5)
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-03-04", reservation=held)
        self.refused(self.book.release, held, date="2024-03-04")

    def test_trap_a_reservation_holds_on_its_last_day(self):
        self.cups(10)
        held = self.book.reserve("CUP", "cellar", 8, date="2024-03-02", until="2024-03-05")
        self.assertEqual(self.book.available("CUP", "cellar", at="2024-03-05"), 2)
        self.refused(self.book.issue, "CUP", "cellar", 3, date="2024-03-05")
        self.book.issue("CUP", "cellar", 1, date="2024-03-05", reservation=held)
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-03-06", reservation=held)
        self.book.issue("CUP", "cellar", 3, date="2024-03-06")

    def test_trap_a_reservation_is_for_its_item_and_place(self):
        self.cups(10)
        self.cups(10, place="shop")
        self.milk(5, "A", None)
        held = self.book.reserve("CUP", "cellar", 6, date="2024-03-02")
        self.refused(self.book.issue, "CUP", "shop", 1, date="2024-03-03", reservation=held)
        self.refused(self.book.issue, "MILK", "cellar", 1, date="2024-03-03", reservation=held)
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-03-03", reservation=1)
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-03-01", reservation=held)
        self.assertEqual(self.book.available("CUP", "shop"), 10)

    def test_trap_scrap_does_not_ask_what_is_reserved(self):
        self.cups(10)
        self.book.reserve("CUP", "cellar", 10, date="2024-03-02")
        self.book.scrap("CUP", "cellar", 4, date="2024-03-03")
        self.assertEqual((self.book.stock("CUP"), self.book.available("CUP", "cellar")), (6, -4))

    def test_trap_what_has_expired_is_not_available(self):
        self.milk(5, "A", "2024-03-10")
        self.milk(3, "B", None)
        self.assertEqual(self.book.available("MILK", "cellar", at="2024-03-10"), 8)
        self.assertEqual(self.book.available("MILK", "cellar", at="2024-03-11"), 3)
        self.refused(self.book.reserve, "MILK", "cellar", 4, date="2024-03-11")
        self.assertEqual(self.book.available("MILK", "cellar"), 8)
        self.cups(1, date="2024-03-20")
        self.assertEqual(self.book.available("MILK", "cellar"), 3)


class Transfers(Case):
    def test_goods_leave_and_arrive(self):
        self.cups(10, cost=2)
        sent = self.book.send("CUP", "cellar", "shop", 6, date="2024-03-02")
        self.assertEqual((self.book.stock("CUP", "cellar"), self.book.stock("CUP", "shop"), self.book.stock("CUP"), self.book.in_transit("CUP")), (4, 0, 10, 6))
        self.book.arrive(sent, 2, date="2024-03-03")
        self.assertEqual((self.book.stock("CUP", "shop"), self.book.in_transit("CUP")), (2, 4))
        self.refused(self.book.arrive, sent, 5, date="2024-03-04")
        self.book.arrive(sent, date="2024-03-04")
        self.assertEqual((self.book.stock("CUP", "shop"), self.book.in_transit("CUP"), self.book.in_transit("CUP", at="2024-03-03")), (6, 0, 4))
        self.refused(self.book.arrive, sent, date="2024-03-05")
        self.assertEqual(self.book.value("CUP"), 20)

    def test_what_is_left_comes_back(self):
        self.milk(5, "A", None)
        sent = self.book.send("MILK", "cellar", "shop", 5, date="2024-03-02")
        self.book.arrive(sent, 2, date="2024-03-03")
        self.book.back(sent, date="2024-03-04")
        self.assertEqual((self.book.lots("MILK", "cellar"), self.book.lots("MILK", "shop")), ({"A": 3}, {"A": 2}))
        self.refused(self.book.back, sent, date="2024-03-05")

    def test_lots_travel_and_arrive_by_their_expiry(self):
        self.milk(2, "B", "2024-06-01")
        self.milk(2, "A", "2024-05-01")
        sent = self.book.send("MILK", "cellar", "shop", 4, date="2024-03-02")
        self.book.arrive(sent, 3, date="2024-03-03")
        self.assertEqual(list(self.book.lots("MILK", "shop").items()), [("A", 2), ("B", 1)])
        self.book.arrive(sent, date="2024-08-01")
        self.assertEqual(self.book.lots("MILK", "shop"), {"A": 2, "B": 2})

    def test_trap_nothing_arrives_before_it_was_sent(self):
        self.cups(10)
        sent = self.book.send("CUP", "cellar", "shop", 6, date="2024-03-05")
        self.refused(self.book.arrive, sent, date="2024-03-04")
        self.refused(self.book.arrive, 1, date="2024-03-06")
        self.refused(self.book.back, 99, date="2024-03-06")
        self.refused(self.book.send, "CUP", "cellar", "cellar", 1, date="2024-03-06")
        self.refused(self.book.send, "CUP", "cellar", "attic", 1, date="2024-03-06")

    def test_trap_a_part_in_another_unit_arrives(self):
        self.cups(3, unit="box")
        sent = self.book.send("CUP", "cellar", "shop", 2, unit="box", date="2024-03-02")
        self.book.arrive(sent, 1, unit="box", date="2024-03-02")
        self.assertEqual((self.book.stock("CUP", "shop"), self.book.in_transit("CUP")), (12, 12))


class Counts(Case):
    def test_a_count_corrects_the_stock(self):
        self.cups(10)
        self.milk(5, "A", None)
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.book.counted(count, "CUP", 8, date="2024-03-02")
        self.book.counted(count, "MILK", "5.5", lot="A", date="2024-03-02")
        self.assertEqual(self.book.stock("CUP"), 10)
        self.book.finish_count(count, date="2024-03-03")
        self.assertEqual((self.book.stock("CUP"), self.book.stock("MILK"), self.book.stock("CUP", at="2024-03-02")), (8, d("5.5"), 10))
        self.refused(self.book.counted, count, "CUP", 8, date="2024-03-03")
        self.refused(self.book.finish_count, count, date="2024-03-03")

    def test_one_count_at_a_time_is_open_at_a_place(self):
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.refused(self.book.begin_count, "cellar", date="2024-03-03")
        self.book.begin_count("shop", date="2024-03-03")
        self.book.finish_count(count, date="2024-03-03")
        self.book.begin_count("cellar", date="2024-03-03")

    def test_what_was_not_counted_stays_and_the_later_counts(self):
        self.cups(10)
        self.milk(5, "A", None)
        self.milk(5, "B", None)
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.book.counted(count, "CUP", 3, date="2024-03-02")
        self.book.counted(count, "CUP", 9, date="2024-03-02")
        self.book.counted(count, "MILK", 0, lot="A", date="2024-03-02")
        self.book.finish_count(count, date="2024-03-02")
        self.assertEqual((self.book.stock("CUP"), self.book.lots("MILK", "cellar")), (9, {"B": 5}))

    def test_counts_know_their_items(self):
        self.milk(5, "A", None)
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.refused(self.book.counted, count, "MILK", 5, date="2024-03-02")
        self.refused(self.book.counted, count, "MILK", 5, lot="X", date="2024-03-02")
        self.refused(self.book.counted, count, "CUP", -1, date="2024-03-02")
        self.refused(self.book.counted, count, "CUP", 1, date="2024-03-01")
        self.refused(self.book.counted, 1, "CUP", 1, date="2024-03-02")

    def test_trap_goods_move_on_while_they_are_counted(self):
        self.cups(10)
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.book.issue("CUP", "cellar", 1, date="2024-03-02")
        self.book.counted(count, "CUP", 7, date="2024-03-02")
        self.book.issue("CUP", "cellar", 3, date="2024-03-02")
        self.cups(20, date="2024-03-03")
        self.book.finish_count(count, date="2024-03-03")
        self.assertEqual(self.book.stock("CUP"), 24)

    def test_trap_a_count_says_what_was_there_whatever_is_booked_later(self):
        self.cups(10)
        count = self.book.begin_count("cellar", date="2024-03-05")
        self.book.counted(count, "CUP", 8, date="2024-03-05")
        self.book.finish_count(count, date="2024-03-05")
        self.book.issue("CUP", "cellar", 2, date="2024-03-03")
        self.assertEqual((self.book.stock("CUP"), self.book.stock("CUP", at="2024-03-04")), (8, 8))
        self.cups(5, date="2024-03-04")
        self.assertEqual((self.book.stock("CUP"), self.book.stock("CUP", at="2024-03-04")), (8, 13))
        self.cups(5, date="2024-03-06")
        self.assertEqual(self.book.stock("CUP"), 13)

    def test_trap_a_count_does_not_leave_less_than_nothing(self):
        self.cups(10)
        count = self.book.begin_count("cellar", date="2024-03-02")
        self.book.counted(count, "CUP", 2, date="2024-03-02")
        self.book.issue("CUP", "cellar", 5, date="2024-03-02")
        self.refused(self.book.finish_count, count, date="2024-03-02")
