import { expect, test } from "bun:test";
import { join } from "node:path";
import {
  columns,
  cut,
  fromJson,
  fromMarkdown,
  pages,
  parseCsv,
  type Row,
  stream,
  strip,
  table,
  toMarkdown,
  width,
  wrap,
} from "../src/index.ts";

const RED = "\u001b[31m";
const BOLD = "\u001b[1m";
const OFF = "\u001b[0m";
const LINK = "\u001b]8;;http://a.example\u0007";
const UNLINK = "\u001b]8;;\u0007";

/** What a terminal shows of a text: each character with its style and link. */
function shown(text: string): [character: string, look: string][] {
  const style = new Map<string, string>();
  let link = "";
  const result: [string, string][] = [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what they are made of
  const sequence = /\u001b\[([\d;]*)m|\u001b\]8;[^;]*;([^\u0007\u001b]*)(?:\u0007|\u001b\\)/y;
  for (let at = 0; at < text.length; ) {
    sequence.lastIndex = at;
    const found = sequence.exec(text);
    if (found === null) {
      const character = String.fromCodePoint(text.codePointAt(at)!);
      result.push([character, [...style].sort().join(" ") + link]);
      at += character.length;
      continue;
    }
    at += found[0].length;
    if (found[2] !== undefined) {
      link = found[2];
      continue;
    }
    const codes = found[1]!.split(";").map(Number);
    while (codes.length > 0) {
      const code = codes.shift()!;
      if (code === 0) style.clear();
      else if (code === 22) for (const one of ["1", "2"]) style.delete(one);
      else if (code === 1 || code === 2) style.set(String(code), "");
      else if (code >= 3 && code <= 9) style.set(String(code + 20), "");
      else if (code >= 23 && code <= 29) style.delete(String(code));
      else if (code === 39 || code === 49) style.delete(String(code));
      else {
        const all = [code];
        if (code === 38 || code === 48) all.push(...codes.splice(0, codes[0] === 2 ? 4 : 2));
        style.set(code < 40 || (code >= 90 && code < 100) ? "39" : "49", all.join(";"));
      }
    }
  }
  if (style.size > 0 || link !== "") result.push(["open at the end", ""]);
  return result;
}
/** What is shown, without blanks: those at breaks are gone. */
const looks = (text: string) => shown(text).filter(([character]) => character !== " ");
const together = (lines: string[]) => lines.flatMap((line) => looks(line));
const dots = (text: string): string => text.replaceAll(" ", ".");

test("request: width of wide, combining and plain characters", () => {
  expect(["abc", "日本", "e\u0301", "ｱ", "Ａ", "", "a b", "ñ", "한국"].map(width)).toEqual([
    3, 4, 1, 1, 2, 0, 3, 1, 4,
  ]);
});

test("request: escape sequences take no cells, and strip takes them away", () => {
  const text = `${RED}a${OFF}${LINK}bc${UNLINK}\u001b]8;id=1;http://b\u001b\\d\u001b]8;;\u001b\\\u001b[2K`;
  expect(width(text)).toBe(4);
  expect(strip(text)).toBe("abcd");
  expect(width("\u0007\u0000a")).toBe(1);
});

test("request: cut", () => {
  expect(["hello", "hello world", "日本語"].map((one) => cut(one, 5))).toEqual([
    "hello",
    "hell…",
    "日本…",
  ]);
  expect(cut("hello world", 8, "...")).toBe("hello...");
  expect(cut("hello", 3, "")).toBe("hel");
});

test("request: wrap at blanks and line feeds, and words that are too long", () => {
  expect(wrap("the quick brown fox", 10)).toEqual(["the quick", "brown fox"]);
  expect(wrap("a\n\nb", 5)).toEqual(["a", "", "b"]);
  expect(wrap("abcdefghij kl", 4)).toEqual(["abcd", "efgh", "ij", "kl"]);
  expect(wrap("aa   bb", 4)).toEqual(["aa", "bb"]);
  expect(wrap("", 4)).toEqual([""]);
});

test("request: wrap at soft hyphens and zero-width spaces", () => {
  expect(wrap("Donau\u00addampf\u00adschiff", 8)).toEqual(["Donau-", "dampf-", "schiff"]);
  expect(wrap("path/\u200bto/\u200bfile", 8)).toEqual(["path/to/", "file"]);
  expect(wrap("a\u00adb\u200bc", 8)).toEqual(["abc"]);
});

test("request: a colour goes on in the next line", () => {
  const text = `${RED}foo bar${OFF} baz`;
  const lines = wrap(text, 4);
  expect(lines.map(strip)).toEqual(["foo", "bar", "baz"]);
  expect(together(lines)).toEqual(looks(text));
});

test("request: a colour ends where a text is cut", () => {
  const text = cut(`${RED}hello world${OFF}`, 6);
  expect(strip(text)).toBe("hello…");
  expect(shown(text).slice(0, 5)).toEqual(shown(`${RED}hello${OFF}`));
});

const SMALL: Row[] = [
  ["a", "bb"],
  ["ccc", "d"],
];

test("request: tables with and without borders", () => {
  expect(table(SMALL)).toBe("a    bb\nccc  d");
  expect(table(SMALL, { border: "ascii", head: ["x", "y"] })).toBe(
    "+-----+----+\n| x   | y  |\n+-----+----+\n| a   | bb |\n| ccc | d  |\n+-----+----+",
  );
  expect(table(SMALL, { border: "light", rules: true })).toBe(
    "┌─────┬────┐\n│ a   │ bb │\n├─────┼────┤\n│ ccc │ d  │\n└─────┴────┘",
  );
});

test("request: cells stand left, right or in the middle", () => {
  const rows = [
    ["a", "a", "a", "|"],
    ["long", "long", "long", "|"],
    ["it", "it", "it", "|"],
  ];
  const text = table(rows, { columns: [{}, { align: "right" }, { align: "center" }] });
  expect(dots(text)).toBe("a........a...a....|\nlong..long..long..|\nit......it...it...|");
});

test("request: numbers stand with their points below one another", () => {
  const rows = [["1.5"], ["10"], ["-3.25"], ["1,000."], [".5"]];
  const text = table(rows, { columns: [{ align: "decimal" }], border: "ascii" });
  expect(dots(text).split("\n").slice(1, -1)).toEqual([
    "|.....1.5..|",
    "|....10....|",
    "|....-3.25.|",
    "|.1,000....|",
    "|.......5..|",
  ]);
});

test("request: a table that is too wide, and columns with a minimum and a maximum", () => {
  const rows = [["aaa bbb ccc", "dd ee"]];
  expect(table(rows, { width: 13 })).toBe("aaa     dd ee\nbbb\nccc");
  expect(table(rows, { columns: [{ max: 7 }] })).toBe("aaa bbb  dd ee\nccc");
  expect(table([["a", "b"]], { columns: [{ min: 4 }] })).toBe("a     b");
  expect(table(rows, { width: 5, columns: [{ min: 7 }, { min: 5 }] })).toBe("aaa bbb  dd ee\nccc");
});

test("request: shares of what is left", () => {
  const rows = [["a", "b", "c"]];
  const options = {
    width: 22,
    border: "ascii",
    columns: [{ share: 1 }, {}, { share: 2 }],
  } as const;
  expect(table(rows, options).split("\n")[0]).toBe("+------+---+---------+");
});

test("request: cells that span, and how borders join", () => {
  const rows: Row[] = [
    [{ text: "wide", span: 2 }, "c"],
    ["a", "b", "c"],
  ];
  expect(table(rows, { head: ["h", { text: "ij", span: 2 }], border: "light", rules: true })).toBe(
    [
      "┌───┬───────┐",
      "│ h │ ij    │",
      "├───┴───┬───┤",
      "│ wide  │ c │",
      "├───┬───┼───┤",
      "│ a │ b │ c │",
      "└───┴───┴───┘",
    ].join("\n"),
  );
});

test("request: pages repeat the head", () => {
  const rows = [["a"], ["b"], ["c"], ["d"], ["e"]];
  expect(pages(rows, 4, { head: ["x"] })).toEqual(["x\na\nb\nc", "x\nd\ne"]);
  expect(pages(rows.slice(0, 3), 6, { head: ["x"], border: "ascii" })).toEqual([
    "+---+\n| x |\n+---+\n| a |\n| b |\n+---+",
    "+---+\n| x |\n+---+\n| c |\n+---+",
  ]);
});

async function collected(lines: AsyncIterable<string>): Promise<string> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all.join("\n");
}

