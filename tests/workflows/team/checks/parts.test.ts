// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { findProject } from "../../../../src/project/project.ts";
import type { Settings } from "../../../../src/settings.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { notRunNotes } from "../../../../src/workflows/team/checks/commands.ts";
import {
  type CheckedPart,
  type Parts,
  partBlockers,
  partWarnings,
} from "../../../../src/workflows/team/checks/parts.ts";
import { namedFiles } from "../../../../src/workflows/team/checks/tests.ts";
import { statusBy } from "../../../../src/workflows/team/statuses.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);

type State = CheckedPart["state"];

const part = (state: State, command: string, failures: string[] = []): CheckedPart => ({
  ...{ state, command, exit: state === "failed" ? 1 : null, lines: [], log: null, failures },
});
const record = (lint: State, types: State, dependencies: State): Parts => ({
  lint: part(lint, "npm run lint"),
  types: part(types, "npm run typecheck", ["src/a.ts"]),
  dependencies: part(dependencies, "npm audit"),
});

test.each<[State, State, State, string, number, number]>([
  ["failed", "failed", "failed", "FAIL", 3, 0],
  ["failed", "passed", "timeout", "FAIL", 1, 1],
  ["not_found", "passed", "passed", "WARN", 0, 1],
  ["unclear", "unclear", "unreachable", "WARN", 0, 3],
  ["passed", "passed", "passed", "PASS", 0, 0],
])("%s, %s and %s is %s", (lint, types, dependencies, status, blockers, warnings) => {
  const parts = record(lint, types, dependencies);
  const found = [partBlockers(parts), partWarnings(parts)] as const;
  expect([statusBy(...found) as string, found[0].length, found[1].length]).toEqual([
    status,
    blockers,
    warnings,
  ]);
});

test("a failed part names itself and its files, many of them by their number", () => {
  const many = record("failed", "failed", "passed");
  many.lint!.failures = ["1.ts", "2.ts", "3.ts", "4.ts", "5.ts", "6.ts", "7.ts"];
  const [lint, types] = partBlockers(many);
  expect(lint).toEndWith("1.ts, 2.ts, 3.ts, 4.ts, 5.ts and 2 more");
  expect(types).toBe("Types failed: npm run typecheck (exit 1): src/a.ts");
});

describe("files named in an output", () => {
  const there = new Set([
    "src/a.ts",
    "src/b.test.js",
    "app/[id]/page.tsx",
    "app/(x)/y.tsx",
    ".github/ci.yml",
    "src/größe.py",
    "main.go",
  ]);
  const named = (output: string) =>
    namedFiles(output, "/srv/project", (path) => (there.has(path) ? path : null));
  test.each<[string, string[]]>([
    ["src/a.ts(3,5): error TS2322: Type", ["src/a.ts"]],
    ["/srv/project/src/a.ts\n  3:5  error  no-var", ["src/a.ts"]],
    ["    at x (/srv/project/src/a.ts:3:5)", ["src/a.ts"]],
    ["    at file:///srv/project/src/b.test.js:3:5", ["src/b.test.js"]],
    ["FAIL src/b.test.js\n ❯ src/a.ts:1:2", ["src/b.test.js", "src/a.ts"]],
    ["./src/a.ts:3:5: error", ["src/a.ts"]],
    ['  File "src/größe.py", line 3', ["src/größe.py"]],
    ["src\\a.ts:3", ["src/a.ts"]],
    ["app/[id]/page.tsx:1:1 error", ["app/[id]/page.tsx"]],
    ["app/(x)/y.tsx:1:1 error", ["app/(x)/y.tsx"]],
    [".github/ci.yml:4: bad", [".github/ci.yml"]],
    ["main.go:3:5: undefined: x", ["main.go"]],
    ["src/a.ts src/a.ts src/a.ts", ["src/a.ts"]],
    ["src/nowhere.ts:1:1", []],
    ["../../src/a.ts /etc/src/a.ts node_modules/src/a.ts", []],
    ["a word. Another one, e.g. this", []],
    ["", []],
  ])("%j", (output, files) => expect(named(output)).toEqual(files));

  test("an output of 1 MB is read, and no more than so many names are looked up", () => {
    let asked = 0;
    const names = Array.from({ length: 60_000 }, (_, index) => `src/f${index}.ts:1:1`).join("\n");
    expect(namedFiles(names, "/p", () => (++asked < 0 ? "" : null))).toEqual([]);
    expect(asked).toBeLessThanOrEqual(2_000);
    for (const hostile of [
      "(".repeat(1_000_000),
      ":1".repeat(500_000),
      `${"(".repeat(3_900)}\n`.repeat(250),
      `${":1x".repeat(1_300)}\n`.repeat(250),
    ])
      expect(named(hostile)).toEqual([]);
  });
});

test("what nobody ran is a note, unless the person left it out", () => {
  const told = (commands: object) => {
    const { now } = new Team({
      team: { commands: { tests: false, types: false, ...commands } } as Settings["team"],
    });
    return notRunNotes(
      sceneOf(findProject(makeProject({ files: { "package.json": "{}" } })), now),
      false,
    );
  };
  expect(told({ dependencies: false })).toEqual([
    "Not run by the program: lint (nothing to run was found; set team.commands.lint)",
  ]);
  expect(told({ lint: false, dependencies: false })).toEqual([]);
  expect(told({ lint: false, tests: undefined })[0]).toContain("tests (nothing to run was found");
});
