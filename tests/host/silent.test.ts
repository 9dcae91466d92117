// Guarantee: Nobody is trapped; Closed inside a run, silent outside.
// Scenario 11: where no run is live, where hooks are switched off, and with a person's own agents,
// nothing is disturbed.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostVersion, hostsOf, runHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { type Model, type Reply, type Script, startModel, type Turn } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject, writeFiles } from "../harness/project.ts";
import { obedientMain, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { hold } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const HELPER =
  "---\nname: helper\ndescription: helps\ntools: Read, Write, Bash\nmodel: sonnet\n---\nYou help.\n";
const FILES = { ...IN_TURN, ".claude/agents/helper.md": HELPER };
const helper = {
  description: "Help",
  prompt: "write notes",
  subagent_type: "helper",
  run_in_background: true,
};
const write = (file_path: string) => ({ name: "Write", input: { file_path, content: "noted\n" } });

/**
 * A person's ordinary session: a command, a file, then an agent in the background that writes one
 * too.
 */
function ordinary(): Script {
  const waiting = hold();
  return (turn) => {
    if (turn.thread === "agent")
      return turn.turn === 0
        ? { calls: [write("notes.txt")], hold: waiting.held }
        : { text: "helped" };
    if (turn.turn === 0) {
      const bash = { name: "Bash", input: { command: "echo hello", description: "Say hello" } };
      return { calls: [bash, write("own.txt")] };
    }
    if (turn.turn === 1) return { calls: [{ name: "Agent", input: helper }] };
    waiting.letGo();
    return { text: `main ${turn.turn}` };
  };
}

/**
 * What the model was sent, without what names a run of the test, and without the plugin's own
 * listing.
 */
function sent(model: Model, project: string): string[] {
  const temporary = `(?:/tmp|${RegExp.escape(tmpdir())})/[^\\s"\\\\<]*`;
  const unique = new RegExp(
    `toolu_\\w+|[0-9a-f]{8}-[0-9a-f-]{27}|\\ba[0-9a-f]{16}\\b|${temporary}|<duration_ms>\\d+|<\\w*tokens>\\d+|[0-9a-f]{7} start`,
    "g",
  );
  const lines = (content: unknown) =>
    JSON.stringify(content)
      .split("\\n")
      .filter((line) => line.trim() !== "" && !line.includes("multi-ai:"));
  return model.requests
    .map(({ thread, turn }) => [
      thread,
      ...turn!.messages.flatMap(({ role, content }) => [role, ...lines(content)]),
    ])
    .map((texts) => texts.join("\n").replaceAll(project, "PROJECT").replaceAll(unique, "X"))
    .toSorted();
}

async function session(
  version: HostVersion,
  plugin: string[],
  project = makeProject({ files: FILES }),
  home?: string,
) {
  const model = startModel({ script: ordinary() });
  const run = await runHost({
    version,
    project,
    plugin,
    model,
    home,
    prompt: "work",
    limitMs: 40_000,
  });
  return { run, model, project };
}

describe.each(hostsOf("new"))("silence (%s)", (version) => {
  test("no run: the same requests and results as without the plugin, and no folder", async () => {
    const without = await session(version, []);
    const with_ = await session(version, [PLUGIN]);
    expect(with_.run.exitCode).toBe(0);
    expect(with_.run.results).toEqual(without.run.results);
    expect(sent(with_.model, with_.project)).toEqual(sent(without.model, without.project));
    expect(
      with_.run.events.filter((one) => one.subtype === "hook_response" && one.output !== ""),
    ).toEqual([]);
    expect(existsSync(join(with_.project, ".task"))).toBe(false);
    expect(readFileSync(join(with_.project, "notes.txt"), "utf8")).toBe("noted\n");
  });
});

describe.each(hostsOf("new"))("silence beside a run (%s)", (version) => {
  inFull("MULTI_AI_OFF=1: a live run stands still, and its hooks say nothing", async () => {
    // No dialog in -p: the run waits for the approval of its story.
    const { project, state } = await play({ version, prompt: "/multi-ai Say goodbye by name" });
    expect(state).toMatchObject({ status: "waiting_for_user" });
    const journal = readFileSync(join(project, ".task/events.jsonl"), "utf8");
    const script = (turn: Turn): Reply =>
      turn.turn === 0
        ? { calls: [write(`${project}/.task/user-story.json.bak`)] }
        : { text: "done" };
    const model = startModel({ script });
    const off = { version, project, plugin: PLUGIN, model, env: { MULTI_AI_OFF: "1" } };
    const run = await runHost({ ...off, prompt: "A" });
    expect(run.stdout).not.toContain("of this project is not over");
    expect(existsSync(join(project, ".task/user-story.json.bak"))).toBe(true);
    expect(JSON.stringify(mainRequests(model).map((one) => one.turn!.messages))).not.toContain(
      "[multi-ai ",
    );
    // The command itself is then only text for the model, which says that the hooks are off.
    const typed = startModel({ script: () => ({ text: "the hooks are off" }) });
    await runHost({ ...off, model: typed, prompt: "/multi-ai:status" });
    expect(typed.requests.at(-1)!.text).toContain("hooks are off");
    expect(readFileSync(join(project, ".task/events.jsonl"), "utf8")).toBe(journal);
  });

  test("with disableAllHooks a typed command costs one request, which is told first that there is no run", async () => {
    const project = makeProject({ files: IN_TURN });
    writeFiles(project, { ".claude/settings.json": JSON.stringify({ disableAllHooks: true }) });
    const model = startModel({
      script: () => ({ text: "The plugin's hooks are off: take disableAllHooks out." }),
    });
    const run = await runHost({
      version,
      project,
      plugin: PLUGIN,
      model,
      prompt: "/multi-ai Say goodbye by name",
    });
    expect([run.exitCode, mainRequests(model).length]).toEqual([0, 1]);
    const told = mainRequests(model)[0]!.text;
    const before = (one: string): number => told.indexOf(one);
    expect(told).not.toMatch(/^\[multi-ai /m);
    expect(before("take `disableAllHooks` out")).toBeGreaterThan(-1);
    expect(before("take `disableAllHooks` out")).toBeLessThan(before("You are the main thread"));
    expect(existsSync(join(project, ".task"))).toBe(false);
  });

  test("a person's own agent beside a live run: it writes in the project, never in .task/, and the run goes to its end", async () => {
    let started = false;
    const main = (turn: Turn): Reply => {
      const reply = obedientMain(turn);
      if (started || !JSON.stringify(reply.calls ?? []).includes('"T2"')) return reply;
      started = true;
      return { calls: [{ name: "Agent", input: helper }, ...reply.calls!] };
    };
    const work = team(honest(), main);
    const forbidden = [
      write(".task/note.txt"),
      { name: "Bash", input: { command: "echo x >.task/state.json", description: "x" } },
    ];
    const own = (turn: Turn): Reply =>
      turn.turn === 0 ? { calls: [write("notes.txt"), ...forbidden] } : { text: "helped" };
    const script: Script = (turn) =>
      turn.thread === "agent" && turn.firstUser.includes("write notes") ? own(turn) : work(turn);
    const model = startModel({ script, codex: codexReviewer() });
    const { project, run } = await play({ version, model, files: FILES });
    expect(run.exitCode).toBe(0);
    const { state, tasks, events } = left(project);
    expect(state).toMatchObject({ status: "complete" });
    expect(tasks.every((one) => one.status === "done")).toBe(true);
    expect(ofType(events, "dispatched").length).toBe(9);
    expect(readFileSync(join(project, "notes.txt"), "utf8")).toBe("noted\n");
    expect(existsSync(join(project, ".task/note.txt"))).toBe(false);
    const helped = model.requests.find(
      (one) => one.thread === "agent" && one.turn!.toolResults.length === 3,
    )!;
    expect(helped.turn!.toolResults.map((one) => one.isError)).toEqual([false, true, true]);
    expect(helped.text).toContain(".task/ belongs to the program during a run");
    // Its notification is the person's: it reaches the main thread as ever, in a request of its own
    // or with another.
    const told = JSON.stringify(mainRequests(model).at(-1)!.turn!.messages);
    expect(told).toContain("helped");
  });
});