test("request: a stream gives the lines of the table", async () => {
  const options = { head: ["x", "y"], border: "light", rules: true } as const;
  expect(await collected(stream(SMALL, options))).toBe(table(SMALL, options));
  async function* rows() {
    yield* SMALL;
    yield ["toolong", "e"];
  }
  expect(await collected(stream(rows(), { sample: 2 }))).toBe("a    bb\nccc  d\ntoo  e\nlon\ng");
});

test("request: CSV", () => {
  expect(parseCsv('a,b\n1,"x, ""y"""\n')).toEqual([
    ["a", "b"],
    ["1", 'x, "y"'],
  ]);
  expect(parseCsv("a,,b")).toEqual([["a", "", "b"]]);
  expect(parseCsv("")).toEqual([]);
});

test("request: JSON", () => {
  expect(fromJson('[{"a": 1, "b": "x"}, {"a": null, "c": [1, {"d": true}]}]')).toEqual({
    head: ["a", "b", "c"],
    rows: [
      ["1", "x", ""],
      ["", "", '[1,{"d":true}]'],
    ],
  });
  expect(fromJson('[["a", 1], [false]]')).toEqual({ head: [], rows: [["a", "1"], ["false"]] });
});

test("request: Markdown", () => {
  const data = {
    head: ["Name", "n", "x"],
    rows: [["日本", "1", "a|b"]],
    align: ["left", "right", "center"] as ("left" | "right" | "center")[],
  };
  const text = toMarkdown(data);
  expect(text).toBe("| Name | n   | x    |\n| :--- | --: | :--: |\n| 日本 | 1   | a\\|b |\n");
  expect(fromMarkdown(text)).toEqual(data);
  expect(fromMarkdown(toMarkdown({ head: ["a"], rows: [["b"], [""]] }))).toEqual({
    head: ["a"],
    rows: [["b"], [""]],
    align: [null],
  });
});

