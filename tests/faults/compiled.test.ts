// What is compiled on the machine, in an installed copy, asked by its guard as the host does:
// whatever becomes of it, each event is answered, by the source where there is no better.
// Runs: in full only.
import { afterAll, beforeAll, beforeEach, expect, test } from "bun:test";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { isReady, MAX_COMPILE_MS } from "../../src/hooks/program/compiled.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { ROOT } from "../harness/start.ts";
import { fault } from "./counted.ts";

afterAll(cleanup);

const isRoot = process.getuid?.() === 0;
const SHIPPED = [
  "hooks",
  "src",
  "prompts",
  ".claude-plugin",
  "package.json",
  "plugin.json",
  "tsconfig.json",
];
let project: string;
let plugin: string;
let data: string;
beforeAll(async () => {
  const made = await makeRun({
    root: makeProject({}),
    auto: true,
    until: (run) => run.tasks.length > 0,
  });
  project = made.root;
});
beforeEach(() => {
  plugin = copyOfVersion(join(tempDir("plugins-"), "0.1.0"));
  data = tempDir("data-");
});

function copyOfVersion(folder: string): string {
  for (const part of SHIPPED)
    cpSync(join(ROOT, part), join(folder, part), { recursive: true, preserveTimestamps: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

function linkFolder(folder: string): void {
  renameSync(folder, `${folder}.real`);
  symlinkSync(`${folder}.real`, folder);
}

const entry = (): string => `${data}/program${plugin}`;
const beside = (): string[] =>
  existsSync(dirname(entry())) ? readdirSync(dirname(entry())).sort() : [];

/**
 * Fires an event that is denied, and fails unless it was answered as it has to be, and by nothing
 * else.
 */
async function answered(tool = "Write"): Promise<void> {
  const payload = {
    session_id: "s",
    transcript_path: "/nowhere/t.jsonl",
    cwd: project,
    hook_event_name: "PreToolUse",
    tool_name: tool,
    tool_input: { file_path: join(project, ".task/state.json") },
    tool_use_id: "x",
  };
  const guard = [
    "sh",
    "-c",
    '. "$0"',
    join(plugin, "hooks/guard.sh"),
    "live",
    "policy",
    "PreToolUse",
  ];
  const hook = Bun.spawn(guard, {
    cwd: project,
    env: {
      PATH: "/usr/bin:/bin",
      HOME: project,
      CLAUDE_PROJECT_DIR: project,
      CLAUDE_PLUGIN_DATA: data,
    },
    stdin: Buffer.from(JSON.stringify(payload)),
    stdout: "pipe",
    stderr: "ignore",
  });
  const [out, code] = [await hook.stdout.text(), await hook.exited];
  expect(code).toBe(0);
  if (tool === "Write") expect(JSON.parse(out).hookSpecificOutput.permissionDecision).toBe("deny");
  else expect(out).toBe("");
}

/** Waits until the compiled program of this copy may be used. */
async function compiled(): Promise<void> {
  if (
    !(await eventually(
      () => isReady(entry(), plugin) && beside().every((name) => !/\.(try|new-)/.test(name)),
    ))
  )
    throw new Error(`waited in vain; there is ${beside().join(", ")}`);
}

test("a call that reads compiles nothing; the first other one is answered by the source, the next by what is compiled", async () => {
  await answered("Read");
  expect(beside()).toEqual([]);
  await answered();
  await compiled();
  // Without its source nothing else could answer.
  renameSync(join(plugin, "src/program.ts"), join(plugin, "src/aside.ts"));
  const { exitCode } = Bun.spawnSync([process.execPath, `${entry()}/hook.js`, "policy"], {
    cwd: plugin,
    env: { MULTI_AI_HOME: project, CLAUDE_PLUGIN_DATA: data },
    stdin: Buffer.from("{}"),
  });
  expect(exitCode).toBe(0);
});

test("two first events at once compile once", async () => {
  await fault("others: the compiled program", async () => {
    await Promise.all([answered(), answered(), answered()]);
    await compiled();
    expect(beside()).toEqual(["0.1.0"]);
  });
});

test("another copy of the same version, and the next version, are compiled anew; what is left of older ones goes", async () => {
  await answered();
  await compiled();
  rmSync(plugin, { recursive: true });
  copyOfVersion(plugin);
  expect(isReady(entry(), plugin)).toBe(false);
  await answered();
  await compiled();
  const older = plugin;
  plugin = copyOfVersion(join(dirname(plugin), "0.2.0"));
  rmSync(older, { recursive: true });
  await answered();
  await compiled();
  // It is swept once the new one may be used.
  expect(await eventually(() => beside().join() === "0.2.0")).toBe(true);
});

test.each<[string, (file: string) => void]>([
  ["cut bytecode", () => truncateSync(`${entry()}/program.js`, 100_000)],
  ["a program that throws", () => writeFileSync(`${entry()}/program.js`, "throw 1;\n")],
  ["a first file that throws", () => writeFileSync(`${entry()}/hook.js`, "throw 1;\n")],
  [
    "a first file that kills itself",
    () => writeFileSync(`${entry()}/hook.js`, 'process.kill(process.pid, "SIGSEGV");\n'),
  ],
  ["no stamp", () => rmSync(`${entry()}/stamp`)],
  ["a folder that anybody may write", () => chmodSync(entry(), 0o777)],
])("what is spoilt is replaced, and each event answered: %s", async (_name, spoil) => {
  await fault("others: the compiled program", async () => {
    await answered();
    await compiled();
    spoil(entry());
    await answered();
    await answered();
  });
});

test.each<[string, () => void]>([
  ["that anybody may write", () => chmodSync(data, 0o777)],
  [
    "that is a file",
    () => {
      rmSync(data, { recursive: true });
      writeFileSync(data, "");
    },
  ],
  ["that is a link", () => linkFolder(data)],
  ["that is not there", () => rmSync(data, { recursive: true })],
  // Root may write everywhere.
  ...(isRoot
    ? []
    : ([["that may only be read", () => chmodSync(data, 0o555)]] as [string, () => void][])),
])("in a data folder %s nothing is compiled, and each event is answered", async (_name, spoil) => {
  spoil();
  await fault("others: the compiled program", async () => {
    await answered();
    await answered();
  });
  expect(existsSync(entry())).toBe(false);
});

test("a compilation that was killed is tried again, and what it has left goes", async () => {
  await answered();
  await compiled();
  rmSync(entry(), { recursive: true });
  const left = `${entry()}.new-killed`;
  mkdirSync(left);
  writeFileSync(`${entry()}.try`, "");
  const long = new Date(Date.now() - 100 * MAX_COMPILE_MS);
  for (const path of [left, `${entry()}.try`]) utimesSync(path, long, long);
  await answered();
  await compiled();
  expect(beside()).toEqual(["0.1.0"]);
});
