// Guarantee: A stranger's repository does nothing.
// A repository of a stranger, freshly cloned: its settings and its .task/ start, decide and hold up
// nothing.
// Runs: in full too.
import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { narrow } from "../../../src/host/payload.ts";
import { policy } from "../../../src/policy/policy.ts";
import { findProject } from "../../../src/project/project.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { cli } from "../../cli/cli.ts";
import { dispatchTask, makeRun, STATES } from "../../cli/made/make-run.ts";
import { answerTo, typed } from "../../harness/hook.ts";
import { firstOf, someOf } from "../../harness/in-full.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";
import { PLAN_SONNET } from "../../workflows/multi-ai/ids.ts";

afterEach(cleanup);

/** The person's machine: a home of its own, in which the plugin was used. */
function machine(): { HOME: string; PATH: string } {
  const HOME = tempDir("home-");
  mkdirSync(join(HOME, ".claude/plugins/data/multi-ai-inline"), { recursive: true });
  return { HOME, PATH: process.env.PATH! };
}

const event = (root: string, env: object, name: string, more: object = {}) =>
  answerTo(root, name, more, { session: "mine", env });
const types = (root: string, env: object, command: string, args = "") =>
  typed(root, command, args, { session: "mine", env });
const judged = (root: string, env: object, tool: string, input: object, session = "mine") => {
  const payload = {
    hook_event_name: "PreToolUse",
    session_id: session,
    cwd: root,
    tool_name: tool,
    tool_input: input,
  };
  return policy(narrow(payload), findProject(root), { ...env });
};

/** A project with a live run of another machine, as a clone brings it. */
async function cloned(): Promise<string> {
  const ready = (id: string) => (run: Parameters<typeof taskOf>[0]) =>
    taskOf(run, id)?.status === "ready";
  const made = await makeRun({
    auto: true,
    settings: { tests: { run: true, commands: ["touch PWNED"], timeout_minutes: 5 } },
    until: ready(PLAN_SONNET),
  });
  await dispatchTask(made.project, made.run, taskOf(made.run, PLAN_SONNET)!);
  const root = copied(made.root);
  // There its baseline was run.
  rmSync(join(root, "PWNED"), { force: true });
  return root;
}

function copied(from: string): string {
  const root = join(tempDir(), "copy");
  cpSync(from, root, { recursive: true, verbatimSymlinks: true });
  return root;
}

describe("/multi-ai X in a clone whose settings name auto and commands", () => {
  const settings = JSON.stringify({ auto: true, tests: { commands: ["touch PWNED"] } });

  test.each(firstOf(["multi-ai", "team", "council"]))(
    "%s: nothing starts before the person has approved them, whole",
    async (command) => {
      const [root, env] = [
        makeProject({ files: { "a.js": "", ".claude/multi-ai.json": settings } }),
        machine(),
      ];
      const held = await types(root, env, command, "Add x");
      expect(held?.decision).toBe("block");
      expect(held?.reason).toMatch(
        /^Nothing was started\. [\s\S]*auto: true[\s\S]*touch PWNED[\s\S]*\/multi-ai:trust [0-9a-f]{10}/,
      );
      expect(existsSync(join(root, ".task"))).toBe(false);
      // What was shown is not shown again, nor is its code, by which nobody approves what they have
      // not seen.
      expect((await types(root, env, command, "Add x"))?.reason).toBe(
        "Nothing was started. .claude/multi-ai.json still needs your approval: /multi-ai:trust shows it, with the code that approves it.\nThen type the command again.",
      );
      expect((await types(root, env, "trust"))?.reason).toMatch(/auto: true[\s\S]*touch PWNED/);
      const code = /trust ([0-9a-f]{10})$/m.exec(held!.reason!)![1]!;
      expect((await types(root, env, "trust", code))?.reason).toContain("apply here from now on");
      expect(
        (await types(root, env, command, "Add x"))?.hookSpecificOutput?.additionalContext,
      ).toContain("T1");
      expect(readRun(findProject(root))).toMatchObject({
        auto: true,
        settings: { tests: { commands: ["touch PWNED"] } },
      });
      // The next run, and another session, are not asked again.
      await types(root, env, "reset");
      expect(
        (await types(root, env, command, "Add y"))?.hookSpecificOutput?.additionalContext,
      ).toContain("T1");
    },
  );

  test("the person may work without them", async () => {
    const [root, env] = [makeProject({ files: { ".claude/multi-ai.json": settings } }), machine()];
    const code = /trust ([0-9a-f]{10})$/m.exec(
      (await types(root, env, "multi-ai", "Add x"))!.reason!,
    )![1]!;
    await types(root, env, "trust", `${code} --without`);
    expect((await types(root, env, "multi-ai", "Add x"))?.decision).toBeUndefined();
    expect(readRun(findProject(root))).toMatchObject({
      auto: false,
      settings: { tests: { commands: [] } },
    });
  });

  test("multi-ai run says so before it starts the host", async () => {
    const [root, env] = [makeProject({ files: { ".claude/multi-ai.json": settings } }), machine()];
    const said = await cli(root, ["run", "multi-ai", "Add x", "--claude", "/bin/true"], env);
    expect([said.code, said.err]).toEqual([
      1,
      expect.stringMatching(/touch PWNED[\s\S]*multi-ai trust [0-9a-f]{10}/),
    ]);
  });
});