test("request: rows as columns, measured in cells", () => {
  expect(
    columns([
      ["日本", "b"],
      ["a", "c"],
    ]),
  ).toBe("日本  b\na     c");
});

const CLI = join(import.meta.dir, "..", "src", "cli.ts");
function run(words: string[], stdin: string, env: Record<string, string> = {}): [number, string] {
  const { NO_COLOR: _, COLUMNS: __, ...rest } = process.env;
  const done = Bun.spawnSync([process.execPath, CLI, ...words], {
    stdin: Buffer.from(stdin),
    env: { ...rest, ...env },
  });
  return [done.exitCode, String(done.stdout)];
}

test("request: the command line", () => {
  expect(run([], "a\tb\nccc\td\n")).toEqual([0, "a    b\nccc  d\n"]);
  expect(run(["--from", "csv", "--head", "--border", "ascii"], "x,y\n1,2\n")).toEqual([
    0,
    "+---+---+\n| x | y |\n+---+---+\n| 1 | 2 |\n+---+---+\n",
  ]);
  expect(run(["--from", "json", "--to", "md"], '[{"a": 1}]')).toEqual([
    0,
    "| a   |\n| --- |\n| 1   |\n",
  ]);
  expect(run(["--from", "md", "--page", "2"], "| a |\n|--:|\n| 10 |\n| 2 |\n")).toEqual([
    0,
    " a\n10\n\f\n a\n 2\n",
  ]);
}, 60_000);

