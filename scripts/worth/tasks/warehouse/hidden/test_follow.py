from hidden.support import Case, d
from stockroom import Journal


class Costs(Case):
    def test_the_moving_average(self):
        self.cups(10, cost="1.00")
        self.cups(10, date="2024-03-02", cost="2.00")
        number = self.book.issue("CUP", "cellar", 5, date="2024-03-03")
        self.assertEqual((self.book.cost(number), self.book.value("CUP")), (d("7.50"), d("22.50")))
        self.cups(5, date="2024-03-04", cost="3.50")
        number = self.book.issue("CUP", "cellar", 10, date="2024-03-05")
        self.assertEqual((self.book.cost(number), self.book.value("CUP"), self.book.value("CUP", at="2024-03-02")), (20, 20, 30))

    def test_fifo(self):
        self.cups(10, cost="1.00")
        self.cups(10, date="2024-03-02", cost="2.00")
        first = self.book.issue("CUP", "cellar", 5, date="2024-03-03")
        second = self.book.issue("CUP", "cellar", 8, date="2024-03-03")
        self.assertEqual([self.book.cost(number, "fifo") for number in (first, second)], [5, 11])
        self.assertEqual((self.book.value("CUP", "fifo"), self.book.value("CUP", "fifo", at="2024-03-02")), (14, 30))

    def test_a_cost_is_for_one_of_its_unit(self):
        self.cups(2, unit="box", cost="10.005")
        self.assertEqual(self.book.value("CUP"), d("20.01"))

    def test_only_what_went_has_a_cost(self):
        number = self.cups(2, cost=1)
        for one, method in ((number, "average"), (9, "average")):
            self.refused(self.book.cost, one, method)
        number = self.book.scrap("CUP", "cellar", 1, date="2024-03-02")
        self.assertEqual(self.book.cost(number), 1)
        self.refused(self.book.cost, number, "lifo")
        self.refused(self.book.value, "CUP", "lifo")

    def test_trap_no_cent_is_lost(self):
        self.cups(3, cost="0.335")
        self.assertEqual(self.book.value("CUP"), d("1.01"))
        costs = [self.book.cost(self.book.issue("CUP", "cellar", 1, date="2024-03-02"), "average") for _ in range(3)]
        self.assertEqual((costs, self.book.value("CUP")), ([d("0.34"), d("0.34"), d("0.33")], 0))
        self.assertEqual([self.book.cost(number, "fifo") for number in (2, 3, 4)], [d("0.34"), d("0.34"), d("0.33")])

    def test_trap_halves_are_rounded_up(self):
        self.cups(1, cost="0.125")
        self.assertEqual(self.book.value("CUP"), d("0.13"))
        self.book.issue("CUP", "cellar", 1, date="2024-03-01")
        self.cups(2, cost="0.125")
        number = self.book.issue("CUP", "cellar", 1, date="2024-03-01")
        self.assertEqual((self.book.cost(number), self.book.value("CUP")), (d("0.13"), d("0.12")))

    def test_trap_what_comes_without_a_cost_comes_at_the_average(self):
        self.cups(5)
        self.assertEqual(self.book.value("CUP"), 0)
        self.book.issue("CUP", "cellar", 5, date="2024-03-01")
        self.cups(4, cost=1)
        self.cups(4, cost=3)
        self.book.issue("CUP", "cellar", 4, date="2024-03-01")
        self.cups(2, date="2024-03-02")
        self.assertEqual((self.book.value("CUP"), self.book.value("CUP", "fifo")), (12, 16))
        count = self.book.begin_count("cellar", date="2024-03-03")
        self.book.counted(count, "CUP", 8, date="2024-03-03")
        self.book.finish_count(count, date="2024-03-03")
        self.assertEqual((self.book.value("CUP"), self.book.value("CUP", "fifo")), (16, 20))

    def test_trap_what_is_missing_goes_like_an_issue(self):
        self.cups(4, cost=1)
        self.cups(4, cost=3)
        count = self.book.begin_count("cellar", date="2024-03-03")
        self.book.counted(count, "CUP", 6, date="2024-03-03")
        self.book.finish_count(count, date="2024-03-03")
        self.assertEqual((self.book.value("CUP"), self.book.value("CUP", "fifo")), (12, 14))

    def test_the_oldest_receipt_goes_first_whatever_the_lot(self):
        self.milk(5, "B", "2024-06-01", cost=1)
        self.milk(5, "A", "2024-04-01", date="2024-03-02", cost=3, place="shop")
        number = self.book.issue("MILK", "shop", 2, date="2024-03-03")
        self.assertEqual((self.picks(number), self.book.cost(number, "fifo"), self.book.cost(number)), ({"A": 2}, 2, 4))

    def test_back_dated_bookings_change_the_costs_of_what_follows(self):
        self.cups(10, date="2024-03-05", cost="2.00")
        number = self.book.issue("CUP", "cellar", 5, date="2024-03-06")
        self.cups(10, date="2024-03-01", cost="1.00")
        self.assertEqual((self.book.cost(number), self.book.cost(number, "fifo"), self.book.value("CUP", "fifo")), (d("7.50"), 5, 25))


