// The built hook, started as the host starts it, in a stranger's repository: it runs none of the
// project's code, waits for nothing, and lets nothing through because of what it could not read.
// Runs: in full too, first.
// Not in npm test: ^(?!a folder of the run).*in the place of the (?:snapshot|journal)
// Not in npm test: ^none of.*at the start of a run
// Not in npm test: (?:by the line that starts Codex|in the place of an artifact is sent back)

import { afterEach, describe, expect, test } from "bun:test";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { checkShellCommand } from "../../src/host/shell/check-command.ts";
import { dispatchTask, type MadeRun, makeRun, makeRunAtWork, ready } from "../cli/made/make-run.ts";
import { asRoot } from "../harness/mount.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { noteWritten } from "../harness/written.ts";
import { left, ofType } from "../host/scenario.ts";
import { fakeCodex } from "../providers/fake-codex.ts";
import { PLAN_CODEX, PLAN_SONNET, TASKS } from "../workflows/multi-ai/ids.ts";
import {
  type Ended,
  IN_PLACE,
  plantHostileFiles,
  replaceBy,
  runToItsEnd,
} from "./hostile-project.ts";

afterEach(cleanup);

const root = join(import.meta.dir, "..", "..");
const AGENT = "agent-of-it";

/** A run whose plan review T3 is at work. */
const atWork = (): Promise<MadeRun> => makeRunAtWork(PLAN_SONNET, AGENT, { auto: true });

type Fired = Ended & {
  answer: Record<string, unknown> | null;
  decision: string | undefined;
  reason: string;
};

/**
 * What the host does at an event: the line of hooks.json, in the project. With `stdin` that is the
 * input, and stays open.
 */
async function fire(project: string, event: string, more: object, stdin?: string): Promise<Fired> {
  const [marker, kind] =
    event === "PreToolUse"
      ? ["live", "policy"]
      : [event === "UserPromptExpansion" ? "-" : "events.jsonl", "step"];
  const bin = join(tempDir(), "bin");
  mkdirSync(bin);
  symlinkSync(process.execPath, join(bin, "bun"));
  const payload = JSON.stringify({
    session_id: "3f0c2c1e-0000-4000-8000-000000000001",
    transcript_path: "/nowhere/t.jsonl",
    cwd: project,
    hook_event_name: event,
    ...more,
  });
  const line = [
    "sh",
    "-c",
    'unset -f test cd pwd read printf echo command; test -r "$0" || exit 0; . "$0"',
    join(root, "hooks/guard.sh"),
    marker!,
    kind!,
    event,
  ];
  const env = {
    PATH: `${bin}:/usr/bin:/bin`,
    CLAUDE_PROJECT_DIR: project,
    CLAUDE_PLUGIN_ROOT: root,
    CLAUDE_CODE_ENTRYPOINT: "sdk-cli",
  };
  const close = stdin === undefined;
  const ended = await runToItsEnd(line, { cwd: project, env, stdin: stdin ?? payload, close });
  const answer = ended.out === "" ? null : JSON.parse(ended.out);
  const specific = answer?.hookSpecificOutput as Record<string, string> | undefined;
  return {
    ...ended,
    answer,
    decision: specific?.permissionDecision ?? (answer?.decision as string | undefined),
    reason: `${specific?.permissionDecisionReason ?? answer?.reason ?? answer?.systemMessage ?? ""}`,
  };
}

const call = (tool: string, input: object, more: object = {}) => ({
  tool_name: tool,
  tool_input: input,
  tool_use_id: "x",
  ...more,
});
const read = (made: MadeRun) => call("Read", { file_path: join(made.root, "README.md") });
const write = (made: MadeRun) =>
  call("Write", { file_path: join(made.root, ".task/state.json"), content: "{}" });
const agent = call("Agent", { prompt: PLAN_SONNET, subagent_type: "multi-ai:plan-reviewer" });
const stopped = { agent_id: AGENT, agent_type: "multi-ai:plan-reviewer" };
const silent = { code: 0, out: "", err: "", hung: false };

