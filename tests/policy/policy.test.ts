// Guarantee: Least privilege.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { taskOf } from "../../src/engine/run.ts";
import { CALL } from "../../src/host/driver.ts";
import { narrow, type Payload } from "../../src/host/payload.ts";
import { judgeCommand } from "../../src/policy/command.ts";
import { isHarmless } from "../../src/policy/plain-call.ts";
import { policy } from "../../src/policy/policy.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { VERSION } from "../../src/version.ts";
import {
  dispatchTask,
  type MadeRun,
  makeRun,
  makeRunAtWork,
  ready,
  SESSION,
} from "../cli/made/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { BUILD, PLAN_CODEX, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";
import { toolCall, verdictOf } from "./call.ts";
import HONEST from "./honest-commands.yaml";

afterAll(cleanup);

/** A run whose named task is at work, its agent bound as `agent-of-it`. */
const working = (id: string): Promise<MadeRun> => makeRunAtWork(id, "agent-of-it", { auto: true });

const verdict = (payload: Payload, made: MadeRun): string =>
  verdictOf(policy(payload, made.project));

const payloadOf = (tool: string, input: object, agent?: string, type = "multi-ai:plan-reviewer") =>
  toolCall(tool, input, { agent, type });

let review: MadeRun;
let building: MadeRun;
beforeAll(async () => {
  review = await working(PLAN_SONNET);
  building = await working(BUILD);
  mkdirSync(join(review.root, "sub"));
  symlinkSync(join(review.root, ".task"), join(review.root, "sub", "link"));
});

describe("a shell line of a skill is judged as a command", () => {
  const sample = join(import.meta.dir, "../fixtures/payloads/PreSkillShellCommand.json");
  const line = (command: string, more: object = {}): Payload =>
    narrow({
      ...JSON.parse(readFileSync(sample, "utf8")),
      cwd: review.root,
      tool_input: { command },
      ...more,
    });
  const passes = (payload: Payload): boolean => isHarmless(payload, review.root, VERSION);
  test.each([
    ["echo '{}' >> .task/state.json", "deny"],
    ["multi-ai cancel --force", "deny"],
    ["git push origin HEAD", "ask"],
    ["git status", "silent"],
  ])("%s, of the main thread: %s", (command, expected) => {
    expect([passes(line(command)), verdict(line(command), review)]).toEqual([false, expected]);
    expect(passes(line(command, { invoked_by: "other" }))).toBe(false);
  });
  test("of an agent that runs no commands it is denied", () => {
    const inside = { agent_id: "agent-of-it", agent_type: "multi-ai:plan-reviewer" };
    expect(verdict(line("git status", inside), review)).toBe("deny");
  });
  test("of a skill that the person types it is their own, but not where an agent typed it", () => {
    const typed = { invoked_by: "user" };
    expect(passes(line("git push", typed))).toBe(true);
    expect(passes(line("git push", { ...typed, agent_id: "agent-of-it" }))).toBe(false);
    process.env[CALL] = "direct-1";
    try {
      expect(passes(line("git push", typed))).toBe(false);
    } finally {
      delete process.env[CALL];
    }
  });
});

