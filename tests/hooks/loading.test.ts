// What an event makes the built hook load: bundles that it does not need are spoilt here, and must not be missed. Each costs
// time at every event of its kind.

import { afterEach, expect, test } from "bun:test";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { change, readRun } from "../../src/run/run.ts";
import { dispatchTask, makeRun } from "../cli/make-run.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { STORY } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { BUILD } from "../workflows/multi-ai/ids.ts";

afterEach(cleanup);

const root = join(import.meta.dir, "..", "..");
const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
const AGENT = "agent-of-it";

const hooks = join(root, "hooks");
/** The parts of the step: under its name each source that is loaded late, and what several of them share. */
const parts = readdirSync(join(hooks, "step"));

/** A part, and all that it imports before it runs: what is loaded late is not among it. */
function closure(part: string, seen = new Set<string>()): Set<string> {
  if (seen.has(part)) return seen;
  seen.add(part);
  for (const [, other] of readFileSync(join(hooks, "step", part), "utf8").matchAll(
    /(?:from|import)"\.\/([\w-]+\.js)"/g,
  ))
    closure(other!, seen);
  return seen;
}

/** A copy of the built hook in which only these parts of the step, and what they import, are whole. None: not even the loader is. */
function hookWith(...sources: string[]): string {
  const copy = tempDir("hook-");
  for (const part of ["hooks", "dist", "package.json"]) cpSync(join(root, part), join(copy, part), { recursive: true });
  const spoil = (path: string) => writeFileSync(join(copy, "hooks", path), `throw new Error("${path} is loaded");\n`);
  const whole = new Set(sources.flatMap((source) => [...closure(`${source}.js`)]));
  for (const part of parts) if (!whole.has(part)) spoil(`step/${part}`);
  if (sources.length === 0) spoil("load.js");
  return copy;
}

/** A run in which an agent is at work on this task. */
async function atWorkOn(task: string) {
  const until = (run: Run) => taskOf(run, task)?.status === "ready";
  const { project, run } = await makeRun({ root: makeProject({}), auto: true, until });
  const { nonce } = await dispatchTask(project, run, taskOf(run, task)!);
  const call = taskOf(readRun(project)!, task)!.dispatch!.call;
  change(project, () => [{ do: "bind", task, call, agent: AGENT }]);
  return { project, nonce };
}

/** A run whose story T1 is at work, and written. */
async function atWork() {
  const { project, nonce } = await atWorkOn("T1");
  writeFileSync(join(project.task, "user-story.json"), JSON.stringify({ task: "T1", nonce, ...STORY }));
  noteWritten(project, "T1");
  return project;
}

function fire(copy: string, project: string, kind: string, event: string, more: object, env = {}) {
  const payload = {
    session_id: SESSION,
    transcript_path: "/nowhere/t.jsonl",
    cwd: project,
    hook_event_name: event,
    ...more,
  };
  const { stdout, stderr, exitCode } = Bun.spawnSync([process.execPath, "hooks/hook.js", kind], {
    cwd: copy,
    env: { PATH: "/usr/bin:/bin", MULTI_AI_HOME: project, CLAUDE_CODE_ENTRYPOINT: "sdk-cli", ...env },
    stdin: Buffer.from(JSON.stringify(payload)),
  });
  return { out: stdout.toString(), err: stderr.toString(), exitCode };
}

/** The part of the workflow whose run it is: that of another one is never loaded. */
const WORKFLOW = "multiAiModule";

test("a call that only reads needs the first bundle alone", async () => {
  const { root: project } = await atWork();
  const read = { tool_name: "Read", tool_input: { file_path: join(project, "a.ts") }, tool_use_id: "x" };
  expect(fire(hookWith(), project, "policy", "PreToolUse", read)).toEqual({ out: "", err: "", exitCode: 0 });
});

test("one that is denied needs the policy without its rules on commands; an entry of the host's list nothing of it, no report, no question", async () => {
  const project = await atWork();
  const write = { tool_name: "Write", tool_input: { file_path: join(project.task, "state.json") }, tool_use_id: "x" };
  expect(fire(hookWith("judge", WORKFLOW), project.root, "policy", "PreToolUse", write).out).toContain('"deny"');
  const created = {
    tool_name: "TaskCreate",
    tool_input: { description: "multi-ai T2" },
    tool_response: { task: { id: "2" } },
  };
  expect(fire(hookWith("main", WORKFLOW), project.root, "step", "PostToolUse", created)).toMatchObject({
    err: "",
    exitCode: 0,
  });
  expect(taskOf(readRun(project)!, "T2")!.host_task_id).toBe("2");
});

test("a story is taken in without what briefs, questions, commands and other artifacts need", async () => {
  const project = await atWork();
  const stopped = { agent_id: AGENT, agent_type: "multi-ai:requirements-gatherer" };
  const needed = hookWith("main", WORKFLOW, "stops", "ended", "user-story", "told-by-host");
  expect(fire(needed, project.root, "step", "SubagentStop", stopped)).toEqual({ out: "", err: "", exitCode: 0 });
  expect(taskOf(readRun(project)!, "T1")!.status).toBe("done");
});

