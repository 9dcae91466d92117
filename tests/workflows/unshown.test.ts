import { expect, test } from "bun:test";
import type { Facts } from "../../src/engine/events.ts";
import type { Run } from "../../src/engine/run.ts";
import { lostText, unknownOutcomeLine, unshownIn } from "../../src/workflows/unshown.ts";

type Unshown = NonNullable<Facts["unshown"]>;
const lines = (path: string, ...added: [number, number][]) => ({ path, added, removed: [] });
const look = (acceptedSeq: number, reviewed: string, unshown: Unshown, unshown_more?: number) => ({
  void: false,
  acceptedSeq,
  reviewed,
  facts: { unshown, ...(unshown_more === undefined ? {} : { unshown_more }) },
});
const of = (...tasks: ReturnType<typeof look>[]) => unshownIn({ tasks } as unknown as Run);

const A = lines("a.ts", [1, 9]);
const B = lines("b.ts", [1, 4]);
test.each<[string, ReturnType<typeof of>, Unshown]>([
  ["nobody has looked", of(), []],
  ["two at once see a file each", of(look(1, "t", [A]), look(2, "t", [B])), []],
  [
    "two see parts of a file",
    of(look(1, "t", [A]), look(2, "t", [lines("a.ts", [8, 20])])),
    [lines("a.ts", [8, 9])],
  ],
  [
    "neither sees an image",
    of(look(1, "t", [lines("a.png")]), look(2, "t", [lines("a.png")])),
    [lines("a.png")],
  ],
  ["an earlier one was of another tree", of(look(1, "s", []), look(2, "t", [A])), [A]],
  ["one does not name all", of(look(1, "t", [B], 3), look(2, "t", [A])), [A]],
])("what is shown to no reviewer where %s", (_, found, expected) => {
  expect(found).toEqual(expected);
});

const UNTOLD = unknownOutcomeLine("no copy of the project could be made");
test.each([
  [["a: adds"], "1 earlier test not seen to pass as before"],
  [[UNTOLD], "some earlier tests not seen to pass as before"],
  [["a: adds", "b: takes", UNTOLD], "2 earlier tests and perhaps more not seen to pass as before"],
])("tests are counted, and what nobody can tell is none: %j", (lost, said) =>
  expect(lostText(lost)).toBe(said),
);