describe("a live run that came with the clone", () => {
  test("is told of at the start of a session, and no event goes on with it", async () => {
    const [root, env] = [await cloned(), machine()];
    const before = await Bun.file(join(root, ".task/events.jsonl")).text();
    const told = await event(root, env, "SessionStart", { source: "startup" });
    expect(told?.systemMessage).toMatch(
      /was not started on this machine.*\/multi-ai:cancel.*\/multi-ai:reset/,
    );
    expect(told?.hookSpecificOutput).toBeUndefined();
    for (const [name, more] of [
      ["UserPromptSubmit", { prompt: "A" }],
      ["UserPromptSubmit", { prompt: "go on" }],
      ["Stop", { stop_hook_active: false }],
      ["SubagentStop", { agent_id: "a", agent_type: "multi-ai:plan-reviewer" }],
      ["PreToolUse", { tool_name: "Agent", tool_input: { prompt: "T3" }, tool_use_id: "c" }],
      [
        "PostToolUse",
        { tool_name: "Agent", tool_input: { prompt: "T3" }, tool_response: {}, tool_use_id: "c" },
      ],
      ["SessionEnd", { reason: "other" }],
    ] as const)
      expect([name, await event(root, env, name, more)]).toEqual([name, null]);
    expect(await Bun.file(join(root, ".task/events.jsonl")).text()).toBe(before);
  });

  test("holds up none of the person's work", async () => {
    const [root, env] = [await cloned(), machine()];
    const file = join(root, "src/greet.js");
    expect(judged(root, env, "Write", { file_path: file, content: "" })).toBeNull();
    expect(judged(root, env, "Bash", { command: `echo > ${file}` })).toBeNull();
    // In the session that owns it, which no stranger can know, it is guarded whatever becomes of
    // the record.
    const { session } = readRun(findProject(root))!.owner!;
    expect(judged(root, env, "Write", { file_path: file, content: "" }, session)).not.toBeNull();
    writeFiles(root, { ".task/events.jsonl": "nonsense\n" });
    expect(judged(root, env, "Write", { file_path: file, content: "" })).toBeNull();
  });

  test.each(
    someOf([
      "resume",
      "resume --force",
      "decide A",
      "ruling x",
      "rollback --yes",
      "multi-ai Add x",
      "team Add x",
      "council Add x",
    ]),
  )("%s is refused, with what to do", async (line) => {
    const [root, env] = [await cloned(), machine()];
    const [command, ...args] = line.split(" ");
    const said = await types(root, env, command!, args.join(" "));
    expect([said?.decision, said?.reason]).toEqual([
      "block",
      expect.stringContaining("not started on this machine"),
    ]);
    expect(said?.hookSpecificOutput).toBeUndefined();
  });

  test.each(someOf(["resume", "decide A", "next --proceed", "park", "run --continue", "rollback"]))(
    "multi-ai %s is refused in a terminal too",
    async (line) => {
      const [root, env] = [await cloned(), machine()];
      const said = await cli(root, line.split(" "), env);
      expect([said.code, said.err]).toEqual([
        1,
        expect.stringMatching(/not started on this machine.*multi-ai trust/),
      ]);
      expect(existsSync(join(root, "PWNED"))).toBe(false);
    },
  );

  test("one that is over is not said to be ended by cancel", async () => {
    const [root, env] = [copied((await STATES.complete()).root), machine()];
    const said = await cli(root, ["rollback"], env);
    expect([said.code, said.err]).toEqual([1, expect.stringContaining("multi-ai trust")]);
    expect(said.err).not.toContain("multi-ai cancel");
  });

  test.each(["cancel", "cancel --force", "reset", "status"])("%s works", async (line) => {
    const [root, env] = [await cloned(), machine()];
    const [command, ...args] = line.split(" ");
    const said = await types(root, env, command!, args.join(" "));
    expect(said?.reason).not.toContain("none of it will run");
    if (command === "status") return;
    expect(
      (await types(root, env, "multi-ai", "Add x"))?.hookSpecificOutput?.additionalContext,
    ).toContain("T1");
  });

  test("trust shows what it would run and do, every character, before it is taken", async () => {
    const line = `true # ${"x".repeat(200)}\u202e ; touch PWNED`;
    const made = await makeRun({
      settings: {
        tests: { run: true, commands: ["true"], timeout_minutes: 5 },
        deploy: { command: "./ship.sh --now" },
      } as never,
      worker: (brief) =>
        brief.writes.endsWith("/user-story.json") ? { ...STORY, test_commands: [line] } : undefined,
      answers: { story: { option: "approve", text: null } },
      until: (run) => taskOf(run, "T2")?.status === "ready",
    });
    const [root, env] = [copied(made.root), machine()];
    const shown = (await types(root, env, "trust"))!.reason!;
    expect(shown).toContain("was not started on this machine");
    expect(shown).toContain("\n  runs: true\n");
    expect(shown).toContain(`\n  runs: true # ${"x".repeat(200)}⟨U+202E⟩ ; touch PWNED\n`);
    expect(shown).toContain("deploy.command: ./ship.sh --now");
    expect(shown).not.toContain("asks nobody");
    expect((await types(await cloned(), env, "trust"))!.reason).toContain("asks nobody (--auto)");
    // The code stands for what was shown: what comes behind it has another.
    const [, code] = /trust ([0-9a-f]{10})$/m.exec(shown)!;
    await types(root, env, "trust", code);
    expect((await types(root, env, "trust"))!.reason).toBe("Nothing here needs approval.");
  });

  test("a parked one is not brought back", async () => {
    const [root, env] = [await cloned(), machine()];
    const { run } = readRun(findProject(root))!;
    const task = join(root, ".task");
    mkdirSync(join(root, "aside"));
    renameSync(task, join(root, "aside/t"));
    mkdirSync(join(task, "parked"), { recursive: true });
    renameSync(join(root, "aside/t"), join(task, "parked", run));
    expect((await types(root, env, "resume"))?.reason).toContain("not started on this machine");
    expect(existsSync(join(task, "events.jsonl"))).toBe(false);
  });

  test("reset moves no file that its journal names elsewhere", async () => {
    const root = await cloned();
    const path = join(root, ".task/events.jsonl");
    const text = await Bun.file(path).text();
    expect(text).toContain('"writes":".task/user-story.json"');
    const lines = text.trim().split("\n");
    let prev = "";
    const forged = lines.map((line) => {
      const event = { ...JSON.parse(line), prev };
      if (event.writes === ".task/user-story.json") event.writes = ".task/../src/greet.js";
      const written = JSON.stringify(event);
      prev = new Bun.CryptoHasher("sha256").update(written).digest("hex");
      return written;
    });
    writeFiles(root, {
      ".task/events.jsonl": `${forged.join("\n")}\n`,
      "src/greet.js": "the person's\n",
    });
    rmSync(join(root, ".task/snapshot.json"), { force: true });
    await types(root, machine(), "reset");
    expect(await Bun.file(join(root, "src/greet.js")).text()).toBe("the person's\n");
  });
});

