import { expect, test } from "bun:test";
import { isTestNamed, testOfLine } from "../../src/runners/report.ts";

test.each([
  ["to the letter", "says hello", "says hello", true],
  ["behind its group", "greeter > says hello", "says hello", true],
  ["behind its file", "tests/a_test.py::test_hello", "test_hello", true],
  ["behind its module", "tests::greets", "greets", true],
  ["before its parameters", "tests/a_test.py::test_hello[Ada]", "test_hello", true],
  ["before parameters with brackets", "tests/a_test.py::test_each[a[b]]", "test_each", true],
  [
    "with parameters that look like groups",
    "tests/a_test.py::test_each[x::y]",
    "test_each[x::y]",
    true,
  ],
  [
    "with brackets behind what looks like a group",
    "a_test.py::test_each[a::b[c]]",
    "test_each[a::b[c]]",
    true,
  ],
  ["before those", "a_test.py::test_each[a::b[c]]", "a_test.py::test_each", true],
  ["before JUnit's types and number", "com.shop.CalcTest > each{int}[1]", "CalcTest.each", true],
  ["before one of two brackets alone", "tests/a_test.py::test_each[a][b]", "test_each[a", false],
  [
    "with its group and file",
    "tests/a_test.py::TestHello::test_hello",
    "tests/a_test.py::TestHello::test_hello",
    true,
  ],
  [
    "with its class, without the namespace",
    "Acme\\Tests\\BasketTest::testAdds",
    "BasketTest::testAdds",
    true,
  ],
  ["with its class, without the package", "com.shop.CalcTest > adds", "CalcTest.adds", true],
  [
    "with its file, without the folder",
    "tests/a_test.py::test_hello",
    "a_test.py::test_hello",
    true,
  ],
  [
    "with its module, as unittest has it",
    "tests/a_test.py::Hello::test_it",
    "tests.a_test.Hello.test_it",
    true,
  ],
  ["with its module alone", "tests/a_test.py::Hello::test_it", "a_test.Hello.test_it", true],
  ["with another module", "tests/a_test.py::Hello::test_it", "tests.b_test.Hello.test_it", false],
  ["with blanks, where Go prints none", "shop > TestCart > two_words", "TestCart/two words", true],
  [
    "a case of PHPUnit",
    'BasketTest::testAdds with data set "one"',
    'testAdds with data set "one"',
    true,
  ],
  ["before a data set", 'BasketTest::testAdds with data set "one"', "BasketTest::testAdds", true],
  ["before a data set without a name", "BasketTest::testAdds with data set #0", "testAdds", true],
  [
    "with another class of its namespace",
    "Acme\\Tests\\BasketTest::testAdds",
    "TillTest::testAdds",
    false,
  ],
  ["with a part of its class", "Acme\\Tests\\BasketTest::testAdds", "Test::testAdds", false],
  [
    "as another runner would write it",
    "tests/a_test.py::TestHello::test_hello",
    "TestHello > test_hello",
    true,
  ],
  ["with another group", "greeter > says hello", "writer > says hello", false],
  ["with a group left out", "outer > inner > adds", "outer > adds", false],
  ["its last word", "greeter > says hello", "hello", false],
  ["a letter", "greeter > says hello", "o", false],
  ["its group", "greeter > says hello", "greeter", false],
  ["nothing", "greeter > says hello", "", false],
  ["signs alone", "routes > GET > /", "GET > /", true],
  ["signs alone, with a group left out", "routes > GET > /", "routes > /", false],
])("a test's name, %s", (_name, seen, named, is) => {
  expect(isTestNamed(testOfLine(seen, "passed"), named)).toBe(is);
});

test("what holds tests is named itself where it is a test, and not where it is a group", () => {
  const [, ...suites] = ["", "example.com/shop", "TestCart", "two_words"];
  const isNamed = (name: string): boolean =>
    isTestNamed({ file: null, suites: suites.slice(0, 2), name: suites[2]!, held: 1 }, name);
  for (const name of [
    "TestCart",
    "shop > TestCart",
    "TestCart/two words",
    "TestCart/two_words",
    "two_words",
  ])
    expect([name, isNamed(name)]).toEqual([name, true]);
  for (const name of ["shop", "TestCar", "Cart"])
    expect([name, isNamed(name)]).toEqual([name, false]);
});
