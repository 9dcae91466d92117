// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import type { Workflow } from "../../../src/engine/workflow.ts";
import {
  answered,
  chainOf,
  command,
  dispatched,
  ends,
  type Given,
  given,
  isLost,
  openKinds,
  passes,
  readyOf,
  request,
  type Step,
  started,
  statusOf,
  until,
} from "../given.ts";
import { randomRuns } from "../properties.ts";
import { arbitrated, council, round, SEATS, says, seated, vote, votes } from "./council.ts";

/** The draft is there and the person goes on: the seats may vote. */
const open: Step[] = [started(), until("Draft"), passes("Draft"), answered("proceed")];
const all = (verdict: "approved" | "changes"): Step[] => SEATS.map((seat) => votes(seat, verdict));
const VOTES = SEATS.map((seat) => `Vote - ${seat}`);
const again = (round: number): string[] => VOTES.map((title) => `${title} v${round}`);
const consult = command({ do: "consult", topic: request("which way?") });

/** A round that the guard's veto ends, and what is mended for it. */
const vetoed = (number: number): Step[] => [round("changes"), passes(`Revise v${number}`)];

describe("a panel", () => {
  test("begins when what it looks at is there: one task per seat, and what comes behind waits for all of them", () => {
    const story = seated(council, started());
    expect(chainOf(story)).toEqual([
      "T1 Draft",
      "T2 Go < T1",
      "T3 Vote - architect < T2",
      "T4 Vote - tester < T2",
      "T5 Vote - guard < T2",
      "T6 Audit < T3, T4, T5",
      "T7 Publish < T6",
    ]);
    for (const step of open.slice(1)) step(story);
    expect(readyOf(story)).toEqual(["T3", "T4", "T5"]);
  });

  test("decides when its last seat has voted, not before", () => {
    const story = seated(
      council,
      ...open,
      votes("architect", "approved"),
      votes("tester", "approved"),
    );
    expect([statusOf(story, "T3"), statusOf(story, "T4"), statusOf(story, "T6")]).toEqual([
      "waiting",
      "waiting",
      "blocked",
    ]);
    story
      .when(votes("guard", "approved"))
      .then(
        { type: "dispatched", task: "T5" },
        { type: "accepted", task: "T5" },
        { type: "task_done", task: "T3", waiver: null },
        { type: "task_done", task: "T4" },
        { type: "task_done", task: "T5" },
      );
    expect(readyOf(story)).toEqual(["T6"]);
  });

  test("a veto is mended although the others approve, and then those vote again whose votes are void", () => {
    const story = seated(
      council,
      ...open,
      votes("architect", "approved"),
      votes("tester", "approved"),
    );
    story.when(votes("guard", "changes")).then(
      { type: "dispatched", task: "T5" },
      { type: "accepted", task: "T5" },
      {
        type: "task_created",
        task: "T8",
        kind: "fix",
        subject: "Revise v1",
        blocked_by: ["T3", "T4", "T5"],
        fixes: "T5",
      },
      {
        type: "task_created",
        task: "T9",
        kind: "rereview",
        subject: "Vote - guard v2",
        scope: ["draft"],
      },
      { type: "task_created", task: "T10", subject: "Vote - architect v2", blocked_by: ["T8"] },
      { type: "task_blocked", task: "T6", by: ["T9"] },
      { type: "task_blocked", task: "T6", by: ["T10"] },
      { type: "task_done", task: "T3" },
      { type: "task_done", task: "T4" },
      { type: "task_done", task: "T5" },
    );
    expect(readyOf(story)).toEqual(["T8"]);
  });

  test("changes of one without a veto do not hold up what enough approve; without enough they do", () => {
    const enough = seated(council, ...open, votes("guard", "approved"), votes("tester", "changes"));
    votes("architect", "approved")(enough);
    expect(readyOf(enough)).toEqual(["T6"]);
    const missed = seated(council, ...open, votes("guard", "approved"), votes("tester", "changes"));
    votes("architect", "changes")(missed);
    expect(readyOf(missed).map((id) => missed.task(id).subject)).toEqual(["Revise v1"]);
  });

  test("a seat that is lost or says nothing valid comes again, and the others wait for it", () => {
    const story = seated(
      council,
      ...open,
      votes("architect", "changes"),
      votes("tester", "approved"),
      isLost("T5"),
    );
    expect([statusOf(story, "T3"), statusOf(story, "T5")]).toEqual(["waiting", "ready"]);
    isLost("T5")(story);
    expect(openKinds(story)).toEqual(["stuck"]);
    answered("again")(story);
    votes("guard", "approved")(story);
    expect(readyOf(story)).toEqual(["T6"]);
  });
});

