// Each path and line of the tables fires what it should, or what its row says that it fires instead.

import { describe, expect, test } from "bun:test";
import { pathRules } from "../../../../src/workflows/small/path-rules.ts";
import { UNSEEN_LINES, UNSEEN_PATHS } from "./held-out.ts";
import { LINES } from "./lines.ts";
import { PATHS } from "./paths.ts";
import { firedBy, outcome, TABLES } from "./table.ts";
import { FRESH_LINES, FRESH_PATHS } from "./unseen.ts";

test.each([...PATHS, ...UNSEEN_PATHS, ...FRESH_PATHS])("the path %j fires %j", (path, right, got = right) => {
  expect(pathRules(path).toSorted()).toEqual([...got].toSorted() as never);
});

test.each([...LINES, ...UNSEEN_LINES, ...FRESH_LINES])(
  "in %s the line %j fires %j",
  (path, line, right, got = right) => {
    expect(firedBy(path, line).toSorted()).toEqual([...got].toSorted());
  },
);

describe("the tables", () => {
  test("have each case once", () => {
    for (const rows of [
      [...PATHS, ...UNSEEN_PATHS, ...FRESH_PATHS].map(([path]) => path),
      [...LINES, ...UNSEEN_LINES, ...FRESH_LINES].map(([path, line]) => `${path}: ${line}`),
    ])
      expect(rows.filter((one, at) => rows.indexOf(one) !== at)).toEqual([]);
  });

  test("count what is wrong as the rows say", () => {
    expect(Object.entries(TABLES).map(([name, rows]) => `${name}: ${outcome(rows)}`)).toEqual([
      "paths: 177 to be seen, 0 missed; 111 honest, 1 false alarms",
      "paths, held out: 22 to be seen, 0 missed; 25 honest, 0 false alarms",
      "paths, unseen: 13 to be seen, 0 missed; 14 honest, 0 false alarms",
      "lines: 200 to be seen, 0 missed; 111 honest, 0 false alarms",
      "lines, held out: 41 to be seen, 1 missed; 36 honest, 0 false alarms",
      "lines, unseen: 24 to be seen, 0 missed; 20 honest, 0 false alarms",
    ]);
  });
});
