// A run in the background: a driver carries it on beside the session, which stays free and pays
// nothing for it.
// Runs: in full only, first.
import { afterEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../src/process/attempt.ts";
import { findProject } from "../../src/project/project.ts";
import { ring } from "../../src/run/driver/background.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { Script } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, onCleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import type { HostTerminal } from "../harness/terminal.ts";
import { honest } from "../harness/workers.ts";
import { holdAgent, type SeatOptions, sitDown, untilLeft } from "./person.ts";
import { left, mainRequests, ofType } from "./scenario.ts";

afterEach(cleanup);

const commandLine = (pid: string): string =>
  attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");
const processes = (is: (pid: string) => boolean): number[] =>
  readdirSync("/proc").filter(is).map(Number);

/** The drivers of a project. */
const drivers = (project: string): number[] =>
  processes((pid) => commandLine(pid).includes(`\0--project\0${project}\0`));

/** What works in a project, but for sessions in a terminal. */
const atWork = (project: string): number[] =>
  processes(
    (pid) =>
      attempt(() => readlinkSync(`/proc/${pid}/cwd`), "").startsWith(project) &&
      !/--plugin-dir\0[^\0]+\0--permission-mode\0\w+\0$/.test(commandLine(pid)),
  );

/**
 * A person in a session in which edits are made without a question; what goes on beside it ends
 * with the test.
 */
async function seat(options: SeatOptions) {
  const taken = await sitDown({ permissionMode: "acceptEdits", ...options });
  onCleanup(() => {
    for (const pid of drivers(taken.project)) attempt(() => process.kill(pid, "SIGKILL"), false);
  });
  return taken;
}

/**
 * Waits until an idle session shows a line in passing: of what comes while it shows something else
 * there, not all.
 */
async function heard(terminal: HostTerminal, project: string, line: string): Promise<void> {
  const again = setInterval(() => ring(findProject(project), { HOME: terminal.home }, line), 3_000);
  await terminal.waitFor(new RegExp(`multi-ai: .*${line}`)).finally(() => clearInterval(again));
}

const BEGUN = /continues in the background \(process \d+\)/;
const ENDED = /multi-ai: run \S+ is complete\. \/multi-ai:report shows what was done\./;

describe.each(hostsOf("new"))("in the background (%s)", (version) => {
  test("questions are put and answered at the prompt, and what came of it is told; the session pays nothing", async () => {
    const { terminal, project, model } = await seat({ version, script: team(honest()) });
    await terminal.submit("/multi-ai --background Say goodbye by name");
    await terminal.waitFor(BEGUN);
    expect(terminal.screen().replace(/\s+/g, " ")).toMatch(
      /(?:approved tests and allowed commands run|sandbox)/,
    );
    await untilLeft(project, ({ state }) => state.status === "waiting_for_user");
    await heard(terminal, project, "Q1 is open");
    await terminal.submit("What is new?");
    await terminal.waitFor(
      /is waiting for you\.[\s\S]*Q1 · Is this user story[\s\S]*Answer: \/multi-ai:decide/,
    );
    // A letter may as well be meant for the model: it answers nothing, and the person reads what
    // does.
    await terminal.submit("A");
    await terminal.waitFor(/If you meant to answer it:\s+\/multi-ai:decide A --question Q1/);
    await terminal.submit("/multi-ai:decide approve");
    await terminal.waitFor(
      /Recorded: Q1 is answered with Approve\.\s+It continues in the background/,
    );
    await untilLeft(project, ({ state }) => (state.question as { id?: string })?.id === "Q2");
    await terminal.submit("/multi-ai:status");
    await terminal.waitFor(/Next: answer Q2/);
    await terminal.submit("/multi-ai:decide B --question Q2");
    await terminal.waitFor(
      /Recorded: Q2 is answered with No tests\.\s+It continues in the background/,
    );
    await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
    await terminal.submit("And now?");
    await terminal.waitFor(ENDED);
    expect(terminal.history()).toMatch(/T9 Code Review - Codex: approved/);
    const { events } = left(project);
    expect(events.at(-1)?.type).toBe("released");
    expect(ofType(events, "answered").map((one) => [one.question, one.option, one.via])).toEqual([
      ["Q1", "approve", "command"],
      ["Q2", "without", "command"],
    ]);
    // The person's own prompts.
    expect(mainRequests(model)).toHaveLength(3);
    expect(model.failures).toEqual([]);
  });

  inFull(
    "the session is free: its own edits and commands beside a live run are not asked about",
    async () => {
      const { script: working, letGo } = holdAgent("T2", team(honest()));
      const own = (project: string) => [
        { name: "Write", input: { file_path: join(project, "notes.md"), content: "mine" } },
        { name: "Bash", input: { command: "git push . HEAD:refs/heads/x; cd src" } },
      ];
      let folder = "";
      const script: Script = (turn) =>
        turn.compaction
          ? { text: "<analysis>short</analysis><summary>They wrote notes.</summary>" }
          : turn.thread !== "main" || !turn.firstUser.includes("Write notes")
            ? working(turn)
            : turn.toolResults.length === 0
              ? { calls: own(folder) }
              : { text: "I wrote them." };
      const { terminal, project } = await seat({
        version,
        script,
        permissionMode: "bypassPermissions",
      });
      folder = project;
      await terminal.submit("/multi-ai --auto --background Say goodbye by name");
      await untilLeft(project, ({ tasks }) => tasks[1]?.status === "running");
      await terminal.submit("Write notes");
      await terminal.waitFor(/I wrote them\./);
      expect(readFileSync(join(project, "notes.md"), "utf8")).toBe("mine");
      expect(terminal.history()).not.toContain("Do you want");
      // It still hears of the run, in another folder and after a compaction, also from a driver
      // that a terminal has started.
      await heard(terminal, project, "here");
      await terminal.submit("/compact");
      await terminal.waitFor(/Compacted/);
      await heard(terminal, project, "compacted");
      letGo();
    },
  );

  inFull(
    "it goes on when its session is left, and a later session is told of its end",
    async () => {
      const { script, letGo } = holdAgent("T2", team(honest()));
      const { terminal, project, model } = await seat({ version, script });
      await terminal.submit("/multi-ai --auto --background Say goodbye by name");
      await untilLeft(project, ({ tasks }) => tasks[1]?.status === "running");
      await terminal.submit("/exit");
      await terminal.exited;
      letGo();
      await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
      const later = await seat({ version, script, project, model, home: terminal.home });
      await later.terminal.waitFor(ENDED);
      expect(mainRequests(model)).toEqual([]);
    },
  );

  inFull("a cancelled run ends its driver, its agent and the agent's command at once", async () => {
    const sleeping = team((brief) =>
      brief.writes.endsWith("impl-result.json")
        ? { calls: [{ name: "Bash", input: { command: "tail -f /dev/null" } }] }
        : honest()(brief),
    );
    const { terminal, project } = await seat({
      version,
      script: sleeping,
      permissionMode: "bypassPermissions",
    });
    await terminal.submit("/multi-ai --auto --background Say goodbye by name");
    const hangs = () =>
      atWork(project).some((pid) => commandLine(`${pid}`).startsWith("tail\0-f\0"));
    expect(await eventually(hangs, 60_000)).toBe(true);
    await terminal.submit("/multi-ai:cancel");
    await terminal.waitFor(/is cancelled\. Its agents were ended/);
    expect(await eventually(() => [...atWork(project), ...drivers(project)].length === 0)).toBe(
      true,
    );
    expect(left(project).events.at(-1)?.type).toBe("released");
  });

  inFull("/multi-ai:resume has it go on in the session, and the driver ends", async () => {
    const { script, letGo } = holdAgent("T2", team(honest()));
    const { terminal, project } = await seat({
      version,
      script,
      permissionMode: "bypassPermissions",
    });
    await terminal.submit("/multi-ai --auto --background Say goodbye by name");
    await untilLeft(project, ({ tasks }) => tasks[1]?.status === "running");
    await terminal.submit("/multi-ai Another thing");
    await terminal.waitFor(/Nothing was started: run \S+ is running here by itself/);
    await terminal.submit("/multi-ai:resume");
    expect(await eventually(() => drivers(project).length === 0)).toBe(true);
    letGo();
    const { events } = await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
    expect(ofType(events, "returned").map(({ task, reason }) => [task, reason])).toEqual([
      ["T2", "taken_over"],
    ]);
    expect(ofType(events, "attached").map(({ driver }) => driver)).toEqual([true, undefined]);
  });

  inFull(
    "kill -9 of the driver is told at the next prompt, and the run goes on beside the session again",
    async () => {
      let isKilled = false;
      const script = team((brief) =>
        brief.writes.endsWith("plan-refined.json") && !isKilled
          ? { delayMs: 200, calls: [{ name: "Glob", input: { pattern: "*.md" } }] }
          : honest()(brief),
      );
      const { terminal, project, model } = await seat({ version, script });
      await terminal.submit("/multi-ai --auto --background Say goodbye by name");
      await untilLeft(project, ({ tasks }) => tasks[1]?.status === "running");
      for (const pid of drivers(project)) process.kill(pid, "SIGKILL");
      expect(await eventually(() => atWork(project).length === 0)).toBe(true);
      isKilled = true;
      await terminal.submit("What is new?");
      await terminal.waitFor(/the process of run \S+ has ended\.\s+\/multi-ai:resume --background/);
      await terminal.submit("/multi-ai:resume --background");
      const { events } = await untilLeft(
        project,
        ({ state }) => state.status === "complete",
        60_000,
      );
      const accepted = ofType(events, "accepted").map(({ task }) => task);
      expect(accepted).toEqual([...new Set(accepted)]);
      expect(ofType(events, "returned").map(({ task }) => task)).toEqual(["T2"]);
      expect(
        mainRequests(model).filter(({ text }) => !text.includes("Write the title")),
      ).toHaveLength(1);
    },
  );

  inFull("two runs in two projects go on at once", async () => {
    const seats = [1, 2].map(() => seat({ version, script: team(honest()) }));
    for (const { terminal } of await Promise.all(seats)) {
      await terminal.submit("/multi-ai --auto --background Say goodbye by name");
      await terminal.waitFor(BEGUN);
    }
    for (const { project, model } of await Promise.all(seats)) {
      await untilLeft(project, ({ state }) => state.status === "complete", 90_000);
      expect(mainRequests(model)).toEqual([]);
    }
  });
});
