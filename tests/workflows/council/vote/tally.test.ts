// Guarantee: A veto is never outvoted; Loops end.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { SEAT_IDS } from "../../../../src/workflows/council/seats.ts";
import { ledgerOf } from "../../../../src/workflows/council/vote/ledger.ts";
import {
  ends,
  isMajority,
  standings,
  tallyOf,
} from "../../../../src/workflows/council/vote/tally.ts";
import { verdictLines, voteText } from "../../../../src/workflows/council/vote/verdict.ts";
import { RULES } from "../../../../src/workflows/council/workflow.ts";
import { blocker, Council } from "../given.ts";

const [ARCHITECTURE, , VALIDATION, CODE, DEVIL, SECURITY] = SEAT_IDS as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const countOf = (council: Council) => tallyOf(council.run);
const standing = (council: Council) => {
  const [one] = standings(council.run);
  return {
    required: one!.required,
    changes: one!.changes.map((verdict) => verdict.seat),
    looking: one!.verdicts.map((verdict) => verdict.seat),
    approved: one!.approved,
    reviewers: one!.reviewers,
  };
};
const endOf = (council: Council) => ends(council.run, null, standings(council.run));

/** A plan on which all others have voted, too, and that this seat wants changed, or vetoes. */
const disputed = (
  seat = CODE,
  given: Parameters<Council["vote"]>[2] = { objections: [blocker("F1")] },
  word: "REVISE" | "REJECT" = "REVISE",
): Council => new Council().plan("one").vote(seat, word, given).others(seat);

const veto = { at: "Security", condition: "Escape the name." };
const vetoed = (...objections: ReturnType<typeof blocker>[]): Council =>
  disputed(
    SECURITY,
    { objections: objections.length > 0 ? objections : [blocker("F1")], veto },
    "REJECT",
  );

describe("who looks again", () => {
  test("while one asks for changes: that one", () => {
    const council = disputed(CODE, { objections: [blocker("F1", "Security")] });
    expect(standing(council)).toMatchObject({ required: 1, changes: [CODE], looking: [CODE] });
    expect(standing(council).reviewers).toEqual([CODE]);
  });

  test("once nobody asks for changes, everybody whose approval is of an older plan", () => {
    const council = disputed()
      .plan("two", { Security: "s2" })
      .vote(CODE, "APPROVE", { prior: [{ id: `${CODE}/F1`, state: "cleared" }] });
    expect(countOf(council)).toMatchObject({ approved: false, approvals: [CODE] });
    expect(standing(council)).toMatchObject({ required: 6, changes: [], approved: [CODE] });
    expect(endOf(council)).toBeNull();
    expect(countOf(council.others(CODE)).approved).toBe(true);
  });

  test("a seat that asked for changes and is silent on the next plan still asks for them", () => {
    const council = disputed(CODE, { objections: [blocker("F1", "Security", "No.", "major")] })
      .plan("two", { Security: "s2" }, [{ id: `${CODE}/F1`, state: "taken" }])
      .silent(CODE);
    expect(standing(council)).toMatchObject({ required: 1, changes: [CODE], approved: [] });
    expect(countOf(council.others(CODE))).toMatchObject({
      approved: false,
      asks: [CODE],
      abstained: [],
    });
    expect(voteText(council.run, CODE)).toBe("REVISE (now silent)");
    // Another plan is made, and the seat may say that it is content.
    expect(endOf(council)).toBeNull();
    council
      .plan("three", { Security: "s3" })
      .vote(CODE, "APPROVE", { prior: [{ id: `${CODE}/F1`, state: "cleared" }] });
    expect(countOf(council.others(CODE)).approved).toBe(true);
  });

  test("not one that is silent with nothing open, or whose objection was minor or the person overruled", () => {
    const minor = new Council()
      .plan("one")
      .vote(CODE, "APPROVE", { objections: [blocker("F1", "Security", "A wish.", "minor")] })
      .others(CODE);
    minor.plan("two").silent(CODE);
    expect(countOf(minor.others(CODE))).toMatchObject({ approved: true, abstained: [CODE] });
    const overruled = disputed();
    overruled.decides("overrule", CODE).plan("two").silent(CODE);
    expect(countOf(overruled.others(CODE))).toMatchObject({ approved: true, abstained: [CODE] });
  });

  test("the person may overrule what a silent seat holds to, and that is told", () => {
    const council = disputed().plan("two").silent(CODE).others(CODE);
    expect(standing(council).changes).toEqual([CODE]);
    council.decides("overrule", CODE, "Known.");
    expect(countOf(council)).toMatchObject({ approved: true, asks: [], minority: [CODE] });
    expect(ledgerOf(council.run).objections[0]).toMatchObject({
      state: "overruled",
      reason: "Known.",
    });
    expect(standing(council).changes).toEqual([]);
  });

  test("a vote that asked for changes of an older plan is void: its seat is asked as if it had never spoken", () => {
    const council = disputed().plan("two");
    expect(standing(council)).toMatchObject({ required: 6, changes: [], reviewers: [...SEAT_IDS] });
    expect(standing(council).looking).not.toContain(CODE);
  });

  test("nor does one that approved the plan before and is silent on this one", () => {
    const council = disputed()
      .plan("two")
      .vote(CODE, "APPROVE", { prior: [{ id: `${CODE}/F1`, state: "cleared" }] })
      .others(CODE, DEVIL)
      .silent(DEVIL);
    expect(countOf(council)).toMatchObject({ approved: true, abstained: [DEVIL] });
    expect(standing(council)).toMatchObject({
      required: 5,
      approved: SEAT_IDS.filter((seat) => seat !== DEVIL),
    });
  });

  test("what is overruled counts in the place of an approval, on that plan alone", () => {
    const council = vetoed();
    expect(standing(council)).toMatchObject({ changes: [SECURITY] });
    council.decides("overrule", SECURITY);
    expect(countOf(council)).toMatchObject({ approved: true, minority: [SECURITY] });
    expect(standing(council)).toMatchObject({ changes: [], required: 6 });
    council.plan("two");
    expect(countOf(council)).toMatchObject({ approved: false, minority: [] });
    expect(standing(council).reviewers).toContain(SECURITY);
  });
});

