import { expect, test } from "bun:test";
import { Alerts } from "../src/alerts.ts";
import { compile } from "../src/language.ts";

type Verdict = boolean | null;

/** What a filter says of some records. */
const say = (filter: string, ...records: unknown[]): Verdict[] => records.map(compile(filter));

/** What a comparison with the field x says of some values. */
const sayX = (filter: string, ...values: unknown[]): Verdict[] =>
  say(filter, ...values.map((x) => ({ x })));

test("request: words as they were are still read", () => {
  const filter = 'level=error user="Ada Lovelace"';
  expect(
    say(filter, { level: "error", user: "Ada Lovelace" }, { level: "error", user: "Bob" }),
  ).toEqual([true, false]);
  expect(say("a.b=1", { a: { b: 1 } }, { a: { b: 2 } })).toEqual([true, false]);
});

test("request: a text without a filter fits each record", () => {
  expect(say("", {}, { a: 1 })).toEqual([true, true]);
  expect(say(" # nothing\n", {})).toEqual([true]);
  expect(say("let a = x=1;", { x: 2 })).toEqual([true]);
});

test("request: not binds more than and, and more than or", () => {
  const record = { a: 1, b: 2 };
  expect(say("a=1 or b=1 and b=3", record)).toEqual([true]);
  expect(say("(a=1 or b=1) and b=3", record)).toEqual([false]);
  expect(say("not a=2 and b=2", record)).toEqual([true]);
  expect(say("not (a=2 and b=2) and b=3", record)).toEqual([false]);
});

test("request: operands side by side bind like and", () => {
  const record = { a: 1, b: 2 };
  expect(say("a=1 or b=9 b=3", record)).toEqual([true]);
  expect(say("b=9 b=3 or a=1", record)).toEqual([true]);
  expect(say("a=1 not b=3 (b=2)has a", record)).toEqual([true]);
});

test("request: a definition stands for its expression as in parentheses", () => {
  expect(say("let m = a=1 or b=1; not @m and c=1", { a: 1, b: 2, c: 1 })).toEqual([false]);
  expect(say("let m = a=1 or b=1; @m c=1", { a: 1, b: 2, c: 2 })).toEqual([false]);
});

test("request: definitions use one another in any order", () => {
  const text =
    "let one = @two and @three; let two = a=1; let three = not @four; let four = b=1;@one";
  expect(say(text, { a: 1, b: 2 }, { a: 1, b: 1 }, { a: 1 })).toEqual([true, false, null]);
});

test("request: definitions of other texts", () => {
  const definitions = [
    { name: "one", text: "let web = service=web and @loud;" },
    { name: "two", text: "# none\nlet other = @mine;" },
  ];
  const fits = compile("let loud = n > 1; let mine = m=1; @web and @other", { definitions });
  expect(
    [
      { service: "web", n: 2, m: 1 },
      { service: "web", n: 1 },
    ].map(fits),
  ).toEqual([true, false]);
});

test("request: parts of a field in backticks", () => {
  expect(say("`a.b`.c = 1", { "a.b": { c: 1 } }, { a: { b: { c: 1 } } })).toEqual([true, null]);
  expect(say("`and` = 1 and `a``b` = 2", { and: 1, "a`b": 2 })).toEqual([true]);
  expect(say("a.`b c`.`` = 1", { a: { "b c": { "": 1 } } })).toEqual([true]);
});

test("request: keywords as parts of fields and as values", () => {
  expect(
    say("in.bytes=1 and not.x=2 a.or=3", { in: { bytes: 1 }, not: { x: 2 }, a: { or: 3 } }),
  ).toEqual([true]);
  expect(say("op=and and op in [and, or, let]", { op: "and" })).toEqual([true]);
  expect(say("android=1 or notes=2", { android: 2, notes: 2 })).toEqual([true]);
  expect(say("NOT=1 And=2", { NOT: 1, And: 2 })).toEqual([true]);
});

test("request: words without quotes hold nearly anything", () => {
  const record = {
    a: "/health",
    b: "http://x?a=b",
    c: "x#y",
    d: "a~b!c",
    e: "../x",
    f: "10.0.0.1",
  };
  const filter = "a=/health b=http://x?a=b c=x#y and d=a~b!c and e=../x f=10.0.0.1 # f=1";
  expect(say(filter, record)).toEqual([true]);
});

test("request: comments end with their line", () => {
  expect(say('# one (\r\na=1 # or b=2 "\r\n# )\r\nand c=3 # "', { a: 1, c: 3 })).toEqual([true]);
});