test("request: failures at the command line", () => {
  expect(run(["--from", "xml"], "")[0]).toBe(2);
  expect(run(["--width", "0"], "")[0]).toBe(2);
  expect(run(["--nope"], "")[0]).toBe(2);
  expect(run(["--from", "json"], "{")).toEqual([1, ""]);
}, 60_000);

test("trap: clusters are measured and kept as one", () => {
  const clusters = ["👨‍👩‍👧", "🇩🇪", "👍🏽", "❤️", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "각", "நி"];
  expect(clusters.map(width)).toEqual([2, 2, 2, 2, 2, 2, 2, 1]);
  expect(width("❤")).toBe(1);
  expect(cut("👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", 5)).toBe("👨‍👩‍👧👨‍👩‍👧…");
  expect(cut("e\u0301e\u0301e\u0301", 2)).toBe("e\u0301…");
  expect(wrap("🇩🇪🇫🇷🇮🇹", 4)).toEqual(["🇩🇪🇫🇷", "🇮🇹"]);
});

test("trap: marks alone and format characters take no cells", () => {
  expect(["\u0301", "\u200b", "\u200f\u05d0", "a\u00ad", "\ufeff", "\u2060"].map(width)).toEqual([
    0, 0, 1, 1, 0, 0,
  ]);
});

test("trap: right-to-left text is measured, and stays in its order", () => {
  const text = table(
    [
      ["\u200fשלום עולם", "x"],
      ["a", "b"],
    ],
    { border: "ascii" },
  );
  expect(text.split("\n").slice(1, 3)).toEqual(["| \u200fשלום עולם | x |", "| a         | b |"]);
  expect(wrap("שלום עולם", 5)).toEqual(["שלום", "עולם"]);
});

test("trap: a wide character at the edge goes to the next line or is left out", () => {
  expect(wrap("a日本b", 4)).toEqual(["a日", "本b"]);
  expect(wrap("日a", 1)).toEqual(["日", "a"]);
  expect(cut("a日本語", 4)).toBe("a日…");
  expect(cut("日本語", 4)).toBe("日…");
  expect(wrap("ab", 0)).toEqual(["a", "b"]);
});

test("trap: an end that is wider than the room is left out", () => {
  expect([cut("abc", 0), cut("abc", 2, "..."), cut("日本", 1, "日"), cut("abc", 1)]).toEqual([
    "",
    "",
    "",
    "…",
  ]);
});

test("trap: colours of several numbers, and styles that end one by one", () => {
  for (const text of [
    "\u001b[38;5;196maa bb\u001b[39m cc",
    "\u001b[38;2;1;2;31maa bb\u001b[48;5;4m cc dd\u001b[39m ee ff\u001b[49m gg",
    "\u001b[1;31maa bb\u001b[22m cc dd\u001b[m ee",
    "\u001b[1m\u001b[2maa bb\u001b[22m cc",
    "\u001b[4;38;5;1maa bb\u001b[24m cc\u001b[0m",
    "\u001b[31maa\u001b[32m bb cc\u001b[0m dd",
  ]) {
    const lines = wrap(text, 3);
    expect(lines.map(strip)).toEqual(strip(text).split(" "));
    expect(together(lines)).toEqual(looks(text));
  }
});

test("trap: styles between blanks are not lost at a break", () => {
  for (const text of [
    `aa ${RED} bb${OFF}`,
    `${RED}aa ${OFF}bb`,
    `${RED}aa${OFF} ${BOLD}bb${OFF}`,
    `${BOLD}aaaa${OFF}bb`,
  ]) {
    const lines = wrap(text, 2);
    expect(lines.every((line) => width(line) <= 2)).toBe(true);
    expect(together(lines)).toEqual(looks(text));
  }
});