describe("whose votes they are", () => {
  const used = (name: string) => ({
    tool_calls: 0,
    minutes: 0,
    tokens: 9,
    used: { [name]: [5, 0, 0, 4, 0], other: [9] },
  });
  const asked = (model: string, answered?: string) => ({
    tool_calls: 0,
    minutes: 0,
    tokens: 9,
    model,
    answered,
  });
  const modelsOf = (...spent: (object | null)[]) => {
    const council = new Council().plan("one");
    for (const [at, one] of spent.entries()) {
      council.vote(SEAT_IDS[at]!, "APPROVE", {}, "sonnet");
      if (one !== null) council.seats.at(-1)!.spent = [{ call: `c${at}`, ...one } as never];
    }
    return countOf(council).models;
  };
  test("one model counts once by whatever names it was asked", () => {
    expect(
      modelsOf(
        used("claude-sonnet-5-5"),
        null,
        asked("anthropic/claude-sonnet-5-5"),
        asked("quick", "claude-sonnet-5-5-20261001"),
      ),
    ).toEqual(["claude-sonnet-5-5"]);
  });
  test("two models count as two", () => {
    expect(
      modelsOf(asked("grok-4.7"), asked("mistral-large-latest", "mistral-large-2611")),
    ).toEqual(["grok-4.7", "mistral-large-2611"]);
  });
  test("without a record of who answered by what was asked for", () => {
    expect(modelsOf(null, null)).toEqual(["sonnet"]);
  });

  const unasked = (council: Council): boolean => {
    Object.assign(council.run, { auto: true });
    return RULES.runsOnlyAllowed!(council.run, {} as never);
  };
  test("nobody but the person builds what less than a majority of the seats, or one veto alone, approves", () => {
    const two = new Council().plan("one");
    for (const seat of [ARCHITECTURE, SECURITY]) two.vote(seat, "APPROVE");
    for (const seat of SEAT_IDS.filter((one) => one !== ARCHITECTURE && one !== SECURITY))
      two.silent(seat);
    expect([countOf(two).approved, unasked(two)]).toEqual([true, false]);
    const overruled = new Council().plan("one").vote(SECURITY, "REJECT", { veto }).others(SECURITY);
    // The person has said so already, by name and with a reason.
    expect(unasked(overruled.decides("overrule", SECURITY))).toBe(true);
    const four = new Council().plan("one").silent(CODE).silent(DEVIL).others(CODE, DEVIL);
    expect(unasked(four)).toBe(true);
  });

  test("a majority is more than half of the seats, and both that have a veto", () => {
    const of = (but: string[], minority: string[] = []) =>
      isMajority({ approvals: SEAT_IDS.filter((seat) => !but.includes(seat)), minority });
    expect([of([]), of([CODE, DEVIL])]).toEqual([true, true]);
    expect([of([ARCHITECTURE]), of([SECURITY]), of([CODE, DEVIL, VALIDATION])]).toEqual([
      false,
      false,
      false,
    ]);
    expect([of([SECURITY], [SECURITY]), of([SECURITY], [ARCHITECTURE])]).toEqual([true, false]);
  });

  test("who has a seat in the place of another model is named", () => {
    const council = new Council().plan("one").others();
    const who = (provider: string | undefined, model: string) => ({
      agent: "council-seat",
      model,
      provider,
    });
    Object.assign(council.run, {
      assigned: {
        [CODE]: [who("deepseek", "v4"), who("xai", "grok")],
        [DEVIL]: [who(undefined, "sonnet")],
      },
      settings: { ...council.run.settings, council: { use: { [DEVIL]: "mistral/large" } } },
    });
    for (const task of council.seats) task.who = { ...task.who, model: "sonnet" };
    Object.assign(council.seats.find((task) => task.item === CODE)!.who, who("xai", "grok"));
    expect(verdictLines(council.run)).toContain(
      `Fell back: ${CODE} from deepseek/v4 to xai/grok; ${DEVIL} from mistral/large to host/sonnet`,
    );
    Object.assign(council.run, { assigned: { [CODE]: [who("xai", "grok")] } });
    expect(verdictLines(council.run).join()).not.toContain("Fell back");
  });
});