test("request: numbers and their units", () => {
  expect(sayX("x = 10k", 10_000, "10kB", "10000", 10, "10 k")).toEqual([
    true,
    true,
    true,
    false,
    null,
  ]);
  expect(sayX("x > 1Ki", 1024, 1025, "1.5KiB", "2k")).toEqual([false, true, true, true]);
  expect(sayX("x = 512B", 512)).toEqual([true]);
  expect(sayX("x < -1.5", -2, -1, "-1.6")).toEqual([true, false, true]);
  expect(sayX("x >= 2MiB and x < 3G", 2097152, 2097151)).toEqual([true, false]);
});

test("request: a number with a unit is exact", () => {
  expect(sayX("x = 1.005k", 1005)).toEqual([true]);
  expect(sayX("x = 4.35M", 4_350_000, "4350kB")).toEqual([true, true]);
  expect(sayX("x = 0.29G", 290_000_000)).toEqual([true]);
});

test("request: what is no number is a text", () => {
  expect(sayX("x = 007", "007", 7)).toEqual([true, false]);
  expect(sayX("x = 10K", "10K", 10_000)).toEqual([true, false]);
  expect(sayX("x = 1.", "1.", 1)).toEqual([true, false]);
  expect(sayX("x = 10", "010", "1e1", "+10", "", true)).toEqual([null, null, null, null, null]);
});

test("request: durations", () => {
  expect(sayX("x = 1h30m", 5_400_000, "90m", "1.5h", "1h 30m", "5400000")).toEqual([
    true,
    true,
    true,
    null,
    null,
  ]);
  expect(sayX("x > 2.5s", 2501, "2500ms", "2s501ms")).toEqual([true, false, true]);
  expect(sayX("x <= 250us", 0.25, "0.25ms", 1)).toEqual([true, true, false]);
  expect(sayX("x = -1d", -86_400_000, "-24h")).toEqual([true, true]);
});

test("request: a duration with a fraction is exact", () => {
  expect(sayX("x = 1.005s", 1005, "1005ms")).toEqual([true, true]);
  expect(sayX("x = 0.7m", 42_000)).toEqual([true]);
  expect(sayX("x = 4.35s", 4350)).toEqual([true]);
});

test("request: what is no duration is a text", () => {
  expect(sayX("x = 1m1h", "1m1h", 3_660_000)).toEqual([true, false]);
  expect(sayX("x = 1.5h30m", "1.5h30m")).toEqual([true]);
  expect(sayX("x = 1s1s", "1s1s")).toEqual([true]);
  expect(sayX("x = 1h", "1m1h", "1.5m1s", "")).toEqual([null, null, null]);
});

test("request: dates with a time", () => {
  const ms = Date.UTC(2024, 4, 1, 8, 0, 30, 125);
  expect(
    sayX("x = 2024-05-01T10:00:30.125+02:00", ms, "2024-05-01T08:00:30.125999Z", ms + 1),
  ).toEqual([true, true, false]);
  expect(
    sayX(
      "x = 2024-05-01T10:00",
      "2024-05-01T10:00Z",
      "2024-05-01T05:30-04:30",
      Date.UTC(2024, 4, 1, 10),
    ),
  ).toEqual([true, true, true]);
  expect(
    sayX("x = 2024-05-01T10:00:00.5Z", "2024-05-01T10:00:00.500", "2024-05-01T10:00:00.05Z"),
  ).toEqual([true, false]);
});

test("request: a date without a time is the whole day", () => {
  const moments = [
    "2024-04-30T23:59:59.999Z",
    "2024-05-01",
    "2024-05-01T23:59:59.999",
    "2024-05-02",
  ];
  expect(sayX("x = 2024-05-01", ...moments)).toEqual([false, true, true, false]);
  expect(sayX("x < 2024-05-01", ...moments)).toEqual([true, false, false, false]);
  expect(sayX("x > 2024-05-01", ...moments)).toEqual([false, false, false, true]);
  expect(sayX("x <= 2024-05-01", ...moments)).toEqual([true, true, true, false]);
  expect(sayX("x >= 2024-05-01", ...moments)).toEqual([false, true, true, true]);
  expect(sayX("x != 2024-05-01", ...moments)).toEqual([true, false, false, true]);
});

