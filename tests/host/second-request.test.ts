// A second /multi-ai while a run is live: continue, change, replace or leave, as the person says.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { orphans } from "../../src/run/end/orphans.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
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

  inFull(
    "back to planning, back to requirements, and replace: what is at work is void",
    async () => {
      const { script, letGo } = heldReviews();
      const seat = await sitDown({ version, script });
      const { terminal, project, model } = seat;
      const reviewing = (task: string) =>
        untilLeft(project, ({ events }) =>
          ofType(events, "bound").some((one) => one.task === task),
        );
      const changeTo = async (request: string, label: string) => {
        await terminal.submit(`/multi-ai ${request}`);
        await terminal.waitFor(DIALOG);
        await pick(seat, "Change", WHERE);
        await pick(seat, label, new RegExp(`→ ${label}`));
      };
      await terminal.submit("/multi-ai --auto Say goodbye by name");
      await reviewing("T3");
      const first = String(left(project).state.run);

      await changeTo("Say goodbye by first name", "Back to planning");
      // T10 is the plan anew, T11 the first review of it.
      let now = await reviewing("T11");
      expect(
        now.tasks
          .slice(1, 9)
          .filter((one) => one.status !== "done")
          .map((one) => one.status),
      ).toEqual(Array(7).fill("cancelled"));
      expect(now.tasks[0]).toMatchObject({ id: "T1", status: "done" });
      expect(now.tasks[9]).toMatchObject({
        subject: "Create implementation plan v2",
        status: "done",
      });
      expect(briefs(model).find((one) => one.task === "T10")!.text).toContain(
        "Say goodbye by first name",
      );
      await letGo(first, "T3");

      await changeTo("Say goodbye by nickname", "Back to requirements");
      now = await untilLeft(project, ({ tasks }) => tasks.length === 26);
      expect(
        now.tasks.find((one) => one.status === "running" || one.status === "ready"),
      ).toMatchObject({
        subject: "Gather requirements v2",
      });
      const review = now.tasks.find(
        (one) => one.subject.startsWith("Plan Review - Sonnet") && one.status === "blocked",
      )!;
      await reviewing(review.id);
      await letGo(first, "T11");
      expect(left(project).state).toMatchObject({ run: first, request: "Say goodbye by nickname" });

      await terminal.submit("/multi-ai Sing instead");
      await terminal.waitFor(DIALOG);
      await pick(seat, "Replace", /→ Replace/);
      now = await untilLeft(project, ({ state }) => state.run !== undefined && state.run !== first);
      expect(now.state).toMatchObject({ request: "Sing instead", status: "running" });
      const kept = readFileSync(join(project, ".task/history", first, "events.jsonl"), "utf8");
      expect(kept).toContain("replaced by a new request");
      now = await untilLeft(project, ({ events }) =>
        ofType(events, "bound").some((one) => one.task === "T1"),
      );
      expect(now.tasks.length).toBe(9);
      // The agent of the run that was replaced is still known as void, until it has ended.
      await letGo(first, review.id);
      await until(
        () => orphans(findProject(project)).every((one) => one.ended),
        "the end of the agents that were left",
      );
      const ofT3 = model.requests.filter(
        ({ thread, turn }) => thread === "agent" && readBrief(turn!.firstUser)?.task === "T3",
      );
      // The host has ended it at its next call.
      expect(ofT3.length).toBe(1);
      expect(model.failures).toEqual([]);
    },
  );
});
