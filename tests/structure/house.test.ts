// The figures of docs/benchmarks.md are counted right: on trees that are made up, and once on this one.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { exportsOf } from "../bench/house/exports.ts";
import { sourcesOf, withProgram } from "../bench/house/program.ts";
import { releaseOf } from "../bench/house/release.ts";
import { repeatsOf } from "../bench/house/repeats.ts";
import { copyTraced, passageIn } from "../bench/house/traced.ts";
import { figuresOf } from "../bench/house.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, type Files, makeProject, tempDir, writeFiles } from "../harness/project.ts";

afterAll(cleanup);

const TSCONFIG = JSON.stringify({
  compilerOptions: { module: "esnext", moduleResolution: "bundler", allowImportingTsExtensions: true, noEmit: true },
  include: ["src", "scripts", "tests"],
});
const tree = (files: Files): string => makeProject({ files: { "tsconfig.json": TSCONFIG, ...files } });

describe("exports", () => {
  const root = tree({
    "src/a.ts": [
      "export const named = 1;",
      "export const renamed = 2;",
      "export const viaNamespace = 3;",
      "export function lazy() {}",
      "export const lazyRenamed = 4;",
      "export function lazyMember(): void;",
      "export function lazyMember(_?: number) {}",
      "export const passedOn = 5;",
      "export interface Shape { a: number }",
      "export type OfType = string;",
      "export const inTests = 6;",
      "export const inTestsAndHere = 7;",
      "export const onlyHere = 8;",
      "export const nowhere = 9;",
      "export interface NoShape { nowhere: number }",
      "const local = 10;",
      "export { local as public };",
      "export default onlyHere + inTestsAndHere;",
    ].join("\n"),
    "src/b.ts": [
      'import { named, renamed as other } from "./a.ts";',
      'import * as a from "./a.ts";',
      'import type { Shape } from "./c.ts";',
      'export const sum = (shape: Shape, of: import("./a.ts").OfType) => [shape, of, named, other, a.viaNamespace];',
      "export async function load() {",
      '  const { lazy, lazyRenamed: late } = await import("./a.ts");',
      '  (await import("./a.ts")).lazyMember();',
      "  return [lazy, late];",
      "}",
      "// In a comment nowhere is named, and as a name of something else:",
      "export const nowhere = { nowhere: 1 }.nowhere;",
    ].join("\n"),
    "src/c.ts": 'export { passedOn } from "./a.ts";\nexport * from "./a.ts";\n',
    "tests/a.test.ts": [
      'import { inTests, inTestsAndHere, named } from "../src/a.ts";',
      'import { load, nowhere, sum } from "../src/b.ts";',
      "export const all = [inTests, inTestsAndHere, named, load, nowhere, sum];",
    ].join("\n"),
  });

  test("each is counted once, by who refers to it", async () => {
    const found = await withProgram(root, exportsOf);
    const by = (who: (one: (typeof found)[number]) => boolean): string[] =>
      found.filter(who).map(({ file, name }) => `${file} ${name}`);
    expect(by((one) => one.bySource)).toEqual([
      ...["named", "renamed", "viaNamespace", "lazy", "lazyRenamed", "lazyMember", "passedOn", "Shape", "OfType"].map(
        (name) => `src/a.ts ${name}`,
      ),
    ]);
    const others = (byTests: boolean, byItself: boolean) =>
      by((one) => !one.bySource && one.byTests === byTests && one.byItself === byItself);
    expect(others(true, true)).toEqual(["src/a.ts inTestsAndHere"]);
    expect(others(true, false)).toEqual(["src/a.ts inTests", "src/b.ts sum", "src/b.ts load", "src/b.ts nowhere"]);
    expect(others(false, true)).toEqual(["src/a.ts onlyHere"]);
    expect(others(false, false)).toEqual([
      "src/a.ts nowhere",
      "src/a.ts NoShape",
      "src/a.ts public",
      "src/a.ts default",
      "src/c.ts passedOn",
    ]);
  });
});

describe("places written twice", () => {
  const body = (indent: string): string =>
    ["if (a > b) {", "  const c = a * b;", '  for (const d of ["x", "y"]) e(d, c);', "  e(a);", "}", "e(b, `${a}`);"]
      .map((line) => `${indent}${line}\n`)
      .join("");
  const first = `function one(a: number, b: number) {\n${body("  ")}}\n`;

  test.each([
    ["in another file, at another depth, with a comment", `{\n  {\n    // Again.\n${body("      ")}  }\n}\n`, 1],
    ["with another number in it", first.replace("one(", "two(").replace('"y"', '"z"'), 0],
    ["shorter than six lines", `${body("").split("\n").slice(0, 4).join("\n")}\n}\n`, 0],
    ["imports", "", 0],
  ])("%s", async (_name, second, count) => {
    const imports = Array.from({ length: 12 }, (_, index) => `import { a${index} } from "./other.ts";\n`).join("");
    const root = tree({ "src/a.ts": `${imports}\n${first}`, "src/b.ts": `${imports}\nlet f;\n${second}` });
    const found = await withProgram(root, async ({ files }) => repeatsOf(sourcesOf(files)));
    expect(found.map(({ file, earlier }) => [file, earlier.file])).toEqual(Array(count).fill(["src/b.ts", "src/a.ts"]));
    // With the line of its brace and the comment's.
    for (const one of found) expect(one.lines).toBe(8);
  });

  test("twice in one file, and a third time", async () => {
    const root = tree({ "src/a.ts": `${first}${first.replace("one", "two")}${first.replace("one", "three")}` });
    const found = await withProgram(root, async ({ files }) => repeatsOf(sourcesOf(files)));
    expect(found.map(({ line, earlier }) => [line, earlier.line])).toEqual([
      [9, 1],
      [17, 1],
    ]);
  });
});

