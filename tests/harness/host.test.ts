import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf, runHost, startHost } from "./host.ts";
import { type Script, startModel } from "./model.ts";
import { makeProbe } from "./probe-plugin.ts";
import { cleanup, git, makeProject } from "./project.ts";

afterEach(cleanup);

const WORKER =
  "---\nname: worker\ndescription: works\ntools: Read, Write\nmodel: sonnet\n---\nYou are the worker of this test.\n";

function background(prompt: string) {
  const input = { description: "Work", prompt, subagent_type: "probe:worker", run_in_background: true };
  return { name: "Agent", input };
}

/** Main starts the worker and ends its turn; the worker writes a file; main is woken. */
const withAgent: Script = (turn) => {
  if (turn.thread === "main")
    return turn.turn === 0 ? { calls: [background("write it")] } : { text: `main ${turn.turn}` };
  if (turn.turn > 0) return { text: "the file is there" };
  return { calls: [{ name: "Write", input: { file_path: "made.txt", content: "by the worker\n" } }] };
};

describe.each(hostsOf("new"))("claude -p, %s version", (version) => {
  test("a background agent works, and main is woken by its notification", async () => {
    const model = startModel({ script: withAgent });
    const project = makeProject({ name: "ein Projekt für später" });
    const probe = makeProbe({ files: { "agents/worker.md": WORKER } });

    const run = await runHost({ version, project, plugin: probe.folder, model, prompt: "go on" });

    expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(run.results).toEqual(["main 1", "main 2"]);
    expect(readFileSync(join(project, "made.txt"), "utf8")).toBe("by the worker\n");
    const [launched] = probe.payloads("PostToolUse").filter((payload) => payload.tool_name === "Agent");
    const { agentId } = (launched?.tool_response ?? {}) as { agentId?: string };
    expect(agentId).toBeString();
    const ofAgent = model.requests.filter((request) => request.thread === "agent");
    expect(ofAgent.map((request) => [request.agentId, request.sessionId])).toEqual([
      [agentId ?? null, run.sessionId],
      [agentId ?? null, run.sessionId],
    ]);
    const turn = ofAgent[0]?.turn;
    expect(turn?.firstUser).toBe("write it");
    expect(turn?.system).toContain("You are the worker of this test.");
    expect([turn?.hasTool("Write"), turn?.hasTool("Bash")]).toEqual([true, false]);
    expect(ofAgent[1]?.turn?.toolResults).toMatchObject([{ isError: false }]);
    const woken = model.requests.filter((request) => request.thread === "main").at(-1)!.text;
    // In auto mode an agent hands back, and its words are the message.
    if (version === "new") return expect(woken).toContain(`<agent-message from="${agentId}">`);
    expect(woken).toContain(`<task-id>${agentId}</task-id>`);
    expect(woken).toContain(`<tool-use-id>${launched?.tool_use_id}</tool-use-id>`);
  });

  test("a conversation goes on in the same home", async () => {
    const model = startModel({
      script: (turn) => ({ text: `answer ${turn.turn} to ${turn.lastUser.split("\n").at(-1)}` }),
    });
    const project = makeProject();
    const first = await runHost({ version, project, model, prompt: "one", outputFormat: "json" });
    const second = await runHost({ version, project, model, prompt: "two", args: ["--continue"], home: first.home });
    expect(second.sessionId).toBe(first.sessionId);
    expect(second.results).toEqual(["answer 1 to two"]);
  });

  test("a host that is killed leaves no result", async () => {
    const model = startModel({ script: () => ({ hold: new Promise(() => {}) }) });
    const host = startHost({ version, project: makeProject(), model, prompt: "wait" });
    await model.until((request) => request.thread === "main");
    host.kill("SIGKILL");
    expect(await host.exited).toMatchObject({ exitCode: null, signal: "SIGKILL", results: [], pid: host.pid });
  });

  test("an error of the API ends the run with exit 1 and is its result", async () => {
    const model = startModel({ script: () => ({ status: 400, text: "no credit" }) });
    const run = await runHost({ version, project: makeProject(), model, prompt: "hello" });
    expect(run.exitCode).toBe(1);
    expect(run.results.join()).toContain("no credit");
  });

  test("programs are on PATH only when wanted, and nothing of the caller's environment", async () => {
    process.env.HARNESS_LEAK = "leaked";
    const script: Script = (turn) => {
      const command = 'command -v bun codex | sed "s|.*/||"; echo "[$HARNESS_LEAK]"';
      return turn.turn === 0 ? { calls: [{ name: "Bash", input: { command } }] } : { text: turn.toolResults[0]?.text };
    };
    const model = startModel({ script });
    const project = makeProject();
    const both = await runHost({ version, project, model, prompt: "look" });
    const neither = await runHost({ version, project, model, prompt: "look", bunOnPath: false, codexOnPath: false });
    delete process.env.HARNESS_LEAK;
    expect([both.results, neither.results]).toEqual([["bun\ncodex\n[]"], ["[]"]]);
  });
});

test("a run past its time limit is killed and says what had happened", async () => {
  const model = startModel({ script: () => ({ hold: new Promise(() => {}) }) });
  const run = runHost({ version: "new", project: makeProject(), model, prompt: "never ends", limitMs: 2_000 });
  await expect(run).rejects.toThrow(/did not end within 16000 ms[\s\S]*"subtype":"init"[\s\S]*main/);
});

test("an error in a script fails the run", async () => {
  const model = startModel({
    script: () => {
      throw new Error("no such case");
    },
  });
  const run = runHost({ version: "new", project: makeProject(), model, prompt: "hello" });
  await expect(run).rejects.toThrow(/no such case/);
});

test("a project is a clean git repository, and cleanup takes it away", async () => {
  const project = makeProject({ name: "名前 with blanks" });
  expect(git(project, "status", "--porcelain")).toBe("");
  expect(git(project, "log", "--format=%s")).toBe("start");
  expect(git(project, "ls-files").split("\n")).toContain("src/greet.ts");
  await cleanup();
  expect(existsSync(project)).toBe(false);
});
