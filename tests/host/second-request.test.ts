// A second /multi-ai while a run is live: continue, change, replace or leave, as the person says.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import type { Script } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { answerFreely, heeding, hold, pick, sitDown, until, untilLeft } from "./person.ts";
import { left, mainRequests, ofType } from "./scenario.ts";
import { briefs } from "./told.ts";

afterEach(cleanup);

/** Agents on T3 and on what takes its place are held until they are let go, each by its own. */
function heldReviews() {
  const holds = new Map<string, ReturnType<typeof hold>>();
  const work = heeding(team(honest()));
  const script: Script = async (turn) => {
    const reply = await work(turn);
    const brief = turn.thread === "agent" ? readBrief(turn.firstUser) : null;
    if (!brief?.writes.endsWith("/review-sonnet.json") || turn.turn > 0) return reply;
    const mine = hold();
    holds.set(`${brief.run} ${brief.task}`, mine);
    return { ...reply, hold: mine.held };
  };
  const letGo = async (run: string, task: string) => {
    await until(() => holds.has(`${run} ${task}`), `the first request of the agent on ${task}`);
    holds.get(`${run} ${task}`)!.letGo();
  };
  return { script, letGo };
}

const DIALOG = /is already running here[\s\S]*❯ 1\. Not yet[\s\S]*2\. Continue/;
const WHERE = /Where should it continue\?[\s\S]*❯ 1\. Not yet[\s\S]*2\. Continue/;

describe.each(hostsOf("new"))("a second request (%s)", (version) => {
  test("leave, continue and change; the run goes on where the person says", async () => {
    const { script, letGo } = heldReviews();
    const seat = await sitDown({ version, script });
    const { terminal, project, model } = seat;
    const bound = (task: string) =>
      untilLeft(project, ({ events }) => ofType(events, "bound").some((one) => one.task === task));
    const request = () => left(project).state.request;
    await terminal.submit("/multi-ai --auto Say goodbye by name");
    await bound("T3");
    const run = String(left(project).state.run);

    for (const [label, text] of [
      ["Leave", "Sing a song"],
      ["Continue", "Sing another song"],
    ] as const) {
      await terminal.submit(`/multi-ai ${text}`);
      const dialog = await terminal.waitFor(DIALOG);
      expect(dialog).toContain(`New: ${text}`);
      expect(dialog).toContain("Now: Say goodbye by name");
      const asked = mainRequests(model).length;
      // The dialog has no room for one of them, and says so.
      if (label === "Leave") await answerFreely(seat, label, new RegExp(`→ ${label}`));
      else await pick(seat, label, new RegExp(`→ ${label}`));
      await untilLeft(project, ({ events, state }) => {
        return (
          ofType(events, "answered").at(-1)?.option === label.toLowerCase() &&
          state.status === "running"
        );
      });
      expect(mainRequests(model).length).toBeLessThanOrEqual(asked + 1);
      expect(left(project).state).toMatchObject({
        run,
        status: "running",
        request: "Say goodbye by name",
      });
    }

    // Change and continue: what is done stays, later briefs carry the new request.
    await terminal.submit("/multi-ai Say goodbye by full name");
    await terminal.waitFor(DIALOG);
    await pick(seat, "Change", WHERE);
    await pick(seat, "Continue", /→ Continue/);
    await untilLeft(project, () => request() === "Say goodbye by full name");
    await letGo(run, "T3");
    await untilLeft(project, ({ tasks }) => tasks[2]?.status === "done");
    await untilLeft(project, ({ events }) =>
      ofType(events, "dispatched").some((one) => one.task === "T4"),
    );
    expect(briefs(model).find((one) => one.task === "T3")!.text).toContain("Say goodbye by name");
    await model.until(
      (one) => one.thread === "agent" && readBrief(one.turn!.firstUser)?.task === "T4",
    );
    expect(briefs(model).find((one) => one.task === "T4")!.text).toContain(
      "Say goodbye by full name",
    );
    expect(left(project).state).toMatchObject({ run, status: "running" });
    expect(left(project).tasks.length).toBe(9);
    expect(existsSync(join(project, ".task/history"))).toBe(false);
    expect(model.failures).toEqual([]);
  });
});
