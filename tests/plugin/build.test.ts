import { afterAll, beforeAll, expect, test } from "bun:test";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { repository, run, tempFolder, write } from "./temp-plugin.ts";

const temp = tempFolder("plain");
afterAll(temp.remove);
const programs = [
  ...["hooks/hook.js", "hooks/load.js", "hooks/compile.js"],
  ...["dist/orchestrator.js", "dist/check.js", "dist/person.js"],
  "dist/statusline.js",
];
/** Where what is loaded late, and what several programs need, is a file of its own. */
const SHARED = ["hooks/step", "dist/parts"];
const partsIn = (root: string, folder: string): string[] =>
  readdirSync(join(root, folder))
    .sort()
    .map((name) => `${folder}/${name}`);
/** What is built in a repository. */
const outputs = (root: string): string[] => [...programs, ...SHARED.flatMap((folder) => partsIn(root, folder))];

const build = (root: string, args: string[] = [], env: Record<string, string> = {}, cwd = root) =>
  run([process.execPath, join(root, "scripts/build.ts"), ...args], { cwd, env });
const read = (root: string) => outputs(root).map((path) => readFileSync(join(root, path), "utf8"));
const hashes = (root: string) => read(root).map((text, i) => [outputs(root)[i], Bun.hash(text)]);

