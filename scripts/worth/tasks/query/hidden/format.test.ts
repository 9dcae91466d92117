import { expect, test } from "bun:test";
import { format } from "../src/language.ts";

const text = (...lines: string[]): string => lines.map((line) => `${line}\n`).join("");

/** That a text is formatted so, and then stays so. */
function expectFormat(given: string, ...lines: string[]): void {
  expect(format(given)).toBe(text(...lines));
  expect(format(text(...lines))).toBe(text(...lines));
}

const LONG = "a_rather_long_name_of_a_field = and_some_value";

test("request: one blank, and one word for each operator", () => {
  expectFormat(
    "level=error   service=web\tnot x!=1",
    "level = error and service = web and not x != 1",
  );
  expectFormat(
    'has  a.b.`c d` or  x  not\nin [1,2 , "a, b",] and y!~/a b/i',
    'has a.b.`c d` or x not in [1, 2, "a, b"] and y !~ /a b/i',
  );
  expectFormat("let   a=x>1k ;@a", "let a = x > 1k;", "", "@a");
  expectFormat("x in 5..<10 y in[..3]", "x in 5..<10 and y in [..3]");
});

test("request: parentheses that change nothing go", () => {
  expectFormat("(a=1)", "a = 1");
  expectFormat("a=1 and ((b=2 and c=3))", "a = 1 and b = 2 and c = 3");
  expectFormat("(a=1 or b=2) or (c=3 and d=4)", "a = 1 or b = 2 or c = 3 and d = 4");
  expectFormat("not (a=1) not (not @b)", "not a = 1 and not not @b");
});

test("request: parentheses that mean something stay", () => {
  expectFormat("(a=1 or b=2) c=3", "(a = 1 or b = 2) and c = 3");
  expectFormat("not (a=1 and b=2)", "not (a = 1 and b = 2)");
  expectFormat(
    "not (a=1 b=2) or not ((c=3 or d=4))",
    "not (a = 1 and b = 2) or not (c = 3 or d = 4)",
  );
});

test("request: values stay as they are written", () => {
  expectFormat(
    'a="5" b=5.0 c="a\\u{41}" `d`=x#y e=AND',
    'a = "5" and b = 5.0 and c = "a\\u{41}" and `d` = x#y and e = AND',
  );
});

test("request: an empty text stays empty", () => {
  expect(format("")).toBe("");
  expect(format(" \r\n\n ")).toBe("");
});

test("request: what has 80 characters stays in one line", () => {
  const fill = (length: number): string => "😀".repeat(length);
  expectFormat(`a=1 b=${fill(67)}`, "a = 1", `and b = ${fill(67)}`);
  expectFormat(`a=1 b=${fill(66)}`, `a = 1 and b = ${fill(66)}`);
  expectFormat(`let m=a=1 b=${fill(57)};`, `let m = a = 1 and b = ${fill(57)};`);
  expectFormat(`let m=a=1 b=${fill(58)};`, "let m =", `  a = 1 and b = ${fill(58)};`);
});

test("request: the outermost operator is broken", () => {
  expectFormat(`${LONG} ${LONG} c=3 or d=4`, `${LONG}`, `  and ${LONG}`, "  and c = 3", "or d = 4");
  expectFormat(`d=4 or (${LONG} b=2)`, `d = 4 or ${LONG} and b = 2`);
  expectFormat(
    `(a=1 or b=2) ${LONG} (c=3 or not d=4) e=5`,
    "(a = 1 or b = 2)",
    `and ${LONG}`,
    "and (c = 3 or not d = 4)",
    "and e = 5",
  );
});

test("request: an operand that does not fit is broken too", () => {
  expectFormat(`x=1 (${LONG} or ${LONG})`, "x = 1", "and (", `  ${LONG}`, `  or ${LONG}`, ")");
  expectFormat(
    `x=1 or ${LONG} not (${LONG} or y=2 (z=3 or ${LONG}))`,
    "x = 1",
    `or ${LONG}`,
    "  and not (",
    `    ${LONG}`,
    `    or y = 2 and (z = 3 or ${LONG})`,
    "  )",
  );
});

test("request: the inside of parentheses is one line if it fits there", () => {
  const inside = `${LONG} or b = an_even_longer_value_xx`;
  expectFormat(`x=1 (${inside})`, "x = 1", "and (", `  ${inside}`, ")");
});

test("request: a definition goes on in a new line", () => {
  expectFormat(
    `let web=${LONG} or ${LONG};let other=${LONG}${LONG.replace(/.* /, "").repeat(3)};`,
    "let web =",
    `  ${LONG}`,
    `  or ${LONG};`,
    "let other =",
    `  ${LONG}${LONG.replace(/.* /, "").repeat(3)};`,
  );
  expectFormat(
    `let web=not(${LONG} or ${LONG});`,
    "let web =",
    "  not (",
    `    ${LONG}`,
    `    or ${LONG}`,
    "  );",
  );
});

