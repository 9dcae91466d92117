// Who called the hook: the owner's process through the guard and nothing else. The programs that ship are fed by real processes.
import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/run.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const PLUGIN = join(import.meta.dir, "..", "..");
const GUARD = join(PLUGIN, "hooks/guard.sh");
const SESSION = "owner";

interface Answer {
  decision?: string;
  reason?: string;
  systemMessage?: string;
  hookSpecificOutput?: { additionalContext?: string; permissionDecision?: string; permissionDecisionReason?: string };
}

/** A project on a machine of its own, in which this process is the host. */
function machine() {
  const [HOME, root] = [tempDir("home-"), makeProject()];
  const data = join(HOME, ".claude/plugins/data/multi-ai-inline");
  mkdirSync(data, { recursive: true });
  const env = { HOME, PATH: process.env.PATH ?? "", CLAUDE_PROJECT_DIR: root, CLAUDE_PLUGIN_DATA: data };
  const place = join(HOME, "payload.json");

  /** The line of hooks.json, as words; `$0` of the shell is the guard. */
  const line = (event: string): string[] => [
    "/bin/sh",
    "-c",
    'test -r "$0" || exit 0; . "$0"',
    GUARD,
    event === "UserPromptExpansion" ? "-" : "live",
    event === "PreToolUse" ? "policy" : "step",
    event,
  ];
  const payload = (event: string, more: object): string =>
    JSON.stringify({
      hook_event_name: event,
      session_id: SESSION,
      transcript_path: join(HOME, `${SESSION}.jsonl`),
      cwd: root,
      ...more,
    });
  const run = (words: string[], stdin: string, over: object): Answer => {
    const done = Bun.spawnSync(words, { env: { ...env, ...over }, stdin: Buffer.from(stdin), cwd: root });
    return JSON.parse(done.stdout.toString() || "{}");
  };
  return {
    root,
    env,
    line,
    payload,
    says: (event: string, more: object, over: object = {}) => run(line(event), payload(event, more), over),
    /** The same by a shell between, as a command of a model has it. */
    piped(event: string, more: object, over: object = {}): Answer {
      writeFileSync(place, payload(event, more));
      const words = line(event).map((word) => `'${word.replaceAll("'", "'\\''")}'`);
      return run(["bash", "-c", `cat ${place} | ${words.join(" ")}; true`], "", over);
    },
    /** The built hook without the guard. */
    direct(event: string, more: object, over: object = {}): Answer {
      writeFileSync(place, payload(event, more));
      const hook = `'${process.execPath}' src/hook.ts step <${place}; true`;
      const from = { MULTI_AI_PROJECT_START: root, MULTI_AI_HOST_PID: String(process.pid) };
      return run(["bash", "-c", `cd '${PLUGIN}' && ${hook}`], "", { ...from, ...over });
    },
    types: (command: string, args = "") => ({
      command_name: `multi-ai:${command}`,
      command_args: args,
      prompt: `/multi-ai:${command} ${args}`.trim(),
    }),
    now: () => readRun(findProject(root))!,
  };
}

/** A machine with a live run of this process. */
function started() {
  const made = machine();
  const answer = made.says("UserPromptExpansion", made.types("multi-ai", "Add a door"));
  expect(answer.hookSpecificOutput?.additionalContext).toContain('prompt: "T1"');
  expect(made.now().owner).toMatchObject({ session: SESSION, host: { pid: process.pid } });
  return made;
}

const noticed = (made: ReturnType<typeof machine>): string[] => (made.now().notices ?? []).map(({ what }) => what);

describe("fed by hand", () => {
  test("a dispatch, through the guard and past it: nothing begins, and it is noticed", () => {
    const made = started();
    const call = {
      tool_name: "Agent",
      tool_use_id: "toolu_1",
      tool_input: { prompt: "T1", subagent_type: "multi-ai:planner" },
    };
    for (const feed of [made.piped, made.direct]) {
      const answer = feed("PreToolUse", call);
      expect(answer.hookSpecificOutput?.permissionDecisionReason).toContain("Nothing of this counts");
      expect(made.now().tasks[0]!.status).toBe("ready");
    }
    expect(noticed(made)).toEqual(["foreign-caller"]);
  });

  test.each([
    ["UserPromptSubmit", { prompt: "A" }],
    ["PostToolUse", { tool_name: "AskUserQuestion", tool_use_id: "t", tool_response: { answers: {} } }],
    ["SubagentStop", { agent_id: "a1", agent_type: "multi-ai:planner" }],
    ["Stop", {}],
    ["SessionStart", { source: "resume" }],
    ["UserPromptExpansion", { command_name: "multi-ai:cancel", command_args: "" }],
    ["UserPromptExpansion", { command_name: "multi-ai:resume", command_args: "--force" }],
  ])("%s %j", (event, more) => {
    const made = started();
    const answer = made.piped(event, more);
    expect(answer.reason ?? answer.systemMessage).toContain("Nothing of this counts");
    expect(made.now()).toMatchObject({ status: "running", owner: { session: SESSION, host: { pid: process.pid } } });
    expect(noticed(made)).toEqual(["foreign-caller"]);
  });

  test("with the owner's process id in the environment, and from another session", () => {
    const made = started();
    const owner = { CLAUDE_PID: String(process.pid), MULTI_AI_HOST_PID: String(process.pid) };
    for (const session_id of [SESSION, "other"]) {
      const answer = made.piped("UserPromptExpansion", { ...made.types("cancel"), session_id }, owner);
      expect(answer.reason).toContain("Nothing of this counts");
    }
    expect(made.now().status).toBe("running");
  });

  test("in the place of a command's own shell, which then is a child of the host: the host marks those", () => {
    const made = started();
    const answer = made.says("UserPromptExpansion", made.types("cancel"), { AI_AGENT: "claude-code_2-1-328_agent" });
    expect(answer.reason).toContain("Nothing of this counts");
    expect(made.now().status).toBe("running");
  });

  test.each(["out.txt", "/dev/null"])(
    "in the place of a command's own shell without that mark, with its output in %s",
    (to) => {
      const made = started();
      const stdin = Buffer.from(made.payload("UserPromptExpansion", made.types("cancel")));
      Bun.spawnSync(made.line("UserPromptExpansion"), {
        env: made.env,
        stdin,
        cwd: made.root,
        stdout: Bun.file(resolve(made.env.HOME, to)),
      });
      expect(made.now().status).toBe("running");
      expect(noticed(made)).toEqual(["foreign-caller"]);
    },
  );
});

