import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import type { Areas } from "../../../scripts/artifacts/pipeline/areas.ts";
import {
  assignments,
  eligible,
  type ReviewShape,
  type ReviewWord,
  required,
  reviewShape,
  tally,
} from "../../../scripts/artifacts/pipeline/reviewers.ts";
import type { Track } from "../../../scripts/artifacts/pipeline/tracks.ts";

const ORDER = ["back", "front", "plat", "data", "größe"];
const areasOf = (count: number): Areas =>
  Object.fromEntries(ORDER.slice(0, count).map((name) => [name, [`${name}/**`]]));

test.each<[string[], Track, ReviewShape]>([
  [[], "full", "scoped"],
  [["back"], "full", "scoped"],
  [["back", "front"], "full", "matrix"],
  [["back", "front"], "quick", "matrix"],
  [["back", "front"], "dep-update", "scoped"],
])("%j in %s is %s", (crossed, track, shape) => {
  expect(reviewShape(crossed, track)).toBe(shape);
});

test.each<[number, string, string[]]>([
  [1, "back", ["principal"]],
  [2, "back", ["front"]],
  [3, "front", ["back", "plat"]],
  [5, "größe", ["back", "front", "plat", "data"]],
])("with %d areas those who may approve %s are %j", (count, area, names) => {
  expect(eligible(area, areasOf(count))).toEqual(names);
});

test.each<[areas: number, setting: number, ReviewShape, Track, approvals: number]>([
  [1, 2, "scoped", "full", 1],
  [2, 2, "scoped", "full", 1],
  [2, 2, "matrix", "full", 1],
  [3, 2, "scoped", "full", 1],
  [3, 2, "matrix", "full", 2],
  [3, 3, "matrix", "full", 2],
  [3, 2, "matrix", "quick", 1],
  [3, 2, "matrix", "hotfix", 2],
  [5, 1, "matrix", "full", 1],
  [5, 2, "matrix", "full", 2],
  [5, 4, "matrix", "full", 4],
  [5, 9, "matrix", "full", 4],
  [5, 0, "matrix", "full", 1],
])("%d areas, setting %d, %s, %s: %d approvals", (count, setting, shape, track, approvals) => {
  expect(required("back", areasOf(count), setting, shape, track)).toBe(approvals);
});

const ASSIGNED: [areas: number, crossed: string[], ReviewShape, required: number, Record<string, string[]>][] = [
  [1, ["back"], "scoped", 1, { principal: ["back"] }],
  [2, ["back"], "scoped", 1, { front: ["back"] }],
  [2, ["front"], "scoped", 1, { back: ["front"] }],
  [2, ["back", "front"], "matrix", 1, { back: ["front"], front: ["back"] }],
  [3, ["back"], "scoped", 1, { front: ["back"] }],
  [3, ["plat"], "scoped", 1, { back: ["plat"] }],
  [3, ["plat"], "scoped", 2, { back: ["plat"], front: ["plat"] }],
  [
    3,
    ["back", "front", "plat"],
    "matrix",
    2,
    { back: ["front", "plat"], front: ["back", "plat"], plat: ["back", "front"] },
  ],
  // Two crossed areas cannot give two approvals each: the third owner helps.
  [3, ["back", "plat"], "matrix", 2, { back: ["plat"], front: ["back", "plat"], plat: ["back"] }],
  [3, ["plat", "back"], "matrix", 1, { back: ["plat"], plat: ["back"] }],
  [5, ["front", "data"], "matrix", 2, { front: ["data"], plat: ["front"], data: ["front"], größe: ["data"] }],
  [
    5,
    ["back", "front", "plat"],
    "matrix",
    2,
    { back: ["front", "plat"], front: ["back", "plat"], plat: ["back", "front"] },
  ],
  [3, ["back", "front"], "scoped", 1, { front: ["back"], plat: ["front"] }],
  [3, [], "scoped", 1, {}],
  [3, ["nobody"], "scoped", 1, {}],
];

test.each(ASSIGNED)("%d areas, crossed %j, %s, %d required: %j", (count, crossed, shape, needed, expected) => {
  const got = assignments(crossed, areasOf(count), shape, needed);
  expect(got).toEqual(Object.entries(expected).map(([reviewer, areas]) => ({ reviewer, areas })));
});

test("whatever is crossed: each area has the reviewers that it needs, all eligible, never its own owner", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5 }),
      fc.subarray(ORDER),
      fc.integer({ min: 1, max: 6 }),
      (count, some, setting) => {
        const areas = areasOf(count);
        const crossed = some.filter((name) => name in areas);
        const shape = reviewShape(crossed);
        const needed = required(crossed[0] ?? "back", areas, setting, shape, "full");
        const tasks = assignments(crossed, areas, shape, needed);
        expect(new Set(tasks.map(({ reviewer }) => reviewer)).size).toBe(tasks.length);
        for (const area of crossed) {
          const reviewers = tasks.filter((task) => task.areas.includes(area)).map(({ reviewer }) => reviewer);
          expect(reviewers.length).toBeGreaterThanOrEqual(needed);
          for (const reviewer of reviewers) expect(eligible(area, areas)).toContain(reviewer);
        }
      },
    ),
  );
});

