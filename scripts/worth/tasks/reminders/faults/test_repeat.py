import json
import os
import tempfile
import unittest
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from reminders import Book, Reminder, local


def utc(*parts):
    return datetime(*parts, tzinfo=timezone.utc)


def book_of(*reminders):
    book = Book("unused")
    for reminder in reminders:
        book.add(reminder)
    return book


def next_at(at, now, zone="UTC"):
    """When a daily reminder is due next, once it is done."""
    reminder = Reminder("Stand-up", at, zone=zone, repeat="daily")
    book = book_of(reminder)
    book.done(reminder, now)
    [left] = book.all()
    return left.at


class RepeatTest(unittest.TestCase):
    def test_a_time_that_the_clocks_jump_over_once_is_the_same_afterwards(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "reminders.json")
            book = Book(path)
            # 02:30, which there is not on March 29.
            book.add(Reminder("Backup", utc(2026, 3, 27, 1, 30), zone="Europe/Berlin", repeat="daily"))
            book.save()
            for _ in range(10):
                book = Book.open(path)
                [reminder] = book.all()
                if reminder.at >= utc(2026, 3, 30):
                    break
                book.done(reminder, reminder.at)
                book.save()
        self.assertEqual(local(reminder).strftime("%d %H:%M"), "30 02:30")

    def test_done_in_the_hour_that_comes_twice_is_due_after_now(self):
        # It was due at the first 02:30, and is done at the second 02:10.
        now = utc(2026, 10, 25, 1, 10)
        self.assertEqual(next_at(utc(2026, 10, 25, 0, 30), now, "Europe/Berlin"), utc(2026, 10, 26, 1, 30))

    def test_done_of_an_equal_reminder_moves_the_one_on_the_list(self):
        def stand_up():
            return Reminder("Stand-up", utc(2026, 5, 4, 9), repeat="daily")

        book = book_of(stand_up())
        book.done(stand_up(), utc(2026, 5, 4, 9))
        self.assertEqual([one.at for one in book.all()], [utc(2026, 5, 5, 9)])

    def test_done_of_what_is_not_on_the_list_is_an_error_as_before(self):
        book = book_of(Reminder("Stand-up", utc(2026, 5, 4, 9), repeat="daily"))
        with self.assertRaises(ValueError):
            book.done(Reminder("Lunch", utc(2026, 5, 4, 11), repeat="daily"), utc(2026, 5, 4, 12))
        self.assertEqual(len(book.all()), 1)

    def test_what_repeats_in_no_known_way_is_not_taken_for_something_else(self):
        with self.assertRaises(Exception):
            reminder = Reminder("Rent", utc(2026, 5, 4, 9), repeat="monthly")
            book = book_of(reminder)
            book.done(reminder, utc(2026, 5, 4, 9))

    def test_a_reminder_whose_next_time_is_not_found_stays_on_the_list(self):
        try:
            reminder = Reminder("Stand-up", utc(2026, 5, 4, 9), zone="Mars/Base", repeat="daily")
            book = book_of(reminder)
        except Exception:
            # Refused before it was on the list.
            return
        try:
            book.done(reminder, utc(2026, 5, 4, 9))
        except Exception:
            pass
        self.assertEqual([one.text for one in book.all()], ["Stand-up"])

    def test_an_evening_far_west_of_utc_skips_no_day(self):
        # 22:00 in New York; late by 22 hours and a half.
        self.assertEqual(
            next_at(utc(2026, 5, 5, 2), utc(2026, 5, 6, 0, 30), "America/New_York"),
            utc(2026, 5, 6, 2),
        )

    def test_now_may_be_of_another_zone(self):
        for zone in ("Asia/Tokyo", "America/New_York"):
            now = utc(2026, 5, 5, 16, 30).astimezone(ZoneInfo(zone))
            self.assertEqual(next_at(utc(2026, 5, 4, 22), now), utc(2026, 5, 5, 22))

    def test_the_file_is_a_list_of_rows_as_always(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "reminders.json")
            book = Book(path)
            at = utc(2026, 5, 4, 9)
            book.add(Reminder("Zähne", at, "Europe/Berlin"))
            book.add(Reminder("Stand-up", at + timedelta(days=1), repeat="weekly"))
            book.save()
            with open(path, encoding="utf-8") as file:
                rows = json.load(file)
        self.assertIsInstance(rows, list)
        # What a program of before reads of it.
        self.assertEqual(
            [(row["text"], datetime.fromisoformat(row["at"]), row["zone"]) for row in rows],
            [("Zähne", at, "Europe/Berlin"), ("Stand-up", at + timedelta(days=1), "UTC")],
        )
