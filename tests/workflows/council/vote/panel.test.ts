// Guarantee: A veto is never outvoted.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Facts } from "../../../../src/engine/events.ts";
import type { Task } from "../../../../src/engine/run.ts";
import type { Ask, PanelGate, Workflow } from "../../../../src/engine/workflow.ts";
import { SEAT_IDS, SEATS } from "../../../../src/workflows/council/seats.ts";
import { BLOCKED } from "../../../../src/workflows/council/vote/ledger.ts";
import { planFacts } from "../../../../src/workflows/council/vote/recorded.ts";
import { tallyOf } from "../../../../src/workflows/council/vote/tally.ts";
import { council as shipped } from "../../../../src/workflows/council/workflow.ts";
import {
  answered,
  ends,
  endsInvalid,
  type Given,
  givenOn,
  openKinds,
  type Step,
  type Story,
  started,
} from "../../../engine/given.ts";
import { blocker } from "../given.ts";

/** The council's rules in the engine: who is asked after each round, and when the person is. */

const [, , , CODE, DEVIL, SECURITY] = SEAT_IDS as [string, string, string, string, string, string];
const isKept = (key: string): boolean => KEYS.includes(key);
const KEYS = ["synthesis", "vote", "consent"];
/** The council from its synthesis on, up to what the person is asked whether it is built. */
const gates = shipped.entries
  .start!.gates.filter(({ key }) => isKept(key))
  .map((gate) => {
    if (gate.gate !== "checkpoint") return { ...gate, after: gate.after.filter(isKept) };
    const { passes: _, ...ask } = gate.ask;
    return { ...gate, ask };
  });
const workflow: Workflow = { ...shipped, entries: { start: { gates, back: {} } } };

const planNow = (story: Story) =>
  story.now.tasks.flatMap((task) => (task.outcome !== null && planFacts(task)) || []).at(-1);

/** The plan that the synthesis writes next: each has another Security. */
const plan = (story: Story): Facts => {
  const n =
    story.now.tasks.filter((task) => task.schema === "master-plan" && task.outcome !== null)
      .length + 1;
  const parts = { Overview: "o", Security: `s${n}`, "Task 1": "1" };
  return { plan: `plan-${n}`, parts, tasks: [], answers: [] };
};
const vote = (story: Story, seat: string, word: string, more: object = {}): Facts => ({
  seat,
  vote: word,
  plan: planNow(story)!.plan,
  veto: null,
  objections: [],
  prior: [],
  ...more,
});

const ready = (story: Story): Task[] => story.now.tasks.filter((task) => task.status === "ready");
const asked = (story: Story): string[] =>
  ready(story).flatMap((task) => (task.schema === "vote" ? [task.item!] : [task.schema]));

const synthesis: Step = (story) => ends(ready(story)[0]!.id, "done", { facts: plan(story) })(story);
type Word = string | [string, object];
/**
 * Every seat that is asked votes: APPROVE, unless it is named; `silent` gives nothing that counts.
 */
const round =
  (said: Record<string, Word> = {}): Step =>
  (story) => {
    for (const { id, item } of ready(story).filter((task) => task.schema === "vote")) {
      const [word, more] = [said[item!] ?? "APPROVE"].flat() as [string, object?];
      if (word !== "silent") ends(id, "done", { facts: vote(story, item!, word, more) })(story);
      else while (story.task(id).status === "ready") endsInvalid(id, false)(story);
    }
  };
const council = (...steps: Step[]): Given => givenOn(workflow, [started(), synthesis, ...steps]);
const isApproved = (story: Story): boolean => tallyOf(story.now).approved;
const objects: Word = ["REVISE", { objections: [blocker("F1")] }];
const clears = (seat: string): Word => [
  "APPROVE",
  { prior: [{ id: `${seat}/F1`, state: "cleared" }] },
];