test("trap: links go on in the next line, and end where a text is cut", () => {
  const text = `${LINK}foo bar${UNLINK} baz`;
  expect(together(wrap(text, 3))).toEqual(looks(text));
  expect(shown(cut(text, 5)).slice(0, 4)).toEqual(shown(text).slice(0, 4));
  expect(shown(cut(text, 5)).at(-1)![0]).toBe("…");
  expect(shown(cut(`${RED}${BOLD}${LINK}foo bar`, 3, "")).map(([one]) => one)).toEqual([
    "f",
    "o",
    "o",
  ]);
});

test("trap: a style that a cell leaves open gets neither into filling nor into other cells", () => {
  const text = table(
    [
      [`${RED}a`, "b"],
      ["ccc", `${LINK}d`],
    ],
    { border: "ascii" },
  );
  const plain = table(
    [
      ["a", "b"],
      ["ccc", "d"],
    ],
    { border: "ascii" },
  );
  expect(strip(text)).toBe(plain);
  const red = text.split("\n").flatMap((line) => shown(line).filter(([, look]) => look !== ""));
  expect(red).toEqual([
    ["a", "39,31"],
    ["d", "http://a.example"],
  ]);
});

test("trap: soft hyphens take no cells, and need room for their sign", () => {
  expect(
    table([
      ["a\u00adb", "x"],
      ["ab", "y"],
    ]),
  ).toBe("ab  x\nab  y");
  expect(wrap("abc\u00addef", 3)).toEqual(["abc", "def"]);
  expect(wrap("ab\u00adcd\u00adef", 4)).toEqual(["ab-", "cdef"]);
  expect(wrap("x ab\u00adcdef", 5)).toEqual(["x ab-", "cdef"]);
  expect(wrap(`${RED}ab\u00adcd${OFF}`, 3).map((line) => shown(line))).toEqual([
    shown(`${RED}ab-${OFF}`),
    shown(`${RED}cd${OFF}`),
  ]);
});

test("trap: only blanks are places to break, and those at the beginning stay", () => {
  expect(wrap("aa\u00a0bb cc", 5)).toEqual(["aa\u00a0bb", "cc"]);
  expect(wrap("a aa\u00a0bb", 5)).toEqual(["a", "aa\u00a0bb"]);
  expect(wrap("  ab cd", 4)).toEqual(["  ab", "cd"]);
  expect(wrap("a\n  b", 4)).toEqual(["a", "  b"]);
  expect(wrap("ab-cd", 3)).toEqual(["ab-", "cd"]);
});

test("trap: numbers with styles, and what is no number", () => {
  const rows = [[`${RED}1.25${OFF}`], ["10"], ["n/a"], ["12:30"], ["-"]];
  const text = strip(
    table(rows, { columns: [{ align: "decimal" }], head: ["N"], border: "ascii" }),
  );
  expect(dots(text).split("\n")).toEqual([
    "+-------+",
    "|.....N.|",
    "+-------+",
    "|..1.25.|",
    "|.10....|",
    "|...n/a.|",
    "|.12:30.|",
    "|.....-.|",
    "+-------+",
  ]);
});

test("trap: the rightmost of the widest columns is made narrower", () => {
  const rows = [["aaaa", "bbbb", "cccc"]];
  expect(table(rows, { width: 15 })).toBe("aaaa  bbbb  ccc\n            c");
  expect(table(rows, { width: 14 })).toBe("aaaa  bbb  ccc\n      b    c");
  expect(table(rows, { width: 15, columns: [{}, {}, { min: 4 }] })).toBe(
    "aaaa  bbb  cccc\n      b",
  );
});

test("trap: no cell of a share is lost, and a maximum leaves it to others", () => {
  const lengths = (options: object, count = 3): number[] =>
    table([Array.from({ length: count }, () => "x")], { border: "ascii", ...options })
      .split("\n")[0]!
      .split("+")
      .slice(1, -1)
      .map((line) => line.length - 2);
  const one = { share: 1 };
  expect(lengths({ width: 21, columns: [one, one, one] })).toEqual([4, 4, 3]);
  expect(lengths({ width: 20, columns: [one, { share: 2 }, one] })).toEqual([3, 4, 3]);
  expect(lengths({ width: 30, columns: [one, { share: 3, max: 5 }, one] })).toEqual([8, 5, 7]);
  expect(lengths({ width: 30, columns: [{ share: 1, max: 2 }, { share: 1, max: 3 }, {}] })).toEqual(
    [2, 3, 1],
  );
});

