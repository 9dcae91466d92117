// A run in the background is told of as it is.
// Runs: in full too, together.
// As on macOS in full: all
import { afterEach, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../../src/engine/events.ts";
import { taskOf } from "../../../src/engine/run.ts";
import { calledAs, inHost, PLUGIN, speak } from "../../../src/plugin.ts";
import { attempt } from "../../../src/process/attempt.ts";
import { worktreeProject, worktreesOf } from "../../../src/project/worktrees/linked-worktrees.ts";
import { taking } from "../../../src/record/machine/owner.ts";
import { passingOf } from "../../../src/render/progress.ts";
import { newDriver } from "../../../src/run/driver/background.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { inProcess, terminalContext } from "../../cli/in-process.ts";
import { type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { fakeGh } from "../../harness/fake-gh.ts";
import { answerTo } from "../../harness/hook.ts";
import { cleanup, homeWithPlugin, onCleanup, tempDir } from "../../harness/project.ts";
import {
  comment,
  conversation,
  graph,
  MEMBER,
  thread,
  URL,
  viewed,
  withPull,
} from "../../run/publish/github.ts";

afterEach(cleanup);

/** A run in the background that waits at its first question, and a session beside it. */
async function beside(options: Parameters<typeof makeRun>[0] = {}) {
  const made = await makeRun(options);
  const env = {
    HOME: homeWithPlugin(),
    PATH: process.env.PATH!,
    CLAUDE_CODE_ENTRYPOINT: "cli",
    CLAUDE_PID: "1",
  };
  const driver = { ...newDriver(made.project), background: "auto" };
  const attach = taking(made.project, made.run.run, driver, env, true);
  change(made.project, () => [attach]);
  const says = async (event: string, more: object): Promise<string> => {
    const answer = await answerTo(made.root, event, more, { session: "beside", env });
    return answer?.reason ?? answer?.systemMessage ?? "";
  };
  const types = (command: string, args = "") =>
    says("UserPromptExpansion", { command_name: `multi-ai:${command}`, command_args: args });
  return { ...made, env, says, types };
}

const told = ({ project }: MadeRun): string => {
  try {
    return readFileSync(join(project.task, "told.json"), "utf8");
  } catch {
    return "";
  }
};

test("a command of the plugin notes nothing as told: its answer shows none of it", async () => {
  const made = await beside();
  expect(await made.says("UserPromptSubmit", { prompt: "/multi-ai:decide D" })).toBe("");
  expect(told(made)).toBe("");
  const next = await made.says("UserPromptSubmit", { prompt: "What is new?" });
  expect(next).toMatch(/T1 Gather requirements: done[\s\S]*is waiting for you\.\nQ1 · /);
  expect(await made.says("UserPromptSubmit", { prompt: "And now?" })).toBe("");
  // A new session is shown the question once more, in place of saying that the run goes on.
  const start = await made.says("SessionStart", { source: "resume" });
  expect(start).toMatch(/is waiting for you\.\nQ1 · /);
  expect(start).not.toContain("goes on");
});

test.each(["A", "yes, approve"])(
  "%p at its question decides nothing, and is told the line that does",
  async (prompt) => {
    const made = await beside();
    const line = `/multi-ai:decide ${prompt} --question Q1`;
    expect(await made.says("UserPromptSubmit", { prompt })).toContain(line);
    expect(readRun(made.project)!.decisions).toEqual([]);
    expect(await made.says("UserPromptSubmit", { prompt: "yes" })).toBe("");
  },
);

test("a run that was cancelled in a terminal is told of at the next prompt, one that was cancelled here is not", async () => {
  const far = await beside();
  await inProcess(["cancel"], terminalContext(far.root, far.env));
  expect(await far.says("UserPromptSubmit", { prompt: "And now?" })).toMatch(
    /run \S+ is over: cancelled by you/,
  );
  expect(readRun(far.project)!.released).toBe(true);
  const near = await beside();
  expect(await near.types("cancel")).toContain("is cancelled");
  expect(readRun(near.project)!.released).toBe(true);
  expect(await near.says("UserPromptSubmit", { prompt: "And now?" })).toBe("");
});

test("a run whose driver is gone goes on in the background, and not first in the session that pays", async () => {
  const made = await beside({ auto: true, until: (run) => taskOf(run, "T2")?.status === "ready" });
  speak(inHost);
  const said = await made.types("status").finally(() => speak(calledAs(PLUGIN)));
  expect(said).toMatch(/Next: type \/multi-ai:resume --background\s+to continue/);
});

test("a parked run is brought back and goes on by one word", async () => {
  const made = await beside();
  const bin = tempDir();
  writeFileSync(join(bin, "claude"), "#!/bin/sh\n", { mode: 0o755 });
  const asked: string[] = [];
  const confirm = async (does: string): Promise<null> => {
    asked.push(does);
    return null;
  };
  const at = terminalContext(made.root, { ...made.env, PATH: bin }, { confirm });
  expect((await inProcess(["park"], at))?.exit).toBe(0);
  const back = await inProcess(["resume", "--background"], at);
  expect([back?.exit, back?.text]).toEqual([0, expect.stringContaining("answer Q1")]);
  expect(asked).toEqual([`This brings run ${made.run.run} back into .task/.`]);
});

test("in passing, what matters most of what happens at once: question, end, objection, approval", async () => {
  const { project, run } = await makeRun();
  const lines = readFileSync(join(project.task, "events.jsonl"), "utf8").trim().split("\n");
  const events = lines.map((line) => JSON.parse(line) as Recorded);
  const of = (wanted: Recorded["type"][]) =>
    passingOf(
      run,
      events.filter(({ type }) => wanted.includes(type)),
    )?.text ?? null;
  expect(of(["accepted", "task_created", "asked"])).toMatch(/^Q1 is open /);
  expect(of(["accepted", "task_created"])).toMatch(/^T1 Gather requirements: /);
  expect(of(["task_created", "dispatched", "refused"])).toBeNull();
});

test("--worktree starts one beside the live run: in a place of its own, which its answer names", async () => {
  const made = await beside();
  const [data, bin] = [tempDir("data-"), tempDir("bin-")];
  // Its driver finds a Claude Code that ends at once.
  writeFileSync(join(bin, "claude"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const env = { ...made.env, XDG_DATA_HOME: data, PATH: `${bin}:${made.env.PATH}` };
  const types = async (args: string) =>
    (
      await answerTo(
        made.root,
        "UserPromptExpansion",
        {
          command_name: "multi-ai:do",
          command_args: args,
          permission_mode: "acceptEdits",
        },
        { session: "beside", env },
      )
    )?.reason;
  expect(await types("Another one")).toContain("With --worktree it starts beside that run.");
  const begun = await types("--worktree --auto Another one");
  const [place] = worktreesOf({ root: made.root });
  expect(begun).toMatch(/Run (multi-ai-\w+) has started in the background/);
  expect(begun).toContain(`! multi-ai --project ${place!.root} status shows it and what it asks`);
  expect(begun).toContain(`In a terminal multi-ai --project ${place!.root} decide answers it`);
  expect(begun).toContain(`Worktree: ${place!.root}, on the new branch ${place!.branch}.`);
  const [, driver = ""] = /in the background \(process (\d+)\)/.exec(begun!) ?? [];
  onCleanup(() => void attempt(() => process.kill(Number(driver)), undefined));
  expect(readRun(worktreeProject(place!))).toMatchObject({
    request: { text: "Another one" },
    owner: { driver: true },
  });
  expect(readRun(made.project)!.run).toBe(made.run.run);
});

test.each([
  ["review", null],
  ["address", "greet"],
])("%s of a pull request begins in a worktree of its commit", async (command, branch) => {
  const { root, head } = withPull();
  const gh = fakeGh({
    [`pr view ${URL} --json statusCheckRollup`]: {},
    "pr view 12": viewed({ headRefOid: head, isCrossRepository: false }),
    "api graphql … closingIssues": graph({ closingIssuesReferences: { nodes: [] } }),
    ...conversation({ threads: [thread([comment(5, "Louder.", MEMBER)])] }),
  });
  const [data, bin] = [tempDir("data-"), tempDir("bin-")];
  writeFileSync(join(bin, "claude"), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  const env = {
    ...{ HOME: homeWithPlugin(), XDG_DATA_HOME: data, PATH: `${bin}:${gh.path}` },
    ...{ CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PID: "1" },
  };
  const typed = {
    ...{ command_name: `multi-ai:${command}`, command_args: "--auto #12" },
    permission_mode: "acceptEdits",
  };
  const answer = await answerTo(root, "UserPromptExpansion", typed, { session: "one", env });
  const begun = answer?.reason ?? "";
  const [, driver = ""] = /in the background \(process (\d+)\)/.exec(begun) ?? [];
  onCleanup(() => void attempt(() => process.kill(Number(driver)), undefined));
  const [place] = worktreesOf({ root });
  expect(begun).toContain(place?.root ?? "a worktree");
  expect([place!.base, place!.branch]).toEqual([head, branch]);
  expect(begun.includes("Came back on #12: 1 open thread.")).toBe(branch !== null);
  expect(readRun(worktreeProject(place!))).toMatchObject({ options: { pull: "12" } });
});