describe("a panel of the council", () => {
  test("goes on when all six approve", () => {
    const story = council(round());
    expect(openKinds(story)).toEqual(["consent"]);
    expect(isApproved(story)).toBe(true);
  });

  test("asks the seat that wanted changes again, then all others", () => {
    const story = council(round({ [CODE]: objects }));
    expect(asked(story)).toEqual(["master-plan"]);
    synthesis(story);
    expect(asked(story)).toEqual([CODE]);
    round({ [CODE]: clears(CODE) })(story);
    expect(openKinds(story)).toEqual([]);
    expect(asked(story)).toEqual(SEAT_IDS.filter((seat) => seat !== CODE));
    round()(story);
    expect(openKinds(story)).toEqual(["consent"]);
    expect(isApproved(story)).toBe(true);
  });

  test("a silent seat is an abstention, and is asked about the next plan", () => {
    expect(openKinds(council(round({ [DEVIL]: "silent" })))).toEqual(["consent"]);
    const story = council(round({ [DEVIL]: "silent", [CODE]: objects }), synthesis);
    expect(asked(story).sort()).toEqual([CODE, DEVIL].sort());
    round({ [CODE]: clears(CODE), [DEVIL]: "silent" })(story);
    expect(asked(story)).toEqual(SEAT_IDS.filter((seat) => seat !== CODE && seat !== DEVIL));
    round()(story);
    expect(openKinds(story)).toEqual(["consent"]);
    expect(isApproved(story)).toBe(true);
  });

  test("a seat that is silent over its open objection has another plan made, and then the person is asked", () => {
    const story = council(round({ [CODE]: objects }), synthesis, round({ [CODE]: "silent" }));
    expect(isApproved(story)).toBe(false);
    expect(asked(story)).toEqual(["master-plan"]);
    for (let n = 3; n <= 5 && openKinds(story).length === 0; n++) {
      synthesis(story);
      expect(asked(story)).toEqual([CODE]);
      round({ [CODE]: "silent" })(story);
    }
    expect(openKinds(story)).toEqual([BLOCKED]);
    answered("overrule", "Nobody answers there.")(story);
    round()(story);
    expect(openKinds(story)).toEqual(["consent"]);
    expect(isApproved(story)).toBe(true);
  });

  test("without the vote of a seat that has a veto nothing goes on", () => {
    const story = council(round({ [SECURITY]: "silent" }));
    expect(openKinds(story)).toEqual([BLOCKED]);
    answered("another_round")(story);
    expect(asked(story)).toEqual([SECURITY]);
    // Alone in its round it is silent again: to leave it out once more is no help.
    round({ [SECURITY]: "silent" })(story);
    expect(openKinds(story)).toEqual(["blocked-task"]);
    answered("again")(story);
    round()(story);
    expect(openKinds(story)).toEqual(["consent"]);
    expect(isApproved(story)).toBe(true);
  });

  test("a council in which nobody speaks approves nothing, until the person overrules both vetoes", () => {
    const story = council(round(Object.fromEntries(SEAT_IDS.map((seat) => [seat, "silent"]))));
    expect(openKinds(story)).toEqual([BLOCKED]);
    answered("overrule", "I have read it.")(story);
    expect(openKinds(story)).toEqual([BLOCKED]);
    expect(story.now.questions[0]!.task).toBe(
      story.now.tasks.find((task) => task.item === SECURITY)!.id,
    );
    answered("overrule", "I have read it.")(story);
    expect(openKinds(story)).toEqual(["consent"]);
  });

  test("a veto gets one more plan, then the person; overruled, the plan goes on", () => {
    const veto = { at: "Security", condition: "Escape it." };
    const story = council(
      round({ [SECURITY]: ["REJECT", { objections: [blocker("F1")], veto }] }),
      synthesis,
    );
    expect(asked(story)).toEqual([SECURITY]);
    round({ [SECURITY]: ["REJECT", { prior: [{ id: `${SECURITY}/F1`, state: "open" }], veto }] })(
      story,
    );
    expect(openKinds(story)).toEqual([BLOCKED]);
    answered("overrule", "Known, and wanted.")(story);
    expect(asked(story)).toEqual(SEAT_IDS.filter((seat) => seat !== SECURITY));
    round()(story);
    expect(openKinds(story)).toEqual(["consent"]);
    expect(isApproved(story)).toBe(true);
  });

  test("after five plans the person is asked, and each further round is one plan more", () => {
    const nine = Array.from({ length: 9 }, (_, at) =>
      blocker(`F${at + 1}`, "Security", `zebra${at}`),
    );
    const story = council(round({ [CODE]: ["REVISE", { objections: nine }] }));
    const fewer = (n: number): Word => [
      "REVISE",
      {
        prior: nine.map(({ id }, at) => ({
          id: `${CODE}/${id}`,
          state: at < n ? "cleared" : "open",
        })),
      },
    ];
    for (let n = 2; n <= 5; n++) {
      expect(asked(story)).toEqual(["master-plan"]);
      synthesis(story);
      expect(asked(story)).toEqual([CODE]);
      round({ [CODE]: fewer(n) })(story);
    }
    expect(openKinds(story)).toEqual([BLOCKED]);
    answered("another_round")(story);
    expect(asked(story)).toEqual(["master-plan"]);
    synthesis(story);
    round({ [CODE]: fewer(6) })(story);
    expect(openKinds(story)).toEqual([BLOCKED]);
    answered("overrule", "Good enough.")(story);
    round()(story);
    expect(openKinds(story)).toEqual(["consent"]);
  });
});