describe("what one process enters", () => {
  const root = tree({
    "package.json": '{ "type": "module" }\n',
    "hooks/find-bun.sh": "",
    "src/hook.ts": [
      'import { TABLE } from "./tables/table.ts";',
      'import { adder, Counter } from "./work/count.ts";',
      "async function main() {",
      '  const { late } = await import("./late.ts");',
      "  console.log(TABLE.one, adder(1)(2), new Counter().next(), late({ a: 4 }));",
      "}",
      "void main();",
    ].join("\n"),
    "src/hooks/load.ts": "export {};\n",
    "src/hooks/judge.ts": "export {};\n",
    "src/hooks/main.ts": "export const answer = () => 0;\n",
    "src/person.ts": "export {};\n",
    "src/cli/main.ts": "export {};\n",
    "src/tables/table.ts": "const made = (value: number) => value;\nexport const TABLE = { one: made(1) };\n",
    "src/work/count.ts": [
      "export const adder = (a: number) => (b: number) => a + b;",
      "export class Counter {",
      "  private count = 2;",
      "  next() { return ++this.count; }",
      "  never() { return 0; }",
      "}",
    ].join("\n"),
    "src/late.ts": [
      'import { helped } from "./work/helped.ts";',
      "export const LIST = [1].map((one) => helped(one));",
      "export const late = ({ a } = { a: 1 }) => ({ a }).a;",
    ].join("\n"),
    "src/work/helped.ts": "export const helped = (one: number) => one;\n",
  });

  test("functions that are called count, those of tables that are made while a file loads do not", async () => {
    const copy = join(tempDir(), "copy");
    await withProgram(root, async ({ files }) => copyTraced(root, sourcesOf(files), copy));
    const trace = join(copy, "trace");
    expect(passageIn(trace)).toEqual({ functions: 0, files: [], folders: [] });
    const done = Bun.spawnSync([process.execPath, "hooks/hook.js"], {
      cwd: copy,
      env: { ...process.env, MULTI_AI_TRACE: trace },
    });
    expect([done.stdout.toString(), done.stderr.toString()]).toEqual(["1 3 3 4\n", ""]);
    expect(passageIn(trace)).toEqual({
      functions: 5,
      files: ["src/hook.ts", "src/late.ts", "src/work/count.ts"],
      folders: ["src", "src/work"],
    });
  });

  test("a layout that is not known is an error, not a zero", async () => {
    const other = tree({ "src/a.ts": "export {};\n" });
    expect(() => copyTraced(other, [], join(tempDir(), "copy"))).toThrow("none of the known entries");
  });
});

test("a release is what is committed, and what a clone of the last commit brings", () => {
  const root = tree({
    "hooks/hook.js": "12345",
    "hooks/step.js.jsc": "123",
    "hooks/guard.sh": "1",
    "dist/check.js": "12",
    "tests/fixtures/hooks/other.js": "1",
  });
  const before = releaseOf(root);
  expect(before).toMatchObject({ hook: { files: 2, bytes: 8 }, commandLine: { files: 1, bytes: 2 } });
  expect(before.all).toEqual({ files: 6, bytes: TSCONFIG.length + 12 });
  expect(before.packed).toBeGreaterThan(100);
  const noise = Buffer.from(crypto.getRandomValues(new Uint8Array(10_000))).toString("base64");
  writeFiles(root, { "hooks/hook.js": noise });
  expect(releaseOf(root)).toEqual(before);
});

inFull("this checkout: every figure is there, and each way begins at its own entry", async () => {
  const root = join(import.meta.dir, "..", "..");
  const figures = await figuresOf(root);
  expect(figures.files).toBeGreaterThan(100);
  expect(figures.longest.map((one) => one.lines)).toEqual(
    figures.longest.map((one) => one.lines).sort((a, b) => b - a),
  );
  expect(figures.passages.map((one) => one.workflow)).toEqual(["multi-ai", "team"]);
  for (const { dispatch, artifact, verb } of figures.passages) {
    for (const way of [dispatch, artifact]) {
      expect(way.files).toContain("src/hook.ts");
      expect(way.files.filter((file) => file.startsWith("src/cli/"))).toEqual([]);
    }
    expect(verb.files).toContain("src/cli/main.ts");
    expect(verb.files.filter((file) => file.startsWith("src/hooks/"))).toEqual([]);
    for (const file of [...dispatch.files, ...artifact.files, ...verb.files])
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
  }
});
