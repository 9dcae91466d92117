// A run in the background: a driver carries it on beside the session, which stays free and pays nothing for it.
import { afterEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { attempt } from "../../src/process/attempt.ts";
import { hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, makeProject, onCleanup } from "../harness/project.ts";
import { makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { type SeatOptions, sitDown, untilLeft } from "./person.ts";
import { left, mainRequests, ofType } from "./scenario.ts";

afterEach(cleanup);

/** Processes that work in a project, but for sessions in a terminal. */
const atWork = (project: string): number[] =>
  readdirSync("/proc").flatMap((pid) => {
    const line = attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "");
    const isIn = attempt(() => readlinkSync(`/proc/${pid}/cwd`), "").startsWith(project);
    return (isIn && !line.includes("--permission-mode\0acceptEdits\0--interactive")) ||
      line.includes(`--project\0${project}\0`)
      ? [Number(pid)]
      : [];
  });

/** A person in a session in which edits are made without a question; what goes on in the background ends with the test. */
async function seat(options: SeatOptions) {
  const taken = await sitDown({ permissionMode: "acceptEdits", ...options });
  onCleanup(() => endDrivers(taken.project));
  return taken;
}

const drivers = (project: string): number[] =>
  readdirSync("/proc").flatMap((pid) =>
    attempt(() => readFileSync(`/proc/${pid}/cmdline`, "utf8"), "").includes(`--project\0${project}\0`)
      ? [Number(pid)]
      : [],
  );

function endDrivers(project: string): void {
  for (const pid of drivers(project)) attempt(() => process.kill(pid, "SIGKILL"), false);
}

const BEGUN = /goes on in the background \(process \d+\)/;

describe.each(hostsOf("new"))("in the background (%s)", (version) => {
  test("the story is approved at the next prompt, the run goes to its end, and the session is told", async () => {
    const { terminal, project, model } = await seat({ version, script: team(honest()) });
    await terminal.submit("/multi-ai --background Say goodbye by name");
    await terminal.waitFor(BEGUN);
    await untilLeft(project, ({ state }) => state.status === "waiting_for_user");
    await eventually(() => drivers(project).length === 0);
    await terminal.submit("What is new?");
    await terminal.waitFor(/waits for you\.[\s\S]*Q1 · Is this user story[\s\S]*\/multi-ai:decide/);
    await terminal.submit("/multi-ai:decide approve");
    console.log(await terminal.waitFor(/Recorded: Q1[\s\S]*goes on in the background/));
    const { events } = await untilLeft(project, ({ state }) => state.status === "complete", 90_000);
    expect(ofType(events, "answered").map((one) => [one.question, one.option, one.via])).toEqual([
      ["Q1", "approve", "command"],
    ]);
    await terminal.waitFor(/multi-ai: .*(✓|complete)/);
    await eventually(() => drivers(project).length === 0);
    await terminal.submit("And now?");
    await terminal.waitFor(/T9 Code Review - Codex: approved[\s\S]*is complete\. \/multi-ai:report/);
    console.log(terminal.history());
    await eventually(() => left(project).events.at(-1)?.type === "released");
    // The person's own two prompts, and nothing of the run.
    expect(mainRequests(model)).toHaveLength(2);
    expect(model.failures).toEqual([]);
  });
});