describe("what the main thread may do while a run is live", () => {
  const at = (path: string) => ({
    file_path: path.startsWith("/") ? path : join(review.root, path),
  });
  test.each<[string, string, () => object, string]>([
    ["read", "Read", () => at(".task/state.json"), "silent"],
    [
      "dispatch",
      "Agent",
      () => ({ prompt: PLAN_SONNET, subagent_type: "multi-ai:plan-reviewer" }),
      "step",
    ],
    ["ask", "AskUserQuestion", () => ({}), "step"],
    ["start a check", "Bash", () => ({ command: `multi-ai check ${PLAN_CODEX}` }), "deny"],
    [
      "start a check and more",
      "Bash",
      () => ({ command: `multi-ai check ${PLAN_CODEX}; rm -rf .task` }),
      "deny",
    ],
    ["write a review", "Write", () => at(".task/review-sonnet.json"), "deny"],
    ["edit a text that stands for the story", "Edit", () => at(".task/user-story.md"), "deny"],
    ["edit the state", "Edit", () => at(".task/state.json"), "deny"],
    ["write through a link", "Write", () => at("sub/link/state.json"), "deny"],
    ["write the project", "Write", () => at("src/a.ts"), "ask"],
    ["write elsewhere", "Write", () => at("/nowhere/notes.md"), "silent"],
    [
      "a command that reads the folder",
      "Bash",
      () => ({ command: "cat .task/state.json | jq .phase" }),
      "silent",
    ],
    ["redirect into the folder", "Bash", () => ({ command: "echo x > .task/state.json" }), "deny"],
    ["decide for the person", "Bash", () => ({ command: "multi-ai decide approve" }), "deny"],
    [
      "message to the agent at work",
      "SendMessage",
      () => ({ to: "agent-of-it", message: "approve" }),
      "deny",
    ],
    ["message to somebody else", "SendMessage", () => ({ to: "other" }), "silent"],
    [
      "a prompt that comes later",
      "ScheduleWakeup",
      () => ({ delaySeconds: 60, prompt: "A" }),
      "deny",
    ],
    ["a prompt that comes from outside", "RemoteTrigger", () => ({ prompt: "A" }), "deny"],
  ])("%s", (_name, tool, input, expected) => {
    expect(verdict(payloadOf(tool, input()), review)).toBe(expected);
  });
});

describe("beside a run that a driver carries on, only the record is kept from a session", () => {
  let free: MadeRun;
  beforeAll(async () => {
    free = await makeRun({ auto: true, until: ready(PLAN_SONNET) });
    change(free.project, () => [
      { do: "attach", session: "driver", host: null, driver: true, force: true },
    ]);
  });
  test.each<[string, string, (at: (path: string) => string) => object, string]>([
    ["edit the project", "Edit", (at) => ({ file_path: at("src/a.ts") }), "silent"],
    [
      "write settings",
      "Write",
      (at) => ({ file_path: at(".claude/settings.json"), content: "{}" }),
      "silent",
    ],
    [
      "settings by a command",
      "Bash",
      () => ({ command: "echo '{}' > .claude/settings.json" }),
      "silent",
    ],
    ["publish", "Bash", () => ({ command: "git push origin main" }), "silent"],
    [
      "publish, and remove the record",
      "Bash",
      () => ({ command: "git push && rm -rf .task" }),
      "deny",
    ],
    ["write a review", "Write", (at) => ({ file_path: at(".task/review-sonnet.json") }), "deny"],
    ["decide for the person", "Bash", () => ({ command: "multi-ai decide approve" }), "deny"],
  ])("%s", (_name, tool, input, expected) => {
    for (const agent of [undefined, "agent-of-the-person"]) {
      const payload = payloadOf(
        tool,
        input((path) => join(free.root, path)),
        agent,
        "general-purpose",
      );
      expect([agent, verdict({ ...payload, cwd: free.root }, free)]).toEqual([agent, expected]);
    }
  });
});

describe("a command by whatever tool", () => {
  test.each<[string, string, object, string]>([
    [
      "start a check by another tool",
      "Monitor",
      { command: `multi-ai check ${PLAN_CODEX}` },
      "deny",
    ],
    [
      "watch a log",
      "Monitor",
      { command: "tail -f /var/log/x | grep --line-buffered ERR" },
      "silent",
    ],
    ["watch what belongs to the run", "Monitor", { command: "tail -f .task/state.json" }, "silent"],
    ["monitor into the folder", "Monitor", { command: "echo x > .task/state.json" }, "deny"],
    ["decide by a monitor", "Monitor", { command: "multi-ai decide A" }, "deny"],
    ["a server's shell", "mcp__shell__run", { command: "rm -rf .task" }, "deny"],
    ["a server's shell, elsewhere", "mcp__shell__run", { command: "npm test" }, "silent"],
  ])("is held to what Bash is: %s", (_name, tool, input, expected) => {
    expect(verdict(payloadOf(tool, input), review)).toBe(expected);
  });
});

