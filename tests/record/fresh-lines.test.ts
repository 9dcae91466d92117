// What lint, types and an audit say anew against what they said before the build.
import { afterEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { compareComplaints, freshLines } from "../../src/record/complaints.ts";
import { cleanup, makeProject } from "../harness/project.ts";

afterEach(cleanup);

const ESLINT = "/p/a.js\n  3:5  error  'x' is not used  no-unused-vars\n\n✖ 1 problem (1 error, 0 warnings)\n";
const TSC = "src/a.ts(3,5): error TS2304: Cannot find name 'x'.\n";

test.each<[what: string, before: string, now: string]>([
  ["the same", ESLINT, ESLINT],
  ["the same, further down", ESLINT, ESLINT.replace("3:5", "30:5")],
  ["a compiler's line, further down", TSC, TSC.replace("(3,5)", "(41,7)")],
  [
    "one less",
    "a.js:3:1: no var\nb.js:9:1: no var\n2 problems found in 1.2 s\n",
    "a.js:3:1: no var\n1 problems found in 0.8 s\n",
  ],
  ["counts in another order", "x: 3 errors\nx: 1 error\n", "x: 1 error\nx: 3 errors\n"],
  ["a line of blanks, which is read once", "x\n", `${" ".repeat(1_000_000)}x\n`],
])("nothing: %s", (_what, before, now) => {
  expect(freshLines(now, before)).toEqual([]);
});

test.each<[what: string, before: string, now: string]>([
  ["the same fault once more", TSC, TSC + TSC],
  ["another fault at the same place", TSC, TSC.replace("'x'", "'y'")],
  ["the fault in another file", TSC, TSC.replace("src/a.ts", "src/b.ts")],
  ["a higher count alone", "3 vulnerabilities (1 high)\n", "5 vulnerabilities (3 high)\n"],
  ["a fault where there was a crash", "Error: no configuration found\n", TSC],
])("fresh: %s", (_what, before, now) => {
  expect(freshLines(now, before).length).toBeGreaterThan(0);
});

const isFile = (path: string): boolean => /^(?:\/p\/)?(?:src\/)?\w+\.(?:[jt]s|rs|go)$/.test(path);

describe("what was red and is red", () => {
  const is = (before: string, now: string) => compareComplaints(now, before, isFile);

  test.each<[what: string, before: string, now: string]>([
    ["a column that reads like a time", "src/a.ts:9:15 no var\n", "src/a.ts:101:15 no var\n"],
    ["a column of ESLint that does", ESLINT.replace("3:5", "9:15"), ESLINT.replace("3:5", "101:15")],
    ["more files that were looked at", `${TSC}Checked 61 files in 2 s.\n`, `${TSC}Checked 63 files in 2 s.\n`],
    [
      "RuboCop's signs, and how many files it inspected",
      `Inspecting 3 files\n..C\n\n${TSC}\n3 files inspected, 1 offense detected\n`,
      `Inspecting 4 files\n.C..\n\n${TSC}\n4 files inspected, 1 offense detected\n`,
    ],
    [
      "the bar of PHPStan",
      `  0/11 [░░░░]   0%\n 11/11 [▓▓▓▓] 100%\n\n${TSC}`,
      `  0/12 [░░░░]   0%\n 12/12 [▓▓▓▓] 100%\n\n${TSC}`,
    ],
    ["the signs of phpcs", `E.... 5 / 5 (100%)\n\n${TSC}`, `.E.... 6 / 6 (100%)\n\n${TSC}`],
    [
      "what pylint said the last time",
      `${TSC}\nYour code has been rated at 7.50/10\n`,
      `${TSC}\nYour code has been rated at 7.40/10 (previous run: 7.50/10, -0.10)\n`,
    ],
    [
      "memory, and how much Psalm can tell",
      `${TSC}Checks took 1.2 seconds and used 98.123MB of memory\nPsalm was able to infer types for 98.1% of the codebase\nTime: 36ms; Memory: 6MB\n`,
      `${TSC}Checks took 1.3 seconds and used 99.456MB of memory\nPsalm was able to infer types for 97.2% of the codebase\nTime: 40ms; Memory: 8MB\n`,
    ],
    [
      "what Gradle had to do",
      `> Task :compile\n${TSC}\n2 actionable tasks: 2 executed\n`,
      `Starting a Gradle Daemon (subsequent builds will be faster)\n> Task :compile UP-TO-DATE\n${TSC}\n2 actionable tasks: 1 executed, 1 up-to-date\n`,
    ],
    [
      "what a monorepo's cache had",
      `web:lint: cache miss, executing 3f2a99\n${TSC}\n Tasks:    0 successful, 1 total\nCached:    0 cached, 1 total\n`,
      `web:lint: cache hit, replaying logs 9912ab\n${TSC}\n Tasks:    1 successful, 2 total\nCached:    1 cached, 2 total\n`,
    ],
    [
      "files that black leaves as they are",
      "would reformat src/a.ts\n1 file would be reformatted, 61 files would be left unchanged.\n",
      "would reformat src/a.ts\n1 file would be reformatted, 62 files would be left unchanged.\n",
    ],
    [
      "files that oxlint ran on",
      `${TSC}Finished in 5ms on 61 files with 90 rules using 8 threads.\n`,
      `${TSC}Finished in 6ms on 62 files with 90 rules using 8 threads.\n`,
    ],
    [
      "code beside an old one",
      "src/new.ts:3:5 no var\n\n> 3 │ var x\n    │ ^^^\n  4 │ a()\n",
      "src/new.ts:3:5 no var\n\n> 3 │ var x\n    │ ^^^^\n  4 │ b()\n",
    ],
  ])("known: %s", (_what, before, now) => {
    expect(is(before, now)).toEqual({ is: "known", fresh: [] });
  });

  test.each<[what: string, before: string, now: string]>([
    ["in a changed file", TSC, TSC + TSC.replace("src/a.ts", "src/new.ts")],
    ["more in a file that nobody touched", TSC, `${TSC}src/a.ts(9,1): error TS2554: Expected 2 arguments.\n`],
    ["in one that was clean", TSC, `${TSC}src/b.ts(9,1): error TS2554: Expected 2 arguments.\n`],
    ["ESLint's, in a file of its own", ESLINT, `/p/src/new.ts\n  1:1  error  no  no-var\n\n${ESLINT}`],
    ["one more file that is wrong", "1 file would be reformatted\n", "2 files would be reformatted\n"],
    ["a task of Gradle that fails", TSC, `> Task :lint FAILED\n${TSC}`],
    ["a fault of the tool", TSC, `${TSC}Error: cannot read the configuration\n`],
    ["Rust's, whose message comes first", "", "error[E0308]: mismatched\n --> src/new.rs:3:5\n  |\n3 | a\n"],
  ])("new: %s", (_what, before, now) => {
    expect(is(before, now).is).toBe("new");
  });

  test("crates that Cargo had to build are nothing about the file that is told behind them", () => {
    const cargo = (built: string): string => `${built}    Checking a v0.1.0 (/p)\nwarning: unused\n --> src/a.rs:3:5\n`;
    const now = cargo("     Locking 1 package to latest compatible version\n   Compiling b v1.0.0\n");
    expect(is(cargo(""), now)).toEqual({ is: "known", fresh: [] });
  });

  const LIMIT = "\n\nThe number of diagnostics exceeds the limit allowed.\nDiagnostics not shown: 40.\n";
  const shown = (file: string, total = "Found 60 errors.\n"): string => `${file}:3:5 no var\n${LIMIT}${total}`;

  test("of a part of its complaints only the total tells", () => {
    expect(is(shown("src/a.ts"), shown("src/a.ts")).is).toBe("known");
    expect(is(shown("src/a.ts"), shown("src/b.ts", "Found 61 errors.\n")).is).toBe("new");
    expect(is(shown("src/a.ts"), shown("src/new.ts")).is).toBe("unclear");
    expect(is(shown("src/a.ts"), `${shown("src/a.ts")}INTERNAL ERROR plugin failed\n`).is).toBe("new");
    const rust = "error[E0308]: mismatched\n --> src/a.rs:3:5\n\nerror: too many errors emitted, aborting\n";
    expect(is(rust, `error[E0425]: not found\n --> src/b.rs:9:1\n\n${rust}`).is).toBe("new");
    // Nothing says that there are no more of them.
    expect(is(shown("src/a.ts", ""), shown("src/a.ts", "")).is).toBe("unclear");
  });

  test("no line of code and no complaint that has such words in it makes the rest one that cannot be told", () => {
    const old = `${TSC}src/a.ts(5,1): error: the line exceeds the limit of 80\n`;
    const fresh = "src/new.ts:1:1 no var\n  var a // only showing that there are too many errors\n";
    expect(is(old, `${old}${fresh}`).is).toBe("new");
    for (const line of ["too many errors", "a.go:9:1: too many errors", "fatal error: too many errors emitted"])
      expect(is(`${TSC}${line}\n`, `${TSC}src/new.ts:1:1 no var\n${line}\n`).is).toBe("unclear");
  });

  test("of which the middle was left out", () => {
    const cut = `${TSC}\n… 99 bytes left out …\n${TSC}`;
    expect(is(cut, cut).is).toBe("unclear");
  });
});

test("Biome shows twenty of sixty, other ones each time: nothing is new but what is", () => {
  const root = makeProject({ git: false, files: { "biome.json": '{"assist":{"enabled":false}}' } });
  const put = (name: string, text: string) => writeFileSync(join(root, name), text);
  for (let at = 0; at < 60; at++) put(`f${at}.ts`, `export const f${at} = (a: number) => a == ${at};\n`);
  const lint = (): string => {
    const bin = join(import.meta.dir, "../node_modules/.bin/biome");
    const { stdout, stderr } = Bun.spawnSync([bin, "lint", "."], { cwd: root, env: { ...process.env, NO_COLOR: "1" } });
    return `${stdout}${stderr}`;
  };
  const before = lint();
  expect(before).toContain("Diagnostics not shown: 40");
  put("new.ts", "export const n = 1;\n");
  for (let at = 0; at < 3; at++) expect(compareComplaints(lint(), before, isFile).is).not.toBe("new");
  put("new.ts", "export const n = (a: number) => a == 1;\n");
  expect(compareComplaints(lint(), before, isFile).is).toBe("new");
});