describe("a run of this machine", () => {
  test("is its own in every session; one that was moved or copied is taken over knowingly", async () => {
    const [root, env] = [makeProject(), machine()];
    await types(root, env, "multi-ai", "Add x");
    const goesOn = async (at: string) =>
      (await types(at, env, "resume", "--force"))?.hookSpecificOutput !== undefined;
    expect(await goesOn(root)).toBe(true);
    const moved = join(tempDir(), "moved");
    const copy = copied(root);
    renameSync(root, moved);
    for (const other of [moved, copy]) {
      expect(await goesOn(other)).toBe(false);
      const shown = (await types(other, env, "trust"))!.reason!;
      expect(shown).toMatch(/request: Add x/);
      await types(other, env, "trust", /trust ([0-9a-f]{10})/.exec(shown)![1]!);
      expect(await goesOn(other)).toBe(true);
    }
  });

  test("that is over says in a copy that it is none of there", async () => {
    const [root, env] = [makeProject(), machine()];
    await types(root, env, "multi-ai", "Add x");
    await types(root, env, "cancel");
    const next = async (at: string) => (await cli(at, ["status", "--json"], env)).json.next;
    expect(await next(root)).not.toContain("was not started on this machine");
    expect(await next(copied(root))).toContain("was not started on this machine");
  });
});