describe("what a seat puts before the person", () => {
  const which = { decision: "Which store?", options: ["a file", "a table"] };

  test("is asked in its own words; its round goes on with the answer, and the writer mends", () => {
    const story = seated(
      council,
      ...open,
      votes("architect", "approved"),
      votes("tester", "approved"),
    );
    votes("guard", "changes", which)(story);
    expect(story.now.questions).toMatchObject([
      { kind: "which", task: "T5", text: "Which store?", labels: which.options },
    ]);
    expect(readyOf(story)).toEqual([]);
    answered("answer", "a table")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Revise v1"]);
    expect(story.now.decisions.at(-1)).toMatchObject({
      kind: "which",
      text: "a table",
      asked: "Which store?",
    });
  });
});

describe("invariant 7: rounds of a panel end", () => {
  /** The guard asks for changes in every round; the third is one too many. */
  const past = (of: Workflow): Given =>
    seated(of, ...open, ...vetoed(1), ...vetoed(2), round("changes"));

  test("past the limit the person decides where there is no arbiter", () => {
    const story = past(council);
    expect(openKinds(story)).toEqual(["blocked"]);
    expect(readyOf(story)).toEqual([]);
    answered("overrule")(story);
    answered(null, "good enough")(story);
    // The quorum is of approvals of what is there now: whose approval is older votes once more.
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Vote - architect v3"]);
    round("approved")(story);
    expect(readyOf(story)).toEqual(["T6"]);
  });

  test("with an arbiter that one speaks first; then it is mended, and voted on", () => {
    const story = past(arbitrated);
    expect(openKinds(story)).toEqual([]);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Arbiter v1"]);
    expect(story.task("Arbiter v1")).toMatchObject({ item: "guard/draft", topic: null });
    passes("Arbiter v1")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Revise v3"]);
    passes("Revise v3")(story);
    round("changes")(story);
    // Nobody else is left.
    expect(openKinds(story)).toEqual(["blocked"]);
  });

  test("an arbiter who names nobody leaves the draft as it is: the seat has the last look", () => {
    const story = past(arbitrated);
    ends("Arbiter v1", "done", { facts: { owners: [] } })(story);
    expect(story.now.tasks.some((task) => task.subject === "Revise v3")).toBe(false);
    expect(readyOf(story).map((id) => story.task(id).subject)).toContain("Vote - guard v4");
  });
});

describe("a check behind the panel", () => {
  test("whose fix moved the draft has the seats vote again, and comes again behind them", () => {
    const story = seated(
      council,
      ...open,
      ...all("approved"),
      ends("T6", "fail"),
      passes("Revise v1"),
    );
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Audit v2"]);
    ends("Audit v2", "pass")(story);
    const looks = readyOf(story).map((id) => story.task(id).subject);
    expect(looks).toEqual(["Vote - architect v2", "Vote - tester v2"]);
    for (const seat of ["architect", "tester"]) votes(seat, "approved")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Audit v3"]);
    ends("Audit v3", "pass")(story);
    expect(readyOf(story)).toEqual(["T7"]);
  });
});