class BackDated(Case):
    def test_a_booking_may_be_back_dated(self):
        self.cups(10, date="2024-03-10")
        number = self.cups(5, date="2024-03-01")
        self.assertEqual((number, self.book.stock("CUP"), self.book.stock("CUP", at="2024-03-05")), (2, 15, 5))
        self.book.issue("CUP", "cellar", 5, date="2024-03-02")
        self.assertEqual((self.book.stock("CUP"), self.book.stock("CUP", at="2024-03-05")), (10, 0))

    def test_trap_nothing_falls_below_zero_in_between(self):
        self.cups(10)
        self.book.issue("CUP", "cellar", 10, date="2024-03-05")
        self.cups(10, date="2024-03-09")
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-03-03")
        self.refused(self.book.scrap, "CUP", "cellar", 1, date="2024-03-05")
        self.refused(self.book.send, "CUP", "cellar", "shop", 1, date="2024-03-04")
        self.book.issue("CUP", "cellar", 1, date="2024-03-09")

    def test_trap_a_back_dated_issue_takes_what_the_lots_can_spare(self):
        self.milk(5, "A", "2024-04-01")
        self.milk(5, "B", "2024-05-01")
        self.book.issue("MILK", "cellar", 4, date="2024-03-10")
        number = self.book.issue("MILK", "cellar", 3, date="2024-03-05")
        self.assertEqual(self.picks(number), {"A": 1, "B": 2})
        self.assertEqual(self.book.lots("MILK", "cellar"), {"B": 3})
        self.refused(self.book.issue, "MILK", "cellar", 1, date="2024-03-05", lot="A")

    def test_trap_what_was_taken_stays(self):
        self.milk(5, "B", "2024-05-01")
        number = self.book.issue("MILK", "cellar", 3, date="2024-03-10")
        self.milk(5, "A", "2024-04-01", date="2024-03-02")
        self.assertEqual(self.picks(number), {"B": 3})
        self.assertEqual(self.book.lots("MILK", "cellar"), {"A": 5, "B": 2})

    def test_trap_a_back_dated_issue_does_not_take_what_came_later(self):
        self.milk(5, "B", "2024-05-01")
        self.milk(5, "A", "2024-04-01", date="2024-03-20")
        number = self.book.issue("MILK", "cellar", 3, date="2024-03-10")
        self.assertEqual(self.picks(number), {"B": 3})
        self.refused(self.book.issue, "MILK", "cellar", 3, date="2024-03-10")

    def test_trap_later_reservations_hold_against_earlier_bookings(self):
        self.cups(10)
        self.book.reserve("CUP", "cellar", 8, date="2024-03-10")
        self.refused(self.book.issue, "CUP", "cellar", 3, date="2024-03-05")
        self.book.issue("CUP", "cellar", 2, date="2024-03-05")

    def test_trap_bookings_of_one_day_count_by_number(self):
        self.cups(1, date="2024-03-02")
        self.book.issue("CUP", "cellar", 1, date="2024-03-02")
        self.cups(1, date="2024-03-02")
        self.cups(9, date="2024-03-09")
        self.book.issue("CUP", "cellar", 1, date="2024-03-02")
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-03-02")

    def test_trap_a_refused_booking_takes_no_number(self):
        self.cups(1)
        self.refused(self.book.issue, "CUP", "cellar", 2, date="2024-03-02")
        self.refused(self.book.issue, "CUP", "cellar", 1, date="2024-02-02")
        self.assertEqual(self.cups(1), 2)


