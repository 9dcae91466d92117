import { expect, test } from "bun:test";
import { editJson } from "../../src/store/json/edit-json.ts";

type Row = [
  name: string,
  before: string,
  path: string[],
  value: Parameters<typeof editJson>[2],
  after: string,
];
const rows: Row[] = [
  ["nothing there", "", ["a"], "1", '{\n  "a": "1"\n}\n'],
  ["an empty object", "{ }", ["a", "b"], "1", '{\n  "a": {\n    "b": "1"\n  }\n}'],
  [
    "behind the last",
    '{\n\t"x": 1.0\n}\n',
    ["a"],
    { b: 2 },
    '{\n\t"x": 1.0,\n\t"a": {\n\t\t"b": 2\n\t}\n}\n',
  ],
  ["in one line", '{"x": 1e3}', ["a"], { b: 1 }, '{"x": 1e3,"a": {"b":1}}'],
  [
    "below what is there",
    '{\n  "env": {\n    "X": "}\\"{"\n  },\n  "y": 1\n}',
    ["env", "A"],
    "1",
    '{\n  "env": {\n    "X": "}\\"{",\n    "A": "1"\n  },\n  "y": 1\n}',
  ],
  [
    "in place of another",
    '{\n  "a": {"old": [1, {}]}, "b": 2\n}',
    ["a"],
    "new",
    '{\n  "a": "new", "b": 2\n}',
  ],
  [
    "lines end as they do",
    '{\r\n  "x": 1\r\n}\r\n',
    ["a"],
    { b: 1 },
    '{\r\n  "x": 1,\r\n  "a": {\r\n    "b": 1\r\n  }\r\n}\r\n',
  ],
  ["a byte order mark stays", '\ufeff{"x": 1}', ["a"], 2, '\ufeff{"x": 1,"a": 2}'],
  ["a name with an escape", '{"\\u0061": {"x": 1}}', ["a", "b"], 2, '{"\\u0061": {"x": 1,"b": 2}}'],
];
test.each(rows)("%s", (_, before, path, value, after) =>
  expect(editJson(before, path, value)).toEqual({ ok: true, text: after }),
);

test.each([
  ["{", ["a"], "is not valid JSON"],
  ['{"a": 1,}', ["a"], "is not valid JSON"],
  ["// x\n{}", ["a"], "is not valid JSON"],
  ["[]", ["a"], "is not a JSON object"],
  ["null", ["a"], "is not a JSON object"],
  ['{"a": 1, "a": 2}', ["b"], 'has the name "a" twice in one object'],
  ['{"a": 1}', ["a", "b"], "has a, which is not an object"],
  ['{"a": null}', ["a", "b"], "has a, which is not an object"],
])("%s is left", (before, path, problem) =>
  expect(editJson(before, path, "x")).toEqual({ ok: false, problem }),
);