test("request: ranges of days hold all of the last one", () => {
  const moments = ["2024-05-01T00:00Z", "2024-05-03T23:59Z", "2024-05-04"];
  expect(sayX("x in 2024-05-01..2024-05-03", ...moments)).toEqual([true, true, false]);
  expect(sayX("x in 2024-05-01..<2024-05-03", ...moments)).toEqual([true, false, false]);
  expect(sayX("x in ..<2024-05-03", "2024-05-02T23:59:59.999Z", "2024-05-03")).toEqual([
    true,
    false,
  ]);
  expect(sayX("x in 2024-05-01T12:00..2024-05-01", "2024-05-01T13:00")).toEqual([true]);
});

test("request: a day or time that does not exist makes a text", () => {
  for (const word of [
    "2023-02-29",
    "2024-13-01",
    "2024-04-31",
    "2024-05-01T24:00",
    "2024-05-01T10:60",
    "2024-05-01T10:00:60Z",
    "2024-00-10",
    "2024-05-01T10",
  ])
    expect([word, ...sayX(`x = ${word}`, word, Date.UTC(2024, 4, 1))]).toEqual([word, true, false]);
  expect(sayX("x = 2024-02-29", "2024-02-29T12:00Z", "2023-02-29")).toEqual([true, null]);
});

test("request: texts in quotes and their escapes", () => {
  expect(sayX('x = "a\\"b\\\\c\\n\\t\\u{1F600}\\u{41}"', 'a"b\\c\n\t😀A')).toEqual([true]);
  expect(sayX('x = "5"', 5, "5", "5.0", 5.5)).toEqual([true, true, false, false]);
  expect(sayX('x = "true"', true, "true")).toEqual([true, true]);
  expect(sayX('x = "# no; comment, (not) [x]"', "# no; comment, (not) [x]")).toEqual([true]);
  expect(sayX('x = ""', "", "a", null)).toEqual([true, false, null]);
});

test("request: true, false and null", () => {
  expect(sayX("x = true", true, "true", false, "yes", 1, null)).toEqual([
    true,
    true,
    false,
    null,
    null,
    null,
  ]);
  expect(sayX("x = null", null, 0, "null", {}, false)).toEqual([true, false, false, false, false]);
  expect(sayX("x != null", null, 0, {})).toEqual([false, true, true]);
  expect(say("x = null", {})).toEqual([null]);
});

test("request: texts are ordered by code points", () => {
  expect(sayX("x < b", "a", "b", "ba", "B", 1)).toEqual([true, false, false, true, true]);
  expect(sayX("x > \u{FF5E}", "\u{1F600}", "\u{FF5D}")).toEqual([true, false]);
  expect(sayX('x <= "ab"', "a", "ab", "abc")).toEqual([true, true, false]);
});

test("request: patterns", () => {
  expect(sayX("x ~ /^\\/api[/x]\\d+$/", "/api/12", "/apix3", "/api12")).toEqual([
    true,
    true,
    false,
  ]);
  expect(sayX("x ~ /^ab.c$/is and x !~ /zz/", "AB\nC", "abc")).toEqual([true, false]);
  expect(sayX("x ~ /^.$/", "😀")).toEqual([true]);
  expect(sayX("x ~ /^5/", 50, true, null, {})).toEqual([true, false, null, null]);
  expect(sayX("x ~ /b$/m and x~/a b/", "a b\nc")).toEqual([true]);
});

test("request: a text in the place of a pattern is looked for as it is", () => {
  expect(sayX('x ~ "a.b"', "xa.bx", "xaabx")).toEqual([true, false]);
  expect(sayX('x !~ "\\"("', 'x"(', "x", 5)).toEqual([false, true, true]);
});

test("request: lists and ranges", () => {
  expect(sayX("x in [200..299, 404, abc,]", 250, "404", "abc", 500)).toEqual([
    true,
    true,
    true,
    false,
  ]);
  expect(sayX("x in 5..10", 5, 10, 10.1, 4)).toEqual([true, true, false, false]);
  expect(sayX("x in 5..<10", 5, 10)).toEqual([true, false]);
  expect(sayX("x in 5..", 4, 5)).toEqual([false, true]);
  expect(sayX("x in ..1k", 1000, 1001)).toEqual([true, false]);
  expect(sayX("x in -2..-1", -1.5)).toEqual([true]);
  expect(sayX("x in 1.5s..2s", "1600ms", 1400)).toEqual([true, false]);
  expect(sayX("x in 1.5..2.5", 2)).toEqual([true]);
});

