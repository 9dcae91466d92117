// Runners that are there in a fresh clone, really run: what they report is what they say.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { reportingCall } from "../../src/runners/index.ts";
import { titleOf } from "../../src/runners/report.ts";
import { cleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const SUITE = (from: string) => `import { describe, test } from "${from}";
describe("outer", () => {
  describe("inner", () => {
    test("adds", () => {});
    test("breaks", () => { throw new Error("boom"); });
    test.skip("later", () => {});
    test.todo("some day");
  });
});
test("a <name> & more", () => {});
`;

const bun = process.execPath;

/** A folder with a blank in its name, as projects have. */
function project(files: Record<string, string>): string {
  const root = join(tempDir(), "my shop");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { mode: 0o755 });
  }
  return root;
}

function ran(command: string[], files: Record<string, string>) {
  const root = project(files);
  const PATH = `${dirname(bun)}:${process.env.PATH}`;
  const env = { ...process.env, PATH, NODE_OPTIONS: undefined };
  const call = reportingCall(
    command,
    root,
    join(mkdtempSync(join(root, "r of it-")), "report"),
    env,
  )!;
  const startedAt = Date.now();
  const { stdout, stderr } = Bun.spawnSync(call.words, { cwd: root, env: { ...env, ...call.env } });
  const tests = call.read({ stdout: stdout.toString(), stderr: stderr.toString(), startedAt });
  return { tests, output: stdout.toString() + stderr.toString() };
}

const EXPECTED = [
  ["outer > inner > adds", "passed"],
  ["outer > inner > breaks", "failed"],
  ["outer > inner > later", "skipped"],
  ["outer > inner > some day", "skipped"],
  ["a <name> & more", "passed"],
];

test.each([
  ["bun", [bun, "test"], { "a.test.ts": SUITE("bun:test") }, "a.test.ts"],
  ["node", ["node", "--test"], { "a.test.mjs": SUITE("node:test") }, "a.test.mjs"],
  [
    "node with a file named",
    ["node", "--test", "a.test.mjs"],
    { "a.test.mjs": SUITE("node:test") },
    "a.test.mjs",
  ],
  [
    "npm test with node",
    ["npm", "test"],
    {
      "a.test.mjs": SUITE("node:test"),
      "package.json": '{"scripts":{"test":"node --test a.test.mjs"}}',
    },
    "a.test.mjs",
  ],
  [
    "a package of a workspace",
    ["npm", "test", "-w", "packages/a"],
    {
      "packages/a/a.test.mjs": SUITE("node:test"),
      "package.json": '{"workspaces":["packages/*"]}',
      "packages/a/package.json": '{"name":"a","scripts":{"test":"node --test"}}',
    },
    "packages/a/a.test.mjs",
  ],
  [
    "npm test with bun, behind another command",
    ["npm", "test"],
    {
      "a.test.ts": SUITE("bun:test"),
      "package.json": '{"scripts":{"test":"node --version && bun test"}}',
    },
    "a.test.ts",
  ],
  [
    "bun run",
    [bun, "run", "test"],
    { "a.test.ts": SUITE("bun:test"), "package.json": '{"scripts":{"test":"bun test"}}' },
    "a.test.ts",
  ],
])(
  "%s: groups, names, states, file, and its own output beside it",
  (_name, command, files, file) => {
    const { tests, output } = ran(command, files as Record<string, string>);
    expect(tests!.map((one) => [titleOf(one), one.state])).toEqual(EXPECTED);
    expect(new Set(tests!.map((one) => one.file))).toEqual(new Set([file]));
    const broken = tests!.find((one) => one.state === "failed")!;
    expect(broken.message).toContain("boom");
    expect(output).toContain("breaks");
  },
);

test("mocha before version 4, whose tests do not tell their groups: a reporter that throws there ends it with 0", () => {
  const old = `#!/usr/bin/env node
const Reporter = require(process.argv[process.argv.indexOf("--reporter") + 1]);
const runner = new (require("node:events"))();
new Reporter(runner, {});
const root = { title: "", parent: null };
runner.emit("fail", { title: "breaks", parent: { title: "cart", parent: root }, file: __dirname + "/a.js" }, new Error("boom"));
runner.emit("end");
`;
  const files = {
    "package.json": "{}",
    "node_modules/mocha/index.js": "exports.reporters = { Spec: class {} };\n",
    mocha: old,
  };
  const { tests } = ran(["./mocha"], files);
  expect(tests!.map((one) => [titleOf(one), one.state])).toEqual([["cart > breaks", "failed"]]);
});