describe("what a reviewer may do", () => {
  const own = () => ({ file_path: join(review.root, ".task/review-sonnet.json") });
  test.each<[string, string, () => object, string]>([
    ["read", "Read", () => ({ file_path: join(review.root, "src/greet.ts") }), "silent"],
    ["write its artifact", "Write", own, "allow"],
    ["edit its artifact", "Edit", own, "allow"],
    [
      "another reviewer's artifact",
      "Write",
      () => ({ file_path: join(review.root, ".task/review-opus.json") }),
      "deny",
    ],
    ["the project", "Write", () => ({ file_path: join(review.root, "src/greet.ts") }), "deny"],
    ["a command", "Bash", () => ({ command: "ls" }), "deny"],
    ["a command by another tool", "Monitor", () => ({ command: "ls" }), "deny"],
    ["another agent", "Agent", () => ({ prompt: "x" }), "deny"],
    ["a workflow", "Workflow", () => ({}), "deny"],
    ["the person's answer", "AskUserQuestion", () => ({}), "deny"],
  ])("%s", (_name, tool, input, expected) => {
    expect(verdict(payloadOf(tool, input(), "agent-of-it"), review)).toBe(expected);
  });
});

describe("what the implementer may do", () => {
  test.each<[string, string, () => object, string]>([
    [
      "the project, as the host allows",
      "Edit",
      () => ({ file_path: join(building.root, "src/greet.ts") }),
      "silent",
    ],
    [
      "what every agent is told",
      "Edit",
      () => ({ file_path: join(building.root, "CLAUDE.md") }),
      "ask",
    ],
    [
      "what runs at each commit",
      "Write",
      () => ({ file_path: join(building.root, ".husky/pre-commit") }),
      "ask",
    ],
    [
      "scripts and how tests run",
      "Edit",
      () => ({ file_path: join(building.root, "package.json") }),
      "silent",
    ],
    ["tests", "Bash", () => ({ command: "bun test" }), "silent"],
    [
      "its result",
      "Write",
      () => ({ file_path: join(building.root, ".task/impl-result.json") }),
      "allow",
    ],
    [
      "its result by a command",
      "Bash",
      () => ({ command: "echo {} > .task/impl-result.json" }),
      "deny",
    ],
    [
      "its result by a monitor",
      "Monitor",
      () => ({ command: "echo {} > .task/impl-result.json" }),
      "deny",
    ],
    ["watch its tests", "Monitor", () => ({ command: "bun test --watch" }), "silent"],
    ["a check", "Bash", () => ({ command: `multi-ai check ${PLAN_CODEX}` }), "deny"],
    [
      "a verdict",
      "Write",
      () => ({ file_path: join(building.root, ".task/code-review-opus.json") }),
      "deny",
    ],
    [
      "a text that stands for the plan",
      "Write",
      () => ({ file_path: join(building.root, ".task/plan.md") }),
      "deny",
    ],
    [
      "the journal",
      "Write",
      () => ({ file_path: join(building.root, ".task/events.jsonl") }),
      "deny",
    ],
    ["a file of the home", "Write", () => ({ file_path: join(homedir(), ".bashrc") }), "deny"],
    ["a file beside the project", "Edit", () => ({ file_path: "/srv/other/a.ts" }), "deny"],
    ["the home by a command", "Bash", () => ({ command: "rm -rf /srv/notes" }), "deny"],
    ["a copy to try things in", "Write", () => ({ file_path: "/tmp/try/a.ts" }), "silent"],
  ])("%s", (_name, tool, input, expected) => {
    expect(verdict(payloadOf(tool, input(), "agent-of-it", "multi-ai:implementer"), building)).toBe(
      expected,
    );
  });
});

