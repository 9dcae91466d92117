import { expect, test } from "bun:test";
import {
  lessonsPage,
  promote,
  readLessons,
  standing,
} from "../../../../src/workflows/team/documents/lessons.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const chosen = (JSON.parse(walkthrough("gates/stage-09.json")) as { lessons_promoted: string[] })
  .lessons_promoted;
const TODAY = "2026-03-26";
const none = { lessons: [] };
const BARE = { id: "L001", title: "t", text: "x", reinforced: 1, last: TODAY };

test("the walkthrough's lesson is promoted, and its page is printed from the data", () => {
  const { problems, lessons } = promote(none, chosen, TODAY, 1);
  expect(problems).toEqual([]);
  expect(lessons).toMatchObject([
    { id: "L001", title: "Spec-to-implementation review shape", reinforced: 1, last: TODAY },
  ]);
  expect(lessonsPage({ lessons })).toMatch(
    /^# Lessons Learned\n\nL001 — Spec.* Reinforced: 1 \(last: 2026-03-26\)\n$/,
  );
  expect(readLessons(walkthrough("lessons-learned.json"))).toEqual({ lessons, problems: [] });
  expect(readLessons(null)).toEqual({ ...none, problems: [] });
});

test.each<Refusal<string>>([
  ["no JSON", "# Lessons Learned", /^it is not JSON/],
  ["no list", "{}", /^lessons: found nothing/],
  ["no id", JSON.stringify({ lessons: [{ ...BARE, id: "1" }] }), /^lessons\[0\].id: found "1"/],
  ["no day", JSON.stringify({ lessons: [{ ...BARE, last: 1 }] }), /^lessons\[0\].last: found 1/],
])("data is refused: %s", (_name, input, problem) => {
  expect(readLessons(input).problems.join("\n")).toMatch(problem);
});

const lesson = (id: string, over: Partial<typeof BARE> = {}) => ({
  id,
  title: `t${id}`,
  text: "x",
  reinforced: 1,
  last: "2026-01-01",
  ...over,
});

test("a known lesson is confirmed by its id, once", () => {
  const known = { lessons: [lesson("L001"), lesson("L002"), lesson("L006")] };
  const { lessons, problems } = promote(known, ["L002", "New: thing", "L002"], TODAY, 3);
  expect(problems).toEqual([]);
  expect(lessons).toEqual([
    lesson("L001"),
    lesson("L002", { reinforced: 2, last: TODAY }),
    lesson("L006"),
    { id: "L007", title: "New", text: "thing", reinforced: 1, last: TODAY },
  ]);
});

test("what was not read is not confirmed, and beyond twelve the least confirmed retires for a new one", () => {
  const all = Array.from({ length: 14 }, (_, at) =>
    lesson(`L${String(at + 1).padStart(3, "0")}`, { reinforced: 14 - at }),
  );
  expect(standing(all).map((one) => one.id)).toEqual(all.slice(0, 12).map((one) => one.id));
  const unread = promote({ lessons: all }, ["L014"], TODAY, 3);
  expect(unread.problems.join("\n")).toMatch(/found "L014", expected .*the id of a lesson/);
  const { problems, lessons } = promote({ lessons: all }, ["L012", "New: thing"], TODAY, 3);
  expect(problems).toEqual([]);
  expect(lessons.map((one) => one.id)).toEqual([
    ...all.slice(0, 10).map((one) => one.id),
    "L012",
    "L015",
  ]);
});