test("trap: a cell that spans makes its last columns wider, as far as they may", () => {
  const lengths = (options: object): number[] =>
    table(
      [
        ["a", "b", "c"],
        [{ text: "wide text", span: 2 }, "c"],
      ],
      { border: "ascii", ...options },
    )
      .split("\n")[0]!
      .split("+")
      .slice(1, -1)
      .map((line) => line.length - 2);
  expect(lengths({})).toEqual([1, 5, 1]);
  expect(lengths({ columns: [{}, { max: 2 }] })).toEqual([4, 2, 1]);
  expect(lengths({ columns: [{ max: 1 }, { max: 2 }] })).toEqual([1, 2, 1]);
});

test("trap: joins are those of the rows above and below", () => {
  const rows: Row[] = [
    ["a", "b", "c"],
    [{ text: "all of it", span: 3 }],
    [{ text: "all", span: 3 }],
    ["a"],
  ];
  expect(table(rows, { border: "light", rules: true })).toBe(
    [
      "┌───┬───┬───┐",
      "│ a │ b │ c │",
      "├───┴───┴───┤",
      "│ all of it │",
      "├───────────┤",
      "│ all       │",
      "├───┬───┬───┤",
      "│ a │   │   │",
      "└───┴───┴───┘",
    ].join("\n"),
  );
  expect(table([[{ text: "ab", span: 2 }], ["a", "b"]], { border: "ascii", rules: true })).toBe(
    "+-------+\n| ab    |\n+---+---+\n| a | b |\n+---+---+",
  );
});

test("trap: no line ends in filling where there is no border", () => {
  expect(table([["a", "b"], ["ccc"], ["d", ""], ["e", "f\ngg"]])).toBe(
    "a    b\nccc\nd\ne    f\n     gg",
  );
  expect(table([["a", "b"]], { columns: [{}, { min: 5, align: "center" }] })).toBe("a    b");
});

test("trap: a row that is too high for a page goes over several", () => {
  const rows = [["a"], ["1\n2\n3\n4\n5"], ["z"]];
  expect(pages(rows, 3, { head: ["x"] })).toEqual(["x\na", "x\n1\n2", "x\n3\n4", "x\n5\nz"]);
  expect(pages(rows, 1, { head: ["x"] })).toHaveLength(7);
  expect(pages([["a"], ["b\nc"]], 3)).toEqual(["a\nb\nc"]);
  expect(pages([["a"], ["b"], ["c\nd"]], 3)).toEqual(["a\nb", "c\nd"]);
});

test("trap: rules are lines of a page, too, and none is at its edge", () => {
  const rows = [["a"], ["b"], ["c"]];
  expect(pages(rows, 5, { border: "ascii", rules: true })).toEqual([
    "+---+\n| a |\n+---+\n| b |\n+---+",
    "+---+\n| c |\n+---+",
  ]);
});

test("trap: a stream holds no more than its sample, and closes its source", async () => {
  let given = 0;
  let closed = false;
  async function* rows() {
    try {
      while (given < 1_000) {
        given++;
        yield [`${given}`];
      }
    } finally {
      closed = true;
    }
  }
  const lines = stream(rows(), { sample: 3 });
  expect(await lines.next()).toEqual({ value: "1", done: false });
  expect(given).toBeLessThanOrEqual(4);
  await lines.next();
  await lines.next();
  expect(await lines.next()).toEqual({ value: "4", done: false });
  expect(given).toBeLessThanOrEqual(6);
  await lines.return(undefined);
  expect(closed).toBe(true);
});

test("trap: a row of a stream with too many columns is a RangeError", async () => {
  const rows = [["a"], ["b"], ["c", "d"]];
  await expect(collected(stream(rows, { sample: 2 }))).rejects.toBeInstanceOf(RangeError);
  expect(await collected(stream([], { border: "ascii", head: ["x"] }))).toBe(
    table([], { border: "ascii", head: ["x"] }),
  );
});

