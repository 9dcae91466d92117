import { expect, test } from "bun:test";
import { compile, FilterError, format, problemsOf } from "../src/language.ts";

/** Where the problems of a text are. */
const at = (text: string): string =>
  problemsOf(text)
    .map(({ line, column }) => `${line}:${column}`)
    .join(" ");

/** Where they should be: below each `^` of every second line. */
function marked(lines: readonly string[]): { text: string; places: string } {
  const places: string[] = [];
  const texts = lines.filter((_, index) => index % 2 === 0);
  for (const [index, marks] of lines.entries())
    if (index % 2 === 1)
      for (const [column, mark] of [...marks].entries())
        if (mark === "^") places.push(`${(index + 1) / 2}:${column + 1}`);
  return { text: texts.join("\n"), places: places.join(" ") };
}

function expectMarks(...lines: string[]): void {
  const { text, places } = marked(lines);
  expect([text, at(text)]).toEqual([text, places]);
}

test("request: a text without problems has none", () => {
  expect(problemsOf("let a = x=1;\nnot (@a) # fine\n")).toEqual([]);
});

test("request: what is missing is told at what stands there", () => {
  expectMarks("a = ) or b = 1", "    ^");
  expectMarks("a=1 and and b=2", "        ^");
  expectMarks("(  )", "   ^");
  expectMarks("level and b=2", "      ^");
  expectMarks("a.=1", "  ^");
  expectMarks("a not b", "      ^");
  expectMarks("or a=1", "^");
  expectMarks("has and b=1", "    ^");
});

test("request: what is missing at the end is told behind the last character", () => {
  expectMarks("a=1 and  ", "       ^");
  expectMarks("a=1 and # more", "       ^", "  # and more", "");
  expectMarks("let a = x=1", "           ^");
  expectMarks("a >", "   ^");
  expectMarks("not", "   ^");
  expectMarks("let", "   ^");
});

test("request: what is open is told where it opens", () => {
  expectMarks("a=1 and (b=2 or c=3", "        ^");
  expectMarks('a="x or b=2', "  ^");
  expectMarks("a ~ /x or b", "    ^", "and c=1", "");
  expectMarks("a in [1, 2", "     ^");
  expectMarks("`abc = 1", "^");
  expectMarks("a=1", "", 'b="x', "  ^", "c=) ", "  ^");
});

test("request: a parenthesis or semicolon too many", () => {
  expectMarks("a=1) or b=2", "   ^");
  expectMarks("a=1; b=2", "   ^");
  expectMarks("let a = x=1) and y=2; @a", "           ^");
});

test("request: bad escapes, patterns and flags", () => {
  expectMarks('a = "x\\qy\\u{110000}" b=1', "      ^  ^");
  expectMarks("a ~ /(/ and b ~ /x/ig and c ~ /[z-a]/", "    ^               ^         ^");
  expectMarks("a ~ /x/ii", "        ^");
  expectMarks("a ~ x", "    ^");
});

test("request: bad ranges and lists", () => {
  expectMarks("a in 10..5", "     ^");
  expectMarks("a in [1, 5..<5, 5..5]", "         ^");
  expectMarks("a in 5..2s", "     ^");
  expectMarks("a in a..z or b in .. or c in 5..<", "     ^            ^          ^");
  expectMarks("a in []", "     ^");
  expectMarks("a in 5", "     ^");
  expectMarks("a in [1 2] or b=", "        ^       ^");
  expectMarks("a in 2024-05-02..<2024-05-02", "     ^");
});

test("request: values that have no order", () => {
  expectMarks("a < true or b >= null", "    ^            ^");
  expectMarks("size > 10Kb", "       ^");
  expectMarks("t < 2024-02-30 or t < -5x or t < v5", "    ^                 ^");
  expect(at('a < "10Kb" or b=10Kb or c < x10')).toBe("");
});

test("request: names that are not defined, or are twice", () => {
  expectMarks("let a = @b;", "        ^", "@a and @c", "       ^");
  expectMarks("let a = x=1; let a = @zz; @a", "                 ^   ^");
  expectMarks("let and = x=1; let not-a = y=1; @not-a", "    ^");
});