/** A repository with small programs in the place of ours, each with a package and a module that is loaded late. */
function standInRepository(name: string, modules: "copied" | "linked") {
  const root = join(temp.path, name);
  mkdirSync(join(root, "node_modules"), { recursive: true });
  for (const path of ["package.json", "tsconfig.json", "scripts/build.ts", "src/hooks/bytecode.ts"])
    cpSync(join(repository, path), join(root, path));
  for (const path of ["node_modules/zod", "node_modules/picocolors"]) {
    if (modules === "copied") cpSync(join(repository, path), join(root, path), { recursive: true });
    else symlinkSync(join(repository, path), join(root, path));
  }
  const late = `import * as z from "zod/mini";\nconsole.log("late is loaded");\nexport const late = z.string().parse("late");\n`;
  write(join(root, "scripts/late.ts"), late);
  write(join(root, "scripts/shared.ts"), "export const loadedIn = process.cwd();\n");
  const early = 'console.log("early", loadedIn, process.cwd(), process.env.PWD, process.env.MULTI_AI_CWD);';
  const program = (from: string) =>
    `import pc from "picocolors";\nimport { loadedIn } from "${from}shared.ts";\n${early}\nasync function main() {\n  if (process.argv[2]) console.log(process.env.NODE_ENV, pc.bold((await import("${from}late.ts")).late));\n}\nmain();\n`;
  write(join(root, "src/hook.ts"), program("../scripts/"));
  for (const source of ["hooks/load", "hooks/compile", "hooks/judge", "hooks/main", "cli/main"])
    write(join(root, `src/${source}.ts`), program("../../scripts/"));
  for (const source of ["check", "person", "statusline"]) write(join(root, `src/${source}.ts`), program("../scripts/"));
  write(join(root, "src/providers/endpoint-ask.ts"), program("../../scripts/"));
  // What the step calls in dist, and nothing there does.
  for (const [source, called] of [
    ["policy/shell/doors", "speaksFor"],
    ["policy/settings-files", "settingsAct"],
    ["policy/bounds", "nearBounds"],
    ["record/marks", "mark"],
    ["run/edit-lines", "editLines"],
    ["workflows/usual", "usualCost"],
    ["workflows/small/not-small", "notSmall"],
    ["run/came-of", "withCame"],
  ] as const)
    write(join(root, `src/${source}.ts`), `export const ${called} = () => null;\n`);
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

test("the hook is text of at most 700 kB; what is compiled from it is not in git", () => {
  const files = outputs(repository).filter((path) => path.startsWith("hooks/"));
  expect(files.reduce((sum, path) => sum + statSync(join(repository, path)).size, 0)).toBeLessThanOrEqual(700_000);
  const tracked = run([Bun.which("git")!, "ls-files"], { cwd: repository, env: {} }).stdout.split("\n");
  expect(tracked.filter((path) => path.endsWith(".jsc"))).toEqual([]);
});

test("the bytes depend neither on the folder nor on the environment nor on how packages were installed", () => {
  expect(build(linked, [], { NODE_ENV: "test" }, temp.path).code).toBe(0);
  expect(hashes(linked)).toEqual(hashes(copied));
  expect(read(copied).some((text) => text.includes(temp.path))).toBe(false);
  expect(build(linked, ["--check"]).code).toBe(0);
});

test.each([...programs, "hooks/step/judge.js", "hooks/step/main.js"])("%s loads late what is imported late", (path) => {
  const bundle = join(copied, path);
  const options = { cwd: temp.path, env: {} };
  expect(run([process.execPath, bundle], options).stdout).not.toContain("late");
  expect(run([process.execPath, bundle, "now"], options).stdout).toEndWith("late is loaded\nproduction late\n");
});

test.each([
  ["hooks/step", ["judge", "main"]],
  [
    "dist/parts",
    [
      "bounds",
      "check",
      "came-of",
      "doors",
      "edit-lines",
      "marks",
      "not-small",
      "orchestrator",
      "person",
      "providers",
      "settings-files",
      "usual",
    ],
  ],
])("in %s, what is loaded late and what several programs need are files of their own", (folder, own) => {
  expect(partsIn(copied, folder)).toEqual([...own, "late", "s1"].sort().map((name) => `${folder}/${name}.js`));
  const text = readFileSync(join(copied, folder, `${own[1]}.js`), "utf8");
  expect([text.includes("is loaded"), text.includes('import("./late.js")')]).toEqual([false, true]);
});

test("the client library is in a bundle of its own, which no hook names", () => {
  const having = (text: string) =>
    outputs(repository).filter((path) => readFileSync(join(repository, path), "utf8").includes(text));
  expect(having("ai-sdk")).toEqual(["dist/parts/providers.js"]);
  expect(having('import("./providers.js")').every((path) => path.startsWith("dist/parts/"))).toBe(true);
  expect(having('import("./providers.js")')).not.toEqual([]);
  expect(statSync(join(repository, "dist/parts/providers.js")).size).toBeLessThan(500_000);
});

test.each(SHARED)("a part in %s imports no other from which it takes nothing", (folder) => {
  const imports = partsIn(repository, folder).flatMap(
    (path) => readFileSync(join(repository, path), "utf8").match(/\bimport[^;(]*";/g) ?? [],
  );
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.filter((one) => /^import ?"\./.test(one))).toEqual([]);
});

test.each(SHARED)(
  "names of parts in %s differ in more than their capitals, or Bun takes one for the other",
  (folder) => {
    const names = partsIn(repository, folder).map((path) => path.toLowerCase());
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  },
);

test.each([
  ["what answers a typed command", "says how, and not what"],
  ["what answers a dialog", "your words are none of its options"],
  ["how a start is read", "put flags in front of the text"],
  ["how the settings file is read", "says whether it is right then"],
  ["what is said of a field of settings", "which is no setting"],
  ["the report of a run", "and all of that is minor and noted"],
  ["what dry-run looks at", "areas are built in worktrees of their own"],
  ["what the brief of an agent says", "Name one cause that would explain what is wrong"],
  ["what a brief is made of", "Changed in the plans since your last round"],
  ["the library for ignore files", "path must not be empty"],
  ["the library for diffs", "Cannot omit file headers on a multi-file patch"],
])("%s is no part of the step, and once in dist", (_, words) => {
  const holds = (folder: string) =>
    partsIn(repository, folder).filter((path) => readFileSync(join(repository, path), "utf8").includes(words)).length;
  expect([holds("hooks/step"), holds("dist/parts")]).toEqual([0, 1]);
});

test("what a workflow brings for checks, starts, settings and checkups has a name that keeps it out of the step", () => {
  const build = readFileSync(join(repository, "scripts/build.ts"), "utf8");
  const leftOut = new RegExp(/filter:\s+\/(.*)\/,\n/.exec(build)![1]!);
  const brought = readdirSync(join(repository, "src/workflows"), { recursive: true, encoding: "utf8" })
    .filter((path) => /^[\w-]+\/index\.ts$/.test(path))
    .flatMap((path) => {
      const index = readFileSync(join(repository, "src/workflows", path), "utf8");
      const late = /^ +(?:checks|settings|checkup|chooses|externalPrompt):.*?(?:import|require)\("\.\/([^"]+)"\)/gm;
      return [...index.matchAll(late)].map(([, file]) => `/src/workflows/${path.replace("index.ts", file!)}`);
    });
  expect(brought.length).toBeGreaterThanOrEqual(6);
  expect(brought.filter((path) => !leftOut.test(path))).toEqual([]);
});

test("the loader and the compiler name the step that they belong to", () => {
  const named = () =>
    ["hooks/load.js", "hooks/compile.js"].map(
      (path) => /step is (\w{16})/.exec(readFileSync(join(linked, path), "utf8"))?.[1],
    );
  const names = "console.log(`step is ${process.env.MULTI_AI_STEP}`);\n";
  for (const source of ["load", "compile"]) write(join(linked, `src/hooks/${source}.ts`), names);
  expect(build(linked).code).toBe(0);
  const [before, same] = named();
  expect(before).toBe(same!);
  appendFileSync(join(linked, "scripts/late.ts"), "console.log(1);\n");
  expect(build(linked).code).toBe(0);
  expect(named()[0]).not.toBe(before!);
  for (const path of ["scripts/late.ts", "src/hooks/load.ts", "src/hooks/compile.ts"])
    cpSync(join(copied, path), join(linked, path));
});

test.each(["dist/orchestrator.js", "dist/check.js"])("%s works in the folder of its caller from the start", (path) => {
  const env = { MULTI_AI_CWD: temp.path, PWD: copied };
  const { stdout } = run([process.execPath, join(copied, path)], { cwd: copied, env });
  expect(stdout).toBe(`early ${temp.path} ${temp.path} ${temp.path} undefined\n`);
});

test.each(["hooks/hook.js", "dist/orchestrator.js", "dist/parts/person.js"])(
  "--check names %s when it is stale or missing",
  (path) => {
    const file = join(linked, path);
    build(linked);
    appendFileSync(file, "\n");
    const stale = build(linked, ["--check"]);
    expect([stale.code, stale.stderr]).toEqual([1, `${path} is stale or missing: run bun scripts/build.ts\n`]);
    rmSync(file);
    expect(build(linked, ["--check"])).toMatchObject({ code: 1, stderr: stale.stderr });
    expect(existsSync(file)).toBe(false);
  },
);

test.each(["hooks/step/old.js", "hooks/step.js", "hooks/step.js.jsc", "dist/old.js", "dist/parts/old.js"])(
  "--check names %s, which is built no more, and a build takes it away",
  (path) => {
    build(linked);
    write(join(linked, path), "");
    expect(build(linked, ["--check"])).toMatchObject({
      code: 1,
      stderr: `${path} is left over: run bun scripts/build.ts\n`,
    });
    expect(build(linked).code).toBe(0);
    expect(existsSync(join(linked, path))).toBe(false);
  },
);

test.each([
  ["is missing", (path: string) => rmSync(path), /src\/hook\.ts is missing/],
  ["imports what is not there", (path: string) => write(path, 'import "./nope.ts";\n'), /Could not resolve.*nope/],
  ["would fix a path of this machine", (path: string) => write(path, "console.log(__dirname);\n"), /holds the path/],
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

test("parts whose names differ in case alone are loaded as what they are", () => {
  const root = standInRepository("cases", "linked");
  write(join(root, "scripts/one/index.ts"), 'export const PARTS = "one";\n');
  write(join(root, "scripts/two/parts.ts"), 'export const PARTS = "two";\n');
  const main =
    'console.log((await import("../scripts/one/index.ts")).PARTS, (await import("../scripts/two/parts.ts")).PARTS);\n';
  write(join(root, "src/check.ts"), `async function main() {\n  ${main}}\nmain();\n`);
  expect(build(root).code).toBe(0);
  const names = partsIn(root, "dist/parts").map((name) => name.toLowerCase());
  expect(new Set(names).size).toBe(names.length);
  expect(run([process.execPath, join(root, "dist/check.js")], { cwd: root, env: {} }).stdout.trim()).toBe("one two");
});