const CALL = { tool_use_id: "x", tool_input: {} };
const SAID: [string, string, object, RegExp][] = [
  ["a typed command", "UserPromptExpansion", { command_name: "multi-ai:status", command_args: "" }, /"block".*T1/],
  ["a prompt", "UserPromptSubmit", { prompt: "what is this?" }, /^$/],
  ["an answer in a dialog", "PostToolUse", { ...CALL, tool_name: "AskUserQuestion", tool_response: {} }, /^$/],
];

test.each(SAID)("%s needs nothing of the step, and is missed without its own program", async (_, event, more, told) => {
  const project = await atWork();
  const copy = hookWith("judge");
  expect(fire(copy, project.root, "step", event, more)).toEqual({
    out: expect.stringMatching(told),
    err: "",
    exitCode: 0,
  });
  writeFileSync(join(copy, "dist/person.js"), 'throw new Error("person.js is loaded");\n');
  expect(fire(copy, project.root, "step", event, more).out).toMatch(/person\.js is loaded/);
});

test("a prompt of the host needs nothing of what a person says", async () => {
  const project = await atWork();
  const copy = hookWith("main", WORKFLOW, "prompts");
  writeFileSync(join(copy, "dist/person.js"), 'throw new Error("person.js is loaded");\n');
  const told = { prompt: "<task-notification><task-id>of another</task-id></task-notification>" };
  expect(fire(copy, project.root, "step", "UserPromptSubmit", told)).toEqual({ out: "", err: "", exitCode: 0 });
});

test.each(["as text", "compiled"])("the report at the end of a run comes from dist, with the step %s", async (step) => {
  const { project } = await makeRun({ root: makeProject({}), auto: true });
  const copy = tempDir("hook-");
  for (const part of ["hooks", "dist", "package.json"]) cpSync(join(root, part), join(copy, part), { recursive: true });
  const env = { CLAUDE_PLUGIN_DATA: tempDir("data-") };
  if (step === "compiled") {
    mkdirSync(join(env.CLAUDE_PLUGIN_DATA, "bytecode"), { mode: 0o700 });
    expect(Bun.spawnSync([process.execPath, "hooks/compile.js"], { cwd: copy, env }).exitCode).toBe(0);
    for (const part of parts) writeFileSync(join(copy, "hooks/step", part), "throw new Error('the text is loaded');\n");
  }
  const { out } = fire(copy, project.root, "step", "Stop", {}, step === "compiled" ? env : {});
  expect(JSON.parse(out).hookSpecificOutput.additionalContext).toMatch(/Print this report.*Reviewers.*\/multi-ai/s);
});

test("what is spoilt is missed when it is needed", async () => {
  const project = await atWork();
  const stopped = { agent_id: AGENT, agent_type: "multi-ai:requirements-gatherer" };
  const before = readFileSync(join(project.task, "events.jsonl"), "utf8");
  const { out } = fire(hookWith("main", WORKFLOW, "stops", "ended"), project.root, "step", "SubagentStop", stopped);
  expect(out).toMatch(/user-story\.js is loaded/);
  expect(readFileSync(join(project.task, "events.jsonl"), "utf8")).toBe(before);
});

test("that the hook compiles nothing is not passed on to what it starts", async () => {
  const { project } = await atWorkOn(BUILD);
  const bin = tempDir("bin-");
  const log = join(bin, "log");
  const git = Bun.which("git")!;
  writeFileSync(join(bin, "git"), `#!/bin/sh\necho "\${BUN_JSC_useJIT-not there}" >> "${log}"\nexec "${git}" "$@"\n`, {
    mode: 0o755,
  });
  const stopped = { agent_id: AGENT, agent_type: "multi-ai:implementer" };
  const env = { PATH: `${bin}:/usr/bin:/bin`, BUN_JSC_useJIT: "0" };
  fire(root, project.root, "step", "SubagentStop", stopped, env);
  expect([...new Set(readFileSync(log, "utf8").trim().split("\n"))]).toEqual(["not there"]);
});

test("a hook that ends after half an answer is not asked twice: the guard denies the call", async () => {
  const project = await atWork();
  const copy = hookWith("judge", WORKFLOW);
  writeFileSync(join(copy, "hooks/step/judge.js"), 'console.log("half an answer"); process.exit(1);\n');
  const bin = tempDir("bin-");
  symlinkSync(process.execPath, join(bin, "bun"));
  const write = { tool_name: "Write", tool_input: { file_path: join(project.task, "state.json") }, tool_use_id: "x" };
  // Through a pipe, as the host gives it: what one process has read is gone for the next.
  const guard = Bun.spawn(["sh", "-c", '. "$0"', join(copy, "hooks/guard.sh"), "live", "policy", "PreToolUse"], {
    env: { PATH: `${bin}:/usr/bin:/bin`, CLAUDE_PROJECT_DIR: project.root },
    stdin: "pipe",
    stdout: "pipe",
    stderr: "pipe",
  });
  guard.stdin.write(JSON.stringify({ session_id: SESSION, hook_event_name: "PreToolUse", ...write }));
  await guard.stdin.end();
  expect([await guard.exited, await guard.stdout.text()]).toEqual([2, "half an answer\n"]);
  expect(await guard.stderr.text()).toContain("the hook failed at PreToolUse (code 1)");
});
