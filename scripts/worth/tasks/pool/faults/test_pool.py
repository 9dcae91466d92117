import sys
import threading
import time
import unittest

from dbpool import Pool
from dbpool.errors import PoolTimeout

LONG = 10
# More than it takes, and less than forever.
SOON = 3


class Connection:
    def __init__(self):
        self.closed = False

    def close(self):
        self.closed = True


class Call:
    """What a call in another thread comes to."""

    def __init__(self, call, settle=0):
        self.outcome = "nothing yet"
        self.thread = threading.Thread(target=self._run, args=(call,), daemon=True)
        self.thread.start()
        self.thread.join(settle)

    def _run(self, call):
        try:
            self.outcome = call()
        except BaseException as error:
            self.outcome = error

    def end(self, seconds=SOON):
        self.thread.join(seconds)
        return self.outcome


class SlowConnect:
    """The first connection is made at once, the second once it may."""

    def __init__(self):
        self.made = 0
        self.connecting = threading.Event()
        self.may = threading.Event()

    def __call__(self):
        self.made += 1
        if self.made > 1:
            self.connecting.set()
            self.may.wait(LONG)
        return Connection()


class PoolTest(unittest.TestCase):
    def test_a_connection_that_is_being_closed_still_counts(self):
        """The database counts it until it is closed, and allows no more than max_size."""
        opened, most, connected = [], [0], threading.Event()

        class Slow(Connection):
            def close(self):
                # Time for somebody else to connect, where the place is taken to be free.
                connected.wait(1)
                self.closed = True

        def connect():
            opened.append(Slow())
            most[0] = max(most[0], sum(not one.closed for one in opened))
            if len(opened) > 1:
                connected.set()
            return opened[-1]

        pool = Pool(connect, max_size=1)
        first = pool.acquire()
        waiter = Call(lambda: pool.acquire(timeout=LONG), settle=0.3)
        pool.discard(first)
        self.assertIsInstance(waiter.end(), Connection)
        self.assertEqual(most[0], 1)

    def test_a_close_that_fails_takes_no_place(self):
        class Reset(Connection):
            def close(self):
                raise OSError("reset by the database")

        pool = Pool(Reset, max_size=1)
        for _ in range(2):
            connection = pool.acquire(timeout=0.02)
            try:
                pool.discard(connection)
            except OSError:
                pass
        self.assertIsInstance(pool.acquire(timeout=0.02), Connection)
        self.assertEqual(pool.stats().in_use, 1)

    def test_a_timeout_of_0_is_over_at_once(self):
        pool = Pool(Connection, max_size=1)
        pool.acquire(timeout=0)
        self.assertIsInstance(Call(lambda: pool.acquire(timeout=0)).end(), PoolTimeout)

    def test_a_timeout_that_is_over_already_is_a_pool_timeout(self):
        """As it comes of `deadline - time.monotonic()`."""
        pool = Pool(Connection, max_size=1)
        pool.acquire()
        self.assertIsInstance(Call(lambda: pool.acquire(timeout=-0.5)).end(), PoolTimeout)

    def test_a_timeout_does_not_begin_anew_when_another_was_faster(self):
        pool = Pool(Connection, max_size=1)
        connection = pool.acquire()
        waiter = Call(lambda: pool.acquire(timeout=0.8), settle=0.3)
        until = time.monotonic() + 3.5
        while waiter.thread.is_alive() and time.monotonic() < until:
            # Back, and away again before who waits is there.
            pool.release(connection)
            try:
                connection = pool.acquire(timeout=0.01)
            except PoolTimeout:
                break
            time.sleep(0.02)
        self.assertNotEqual(waiter.end(0), "nothing yet")

    def test_no_place_at_all_is_not_as_many_as_are_wanted(self):
        try:
            pool = Pool(Connection, max_size=0)
        except ValueError:
            return
        self.assertNotIsInstance(Call(lambda: pool.acquire(timeout=0.02)).end(), Connection)

    def test_a_slow_connect_does_not_hold_up_who_gives_back(self):
        connect = SlowConnect()
        pool = Pool(connect, max_size=2)
        first = pool.acquire()
        second = Call(lambda: pool.acquire(timeout=LONG))
        self.assertTrue(connect.connecting.wait(LONG))
        back = Call(lambda: pool.release(first))
        outcome = back.end()
        connect.may.set()
        second.end()
        self.assertIsNone(outcome)

    def test_a_slow_connect_of_another_makes_no_timeout_longer(self):
        connect = SlowConnect()
        pool = Pool(connect, max_size=2)
        pool.acquire()
        second = Call(lambda: pool.acquire(timeout=LONG))
        self.assertTrue(connect.connecting.wait(LONG))
        third = Call(lambda: pool.acquire(timeout=0.05))
        outcome = third.end()
        connect.may.set()
        second.end()
        self.assertIsInstance(outcome, PoolTimeout)

    def test_a_connect_that_is_interrupted_takes_no_place(self):
        results = [KeyboardInterrupt(), SystemExit()]

        def connect():
            if results:
                raise results.pop()
            return Connection()

        pool = Pool(connect, max_size=1)
        for _ in range(2):
            with self.assertRaises((KeyboardInterrupt, SystemExit)):
                pool.acquire(timeout=0.02)
        self.assertIsInstance(Call(lambda: pool.acquire(timeout=0.02)).end(), Connection)

    def test_two_that_come_back_at_once_are_for_two_who_wait(self):
        pool = Pool(Connection, max_size=2)
        both = [pool.acquire(), pool.acquire()]
        waiters = [Call(lambda: pool.acquire(timeout=LONG), settle=0.3) for _ in both]
        interval = sys.getswitchinterval()
        try:
            # No other thread comes in between.
            sys.setswitchinterval(1)
            for one in both:
                pool.release(one)
        finally:
            sys.setswitchinterval(interval)
        self.assertEqual({id(one.end()) for one in waiters}, {id(one) for one in both})