describe("when the person has to decide", () => {
  test("a veto that the next plan does not clear; the first one goes on", () => {
    const council = vetoed();
    expect(endOf(council)).toBeNull();
    council
      .plan("two", { Security: "s2" })
      .vote(SECURITY, "REJECT", { prior: [{ id: `${SECURITY}/F1`, state: "open" }], veto });
    const end = endOf(council)!;
    expect(end.task.item).toBe(SECURITY);
    expect(end.why).toContain("Escape the name.");
    expect(end.why).toContain(`${SECURITY}/F1 (Security): The problem of F1.`);
    expect(endOf(council.decides("another_round", SECURITY))).toBeNull();
  });

  test("a second veto while another blocker of the first is open", () => {
    const council = vetoed(blocker("F1"), blocker("F2", "Risks"))
      .plan("two", { Security: "s2" })
      .vote(SECURITY, "REJECT", {
        prior: [
          { id: `${SECURITY}/F1`, state: "cleared" },
          { id: `${SECURITY}/F2`, state: "open" },
        ],
        veto: { at: "Risks", condition: "Name it." },
      });
    expect(endOf(council)!.why).toContain("did not clear its veto");
  });

  test("not a second veto about something else, when the first was cleared", () => {
    const council = vetoed()
      .plan("two", { Security: "s2" })
      .vote(SECURITY, "REJECT", {
        prior: [{ id: `${SECURITY}/F1`, state: "cleared" }],
        objections: [blocker("F2", "Task 1", "Something that nobody has said yet.")],
        veto: { at: "Task 1", condition: "Check it." },
      });
    expect(endOf(council)).toBeNull();
  });

  test("a round that was asked for because of a silent seat counts at the limit, too", () => {
    const council = new Council()
      .plan("one")
      .silent(SECURITY)
      .others(SECURITY)
      .decides("another_round", SECURITY);
    council.run.settings.limits.iterations = 1;
    council.vote(SECURITY, "REVISE", { objections: [blocker("F1")] });
    expect(endOf(council)).toBeNull();
    council
      .plan("two", { Security: "s2" })
      .vote(SECURITY, "REVISE", { prior: [{ id: `${SECURITY}/F1`, state: "open" }] });
    expect(endOf(council)!.why).toContain("2 of 2 plans are made");
  });

  test("a plan that was there before, under another hash", () => {
    const council = disputed(CODE, { objections: [blocker("F1"), blocker("F2", "Risks")] })
      .plan("two", { Security: "s2" })
      .vote(CODE, "REVISE", { prior: [{ id: `${CODE}/F1`, state: "cleared" }] })
      .plan("three");
    council.vote(CODE, "REVISE", { prior: [{ id: `${CODE}/F2`, state: "open" }] });
    expect(endOf(council)!.why).toContain("Plan 3 says the same as plan 1");
  });

  test("an objection that comes back a second time after it was cleared", () => {
    const council = disputed(CODE, {
      objections: [blocker("F1", "Task 1", "The exit code is not said")],
    });
    for (let n = 2; n <= 3; n++) {
      council.plan(`${n}`, { "Task 1": `1.${n}` });
      expect(endOf(council)).toBeNull();
      council.vote(CODE, "REVISE", {
        prior: [{ id: `${CODE}/F${n - 1}`, state: "cleared" }],
        objections: [blocker(`F${n}`, "Task 1", "the exit code is not said.")],
      });
    }
    expect(endOf(council)!.why).toContain("after it had cleared it 2 times");
  });

  test("three plans that left no fewer objections open", () => {
    const council = disputed();
    for (let n = 2; n <= 4; n++) {
      expect(endOf(council)).toBeNull();
      council
        .plan(`${n}`, { Security: `s${n}` })
        .vote(CODE, "REVISE", { prior: [{ id: `${CODE}/F1`, state: "open" }] });
    }
    expect(endOf(council)!.why).toContain("no fewer objections open than before (1, 1, 1, 1)");
  });

  test("what seats wrote stands within its sentences: no full stop after a full stop", () => {
    const council = new Council().plan("one").others(SECURITY);
    const veto = { at: "Security", missing: true, condition: "Say who may call it." };
    council.vote(SECURITY, "REJECT", {
      objections: [blocker("F1", "Security", "Nobody says it.")],
      veto,
    });
    council.plan("two", { Security: "s2" });
    council.vote(SECURITY, "REJECT", { prior: [{ id: `${SECURITY}/F1`, state: "open" }], veto });
    expect(endOf(council)!.why).toBe(
      `${SECURITY} vetoes the plan again, and the new plan did not clear its veto: ${SECURITY}/F1 (Security): Nobody says it. It asks for: Say who may call it.`,
    );
  });

  test("nothing, while the round of confirmations goes on", () => {
    const council = disputed(VALIDATION, { objections: [blocker("F1")] });
    council
      .plan("two")
      .vote(VALIDATION, "APPROVE", { prior: [{ id: `${VALIDATION}/F1`, state: "cleared" }] });
    expect(endOf(council)).toBeNull();
  });
});

