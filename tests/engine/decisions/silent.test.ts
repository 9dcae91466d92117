// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { directive } from "../../../src/engine/directive.ts";
import type { Workflow } from "../../../src/engine/workflow.ts";
import { runs } from "../../harness/in-full.ts";
import {
  answered,
  dispatched,
  type Given,
  isLost,
  nonceOf,
  openKinds,
  passes,
  readyOf,
  type Step,
  started,
  statusOf,
  until,
} from "../given.ts";
import { randomRuns } from "../properties.ts";
import { lenient, round, SEATS, says, seated, silent, vetoing, votes } from "./council.ts";

const begun = (of: Workflow, ...more: Step[]): Given =>
  seated(of, started(), until("Draft"), passes("Draft"), answered("proceed"), ...more);

/** The newest task of a seat gives nothing, twice. */
const isSilent =
  (seat: string): Step =>
  (story) => {
    const { id } = story.now.tasks.findLast((one) => one.item === seat && one.schema === "vote")!;
    isLost(id)(story);
    isLost(id)(story);
  };

describe("a seat that gives no vote", () => {
  test("is left out, and the others decide", () => {
    const story = begun(
      lenient,
      votes("guard", "approved"),
      votes("tester", "approved"),
      isLost("T3"),
    );
    story
      .when(isLost("T3"))
      .then(
        { type: "dispatched" },
        { type: "returned", reason: "lost" },
        { type: "task_skipped", task: "T3", rule: "silent" },
        { type: "task_done", task: "T4" },
        { type: "task_done", task: "T5" },
      );
    expect(story.task("T3")).toMatchObject({ outcome: null, waiver: null });
    expect(readyOf(story)).toEqual(["T6"]);
  });

  test("at its bounds, too, once the person says so", () => {
    const bounds = { voter: { tool_calls: 5, minutes: 99, tokens: 99 } };
    const story = begun(
      { ...lenient, bounds },
      votes("guard", "approved"),
      votes("tester", "approved"),
    );
    dispatched("T3")(story);
    const task = story.task("T3");
    const spent = { tool_calls: 9, minutes: 9, tokens: 9 };
    const result = { ok: false as const, problems: ["no vote"], sha: null };
    story.do({
      do: "ended",
      task: "T3",
      nonce: nonceOf(task),
      blockable: true,
      subject: null,
      result,
      spent,
    });
    expect(openKinds(story)).toEqual(["bounded"]);
    answered("leave")(story);
    expect(story.task("T3")).toMatchObject({ status: "skipped", skipped: "silent" });
    expect(readyOf(story)).toEqual(["T6"]);
  });

  test("never approves: where its vote is missing, another one votes, or it is asked once more", () => {
    // Two approvals are needed, and the guard alone has given one.
    const story = begun(
      lenient,
      votes("guard", "approved"),
      isSilent("architect"),
      isSilent("tester"),
    );
    expect(statusOf(story, "Audit")).toBe("blocked");
    expect(readyOf(story)).toEqual([story.task("Vote - architect v2").id]);
    votes("architect", "approved")(story);
    expect(readyOf(story)).toEqual([story.task("Audit").id]);
  });

  test("where nobody would be asked, a run without votes fails", () => {
    const story = begun(silent, ...SEATS.map(isSilent));
    expect(story.now.status).toBe("running");
    isSilent("architect")(story);
    expect(story.now).toMatchObject({
      status: "failed",
      reason: "T8 Vote - architect v2: its host died",
    });
  });

  test("is left out no more often than there may be rounds: a wish of its from before would never end", () => {
    // The tester asks for changes, and says nothing of any of them.
    const story = begun(
      lenient,
      votes("tester", "changes"),
      isSilent("architect"),
      votes("guard", "approved"),
    );
    for (let left = 20; left > 0 && openKinds(story).length === 0; left--) {
      const next = story.now.tasks.find((task) => task.status === "ready")!;
      if (next.schema !== "vote") passes(next.id)(story);
      else if (next.item === "guard") votes("guard", "approved")(story);
      else isSilent(next.item!)(story);
    }
    expect(openKinds(story)).toEqual(["stuck"]);
    expect(
      story.now.tasks.filter((task) => task.item === "tester").map((task) => task.skipped),
    ).toEqual([null, "silent", "silent", null]);
  });
});

describe("a verdict that the person has to hear about", () => {
  const vetoed = (): Given =>
    begun(vetoing, votes("architect", "approved"), votes("tester", "approved"));

  test("is asked about before anything goes on", () => {
    const story = vetoed();
    story
      .when(votes("guard", "changes"))
      .then(
        { type: "dispatched" },
        { type: "accepted" },
        { type: "asked", kind: "veto", task: "T5" },
      );
    expect(directive(story.now)).toMatchObject({ do: "ask", questions: ["Q2"] });
    expect(["T3", "T4", "T5"].map((id) => statusOf(story, id))).toEqual([
      "waiting",
      "waiting",
      "waiting",
    ]);
  });

  test("lets the panel go on after the answer: its owner fixes it, and the seat votes again", () => {
    const story = vetoed();
    votes("guard", "changes")(story);
    answered("go_on")(story);
    expect(openKinds(story)).toEqual([]);
    passes("Revise v1")(story);
    round("changes")(story);
    expect(openKinds(story)).toEqual(["veto"]);
    answered("go_on")(story);
    passes("Revise v2")(story);
    round("approved")(story);
    expect(readyOf(story)).toEqual([story.task("Audit").id]);
  });
});

const panels = { lenient, silent, vetoing };
const names = Object.keys(panels) as (keyof typeof panels)[];

test("whatever seats say or leave unsaid, the run ends or asks", () => {
  const kinds = fc.constantFrom("approved" as const, "changes" as const, "silent" as const);
  fc.assert(
    fc.property(
      fc.constantFrom(...names),
      fc.array(kinds, { minLength: 1, maxLength: 40 }),
      (of, said) => {
        const story = begun(panels[of]);
        let steps = 0;
        for (; steps < 300 && directive(story.now).do === "dispatch"; steps += 1) {
          const task = story.task(directive(story.now).tasks[0]!);
          const how = said[steps % said.length]!;
          if (task.schema !== "vote") passes(task.id)(story);
          else if (how === "silent") isLost(task.id)(story);
          else votes(task.item!, how)(story);
        }
        expect(steps).toBeLessThan(300);
        expect(["ask", "done", "stopped"]).toContain(directive(story.now).do);
        // No seat that was left out counts as one that approved.
        if (story.now.status !== "complete") return;
        const approved = story.now.tasks.filter(
          (task) => !task.void && task.schema === "vote" && task.status === "done",
        );
        expect(new Set(approved.map((task) => task.item)).size).toBeGreaterThanOrEqual(2);
      },
    ),
    { numRuns: runs(150) },
  );
});

for (const of of [lenient, silent]) randomRuns(of, says);
