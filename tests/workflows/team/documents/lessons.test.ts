import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  type Lesson,
  parseLessons,
  printLessons,
  promote,
  standing,
} from "../../../../src/workflows/team/documents/lessons.ts";
import { type Refusal, walkthrough } from "../kinds/given.ts";

const text = walkthrough("lessons-learned.md");
const chosen = (JSON.parse(walkthrough("gates/stage-09.json")) as { lessons_promoted: string[] })
  .lessons_promoted;
const TODAY = "2026-03-26";
const none = { lessons: [] };

test("the walkthrough's lesson is promoted, and read back from its line and from several", () => {
  const { problems, lessons } = promote(none, chosen, TODAY, 1);
  expect(problems).toEqual([]);
  expect(lessons).toMatchObject([
    { id: "L001", title: "Spec-to-implementation review shape", reinforced: 1, last: TODAY },
  ]);
  const printed = printLessons({ lessons, run: "team-0123abcd" });
  expect(printed).toMatch(/^# Lessons Learned\n\nL001 — .*\n\n<!-- run: team-0123abcd -->\n$/);
  expect(parseLessons(printed)).toEqual({ lessons, run: "team-0123abcd", problems: [] });
  expect(parseLessons(text)).toEqual({ lessons, problems: [] });
});

test("a file that only has the lesson's lines, with carriage returns, is read; so is what earlier versions wrote", () => {
  const lines = text.split("\n").slice(2, 6).join("\r\n");
  expect(parseLessons(`\uFEFF${lines}`)).toMatchObject({ problems: [], lessons: [{ id: "L001" }] });
  expect(parseLessons(null)).toEqual({ ...none, problems: [] });
  const two = `${lines}\r\n\r\nL002 — A: b Reinforced: 2 (last: 2026-04-01)`;
  expect(parseLessons(two).lessons.map((one) => [one.id, one.reinforced])).toEqual([
    ["L001", 1],
    ["L002", 2],
  ]);
  // Also where nothing stands between them, or between them and the heading.
  expect(parseLessons(two.replace("\r\n\r\n", "\r\n"))).toEqual(parseLessons(two));
  expect(parseLessons(text.replaceAll(/\n\s*\n/g, "\n"))).toEqual(parseLessons(text));
  expect(parseLessons(`${lines}\n\n<!-- next: L009; idle: L001=2 -->`).problems).toEqual([]);
  expect(parseLessons(`${lines}\n\n<!-- next: L009; run: team-0123abcd -->`).run).toBe(
    "team-0123abcd",
  );
});

describe("a file is refused", () => {
  test.each<Refusal<string>>([
    [
      "a lesson without its end",
      text.replace(/ Reinforced.*/, ""),
      /found "L001 — Spec.* expected L001 — Title: text/,
    ],
    ["no day", text.replace(/\(last: .*\)/, "(last: soon)"), /expected L001 — Title/],
    [
      "a lesson without a title",
      "L001 — a Reinforced: 1 (last: 2026-03-26)",
      /expected L001 — Title/,
    ],
    [
      "a lesson twice",
      `${text}\nL001 — a: b Reinforced: 1 (last: 2026-03-26)`,
      /found "L001 — a: b Reinforced.*, expected .* each id once/,
    ],
    ["other text", `${text}\nRemember this.`, /lessons: found "Remember this\."/],
    [
      "text before the lessons",
      text.replace("L001", "Remember this.\n\nL001"),
      /lessons: found "Remember this\."/,
    ],
    [
      "a lesson whose end was cut, before another one",
      "L001 — a: b\n\nL002 — c: d Reinforced: 1 (last: 2026-03-26)",
      /^lessons: found "L001 — a: b", expected/,
    ],
    [
      "two lessons on one line",
      "L001 — a: b Reinforced: 1 (last: 2026-03-26) L002 — c: d Reinforced: 2 (last: 2026-03-26)",
      /^lessons: found "L001 — a: b Reinforced: 1 .*, expected/,
    ],
  ])("%s", (_name, input, problem) => {
    expect(parseLessons(input).problems.join("\n")).toMatch(problem);
  });
});

test("a line of a lesson may begin with the id of another one", () => {
  const { problems, lessons } = parseLessons(
    "L001 — A: one, see\nL002 — it says so Reinforced: 1 (last: 2026-03-26)",
  );
  expect(problems).toEqual([]);
  expect(lessons).toMatchObject([{ id: "L001", text: "one, see L002 — it says so" }]);
});

const lesson = (id: string, over: Partial<Lesson> = {}): Lesson => ({
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

const words = fc
  .array(
    fc.oneof(
      fc.stringMatching(/^[a-zäöü]{1,12}$/),
      fc.constantFrom(
        "#",
        "##",
        "L002",
        "—",
        "Reinforced:",
        "1",
        "(last:",
        "2026-01-01)",
        "<!--",
        "-->",
        "a:",
      ),
    ),
    { minLength: 1, maxLength: 40 },
  )
  .map((all) => all.join(" "));

test("whatever a lesson says, it is read back as it was printed", () => {
  const choice = fc.tuple(fc.nat(1_000_000), words).map(([title, body]) => `t${title}: ${body}`);
  fc.assert(
    fc.property(fc.array(fc.array(choice, { maxLength: 4 }), { maxLength: 4 }), (runs) => {
      let lessons: { lessons: Lesson[] } = none;
      for (const run of runs) {
        const { problems: _problems, ...after } = promote(lessons, run, TODAY, 9);
        const printed = printLessons(after);
        expect(parseLessons(printed)).toEqual({ ...after, problems: [] });
        lessons = after;
      }
      expect(new Set(lessons.lessons.map((one) => one.id)).size).toBe(lessons.lessons.length);
    }),
    { numRuns: 400 },
  );
});