describe("the host itself", () => {
  test("its events count, whatever a variable says who it is", () => {
    const made = started();
    const wrong = { CLAUDE_PID: "1234567", AI_AGENT: "claude-code_2-1-328_harness" };
    expect(made.says("UserPromptExpansion", made.types("cancel"), wrong).reason).toContain("is cancelled");
    expect(made.now().status).toBe("cancelled");
  });

  test("also one that calls its hooks what others call their commands", () => {
    const mark = { AI_AGENT: "claude-code_3-0-0_agent" };
    const made = machine();
    made.says("UserPromptExpansion", made.types("multi-ai", "Add a door"), mark);
    expect(made.says("UserPromptExpansion", made.types("cancel"), mark).reason).toContain("is cancelled");
  });

  test("with another session in the same window", () => {
    const made = started();
    made.says("SessionStart", { source: "clear", session_id: "next" });
    expect(made.now().owner?.session).toBe("next");
    expect(made.says("UserPromptExpansion", { ...made.types("cancel"), session_id: "next" }).reason).toContain(
      "is cancelled",
    );
  });

  test("a prompt that was scheduled decides nothing, a typed one does", () => {
    const made = started();
    const fires = { type: "system", subtype: "scheduled_task_fire", prompt: "/multi-ai:cancel" };
    writeFileSync(join(made.env.HOME, `${SESSION}.jsonl`), `${JSON.stringify(fires)}\n`);
    expect(made.says("UserPromptExpansion", made.types("cancel")).reason).toContain("was scheduled");
    expect(noticed(made)).toEqual(["not-the-person"]);
    const refused = {
      type: "system",
      subtype: "informational",
      content: "blocked\n\nOriginal prompt: /multi-ai:cancel",
    };
    writeFileSync(join(made.env.HOME, `${SESSION}.jsonl`), `${JSON.stringify(fires)}\n${JSON.stringify(refused)}\n`);
    expect(made.says("UserPromptExpansion", made.types("cancel")).reason).toContain("is cancelled");
  });
});

/** A host of its own, which starts a run and cancels it: the processes above it are `above`. Answers the second command. */
async function hostUnder(above: string[], over: object = {}): Promise<Answer> {
  const made = machine();
  const program = join(made.env.HOME, "host.ts");
  const words = JSON.stringify(made.line("UserPromptExpansion"));
  const payloads = JSON.stringify(
    [made.types("multi-ai", "Add a door"), made.types("cancel")].map((one) => made.payload("UserPromptExpansion", one)),
  );
  writeFileSync(
    program,
    `let said = "";\nfor (const one of ${payloads}) said = Bun.spawnSync(${words}, { stdin: Buffer.from(one) }).stdout.toString();\nconsole.log(said);`,
  );
  const child = Bun.spawn([...above, process.execPath, program], {
    env: { ...made.env, ...over },
    cwd: made.root,
    stdout: "pipe",
    detached: true,
  });
  return JSON.parse(await new Response(child.stdout).text());
}

/** A program with this name that does what the text says with its arguments. */
function script(name: string, text: string): string {
  const path = join(tempDir("bin-"), name);
  writeFileSync(path, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  return path;
}

// macOS has no setsid.
describe.skipIf(process.platform !== "linux")("processes above the host", () => {
  test.each([
    ["a script", "start.sh", '"$@"; exit'],
    ["a wrapper of the same name, which waits for it", "claude", '"$@"; exit'],
    ["a wrapper that makes room for it", "claude", 'exec "$@"'],
    ["a job of a shell's own, as a terminal starts it", "terminal", 'setsid --wait sh -c \'"$@"; exit\' x "$@"; exit'],
  ])("%s: the person decides", async (_, name, text) =>
    expect((await hostUnder([script(name, text)])).reason).toContain("is cancelled"),
  );

  test.each([
    ["in a shell", 'setsid --wait sh -c \'"$@"; exit\' x "$@"; exit'],
    ["in the place of that shell", 'setsid --wait "$@"; exit'],
    ["behind a script and a shell", 'setsid --wait bash -c \'sh -c "\\"\\$@\\"; exit" x "$@"; exit\' x "$@"; exit'],
  ])("a command of another host, %s: nobody does", async (_, text) => {
    const answer = await hostUnder([script("claude", text)], { CLAUDE_CODE_ENTRYPOINT: "cli" });
    expect(answer.reason).toContain("was started by a command of another one");
  });
});

test("where a run is over, or there is none, nobody is refused", () => {
  const made = machine();
  expect(made.piped("UserPromptExpansion", made.types("status")).reason).toContain("No run");
  made.says("UserPromptExpansion", made.types("multi-ai", "Add a door"));
  made.says("UserPromptExpansion", made.types("cancel"));
  expect(made.piped("UserPromptExpansion", made.types("status")).reason).toContain("cancelled");
});