test("request: a comment at the end of a line stays at the end of a line", () => {
  expectFormat("a=1 # one\nb=2   # two  ", "a = 1 # one", "and b = 2 # two");
  expectFormat("let a=x=1 ;# one\n@a#b\n#c", "let a = x = 1; # one", "", "@a #b", "#c");
});

test("request: a comment with a line for itself stays above what comes next", () => {
  expectFormat(
    "a=1\n   # about b\n and (\n# about c\nb=2 or c=3)",
    "a = 1",
    "and (",
    "  # about b",
    "  # about c",
    "  b = 2",
    "  or c = 3",
    ")",
  );
  expectFormat("a=1\n# x\nor b=2", "a = 1", "# x", "or b = 2");
});

test("request: comments before the first comparison go above the whole", () => {
  expectFormat(
    "let # one\n a = # two\n x=1; not ( # three\n@a or b=2)",
    "# one",
    "# two",
    "let a = x = 1;",
    "",
    "# three",
    "not (@a or b = 2)",
  );
});

test("request: a comment within a comparison goes above it", () => {
  expectFormat(
    "a=1 and b # one\n in [1, # two\n# three\n2]",
    "a = 1",
    "# one",
    "# two",
    "# three",
    "and b in [1, 2]",
  );
  expectFormat("a # one\n= 1", "# one", "a = 1");
});

test("request: a comment behind a parenthesis stays there", () => {
  expectFormat("x=1\n(a=1 or b=2) # one\nc=3", "x = 1", "and (a = 1 or b = 2) # one", "and c = 3");
  expectFormat(
    "not (a=1 or b=2 # one\n) # two\nc=3",
    "not (a = 1 or b = 2) # one",
    "# two",
    "and c = 3",
  );
  expectFormat(
    "let a=(x=1 or y=2 # one\n)\n# two\n; # three",
    "let a = x = 1 or y = 2; # one",
    "# two",
    "# three",
  );
});

test("request: blank lines", () => {
  expectFormat(
    "\n\n# head\n\n\n# web\nlet a=x=1;\nlet b=y=1;\n\n\n# more\n\nlet c=z=1;\n# filter\n\n@a\n\n\n@b\n\n# end\n\n",
    "# head",
    "",
    "# web",
    "let a = x = 1;",
    "let b = y = 1;",
    "",
    "# more",
    "",
    "let c = z = 1;",
    "",
    "# filter",
    "",
    "@a and @b",
    "",
    "# end",
  );
});

test("request: line ends", () => {
  expectFormat("\uFEFFa=1 # one\r\n# two\r\nb=2\r\n", "a = 1 # one", "# two", "and b = 2");
});

/** Random filters, the same each time. */
function* filters(count: number): Generator<string> {
  let seed = 4711;
  let comment = 0;
  const below = (limit: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 9) % limit;
  };
  const gap = (): string =>
    [` # ${comment++}\n`, `\n  # ${comment++}\n `, "\n", `\n\n # ${comment++} \n\n`, " ", " ", " "][
      below(7)
    ]!;
  const leaf = (): string =>
    [
      () => `a${gap()}=${gap()}${below(3)}`,
      () => `b > ${below(3)}`,
      () => `c in${gap()}[1,${gap()}2 ]`,
      () => `not${gap()}has d`,
      () => "@m",
      () => `d = ${"wide".repeat(8)}`,
    ][below(6)]!();
  const expression = (depth: number): string => {
    if (depth === 0) return leaf();
    const inner = (): string => expression(depth - 1);
    return [
      leaf,
      () => `(${gap()}${inner()}${gap()})`,
      () => `not${gap()}(${inner()}${gap()})`,
      () => `(${inner()})${gap()}and${gap()}${inner()}`,
      () => `${inner()}${gap()}or${gap()}${inner()}`,
      () => `${inner()}${gap()}${inner()}`,
    ][below(6)]!();
  };
  for (let at = 0; at < count; at++)
    yield `${gap()}let${gap()}m = ${expression(2).replaceAll("@m", "e=1")}${gap()};${gap()}${expression(3)}${gap()}`;
}

test("request: nothing changes the second time", () => {
  for (const filter of filters(400)) {
    const once = format(filter);
    expect([filter, format(once)]).toEqual([filter, once]);
  }
});

test("request: all comments are kept, in their order", () => {
  const comments = (from: string): string[] => from.match(/# \d+/g) ?? [];
  for (const filter of filters(400)) expect(comments(format(filter))).toEqual(comments(filter));
});

test("request: what a text means does not change", async () => {
  const { compile } = await import("../src/language.ts");
  const values = [0, 1, 2, "1", null, [1, 2], undefined];
  for (const filter of filters(300)) {
    const [before, after] = [compile(filter), compile(format(filter))];
    for (let at = 0; at < 12; at++) {
      const record = Object.fromEntries(
        ["a", "b", "c", "d", "e"].map((name, index) => [
          name,
          values[(at * (index + 2) + index) % 7],
        ]),
      );
      expect(after(record)).toBe(before(record));
    }
  }
});