test.each([false, true])(
  "what instructs agents is asked about unless the request names it; by a driver (%s) nobody is",
  async (driver) => {
    const request = "Say in CLAUDE.md how greetings are tested";
    const { project, root } = await makeRun({ auto: true, request, until: ready(BUILD) });
    if (driver)
      change(project, () => [{ do: "attach", session: SESSION, host: null, driver, force: true }]);
    await dispatchTask(project, readRun(project)!, taskOf(readRun(project)!, BUILD)!);
    const { call } = taskOf(readRun(project)!, BUILD)!.dispatch!;
    const run = change(project, () => [
      { do: "bind", task: BUILD, call, agent: "agent-of-it" },
    ])!.run;
    const seen = (name: string): string =>
      verdict(payloadOf("Edit", { file_path: join(root, name) }, "agent-of-it"), {
        project,
        root,
        run,
      } as MadeRun);
    const asked = driver ? "silent" : "ask";
    expect([seen("CLAUDE.md"), seen("AGENTS.md"), seen(".claude/agents/x.md")]).toEqual([
      "silent",
      asked,
      asked,
    ]);
  },
);

test("a home below the folder for temporary files is the person's; one that is this folder, or around it, is not all theirs", () => {
  const { HOME } = process.env;
  const may = (home: string, path: string) => {
    process.env.HOME = home;
    const payload = payloadOf("Write", { file_path: path }, "agent-of-it", "multi-ai:implementer");
    return verdict(payload, building);
  };
  const inside = join(tmpdir(), "multi-ai-no-such-home");
  try {
    expect(may(inside, join(inside, ".bashrc"))).toBe("deny");
    expect(may(inside, join(tmpdir(), "try/a.ts"))).toBe("silent");
    expect(may(tmpdir(), join(tmpdir(), "try/a.ts"))).toBe("silent");
    expect(may("/", join(tmpdir(), "try/a.ts"))).toBe("silent");
  } finally {
    process.env.HOME = HOME;
  }
});

describe("agents that no task is bound to", () => {
  const stranger = (tool: string, input: object) =>
    verdict(payloadOf(tool, input, "other", "general-purpose"), review);
  const unbound = (tool: string, input: object) => verdict(payloadOf(tool, input, "other"), review);
  test("the person's own agent is left alone outside of .task", () => {
    expect(stranger("Write", { file_path: join(review.root, "src/a.ts") })).toBe("silent");
    expect(stranger("Bash", { command: "make" })).toBe("silent");
    expect(stranger("Agent", { prompt: "x" })).toBe("silent");
    expect(stranger("CronCreate", { prompt: "A" })).toBe("deny");
    expect(stranger("SubagentHandback", { message: "A" })).toBe("silent");
    expect(stranger("Write", { file_path: join(review.root, ".task/state.json") })).toBe("deny");
    expect(stranger("Bash", { command: "rm -r .task" })).toBe("deny");
    expect(stranger("Monitor", { command: "rm -r .task" })).toBe("deny");
  });
  test("one of ours without a dispatch may only read, and write what may carry a nonce", () => {
    expect(unbound("Read", {})).toBe("silent");
    expect(unbound("Edit", { file_path: join(review.root, "src/a.ts") })).toBe("deny");
    expect(unbound("Bash", { command: "ls" })).toBe("deny");
    expect(unbound("Monitor", { command: "ls" })).toBe("deny");
    expect(
      unbound("Write", { file_path: join(review.root, ".task/review-sonnet.json"), content: "{}" }),
    ).toBe("step");
  });
});

test("of a project in memory the rules hold as on a disk", () => {
  const place = {
    root: "/dev/shm/p",
    task: "/dev/shm/p/.task",
    folder: "/dev/shm/p",
    home: "/h",
    kept: null,
  };
  expect(judgeCommand("cp a .task/state.json > /dev/null", place)).toEqual({
    act: "deny",
    rule: "folder",
  });
});

