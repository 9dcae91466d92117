// Guarantee: Nobody is trapped.
// A run whose journal cannot be read is left from inside of the host, by what the host can do;
// reading goes on.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTime } from "../../../src/process/identity.ts";
import { noteOwner } from "../../../src/record/machine/owner.ts";
import { orphans } from "../../../src/run/end/orphans.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { type MadeRun, STATES } from "../../cli/made/make-run.ts";
import { cleanup, tempDir } from "../../harness/project.ts";
import { WITH_COMPILED } from "../../harness/start.ts";
import { breakJournal, brokenBy } from "../../store/broken.ts";

afterAll(cleanup);

const GUARD = join(import.meta.dir, "../../../hooks/guard.sh");

/** A run with an agent at work and a journal with an altered line; `seq`: from where it is lost. */
async function broken(): Promise<MadeRun & { seq: number }> {
  const made = await STATES["review running"]();
  breakJournal(made.project.task);
  return { ...made, seq: brokenBy(() => readRun(made.project)).seq };
}

/** What the built hook answers on an event, through the guard. */
function fired(root: string, event: string, raw: object): Record<string, unknown> | null {
  const [marker, kind] = event === "PreToolUse" ? ["live", "policy"] : ["-", "step"];
  const done = Bun.spawnSync(["sh", "-c", '. "$0"', GUARD, marker!, kind!, event], {
    env: {
      PATH: process.env.PATH ?? "",
      CLAUDE_PROJECT_DIR: root,
      CLAUDE_PID: String(process.pid),
      ...WITH_COMPILED,
    },
    stdin: Buffer.from(
      JSON.stringify({ hook_event_name: event, session_id: "s", cwd: root, ...raw }),
    ),
  });
  const out = done.stdout.toString();
  return out === "" ? null : JSON.parse(out);
}
const tool = (root: string, tool_name: string, tool_input: object) =>
  fired(root, "PreToolUse", { tool_name, tool_input, tool_use_id: "toolu_9" });
const typed = (root: string, command: string, args: string): string =>
  String(
    fired(root, "UserPromptExpansion", { command_name: `multi-ai:${command}`, command_args: args })
      ?.reason,
  );

describe("a journal that cannot be read", () => {
  test("reading is allowed, everything else is denied with what the person can type there", async () => {
    const { root, seq } = await broken();
    for (const [name, input] of [
      ["Read", { file_path: join(root, ".task/events.jsonl") }],
      ["Grep", { pattern: "x" }],
      ["SubagentHandback", { message: "T6 is done" }],
      ["Glob", { pattern: "**" }],
    ] as const)
      expect([name, tool(root, name, input)]).toEqual([name, null]);
    for (const [name, input] of [
      ["Write", { file_path: join(root, "a.ts"), content: "" }],
      ["Agent", { prompt: "T3" }],
      ["Bash", { command: "cat a; rm b" }],
    ] as const) {
      const said = JSON.stringify(tool(root, name, input));
      expect([name, said]).toEqual([name, expect.stringContaining('"permissionDecision":"deny"')]);
      expect(said).toContain(`/multi-ai:resume --from ${seq}`);
      expect(said).toContain("/multi-ai:cancel --force");
      expect(said).not.toMatch(/`multi-ai /);
    }
    expect(typed(root, "status", "")).toContain(`\`/multi-ai:resume --from ${seq}\``);
  });

  test("/multi-ai:reset names what sets it aside; that does, and its agents stay denied", async () => {
    const { root, project, run } = await broken();
    // What the host has noted of the agent at work.
    const transcript = join(tempDir(), "s.jsonl");
    const host = { pid: process.pid, start: startTime(process.pid)! };
    noteOwner(project, run.run, { host, session: "s", transcript, root });
    const notes = join(transcript.slice(0, -".jsonl".length), "subagents");
    mkdirSync(notes, { recursive: true });
    const note = { agentType: "multi-ai:code-reviewer", toolUseId: "toolu_1" };
    writeFileSync(join(notes, "agent-a1.meta.json"), JSON.stringify(note));
    expect(typed(root, "reset", "")).toContain("/multi-ai:cancel --force");
    expect(typed(root, "cancel", "--force")).toContain("may make no more calls");
    expect(existsSync(join(project.task, "events.jsonl"))).toBe(false);
    expect(readdirSync(join(project.task, "history"))).toEqual([
      expect.stringContaining("unreadable-"),
    ]);
    expect(orphans(project)).toMatchObject([{ call: "toolu_1", agent: "a1" }]);
  });

  test("/multi-ai:resume --from goes on from the events before it", async () => {
    const { root, project, seq } = await broken();
    const answer = fired(root, "UserPromptExpansion", {
      command_name: "multi-ai:resume",
      command_args: `--from ${seq}`,
    });
    expect(answer!.systemMessage).toContain(`is at event ${seq - 1}`);
    expect(readRun(project)!.owner?.session).toBe("s");
  });
});
