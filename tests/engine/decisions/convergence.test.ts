// Guarantee: Loops end.
// Runs: together.
import { describe, expect, test } from "bun:test";
import type { ArtifactFacts } from "../../../src/engine/commands.ts";
import { STALL_ROUNDS } from "../../../src/engine/decisions/rounds.ts";
import type { Why } from "../../../src/engine/run.ts";
import type { Workflow } from "../../../src/engine/workflow.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import {
  answered,
  dispatched,
  ends,
  type Finding,
  finding,
  given,
  openKinds,
  prior,
  readyOf,
  type Step,
  Story,
  started,
  subjectNow,
  until,
} from "../given.ts";
import { small } from "../small.ts";

const fixed = (...ids: string[]) => prior("fixed", ...ids);
const open = (...ids: string[]) => prior("open", ...ids);

interface Round extends Partial<ArtifactFacts> {
  subject?: string;
  outcome?: string;
}

/** The newest review of that title comes, after everything before it, and asks for changes. */
const objects =
  (title: string, { subject, outcome = "needs_changes", ...over }: Round = {}): Step =>
  (story) => {
    const review = story.now.tasks.findLast((task) => task.subject.startsWith(title))!;
    until(review.id)(story);
    const about = subject ?? subjectNow(story);
    dispatched(review.id, { subject: about })(story);
    ends(review.id, outcome, { ...over, subject: about })(story);
  };

const DRAFT = "Draft Review - Ann";
const draft = (over?: Round) => objects(DRAFT, over);

const why = (story: Story): Why[] => story.now.questions[0]?.why ?? [];
const reasons = (story: Story): string[] => why(story).map((one) => one.reason);

describe("the subject is what an earlier round reviewed", () => {
  test("fixes that undo each other are asked about before the next one is spawned", () => {
    const story = given(started(), draft({ subject: "a" }), draft({ subject: "b" }), until("T13"));
    story.when(draft({ subject: "a" })).then(
      { type: "dispatched" },
      { type: "accepted" },
      {
        type: "asked",
        kind: "escalation",
        task: "T13",
        options: ["continue", "accept", "stop"],
        why: [{ reason: "same_subject", round: 1, findings: [] }],
      },
    );
    expect(readyOf(story)).toEqual([]);
    expect(story.now.status).toBe("waiting_for_user");
  });
});

describe("a finding comes again after it was fixed", () => {
  const same = { again: ["F1"] };
  const twice: Step[] = [
    draft({ findings: [finding("F1")] }),
    draft({ findings: [finding("F2")], prior: fixed("F1") }),
  ];

  test.each<[string, Partial<Finding>]>([
    ["as it was", same],
    ["beside another one that is fixed in this round", { again: ["F2", "F1"] }],
    ["as a minor one", { severity: "minor", ...same }],
  ])("%s", (_name, over) => {
    const story = given(
      started(),
      ...twice,
      draft({ findings: [finding("F3", over)], prior: fixed("F2") }),
    );
    expect(why(story)).toEqual([{ reason: "repeated", round: 2, findings: ["F3"] }]);
  });

  test.each<[string, Partial<Finding>]>([
    ["another finding", {}],
    ["one that is outside of the change", { ...same, outside: true }],
    ["one of an older version, with fingerprints alone", { prints: ["place", "words"] } as object],
  ])("%s is none", (_name, over) => {
    const story = given(
      started(),
      ...twice,
      draft({ findings: [finding("F3", over)], prior: fixed("F2") }),
    );
    expect(openKinds(story)).toEqual([]);
  });

  test("one that is fixed in this very round, or still open, does not come again", () => {
    const now = given(
      started(),
      twice[0]!,
      draft({ findings: [finding("F2", same)], prior: fixed("F1") }),
    );
    expect(openKinds(now)).toEqual([]);
    const never = given(
      started(),
      twice[0]!,
      draft({ findings: [finding("F2", same)], prior: open("F1") }),
    );
    expect(openKinds(never)).toEqual([]);
  });
});