test("request: a list says what its items say, joined by or", () => {
  expect(sayX("x in [1, 2]", "a", 3, null)).toEqual([null, false, null]);
  expect(sayX("x in [1, null]", null, 2, "a")).toEqual([true, false, null]);
  expect(sayX("x in [a, 1]", "b", 2)).toEqual([null, false]);
  expect(sayX("x not in [1, null]", null, 2, "a")).toEqual([false, true, null]);
});

test("request: what cannot be read as the literal's kind cannot be said", () => {
  expect(sayX("x > 5", "many", null, {}, true)).toEqual([null, null, null, null]);
  expect(sayX("x != 5", "many", null, {})).toEqual([null, null, null]);
  expect(sayX("x = abc", null, {}, { abc: 1 })).toEqual([null, null, null]);
  expect(sayX("x = 2024-05-01", "yesterday", true)).toEqual([null, null]);
});

test("request: a missing field cannot be said, and has says it is missing", () => {
  for (const filter of ["x = 1", "x != 1", "x !~ /a/", "not x = 1", "x not in [1]", "x != null"])
    expect([filter, ...say(filter, {})]).toEqual([filter, null]);
  expect(say("has x", {}, { x: null }, { x: false })).toEqual([false, true, true]);
  expect(say("not has a.b", { a: {} }, { a: { b: 0 } }, { a: 5 })).toEqual([true, false, true]);
});

test("request: and, or and not with what cannot be said", () => {
  const records = [{ a: 1 }, { a: 2 }, { b: 1 }, { b: 2 }, { a: 1, b: 1 }];
  expect(say("a=1 and b=1", ...records)).toEqual([null, false, null, false, true]);
  expect(say("a=1 or b=1", ...records)).toEqual([true, null, true, null, true]);
  expect(say("not (a=1 and b=1)", ...records)).toEqual([null, true, null, true, false]);
  expect(say("c=1 or a=1 and not b=1", ...records)).toEqual([null, null, null, null, null]);
});

test("request: an array holds where one of its items holds", () => {
  expect(sayX("x = a", ["b", "a"], ["b"], [], ["b", null])).toEqual([true, false, false, null]);
  expect(sayX("x > 5", [1, 9], [1, "many"], [[1], [7]])).toEqual([true, null, true]);
  expect(sayX("x = null", [1, null], [])).toEqual([true, false]);
  expect(sayX("x ~ /a/", ["b", "cab"])).toEqual([true]);
});

test("request: not equal is the exact not, with arrays too", () => {
  expect(sayX("x != a", ["b", "a"], ["b"], [], ["b", null])).toEqual([false, true, true, null]);
  expect(sayX("x !~ /a/", ["b", "cab"], ["b"])).toEqual([false, true]);
  expect(sayX("x not in [1, 2]", [1, 5], [5], ["a"])).toEqual([false, true, null]);
});

test("request: alerts take the language, and fire where it is true only", () => {
  const told: string[] = [];
  const rules = [
    { name: "slow", where: "let slow = took > 2s; @slow or status in 500.." },
    { name: "unknown", where: "not user = ada" },
    { name: "bad", where: "took >" },
  ];
  const alerts = new Alerts(rules, (message) => told.push(message));
  expect(alerts.fired({ took: "3s" })).toEqual(["slow"]);
  expect(alerts.fired({ status: 503, user: "bob" })).toEqual(["slow", "unknown"]);
  expect(told).toHaveLength(1);
  expect(told[0]).toStartWith("bad: ");
});

test("trap: names that each object has are not found", () => {
  expect(say("has constructor or has a.toString or has a.length", { a: {} })).toEqual([false]);
  expect(say("has __proto__", {}, JSON.parse('{"__proto__":1}'))).toEqual([false, true]);
  expect(say("a.length = 1 or has a.`0`", { a: ["x"] }, { a: "x" })).toEqual([null, null]);
});

test("trap: a key with dots goes first", () => {
  expect(say("a.b.c = 1", { "a.b": { c: 1 }, a: { b: { c: 2 } } }, { a: { "b.c": 1 } })).toEqual([
    true,
    true,
  ]);
  expect(say("a.b = 1", { "a.b": 1, a: { b: 2 } }, { "a.x": 1, a: { b: 1 } })).toEqual([
    true,
    true,
  ]);
});

test("trap: a filter says the same of a record each time", () => {
  const fits = compile("let m = x ~ /a/i; @m and has x");
  const record: { x: unknown } = { x: "abc" };
  expect([1, 2, 3, 4].map(() => fits(record))).toEqual([true, true, true, true]);
  record.x = "xyz";
  expect(fits(record)).toBe(false);
});
