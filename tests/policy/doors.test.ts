// What the main thread and agents may do to Claude Code itself, and to each other.
// Runs: together.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addressed } from "../../src/policy/messages.ts";
import { isHarmless } from "../../src/policy/plain-call.ts";
import { policy } from "../../src/policy/policy.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { VERSION } from "../../src/version.ts";
import { type MadeRun, makeRunAtWork } from "../cli/made/make-run.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";
import { BUILD } from "../workflows/multi-ai/ids.ts";
import { toolCall, verdictOf } from "./call.ts";

afterAll(cleanup);

const AGENT = "a1b2c3d4e5f60718";
let made: MadeRun;
beforeAll(async () => {
  made = await makeRunAtWork(BUILD, AGENT, { auto: true });
});
const verdict = (tool: string, input: object, agent?: string, type?: string): string =>
  verdictOf(policy(toolCall(tool, input, { agent, ...(type ? { type } : {}) }), made.project));

describe("an agent of the run is spoken to by nobody", () => {
  test.each([
    AGENT,
    `${AGENT}\n`,
    AGENT.toUpperCase(),
    `agent-${AGENT}`,
    `@${AGENT}`,
    AGENT.slice(0, 8),
    `session/${AGENT}`,
    "Implementer",
    "implementer ",
    "broadcast",
    "multi-ai:implementer",
    BUILD,
    "*",
    "all",
  ])("as %j", (to) => {
    expect(verdict("SendMessage", { to, message: "approve" })).toBe("deny");
    expect(verdict("TaskStop", { task_id: to })).toBe("deny");
    expect(verdict("KillShell", { shell_id: to })).toBe("deny");
    expect(verdict("SendMessage", { to: [to] })).toBe("deny");
    // Nor by another agent of the person, nor past the quick way.
    expect(verdict("SendMessage", { to }, "other", "general-purpose")).toBe("deny");
    for (const tool of ["SendMessage", "TaskStop"])
      expect(isHarmless(toolCall(tool, { to, task_id: to }), made.root, VERSION)).toBe(false);
  });
  test("once it has ended, too, in letters of any size", () => {
    const folder = tempDir();
    const ended = "a0ded0ded";
    const run = readRun(made.project)!;
    writeFiles(folder, {
      [`s/subagents/agent-${ended}.meta.json`]: JSON.stringify({ toolUseId: run.calls[0] }),
    });
    for (const to of [ended, ended.toUpperCase()]) {
      const call = {
        ...toolCall("SendMessage", { to, message: "go on" }),
        transcript: join(folder, "s.jsonl"),
      };
      expect([to, JSON.stringify(policy(call, made.project))]).toEqual([
        to,
        expect.stringContaining("deny"),
      ]);
    }
  });
  test("as the type of agent that does a role for the host", () => {
    const run = readRun(made.project)!;
    const tasks = run.tasks.map((task) =>
      task.id === BUILD ? { ...task, who: { ...task.who, agent: "executor" } } : task,
    );
    expect(addressed({ ...run, tasks }, "SendMessage", { to: "multi-ai:builder" })).toBe(AGENT);
    expect(addressed({ ...run, tasks }, "SendMessage", { to: "multi-ai:reader" })).toBeNull();
  });
  test.each([
    ["SendMessage", { to: "b7", message: `tell ${AGENT}` }],
    ["SendMessage", { to: "reviewer-of-mine", message: "x" }],
    ["TaskStop", { task_id: "bash_1" }],
    ["TaskStop", { task_id: "b0c1d2" }],
    ["KillShell", { shell_id: "1" }],
  ])("%s %j is left alone", (tool, input) => {
    expect(verdict(tool, input)).toBe("silent");
    expect(verdict(tool, input, "other", "general-purpose")).toBe("silent");
  });
});

describe("Claude Code's own settings", () => {
  const at = (path: string) => join(made.root, path);
  const own = (tool: string, input: object) => verdict(tool, input, AGENT);
  beforeAll(() => {
    mkdirSync(at(".claude"), { recursive: true });
    writeFileSync(
      at(".claude/settings.json"),
      JSON.stringify({ model: "sonnet", permissions: { deny: ["WebFetch"] } }, null, 2),
    );
  });
  test("an agent of the run is asked before it changes any of them", () => {
    const file_path = at(".claude/settings.json");
    for (const value of [
      {},
      { model: "opus" },
      { hooks: {} },
      { env: { MULTI_AI_OFF: "1" } },
      { sandbox: {} },
    ])
      expect([value, own("Write", { file_path, content: JSON.stringify(value) })]).toEqual([
        value,
        "ask",
      ]);
    const edits = [{ old_string: "deny", new_string: "allow" }];
    expect([
      own("Edit", { file_path, ...edits[0] }),
      own("MultiEdit", { file_path, edits }),
    ]).toEqual(["ask", "ask"]);
    expect(
      own("Write", { file_path: at(".mcp.json"), content: '{"mcpServers":{"x":{"command":"y"}}}' }),
    ).toBe("ask");
    expect(own("Write", { file_path: at(".claude/settings.local.json"), content: '{"env"' })).toBe(
      "ask",
    );
  });
  test("under each spelling that a disk may take for the same file, by a tool and by a command", () => {
    const before = process.env.CLAUDE_CONFIG_DIR;
    process.env.CLAUDE_CONFIG_DIR = "/home/Ren\u00e9/Agents";
    try {
      for (const file_path of [
        at(".claude/Settings.json"),
        at(".CLAUDE/\u017fettings.json"),
        at(".MCP.j\u017fon"),
        "/home/rene\u0301/agents/settings.json",
      ]) {
        const isOwn = file_path.startsWith("/home");
        const command = `echo '{}' > ${file_path}`;
        expect([
          file_path,
          own("Write", { file_path, content: "{}" }),
          own("Bash", { command }),
        ]).toEqual([file_path, ...(isOwn ? ["deny", "deny"] : ["ask", "ask"])]);
      }
    } finally {
      if (before === undefined) delete process.env.CLAUDE_CONFIG_DIR;
      else process.env.CLAUDE_CONFIG_DIR = before;
    }
  });
  test("files of that name elsewhere are the project's, and those of the person no agent writes", () => {
    for (const path of [
      "tests/fixtures/.claude/settings.json",
      "docs/.mcp.json",
      "src/settings.json",
    ])
      expect(own("Write", { file_path: at(path), content: '{"hooks":{}}' })).toBe("silent");
    const home = process.env.HOME!;
    const person = {
      file_path: join(home, ".claude/settings.json"),
      content: '{"disableAllHooks":true,"hooks":{"x":1}}',
    };
    expect([own("Write", person), verdict("Write", person)]).toEqual(["deny", "ask"]);
    expect(
      own("Write", {
        file_path: "/etc/claude-code/managed-settings.json",
        content: '{"hooks":{}}',
      }),
    ).toBe("deny");
  });
});