describe("open findings do not fall over three rounds", () => {
  /**
   * A round for each list: ids that are open after it; what was open before is fixed, or stays
   * open.
   */
  const lists = (...rounds: string[][]): Step[] =>
    rounds.map((ids, index) => {
      const before = rounds[index - 1] ?? [];
      const prior = before.map((id) => ({
        id,
        state: ids.includes(id) ? ("open" as const) : ("fixed" as const),
      }));
      return draft({
        findings: ids.filter((id) => !before.includes(id)).map((id) => finding(id)),
        prior,
      });
    });

  test.each<[string, string[][]]>([
    ["the same ones", [["F1"], ["F1"], ["F1"], ["F1"]]],
    ["others each time", [["F1"], ["F2"], ["F3"], ["F4"]]],
    ["more", [["F1"], ["F1", "F2"], ["F2"], ["F2", "F3"]]],
  ])("%s", (_name, rounds) => {
    const story = given(started(), ...lists(...rounds.slice(0, -1)));
    expect(openKinds(story)).toEqual([]);
    lists(...rounds).at(-1)!(story);
    expect(why(story)).toEqual([{ reason: "stalled", round: 1, findings: rounds.at(-1)! }]);
    expect(rounds.length).toBe(STALL_ROUNDS + 1);
  });

  test("a slow fall is progress", () => {
    const rounds = [
      ["F1", "F2", "F3"],
      ["F1", "F2", "F3"],
      ["F1", "F2", "F3"],
      ["F1", "F2"],
      ["F1", "F2"],
      ["F1"],
    ];
    expect(openKinds(given(started(), ...lists(...rounds)))).toEqual([]);
  });

  test("minor findings, and those outside of the change, hold nothing up", () => {
    const light = ["F1", "F2", "F3", "F4", "F5"].map((id) =>
      draft({
        findings: [finding(id, { severity: "minor" }), finding(`${id}0`, { outside: true })],
      }),
    );
    expect(openKinds(given(started(), ...light))).toEqual([]);
  });
});

describe("a gate for which one round without progress is a stall", () => {
  const impatient: Workflow = {
    ...small,
    entries: {
      start: {
        ...small.entries.start!,
        gates: small.entries.start!.gates.map((gate) =>
          gate.gate === "review" && gate.key === "draft-ann" ? { ...gate, stall: true } : gate,
        ),
      },
    },
  };
  const story = (...steps: Step[]): Story => {
    const made = new Story(impatient);
    for (const step of [started(), ...steps]) step(made);
    return made;
  };

  test("nothing of what was open is closed: the person is asked at once, whatever else came up", () => {
    const both = draft({ findings: [finding("F1"), finding("F2")] });
    const now = story(both, draft({ findings: [finding("F3")], prior: open("F1", "F2") }));
    expect(why(now)).toEqual([{ reason: "stalled", round: 1, findings: ["F1", "F2", "F3"] }]);
  });

  test("one that is closed is progress, though others came up", () => {
    const both = draft({ findings: [finding("F1"), finding("F2")] });
    const prior = [...fixed("F1"), ...open("F2")];
    expect(
      openKinds(story(both, draft({ findings: [finding("F3"), finding("F4")], prior }))),
    ).toEqual([]);
  });

  test("what the person was told of is settled: the next round counts from there", () => {
    const stalled = [draft({ findings: [finding("F1")] }), draft({ prior: open("F1") })];
    const more = story(...stalled, answered("continue"));
    expect(openKinds(more)).toEqual([]);
    draft({ findings: [finding("F2")], prior: fixed("F1") })(more);
    expect(openKinds(more)).toEqual([]);
    draft({ prior: open("F2") })(more);
    expect(why(more)).toEqual([{ reason: "stalled", round: 3, findings: ["F2"] }]);
  });
});

describe("what the person decides", () => {
  const same = { again: ["F1"] };

  test("every reason is told at once", () => {
    const story = given(
      started(),
      draft({ subject: "a", findings: [finding("F1")] }),
      draft({ findings: [finding("F2")], prior: fixed("F1") }),
      draft({ findings: [finding("F3")], prior: fixed("F2") }),
      draft({ subject: "a", findings: [finding("F4", same)], prior: fixed("F3") }),
    );
    expect(reasons(story)).toEqual(["same_subject", "repeated", "stalled"]);
  });

  test("accept and stop are those of the limit", () => {
    const asked = () => given(started(), draft({ subject: "a" }), draft({ subject: "a" }));
    const story = asked();
    answered("accept", "Good enough")(story);
    expect(story.task("T11").waiver).toEqual({ kind: "accepted", reason: "Good enough" });
    expect(readyOf(story)).toEqual(["T4"]);
    asked()
      .when(answered("stop"))
      .then({ type: "answered" }, { type: "ended", status: "cancelled" });
  });

  test("a subject is told of once; one that comes again after the decision is told of anew", () => {
    const story = given(
      started(),
      draft({ subject: "a" }),
      draft({ subject: "b" }),
      draft({ subject: "a" }),
    );
    answered("continue")(story);
    draft({ subject: "b" })(story);
    expect(openKinds(story)).toEqual([]);
    draft({ subject: "a" })(story);
    expect(why(story)).toEqual([{ reason: "same_subject", round: 3, findings: [] }]);
  });

  test("at the limit the limit is asked about", () => {
    const limits = { ...DEFAULT_SETTINGS.limits, per_reviewer: 1 };
    const story = given(
      started({ settings: { limits } }),
      draft({ subject: "a" }),
      draft({ subject: "a" }),
    );
    expect(openKinds(story)).toEqual(["escalation"]);
    expect(why(story)).toEqual([]);
  });
});