describe("the words on an area", () => {
  const said = (
    reviewer: string,
    verdict: ReviewWord["verdict"],
    tree = "t2",
    over: Partial<ReviewWord> = {},
  ): ReviewWord => ({
    reviewer,
    area: "back",
    verdict,
    tree,
    ...over,
  });
  const count = (...words: ReviewWord[]) => tally("back", words, "t2", 2, ["front", "plat"]);
  const NOTHING = { approvals: [], changes: [], stale: [], missing: 2, escalations: [], status: "FAIL" as const };

  test.each<[string, ReviewWord[], Partial<ReturnType<typeof count>>]>([
    ["none", [], {}],
    ["one approval", [said("plat", "approved")], { approvals: ["plat"], missing: 1 }],
    [
      "two approvals",
      [said("plat", "approved"), said("front", "approved")],
      { approvals: ["front", "plat"], missing: 0, status: "PASS" },
    ],
    ["one reviewer twice", [said("plat", "approved"), said("plat", "approved")], { approvals: ["plat"], missing: 1 }],
    ["its own owner", [said("back", "approved"), said("front", "approved")], { approvals: ["front"], missing: 1 }],
    ["its own owner's changes", [said("back", "changes")], {}],
    ["somebody else", [said("principal", "approved")], {}],
    ["another area", [said("plat", "approved", "t2", { area: "front" })], {}],
    ["another tree", [said("plat", "approved", "t1")], { stale: ["plat"] }],
    ["changes on another tree", [said("plat", "changes", "t1")], { changes: ["plat"] }],
    [
      "changes, then an approval",
      [said("plat", "changes", "t1"), said("plat", "approved")],
      { approvals: ["plat"], missing: 1 },
    ],
    ["an approval, then changes", [said("plat", "approved"), said("plat", "changes")], { changes: ["plat"] }],
    ["a stale word after a fresh one", [said("plat", "approved"), said("plat", "approved", "t1")], { stale: ["plat"] }],
    [
      "an escalation",
      [said("plat", "changes", "t2", { escalate: "token" })],
      { changes: ["plat"], escalations: [{ reviewer: "plat", topic: "token" }], status: "ESCALATE" },
    ],
    [
      "an escalation is not lowered by approvals",
      [said("plat", "changes", "t1", { escalate: "token" }), said("plat", "approved"), said("front", "approved")],
      {
        approvals: ["front", "plat"],
        missing: 0,
        escalations: [{ reviewer: "plat", topic: "token" }],
        status: "ESCALATE",
      },
    ],
    [
      "an escalation that was decided",
      [
        said("plat", "changes", "t1", { escalate: "token", decided: true }),
        said("plat", "approved"),
        said("front", "approved"),
      ],
      { approvals: ["front", "plat"], missing: 0, status: "PASS" },
    ],
    ["an escalation of somebody else", [said("back", "changes", "t2", { escalate: "x" })], {}],
  ])("%s", (_name, words, expected) => {
    expect(count(...words)).toEqual({ ...NOTHING, ...expected });
  });

  test("more than enough approvals do not outweigh one who wants changes", () => {
    const words = [said("front", "approved"), said("plat", "approved"), said("data", "changes")];
    expect(tally("back", words, "t2", 2, ["front", "plat", "data"])).toMatchObject({ missing: 0, status: "FAIL" });
  });

  test("never passes without an approval, whatever is required or eligible", () => {
    expect(tally("back", [], "t2", 0, ["front"]).status).toBe("FAIL");
    expect(tally("back", [], "t2", 0, []).status).toBe("FAIL");
    expect(tally("back", [said("back", "approved")], "t2", 1, ["back"]).status).toBe("FAIL");
  });

  const word = fc.record({
    reviewer: fc.constantFrom(...ORDER, "principal"),
    area: fc.constantFrom("back", "front"),
    verdict: fc.constantFrom("approved" as const, "changes" as const),
    tree: fc.constantFrom("t1", "t2"),
    escalate: fc.option(fc.constantFrom("a", "b"), { freq: 6 }),
    decided: fc.boolean(),
  });
  const words = fc.array(word, { maxLength: 20 });
  const names = fc.subarray([...ORDER, "principal"]);

  test("no approval counts twice, none of an own or a changed tree, and no status stands over what is missing", () => {
    fc.assert(
      fc.property(words, names, fc.integer({ min: 0, max: 5 }), (given, may, needed) => {
        const got = tally("back", given, "t2", needed, may);
        expect(new Set(got.approvals).size).toBe(got.approvals.length);
        for (const name of got.approvals) {
          expect(name).not.toBe("back");
          expect(may).toContain(name);
          const last = given.filter((one) => one.area === "back" && one.reviewer === name).at(-1);
          expect([last?.verdict, last?.tree]).toEqual(["approved", "t2"]);
        }
        const lists = [...got.approvals, ...got.changes, ...got.stale];
        expect(new Set(lists).size).toBe(lists.length);
        if (got.status === "PASS") {
          expect([got.changes.length, got.escalations.length, got.missing]).toEqual([0, 0, 0]);
          expect(got.approvals.length).toBeGreaterThanOrEqual(Math.max(1, needed));
        }
        if (got.escalations.length > 0) expect(got.status).toBe("ESCALATE");
      }),
    );
  });

  test("saying the same again, or earlier words of a reviewer, change nothing but escalations", () => {
    fc.assert(
      fc.property(words, word, names, (given, earlier, may) => {
        const of = (list: ReviewWord[]) => tally("back", list, "t2", 2, may);
        expect(of([...given, ...given.slice(-1)])).toMatchObject({ ...of(given), escalations: expect.anything() });
        const quiet = { ...earlier, escalate: null };
        if (given.some((one) => one.reviewer === quiet.reviewer && one.area === quiet.area))
          expect(of([quiet, ...given])).toEqual(of(given));
      }),
    );
  });

  test("a change of the tree leaves no approval", () => {
    fc.assert(
      fc.property(words, names, (given, may) => {
        const got = tally("back", given, "t3", 1, may);
        expect([got.approvals, got.status === "PASS"]).toEqual([[], false]);
      }),
    );
  });
});