describe("none of the project's code runs", () => {
  test("in a Bun that is started there it would", async () => {
    const project = makeProject();
    plantHostileFiles(project);
    const file = join(tempDir(), "harmless.js");
    writeFileSync(file, "");
    Bun.spawnSync([process.execPath, file], { cwd: project });
    expect(existsSync(join(project, "pwned"))).toBe(true);
  });

  test("at any event, and every answer is the one of a quiet project", async () => {
    const made = await atWork();
    plantHostileFiles(made.root);
    expect(await fire(made.root, "PreToolUse", read(made))).toMatchObject(silent);
    expect((await fire(made.root, "PreToolUse", write(made))).decision).toBe("deny");
    expect((await fire(made.root, "PreToolUse", agent)).reason).toContain(PLAN_SONNET);
    const own = join(made.root, taskOf(made.run, PLAN_SONNET)!.writes);
    writeFileSync(own, "{}");
    noteWritten(made.project, PLAN_SONNET);
    // The one event that loads the schema library.
    const refused = await fire(made.root, "SubagentStop", stopped);
    expect([refused.decision, refused.err]).toEqual(["block", ""]);
    expect(refused.reason).toContain("expected");
    for (const event of ["SessionStart", "UserPromptSubmit", "Stop", "SessionEnd"])
      expect([event, await fire(made.root, event, { prompt: "x" })]).toMatchObject([
        event,
        { code: 0, err: "", hung: false },
      ]);
    expect(existsSync(join(made.root, "pwned"))).toBe(false);
  });

  test("at the start of a run", async () => {
    const project = makeProject();
    plantHostileFiles(project);
    const begun = await fire(project, "UserPromptExpansion", {
      command_name: "multi-ai:multi-ai",
      command_args: "Add x",
    });
    expect(begun).toMatchObject({ code: 0, err: "", hung: false });
    expect(left(project).tasks.length).toBe(TASKS);
    expect(existsSync(join(project, "pwned"))).toBe(false);
  });

  test("by the line that starts Codex, although the host runs it in the project", async () => {
    const made = await makeRun({ auto: true, until: ready(PLAN_CODEX) });
    plantHostileFiles(made.root);
    const brief = await dispatchTask(made.project, made.run, taskOf(made.run, PLAN_CODEX)!);
    const { env } = fakeCodex(tempDir(), "echo 'no model here' >&2; exit 1");
    const line = checkShellCommand(made.project, PLAN_CODEX, brief.nonce, true);
    const ended = await runToItsEnd(["sh", "-c", line], {
      cwd: made.root,
      env: { PATH: env.PATH!, HOME: env.HOME! },
    });
    expect(ended).toMatchObject({ code: 0, err: "", hung: false });
    expect(ofType(left(made.root).events, "check_failed").map((one) => one.task)).toEqual([
      PLAN_CODEX,
    ]);
    expect(existsSync(join(made.root, "pwned"))).toBe(false);
  });
});

describe.each(Object.keys(IN_PLACE))("%s", (kind) => {
  test("in the place of an artifact is sent back", async () => {
    const made = await atWork();
    const task = taskOf(made.run, PLAN_SONNET)!;
    if (!replaceBy(join(made.root, task.writes), kind)) return;
    const fired = await fire(made.root, "SubagentStop", stopped);
    expect([fired.hung, fired.decision]).toEqual([false, "block"]);
    expect(fired.reason).toContain("expected a regular file");
    expect(ofType(left(made.root).events, "accepted").map((one) => one.task)).not.toContain(
      PLAN_SONNET,
    );
  });

  test("in the place of the journal: every call that may change something is denied, and nobody is held", async () => {
    const made = await atWork();
    if (!replaceBy(join(made.project.task, "events.jsonl"), kind)) return;
    for (const one of [read(made), { ...read(made), ...stopped }])
      expect((await fire(made.root, "PreToolUse", one)).decision).toBeUndefined();
    for (const one of [write(made), agent, { ...write(made), ...stopped }]) {
      const fired = await fire(made.root, "PreToolUse", one);
      expect([fired.hung, fired.decision]).toEqual([false, "deny"]);
      expect(fired.reason).toContain("events.jsonl");
    }
    for (const event of ["UserPromptSubmit", "Stop", "SubagentStop"]) {
      const fired = await fire(
        made.root,
        event,
        event === "SubagentStop" ? stopped : { prompt: "x" },
      );
      expect([event, fired.hung, fired.code, fired.decision]).toEqual([event, false, 0, undefined]);
    }
  });

  test("in the place of the snapshot: the journal is asked", async () => {
    const made = await atWork();
    if (!replaceBy(join(made.project.task, "snapshot.json"), kind)) return;
    expect(await fire(made.root, "PreToolUse", read(made))).toMatchObject(silent);
    const fired = await fire(made.root, "PreToolUse", write(made));
    expect([fired.hung, fired.decision]).toEqual([false, "deny"]);
    expect(fired.reason).toContain(".task/ belongs to the program");
  });
});

describe("a folder of the run that is not one", () => {
  const denied = async (made: MadeRun, problem: string) => {
    for (const one of [write(made), agent]) {
      const fired = await fire(made.root, "PreToolUse", one);
      expect([fired.hung, fired.decision]).toEqual([false, "deny"]);
      expect(fired.reason).toContain(problem);
    }
    const fired = await fire(made.root, "SubagentStop", stopped);
    expect([fired.hung, fired.code, fired.decision]).toEqual([false, 0, undefined]);
  };

  test("a link to another one: nothing is dispatched, and nothing is written there", async () => {
    const made = await atWork();
    const elsewhere = join(tempDir(), "elsewhere");
    renameSync(made.project.task, elsewhere);
    symlinkSync(elsewhere, made.project.task);
    const before = readFileSync(join(elsewhere, "events.jsonl"), "utf8");
    await denied(made, "is a symbolic link");
    expect(readFileSync(join(elsewhere, "events.jsonl"), "utf8")).toBe(before);
  });

  asRoot("another user's", async () => {
    const made = await atWork();
    chownSync(made.project.task, 12_345, 12_345);
    await denied(made, "belongs to another user (12345)");
  });
});
