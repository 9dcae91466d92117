// Guarantee: Loops end.
import { describe, expect, test } from "bun:test";
import {
  answered,
  type Finding,
  finding,
  given,
  openKinds,
  prior,
  readyOf,
  type Step,
  type Story,
  says,
  started,
  until,
} from "./given.ts";

const against = (asks: "back" | "about", gate = "build-ann", id = "F1"): Partial<Finding> => ({
  against: [{ gate, finding: id, asks }],
});

const ANN = "Build Review - Ann";
const BEN = "Build Review - Ben";
/** Ann's F1 was mended, and Ann has said so. */
const mended: Step[] = [
  says(ANN, "needs_changes", { findings: [finding("F1")] }),
  says(ANN, "approved", { prior: prior("fixed", "F1") }),
];
const why = (story: Story) => story.now.questions[0]?.why ?? [];
const SIDES = {
  reason: "contradiction",
  round: 1,
  findings: ["F1"],
  against: [{ gate: "build-ann", finding: "F1" }],
};

describe("a reviewer asks back what another one's fix took away", () => {
  const asksBack = says(BEN, "needs_changes", { findings: [finding("F1", against("back"))] });

  test("the person decides between the two before anything is undone", () => {
    const story = given(started(), ...mended, until("T8"));
    story.when(asksBack).then(
      { type: "dispatched" },
      { type: "accepted" },
      {
        type: "asked",
        kind: "escalation",
        task: "T8",
        options: ["continue", "accept", "stop"],
        why: [SIDES] as never,
      },
    );
    expect(story.now.status).toBe("waiting_for_user");
  });

  test("one more round is the second one's way, and is not asked about again", () => {
    const story = given(started(), ...mended, asksBack, answered("continue"));
    expect(story.task(readyOf(story)[0]!).subject).toBe("Fix Build - Ben v1");
    says(BEN, "needs_changes", { findings: [finding("F2", against("back"))] })(story);
    expect(openKinds(story)).toEqual([]);
  });

  test("accepting it is the first one's way", () => {
    const story = given(started(), ...mended, asksBack, answered("accept", "Ann is right"));
    expect(story.task("T8").waiver).toEqual({ kind: "accepted", reason: "Ann is right" });
    expect(readyOf(story)).toEqual(["T9"]);
  });

  test.each<[string, Partial<Finding>]>([
    ["a finding about what the other's fix wrote", against("about")],
    ["one that is outside of the change", { ...against("back"), outside: true }],
    ["one of a version without such facts", {}],
  ])("%s is ordinary work", (_name, over) => {
    const story = given(
      started(),
      ...mended,
      says(BEN, "needs_changes", { findings: [finding("F1", over), finding("F2")] }),
    );
    expect(openKinds(story)).toEqual([]);
  });
});

describe("a finding comes back, because another reviewer's finding was answered", () => {
  /** Ben objects to what Ann's fix wrote, and is answered; then he has the whole built anew, and Ann looks again. */
  const undone = (about: Partial<Finding>): Step[] => [
    ...mended,
    says(BEN, "needs_changes", { findings: [finding("F1", about)] }),
    says(BEN, "rejected", { findings: [finding("F2", { severity: "blocker" })], prior: prior("fixed", "F1") }),
    until("Build Review - Ann v3"),
  ];

  test("both sides are told, in place of the bare repetition", () => {
    const story = given(started(), ...undone(against("about")));
    says(ANN, "needs_changes", { findings: [finding("F2", { again: ["F1"] })] })(story);
    expect(why(story)).toEqual([
      { reason: "contradiction", round: 1, findings: ["F2"], against: [{ gate: "build-ben", finding: "F1" }] },
    ]);
  });
});