test("whatever is voted: no veto is outvoted, no silence approves, and no vote on an older plan counts", () => {
  const words = fc.constantFrom(
    "APPROVE",
    "APPROVE",
    "APPROVE",
    "REVISE",
    "REJECT",
    "silent" as const,
  );
  let approvals = 0;
  fc.assert(
    fc.property(
      fc.array(words, { minLength: 6, maxLength: 6 }),
      fc.array(words, { maxLength: 6 }),
      (now, older) => {
        const council = new Council();
        const speak = (said: typeof now): void =>
          said.forEach((word, at) => {
            if (word === "silent") council.silent(SEAT_IDS[at]!);
            else council.vote(SEAT_IDS[at]!, word as "APPROVE");
          });
        const alone = new Council().plan("now");
        if (older.length > 0) {
          council.plan("older");
          speak(older);
          for (const task of council.seats) if (task.skipped !== null) task.void = true;
        }
        council.plan("now");
        speak(now);
        const count = countOf(council);
        const asks = SEAT_IDS.filter((_, at) => ["REVISE", "REJECT"].includes(now[at]!));
        expect(count.asks).toEqual(asks);
        for (const [at, word] of now.entries())
          expect(count.approvals.includes(SEAT_IDS[at]!)).toBe(word === "APPROVE");
        const isVetoSilent = [ARCHITECTURE, SECURITY].some(
          (seat) => now[SEAT_IDS.indexOf(seat)] === "silent",
        );
        if (asks.length > 0 || isVetoSilent) expect(count.approved).toBe(false);
        if (count.approved) approvals += 1;
        expect(countOf(alone).approved).toBe(false);
      },
    ),
    { numRuns: 300, seed: 1 },
  );
  expect(approvals).toBeGreaterThan(5);
});
