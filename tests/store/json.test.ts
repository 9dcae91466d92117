import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { doubledName, readJson } from "../../src/store/json/read-json.ts";

const value = (text: string): unknown => {
  const json = readJson(text);
  return json.ok ? json.value : json.problem;
};

test("what goes too deep is refused: to look at it or to write it would take the stack", () => {
  for (const [open, close] of [
    ["[", "]"],
    ['{"a":', "}"],
  ] as const) {
    const nested = (depth: number): string => `${open.repeat(depth)}1${close.repeat(depth)}`;
    expect(value(nested(100_000))).toBe("its lists or objects are nested more than 500 deep");
    expect(value(nested(500))).toEqual(JSON.parse(nested(500)));
  }
});

describe("JSON as agents write it", () => {
  test.each([
    [
      "a raw tab in a quote, as copied from indented code",
      '{"quote": "\treturn x;"}',
      { quote: "\treturn x;" },
    ],
    [
      "a raw line break in a quote",
      '{"quote": "if (x) {\n\treturn;\r\n}"}',
      { quote: "if (x) {\n\treturn;\r\n}" },
    ],
    ["a bell and a NUL", '["\u0007\u0000"]', ["\u0007\u0000"]],
    ["a raw tab beside an escaped one and an escaped quote", '["\\t\\"\t\\\\"]', ['\t"\t\\']],
    ["tabs between the fields", '{\t"a":\t1}', { a: 1 }],
  ])("%s is read as it is meant", (_name, text, meant) => {
    expect(value(text)).toEqual(meant);
  });

  test.each([
    ["nothing", "", "line 1, column 1: found the end, expected value"],
    ["words", "I am done.", 'line 1, column 1: found "I", invalid symbol'],
    [
      "a quotation mark within a text",
      '{\n  "quote": "return "x";"\n}',
      'line 2, column 21: found "x',
    ],
    ["an escape that is none", '{"a": 1,\n "quote": "/^\\d+$/"}', "line 2, column 11: found"],
    ["a comma too many", '{"a": 1,\n}', 'line 2, column 1: found "}", expected property name'],
    ["a comma too few", '{"a": 1\n "b": 2}', 'line 2, column 2: found "\\"b\\":", expected comma'],
    [
      "a word of another language",
      '{"met": True}',
      'line 1, column 9: found "True}", invalid symbol',
    ],
    ["a text that does not end", '{"a":\n"xyz', "line 2, column 1: found"],
    ["two values", "{}\n{}", 'line 2, column 1: found "{}", expected end of file'],
    [
      "a raw tab and a fault",
      '{"a": "\t",\n "b" 1}',
      'line 2, column 6: found "1}", expected colon',
    ],
    ["a comment", '{"a": 1 // one\n}', 'line 1, column 9: found "//", invalid comment token'],
  ])("%s is refused with line and column", (_name, text, problem) => {
    expect(value(text)).toStartWith(`it is not JSON: ${problem}`);
  });

  test("how a mark is written within a text is said where that may be what is wrong", () => {
    for (const text of ['{"quote": "return "x";"}', '{"quote": "/^\\d+$/"}', '{"a": "xyz'])
      expect(value(text)).toEndWith(
        String.raw`(within a text a quotation mark is written \", a backslash \\)`,
      );
    for (const text of ['{"a": 1,}', '{"met": True}', '{"a": "x"\n "b": 2}', "{}\n{}", ""])
      expect(value(text)).not.toContain("within a text");
  });

  const isParsed = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  test("what JSON reads is read the same, whatever is cut out of it names its line", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.nat(), (text, from, length) => {
        expect(value(text)).toEqual(JSON.parse(text));
        const at = from % (text.length + 1);
        const cut = text.slice(0, at) + text.slice(at + (length % 5));
        const json = readJson(cut);
        // What is left may be JSON with a name that stands twice, which is refused in other words.
        const isJson = isParsed(cut);
        if (!json.ok && !isJson)
          expect(json.problem).toMatch(/^it is not JSON: line \d+, column \d+: \S/);
      }),
      { examples: [[`{" ":null,"":[]}`, 2, 1]] },
    );
  });
});

describe("a name that stands twice in one object", () => {
  test.each<[string, string | null]>([
    ['{"a": 1, "a": 2}', "a"],
    ['{"a": {"b": 1}, "c": [{"b": 1}, {"b": 2}]}', null],
    ['[{"x": {"y": 1, "z": 2, "y": 3}}]', "y"],
    ['{"vo\\u0074e": 1, "vote": 2}', "vote"],
    ['{"a": "\\"a\\": {", "b": "a", "c": ["a", "a"]}', null],
    ['{"a": [1, {"a": 2}], "a": 3}', "a"],
    ['{"__proto__": 1, "__proto__": 2}', "__proto__"],
    ['{"": 1, "": 2}', ""],
    ['"a"', null],
    ["{}", null],
  ])("%s", (text, name) => {
    expect(doubledName(text)?.name ?? null).toBe(name);
  });
});