class Corrections(Case):
    def test_a_cancelled_entry_has_never_been(self):
        number = self.cups(10, cost=1)
        self.cups(10, cost=2)
        self.book.cancel(number)
        self.assertEqual((self.book.stock("CUP"), self.book.value("CUP"), [one["cancelled"] for one in self.book.entries()]), (10, 20, [True, False]))
        self.refused(self.book.cancel, number)
        self.refused(self.book.cancel, 9)
        self.assertEqual(self.cups(1), 3)

    def test_closed_months_stay_as_they_are(self):
        number = self.cups(10, date="2024-02-10")
        self.cups(10, date="2024-03-10")
        self.book.close("2024-02")
        self.assertEqual(self.book.closed, "2024-02")
        self.refused(self.cups, 1, date="2024-02-29")
        self.refused(self.cups, 1, date="2023-12-31")
        self.refused(self.book.cancel, number)
        self.cups(1, date="2024-03-01")
        for month in ("2024-02", "2024-01", "2024-13", "2024-3", "march"):
            self.refused(self.book.close, month)

    def test_reopen_undoes_the_last_close(self):
        self.book.close("2024-01")
        self.book.close("2024-03")
        self.refused(self.cups, 1, date="2024-02-10")
        self.book.reopen()
        self.assertEqual(self.book.closed, "2024-01")
        self.cups(1, date="2024-02-10")
        self.book.reopen()
        self.assertIsNone(self.book.closed)
        self.refused(self.book.reopen)

    def test_what_others_name_is_not_cancelled(self):
        self.cups(10)
        sent = self.book.send("CUP", "cellar", "shop", 2, date="2024-03-02")
        arrived = self.book.arrive(sent, 1, date="2024-03-03")
        held = self.book.reserve("CUP", "cellar", 2, date="2024-03-03")
        used = self.book.issue("CUP", "cellar", 1, date="2024-03-03", reservation=held)
        count = self.book.begin_count("shop", date="2024-03-03")
        self.book.finish_count(count, date="2024-03-03")
        for number in (sent, held, count):
            self.refused(self.book.cancel, number)
        self.book.cancel(arrived)
        self.book.cancel(used)
        self.book.cancel(sent)
        self.book.cancel(held)
        self.assertEqual((self.book.stock("CUP", "cellar"), self.book.in_transit("CUP")), (10, 0))

    def test_trap_nothing_is_cancelled_that_what_follows_needs(self):
        number = self.cups(10)
        self.book.issue("CUP", "cellar", 4, date="2024-03-02")
        self.cups(10, date="2024-03-03")
        self.refused(self.book.cancel, number)

    def test_trap_a_month_is_not_closed_while_a_count_is_open(self):
        self.cups(10, date="2024-02-01")
        count = self.book.begin_count("cellar", date="2024-02-28")
        self.refused(self.book.close, "2024-02")
        self.refused(self.book.close, "2024-03")
        self.book.close("2024-01")
        self.book.finish_count(count, date="2024-03-01")
        self.book.close("2024-02")

    def test_trap_a_lot_may_have_another_expiry_once_its_receipt_is_cancelled(self):
        number = self.milk(5, "A", "2024-04-01")
        self.book.cancel(number)
        self.milk(5, "A", "2024-05-01")
        self.assertEqual(self.book.available("MILK", "cellar", at="2024-04-15"), 5)


class Files(Case):
    def filled(self):
        self.cups(3, unit="box", cost="1.10")
        self.milk("2.50", "A", "2024-04-01", cost=1)
        self.milk("2.50", "B", None)
        self.book.issue("MILK", "cellar", 3, date="2024-03-04")
        sent = self.book.send("CUP", "cellar", "shop", 5, date="2024-03-03")
        self.book.arrive(sent, 2, date="2024-03-04")
        self.book.reserve("CUP", "cellar", 2, date="2024-03-04", until="2024-03-20")
        count = self.book.begin_count("shop", date="2024-03-05")
        self.book.counted(count, "CUP", 1, date="2024-03-05")
        self.book.cancel(self.cups(1, date="2024-03-06"))
        self.book.close("2024-02")
        return count

    def test_what_is_saved_is_loaded(self):
        count = self.filled()
        self.book.save(self.path)
        loaded = Journal.load(self.path)
        self.assertEqual(self.everything(loaded), self.everything())
        loaded.finish_count(count, date="2024-03-07")
        self.assertEqual(loaded.stock("CUP", "shop"), 1)
        self.assertEqual(loaded.convert("CUP", 1, "pallet", "piece"), 480)
        loaded.reopen()
        self.assertIsNone(loaded.closed)

    def test_trap_numbers_go_on_after_loading(self):
        self.cups(1)
        number = self.cups(1, date="2024-03-09")
        self.cups(1, date="2024-03-02")
        self.book.cancel(number)
        self.book.save(self.path)
        self.assertEqual(Journal.load(self.path).receive("CUP", "shop", 1, date="2024-03-01"), 4)

    def test_trap_entries_are_copies(self):
        self.milk(1, "A", None)
        number = self.book.issue("MILK", "cellar", 1, date="2024-03-01")
        found = self.book.entries()
        found[1]["picks"]["A"] = 99
        found[0]["cancelled"] = True
        self.assertEqual(self.picks(number), {"A": 1})
        self.assertEqual(self.book.stock("MILK"), 0)
        self.book.lots("MILK", "cellar")["A"] = 7
        self.assertEqual(self.book.lots("MILK", "cellar"), {})
