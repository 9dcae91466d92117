import { afterAll, beforeAll, expect, test } from "bun:test";
import { appendFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { repository, run, tempFolder, write } from "./temp-plugin.ts";

const temp = tempFolder("plain");
afterAll(temp.remove);
const outputs = [
  "hooks/hook.js",
  "hooks/hook.js.jsc",
  "hooks/step.js",
  "hooks/step.js.jsc",
  "hooks/calls.js",
  "hooks/loops.js",
  "hooks/work.js",
  "hooks/work.js.jsc",
  "hooks/trees.js",
  "hooks/schemas.js",
  "hooks/schemas.js.jsc",
  "hooks/parsing.js",
  "hooks/settings.js",
  "hooks/begin.js",
  "hooks/pipeline.js",
  "hooks/keeps.js",
  "hooks/documents.js",
  "hooks/role-briefs.js",
  "hooks/rare.js",
  "hooks/shell.js",
  "dist/orchestrator.js",
  "dist/check.js",
];

const build = (root: string, args: string[] = [], env: Record<string, string> = {}, cwd = root) =>
  run([process.execPath, join(root, "scripts/build.ts"), ...args], { cwd, env });
const read = (root: string) => Promise.all(outputs.map((path) => Bun.file(join(root, path)).text()));
const hashes = async (root: string) => (await read(root)).map((text, i) => [outputs[i], Bun.hash(text)]);

/** A repository with small programs in the place of ours, each with a package and a module that is loaded late. */
function standInRepository(name: string, modules: "copied" | "linked") {
  const root = join(temp.path, name);
  mkdirSync(join(root, "node_modules"), { recursive: true });
  for (const path of [
    "package.json",
    "tsconfig.json",
    "scripts/build.ts",
    "scripts/bundle-layers.ts",
    "scripts/bundle-library.ts",
  ])
    cpSync(join(repository, path), join(root, path));
  for (const path of ["node_modules/zod", "node_modules/picocolors"]) {
    if (modules === "copied") cpSync(join(repository, path), join(root, path), { recursive: true });
    else symlinkSync(join(repository, path), join(root, path));
  }
  const late = `import * as z from "zod/mini";\nconsole.log("late is loaded");\nexport const late = z.string().parse("late");\n`;
  write(join(root, "scripts/late.ts"), late);
  const early = 'console.log("early", process.cwd(), process.env.PWD, process.env.MULTI_AI_CWD);';
  const program = (from: string) =>
    `import pc from "picocolors";\n${early}\nasync function main() {\n  if (process.argv[2]) console.log(process.env.NODE_ENV, pc.bold((await import("${from}late.ts")).late));\n}\nmain();\n`;
  write(join(root, "src/hook.ts"), program("./"));
  write(join(root, "src/hooks/main.ts"), program("../"));
  const layers = "calls loops work trees begin pipeline keeps documents role-briefs rare".split(" ");
  for (const layer of layers) write(join(root, `scripts/hooks/${layer}.ts`), program("../"));
  write(join(root, "src/workflows/schema-library.ts"), "export {};\n");
  write(join(root, "src/policy/shell/judge.ts"), program("../../"));
  for (const apart of ["parsing", "settings"]) write(join(root, `scripts/artifacts/${apart}.ts`), program("../"));
  write(join(root, "src/cli/main.ts"), program("../"));
  write(join(root, "src/check.ts"), program("../"));
  return root;
}

const copied = standInRepository("a", "copied");
const linked = standInRepository("a much longer name", "linked");
beforeAll(() => {
  expect(build(copied)).toMatchObject({ code: 0, stderr: "" });
});

test("what is committed is what the sources give", () => {
  expect(build(repository, ["--check"])).toMatchObject({ code: 0, stderr: "" });
});

test("the bytes depend neither on the folder nor on the environment nor on how packages were installed", async () => {
  expect(build(linked, [], { NODE_ENV: "test" }, temp.path).code).toBe(0);
  expect(await hashes(linked)).toEqual(await hashes(copied));
  expect((await read(copied)).some((text) => text.includes(temp.path))).toBe(false);
  expect(build(linked, ["--check"]).code).toBe(0);
});

test.each(["hooks/hook.js", "dist/orchestrator.js", "dist/check.js"])("%s loads late what is imported late", (path) => {
  const bundle = join(copied, path);
  const options = { cwd: temp.path, env: {} };
  expect(run([process.execPath, bundle], options).stdout).not.toContain("late");
  expect(run([process.execPath, bundle, "now"], options).stdout).toEndWith("late is loaded\nproduction late\n");
});

test.each(["dist/orchestrator.js", "dist/check.js"])("%s works in the folder of its caller from the start", (path) => {
  const env = { MULTI_AI_CWD: temp.path, PWD: copied };
  const { stdout } = run([process.execPath, join(copied, path)], { cwd: copied, env });
  expect(stdout).toBe(`early ${temp.path} ${temp.path} undefined\n`);
});

test.each(["hooks/hook.js", "dist/orchestrator.js"])("--check names %s when it is stale or missing", (path) => {
  const file = join(linked, path);
  build(linked);
  appendFileSync(file, "\n");
  const stale = build(linked, ["--check"]);
  expect([stale.code, stale.stderr]).toEqual([1, `${path} is stale or missing: run bun scripts/build.ts\n`]);
  rmSync(file);
  expect(build(linked, ["--check"])).toMatchObject({ code: 1, stderr: stale.stderr });
  expect(existsSync(file)).toBe(false);
});

test.each([
  ["is missing", (path: string) => rmSync(path), /scripts\/hook\.ts is missing/],
  ["imports what is not there", (path: string) => write(path, 'import "./nope.ts";\n'), /Could not resolve.*nope/],
  [
    "would fix a path of this machine",
    (path: string) => write(path, "console.log(import.meta.dir);\n"),
    /holds the path/,
  ],
  [
    "gives too much",
    (path: string) => write(path, `console.log(${JSON.stringify("x".repeat(1024 * 1024))});\n`),
    /bytes, limit/,
  ],
])("the build fails when a source %s", (_, spoil, reason) => {
  const source = join(linked, "src/hook.ts");
  spoil(source);
  for (const args of [[], ["--check"]]) {
    const failed = build(linked, args);
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(reason);
  }
  cpSync(join(copied, "src/hook.ts"), source);
});

test("another Bun than the one of package.json is refused", () => {
  write(join(linked, "package.json"), '{ "dependencies": { "bun": "0.0.1" } }');
  expect(build(linked, ["--check"])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("build with Bun 0.0.1"),
  });
  cpSync(join(copied, "package.json"), join(linked, "package.json"));
});

test("an unknown argument is wrong usage", () => expect(build(linked, ["--chek"]).code).toBe(2));