/**
 * What a seat may say, as far as the count reads it: each has objected before, and says of that
 * what it likes.
 */
const word = (seat: string): fc.Arbitrary<Word> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant("APPROVE") },
    { weight: 1, arbitrary: fc.constant("silent") },
    {
      weight: 2,
      arbitrary: fc
        .record({
          n: fc.integer({ min: 1, max: 9 }),
          at: fc.constantFrom("Security", "Task 1"),
          rejects: fc.boolean(),
        })
        .map(({ n, at, rejects }): Word => {
          const veto =
            rejects && SEATS.find((one) => one.id === seat)!.veto ? { at, condition: "c" } : null;
          const prior = [{ id: `${seat}/F1`, state: n % 2 === 0 ? "open" : "cleared" }];
          return [
            rejects ? "REJECT" : "REVISE",
            { objections: [blocker(`F${n}`, at)], veto, prior },
          ];
        }),
    },
  );
const rounds = fc.array(fc.record(Object.fromEntries(SEAT_IDS.map((seat) => [seat, word(seat)]))), {
  minLength: 1,
  maxLength: 12,
});

const vetoesSilent = Object.fromEntries(
  SEATS.map(({ id, veto }): [string, Word] => [id, veto ? "silent" : "APPROVE"]),
);
const twoSilent = [vetoesSilent, vetoesSilent, vetoesSilent, {}];

test("whatever seats and person say, nothing goes on behind the panel without an approval, and nothing stands still", () => {
  let [consents, questions] = [0, 0];
  fc.assert(
    fc.property(
      rounds,
      fc.array(fc.constantFrom("another_round", "overrule"), { minLength: 1 }),
      (said, answers) => {
        const story = givenOn(workflow, [started(), synthesis]);
        for (let step = 0; step < said.length * 2; step++) {
          const [kind] = openKinds(story);
          // Seats that are silent in the same round are a question each; anything else is one
          // question for the panel.
          const about = story.now.questions.map((one) => one.task);
          expect(new Set(about).size).toBe(about.length);
          if (about.length > 1)
            expect(new Set(openKinds(story))).toEqual(new Set(["blocked-task"]));
          if (kind === "consent") {
            consents += 1;
            expect(isApproved(story)).toBe(true);
            return;
          }
          // Something is asked of somebody: the person, a seat or the plan maker.
          expect(kind !== undefined || asked(story).length > 0).toBe(true);
          if (kind === "blocked-task") answered("again")(story);
          else if (kind === BLOCKED) {
            questions += 1;
            answered(answers[step % answers.length]!, "So be it.")(story);
          } else if (asked(story)[0] === "master-plan") synthesis(story);
          else round(said[step % said.length])(story);
        }
      },
    ),
    // First: both seats with a veto are silent, and silent again when asked alone.
    { numRuns: 30, examples: [[twoSilent, ["another_round"]]] },
  );
  expect(consents).toBeGreaterThan(0);
  expect(questions).toBeGreaterThan(0);
});

test("a seat at its bounds may be left out", () => {
  const seat = shipped.entries.start!.gates.find((gate): gate is PanelGate => gate.key === "vote")!;
  expect(Object.keys((seat.bounded as Ask).options)).toEqual(["more", "other", "stop", "leave"]);
});