test("a script of the implementer's project that publishes is asked about in every mode, by whatever name", () => {
  const path = join(building.root, "package.json");
  writeFileSync(path, JSON.stringify({ scripts: { out: "npm publish", build: "tsc" } }));
  const of = (command: string): string =>
    verdict(
      {
        ...payloadOf("Bash", { command }, "agent-of-it", "multi-ai:implementer"),
        permissionMode: "bypassPermissions",
      },
      building,
    );
  expect([of("npm run out"), of("make deploy"), of("npm run build")]).toEqual([
    "ask",
    "ask",
    "silent",
  ]);
  rmSync(path);
});

test("no honest command of the implementer is refused or asked about", () => {
  const said = (command: string) =>
    verdict(payloadOf("Bash", { command }, "agent-of-it", "multi-ai:implementer"), building);
  // The host's own settings are the person's while a run is live.
  // And so is another repository.
  const theirs = HONEST.filter(
    (command: string) => !/\.claude\/settings\.json|~\/multi-ai && git reset/.test(command),
  );
  // With git it looks; a repository that it makes is its own.
  const changing = theirs.filter((command: string) =>
    /^git (?:add|cherry-pick|clean(?! -n| -fdx -n)|commit|rebase|rm|stash)\b/.test(command),
  );
  expect(changing.length).toBeGreaterThan(10);
  expect(theirs.filter((command: string) => said(command) !== "silent")).toEqual(changing);
});

test("the quick way never passes a call that the policy has a word on", () => {
  const home = review.root;
  const tool = fc.constantFrom(
    "Read",
    "Grep",
    "Glob",
    "Bash",
    "Monitor",
    "PowerShell",
    "mcp__shell__run",
    "Write",
    "Edit",
    "NotebookEdit",
    "Agent",
    "Task",
    "AskUserQuestion",
    "SendMessage",
    "Workflow",
    "WebFetch",
    "TaskCreate",
    "SubagentHandback",
    "ScheduleWakeup",
    "CronCreate",
  );
  const command = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "ls",
      "cat .task/x",
      "echo > .task/y",
      `multi-ai check ${PLAN_CODEX}`,
      "rm -r .t?sk",
      "cd .tas'k'",
    ),
  );
  const agent = fc.constantFrom(undefined, "agent-of-it", "other");
  const path = fc.constantFrom("src/a.ts", ".task/state.json", ".task/review-sonnet.json");
  let passed = 0;
  fc.assert(
    fc.property(tool, command, agent, path, (name, line, who, file) => {
      const payload = payloadOf(
        name,
        { command: line, file_path: join(home, file), to: "agent-of-it" },
        who,
      );
      if (!isHarmless(payload, home, VERSION)) return;
      passed += 1;
      expect(policy(payload, review.project)).toBeNull();
    }),
    { numRuns: 500 },
  );
  expect(passed).toBeGreaterThan(20);
});

test("the quick way passes nothing when the snapshot is not current", async () => {
  const made = await working(PLAN_SONNET);
  const read = payloadOf("Read", {});
  expect(isHarmless(read, made.root, VERSION)).toBe(true);
  expect(isHarmless(read, made.root, "another version")).toBe(false);
  const snapshot = join(made.root, ".task/snapshot.json");
  const text = await Bun.file(snapshot).text();
  await Bun.write(snapshot, text.replace('"auto":true', '"auto":false'));
  expect(isHarmless(read, made.root, VERSION)).toBe(false);
  await Bun.write(snapshot, text);
  const journal = join(made.root, ".task/events.jsonl");
  await Bun.write(journal, `${await Bun.file(journal).text()}{}\n`);
  expect(isHarmless(read, made.root, VERSION)).toBe(false);
});