describe("the person wants the arbiter", () => {
  test("where there is none, or no panel, nobody can be asked", () => {
    seated(council, ...open)
      .when(consult)
      .refused("no_panel");
    given(started()).when(consult).refused("no_panel");
    seated(arbitrated, ...open, command({ do: "cancel", reason: "x" }))
      .when(consult)
      .refused("no_run");
  });

  test("what the workflow says against it holds", () => {
    seated(arbitrated, ...open, ...all("approved"), dispatched("T6"))
      .when(consult)
      .refused("too_late");
  });

  test("in the middle of a round it speaks first; the seats that have not voted wait for it", () => {
    const story = seated(arbitrated, ...open, votes("architect", "approved"), dispatched("T4"));
    consult(story);
    expect(readyOf(story)).toEqual(["T8"]);
    expect(story.task("T8")).toMatchObject({
      subject: "Arbiter v1",
      reads: [],
      topic: request("which way?"),
    });
    expect(story.task("T5").blocked_by).toContain("T8");
    votes("tester", "approved")(story);
    passes("T8")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Revise v1"]);
  });

  test("after a round those it names mend, and those vote again whose approval is void by it", () => {
    const story = seated(arbitrated, ...open, ...all("approved"));
    consult(story);
    passes("Arbiter v1")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Revise v1"]);
    passes("Revise v1")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(again(2).slice(0, 2));
    until()(story);
    expect(story.now.status).toBe("complete");
  });
});

describe("a checkpoint", () => {
  test("is the person's; --auto passes it, and so does its rule", () => {
    const asked = seated(council, started(), passes("Draft"));
    expect(openKinds(asked)).toEqual(["go"]);
    const auto = seated(council, started({ auto: true }), passes("Draft"));
    expect([openKinds(auto), statusOf(auto, "T2")]).toEqual([[], "done"]);
    const plain = seated(council, started({ options: { plain: "yes" } }));
    plain.when(passes("Draft")).then(
      { type: "dispatched" },
      { type: "accepted" },
      { type: "task_done", task: "T1" },
      {
        type: "auto_approved",
        task: "T2",
        assumptions: [],
        unasked: ["go: passed without asking (isPlain)"],
      },
      { type: "task_done", task: "T2" },
    );
  });

  test("what speaks against going on bars it, also for --auto", () => {
    const facts = { trees: { draft: "1" }, open: ["who pays?"] };
    const story = seated(council, started({ auto: true }), ends("Draft", "done", { facts }));
    expect(openKinds(story)).toEqual(["go"]);
    story.when(answered("proceed")).refused("barred");
    answered("revise", "say who pays")(story);
    expect(readyOf(story).map((id) => story.task(id).subject)).toEqual(["Draft v2"]);
  });

  test("a gate whose rule does not hold is skipped, and what waits for it goes on", () => {
    const story = seated(
      council,
      started({ options: { publish: "no" } }),
      ...open.slice(1),
      until(),
    );
    expect([statusOf(story, "T7"), story.now.status]).toEqual(["skipped", "complete"]);
    expect(story.task("T7").skipped).toBe("isWanted");
  });

  test("a selector, rule, bar or panel that the workflow does not bring is an error that names it", () => {
    const without = (more: Partial<Workflow>) => () =>
      seated({ ...council, ...more }, ...open, ...all("approved"));
    expect(without({ selectors: {} })).toThrow('workflow council has no selector "seats"');
    expect(without({ rules: {} })).toThrow('workflow council has no rule "isPlain"');
    expect(without({ bars: {} })).toThrow('workflow council has no bar "openPoints"');
    expect(without({ panels: {} })).toThrow('does not say how the panel "vote" is counted');
  });
});

for (const workflow of [council, arbitrated])
  randomRuns(workflow, (story, task, spice) => {
    if (task.schema !== "vote" || spice % 3 !== 1) return says(story, task);
    const options = spice % 2 === 0 ? ["this", "that"] : [];
    return vote(story, "changes", spice % 5 === 0 ? { decision: "Which way?", options } : null);
  });