test("trap: CSV at its corners", () => {
  expect(parseCsv('\ufeffa,"b\r\nc"\r\n\r\nd\re,')).toEqual([
    ["a", "b\r\nc"],
    [""],
    ["d"],
    ["e", ""],
  ]);
  expect(parseCsv('"",""""\n')).toEqual([["", '"']]);
  expect(parseCsv(" a , b ")).toEqual([[" a ", " b "]]);
  expect(() => parseCsv('a,"b')).toThrow(SyntaxError);
});

test("trap: JSON with keys that objects have, and values of all kinds", () => {
  expect(fromJson('[{"b": 0, "a": false}, {"toString": "x", "a": ""}]')).toEqual({
    head: ["b", "a", "toString"],
    rows: [
      ["0", "false", ""],
      ["", "", "x"],
    ],
  });
});

test("trap: a table of Markdown comes back as it was", () => {
  const cells = [
    "a|b",
    "a\\",
    "\\|",
    "x\ny",
    " x ",
    "<br>",
    "\\<br>",
    "a\\\nb",
    "&#32;",
    "&amp;",
    "`a|b`",
    "",
    "\t",
    "---",
    ":-:",
    "| a |",
    "*x*",
    "日本",
  ];
  for (const one of cells) {
    const data = {
      head: [one, "h"],
      rows: [
        [one, "x"],
        ["y", one],
      ],
      align: [null, null],
    };
    expect(fromMarkdown(toMarkdown(data))).toEqual(data);
  }
  expect(fromMarkdown(toMarkdown({ head: ["a"], rows: [["b\r\nc"]] })).rows).toEqual([["b\nc"]]);
  expect(toMarkdown({ head: ["a|\\"], rows: [] })).toBe("| a\\|\\\\ |\n| ----- |\n");
});

test("trap: Markdown as others write it", () => {
  expect(
    fromMarkdown("# Title\n\na | b | c\n:-- | :-: | --:\n1 | 2\n| 3 | 4\\|5 | 6 | 7 |\n\nend | x"),
  ).toEqual({
    head: ["a", "b", "c"],
    rows: [
      ["1", "2", ""],
      ["3", "4|5", "6"],
    ],
    align: ["left", "center", "right"],
  });
  expect(fromMarkdown("| a |\r\n| - |\r\n| 1 |\r\n")).toEqual({
    head: ["a"],
    rows: [["1"]],
    align: [null],
  });
});

test("trap: ends of lines and tabs in cells", () => {
  expect(table([["a\r\nb\rc\td", "x"]])).toBe("a    x\nb\nc d");
});

test("trap: nothing to show", () => {
  expect([table([]), table([[]]), table([[""]]), columns([])]).toEqual(["", "", "", ""]);
  expect(table([], { head: ["a"], border: "light" })).toBe("┌───┐\n│ a │\n├───┤\n└───┘");
  expect(pages([], 5)).toHaveLength(1);
});

test("trap: NO_COLOR leaves out what is escaped in JSON, too", () => {
  const json = '[{"a": "\\u001b[31mred\\u001b[0m"}]';
  expect(run(["--from", "json"], json, { NO_COLOR: "1" })).toEqual([0, "a\nred\n"]);
  expect(run(["--from", "json"], json, { NO_COLOR: "" })[1]).toContain("\u001b[31m");
}, 60_000);

test("trap: the width of the command line", () => {
  expect(run([], "aaa bbb\tc\n", { COLUMNS: "6" })[1]).toBe("aaa  c\nbbb\n");
  expect(run(["--width", "6"], "aaa bbb\tc\n", { COLUMNS: "80" })[1]).toBe("aaa  c\nbbb\n");
  expect(run([], "aaa bbb\tc\n", { COLUMNS: "0" })[1]).toBe("aaa bbb  c\n");
}, 60_000);