test("request: definitions that go round are told once", () => {
  expectMarks("let a = @a;", "    ^", "@a", "");
  expectMarks(
    "let z = @x;",
    "    ^",
    "let y = @z or b=1;",
    "",
    "let x = @y;",
    "",
    "let user = @x;",
    "",
  );
  expectMarks(
    "let a = @b; let b = @a; let c = @d and @a; let d = @c;",
    "    ^                       ^",
  );
});

test("request: all is told in one go, in its order", () => {
  expectMarks(
    "let slow = took > 10Kb;",
    "                  ^",
    "let web = service=;",
    "                  ^",
    "(@slow or @nope) and path ~ /(/",
    "          ^                 ^",
    'and a="\\q"',
    "       ^",
    "or b in 9..1 and",
    "        ^       ^",
  );
});

test("request: no error causes others", () => {
  expectMarks("let a = x >; @a and @a", "           ^");
  expectMarks("let a = ) ; @a", "        ^");
  expectMarks("a = ] x y z (b=) [1, 2) ] and c=", "    ^                           ^");
  expectMarks("let = x=1; a=1", "    ^");
  expectMarks("let a x=1; @a", "      ^");
});

test("request: a definition without its semicolon, and one behind the filter", () => {
  expectMarks("let a = x=1", "", "let b = y=1;", "^", "@a @b", "");
  expectMarks("a=1 and @b", "", "let b = y=1;", "^");
});

test("request: one place is told once", () => {
  expect(problemsOf("let a = x let b = y=1; @a @b")).toHaveLength(1);
  expect(problemsOf("let a = x=1; let a = @a;")).toHaveLength(1);
});

test("request: columns count characters", () => {
  expect(at('a="😀😀" and b=) ')).toBe("1:14");
  expect(at("\uFEFFa=1 and")).toBe("1:8");
  expect(at("a=1\r\nand b=\r\n")).toBe("2:7");
  expect(at("")).toBe("");
});

test("request: too deep is an error at the one that is too deep", () => {
  const deep = (count: number): string => `${"(".repeat(count)}a=1${")".repeat(count)}`;
  expect(at(deep(200))).toBe("");
  expect(at(deep(201))).toBe("1:201");
  expect(at(`${"not ".repeat(100)}${deep(100)} and ${deep(200)}`)).toBe("");
  expect(at(`${"not ".repeat(100)}${deep(101)} and b=`)).toBe("1:501 1:613");
  expect(at(deep(50_000))).toBe("1:201");
});

test("request: the message shows the line and a caret", () => {
  const text = 'a=1\n\tb="😀"\tand c=\r\n';
  try {
    compile(text, { name: "web.sift" });
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(FilterError);
    const { problems, message } = error as FilterError;
    expect(problems).toEqual(problemsOf(text, { name: "web.sift" }));
    expect(message.split("\n")).toEqual([
      `web.sift:2:14: ${problems[0]!.message}`,
      '  \tb="😀"\tand c=',
      "  \t     \t      ^",
    ]);
  }
});

test("request: the format says what is wrong as well", () => {
  expect(() => format("a=1 and", "x")).toThrow(FilterError);
  expect(() => format("a=1 and", "x")).toThrow(/^x:1:8: /);
  expect(format("@nowhere")).toBe("@nowhere\n");
});

test("request: of one text 20 are shown", () => {
  const text = Array.from({ length: 23 }, () => 'a="\\q"').join("\n");
  expect(problemsOf(text)).toHaveLength(23);
  try {
    compile(text);
    expect.unreachable();
  } catch (error) {
    const lines = (error as Error).message.split("\n");
    expect([lines.length, lines.at(-1)]).toEqual([61, "… and 3 more"]);
  }
});

test("request: problems of several texts", () => {
  const definitions = [
    { name: "one", text: "let a = @c and @d;\nx=1" },
    { name: "two", text: "let b = y=;\nlet a = x=1;" },
  ];
  const found = problemsOf("let c = @a; let b = z=1; @e", { name: "main", definitions });
  expect(found.map(({ file, line, column }) => `${file}:${line}:${column}`)).toEqual([
    "one:1:5",
    "one:1:16",
    "one:2:1",
    "two:1:11",
    "two:2:5",
    "main:1:17",
    "main:1:26",
  ]);
});
