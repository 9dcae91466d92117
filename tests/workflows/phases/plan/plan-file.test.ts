// What a planner wrote is what the plan's file says: nothing is lost or changed on the way there
// and back.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { projectPath } from "../../../../src/project/globs.ts";
import { judgePlans, waveNumbers } from "../../../../src/workflows/phases/plan/judge.ts";
import { planFile, withNotes } from "../../../../src/workflows/phases/plan/publish.ts";
import type { WrittenPlan } from "../../../../src/workflows/phases/plan/record.ts";
import { readPlanText } from "../../../../src/workflows/phases/planning/plan.ts";
import { context, plan, task } from "./given.ts";

const place = { path: ".planning/phases/02-search/02-01-PLAN.md", phase: "2" };
const file = { name: "02-01-PLAN.md", plan: 1 };

const read = (one: WrittenPlan) =>
  readPlanText(planFile(one, { folder: "02-search", reads: [".planning/PROJECT.md"], wave: 1 }), {
    ...place,
    file,
  });

test("checkpoints, gaps and why there is no test are said", () => {
  const asks = task({
    type: "checkpoint:human-verify",
    name: "Look",
    files: [],
    commands: [],
    action: "Open it",
  });
  const one = plan("02-01", { closes: ["G1"], tasks: [task({ untested: "It is prose" }), asks] });
  const back = read(one);
  expect(back).toMatchObject({ problems: [], autonomous: false, gap_closure: true });
  expect(back.tasks[0]?.action).toEndWith("No test can show it: It is prose");
  expect(back.tasks[1]).toMatchObject({ type: "checkpoint:human-verify", commands: [] });
});

test.each(["human-verify", "decision", "human-action"] as const)(
  "a checkpoint:%s waits for a person",
  (kind) => {
    const type = `checkpoint:${kind}` as const;
    const look = task({ type, name: "Look", files: [], commands: [], action: "Look." });
    const back = read(plan("02-01", { tasks: [look] }));
    expect(back).toMatchObject({
      problems: [],
      autonomous: false,
      tasks: [{ name: "Look", type }],
    });
    expect(back.tasks[0]!.action).toStartWith("Look.");
  },
);

test("what the check left open stands in the plan that it is about: whoever carries it out reads no finding", () => {
  const plans = [
    plan("02-01", { requirements: ["STOR-02"] }),
    plan("02-02", { requirements: ["STOR-03"] }),
  ];
  const noted = (at: string): string[] =>
    withNotes(plans, [{ at, text: "Exit 2 is not always so." }]).flatMap(({ id, objective }) =>
      objective.endsWith("to be minded: Exit 2 is not always so.") ? [id] : [],
    );
  expect(["02-01/3", "02-02/1", "02-02", "AC1"].map(noted)).toEqual([
    ["02-01"],
    ["02-02"],
    ["02-02"],
    ["02-01"],
  ]);
  expect(withNotes(plans, [])).toEqual(plans);
});

test("waves go by the dependencies", () => {
  const plans = [
    plan("02-02", { depends_on: ["02-01"] }),
    plan("02-03", { depends_on: ["02-02"] }),
    plan("02-04"),
  ];
  expect([...waveNumbers(plans)]).toEqual([
    ["02-02", 1],
    ["02-03", 2],
    ["02-04", 1],
  ]);
});

/**
 * Words as people and models write them, with what a reader of YAML, XML or markdown may stumble
 * over.
 */
const words = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 30 }),
    fc.constantFrom(
      "a: b",
      "- x",
      "# y",
      "<task>",
      "</action>",
      "```",
      "true",
      "01",
      "'q'",
      '"q"',
      "a & b",
      "[x]",
      "{y}",
    ),
  )
  .map((one) => one.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, "").trim())
  .filter((one) => one !== "");
const path = fc.oneof(
  fc.constantFrom(
    "src/a.ts",
    "./src//b.ts",
    "app/(x)/[id]/page.tsx",
    "src/{a,b}.ts",
    "src/{a,{b,c}}.ts",
    "docs/**",
    "a b.md",
    "été/ü.py",
  ),
  words,
);

test("any plan that is accepted is read back with its files, commands, dependencies and requirements", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.array(path, { minLength: 1, maxLength: 4 }),
      fc.array(
        fc.oneof(
          fc.constantFrom(
            "bun test a.test.ts",
            'grep -q "x < y" a && true',
            "npm test -- -t '</verify>'",
          ),
          words,
        ),
        {
          minLength: 1,
          maxLength: 3,
        },
      ),
      words,
      fc.array(words, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (files, commands, said, truths, tdd) => {
        const tests = tdd ? ["tests/a.test.ts"] : [];
        const one = plan("02-01", {
          objective: said,
          requirements: ["STOR-02", "STOR-03"],
          must_haves: { truths, artifacts: [], key_links: [{ from: said, to: said, via: said }] },
          tasks: [
            task({
              name: said,
              action: said,
              done: said,
              files: [...files, ...tests],
              commands,
              tdd,
            }),
          ],
        });
        if (judgePlans([one], context()).length > 0) return;
        accepted++;
        const back = read(one);
        expect(back.problems).toEqual([]);
        expect(back).toMatchObject({
          id: "02-01",
          wave: 1,
          depends_on: [],
          requirements: ["STOR-02", "STOR-03"],
        });
        expect(back.tasks).toHaveLength(1);
        expect(back.tasks[0]!.commands).toEqual(commands);
        expect(back.tasks[0]!.tdd).toBe(tdd);
        expect(back.tasks[0]!.files.map(projectPath)).toEqual(
          [...files, ...tests].map(projectPath),
        );
        expect(back.must_haves.truths).toEqual(truths);
      },
    ),
    { numRuns: 400 },
  );
  expect(accepted).toBeGreaterThan(50);
});

test("any text can stand in it", () => {
  const said = fc
    .array(
      fc.oneof(
        fc.string({ unit: "grapheme" }),
        fc.constantFrom(
          "</action>",
          '<task type="auto">',
          "```",
          "`x",
          "<!--",
          "-->",
          "&lt;",
          "&amp;lt;/name>",
          "---",
          "\n",
          "# a",
          "~~~~\n",
          "</objective>",
          "<done>",
        ),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join("").replace(/\r\n?/g, "\n").trim())
    .filter((one) => one !== "" && !/[\p{Cc}\u2028\u2029\ufeff]/u.test(one.replaceAll("\n", "")));
  fc.assert(
    fc.property(said, said, said, said, (objective, name, action, done) => {
      const one = task({ name: name.replace(/\s+/g, " "), action, done });
      const back = read(plan("02-01", { objective, tasks: [one, { ...one, action: done }] }));
      expect(back.problems).toEqual([]);
      expect(back.objective).toBe(objective);
      expect(back.tasks.map((each) => [each.name, each.action, each.done])).toEqual([
        [one.name.normalize("NFC"), action, done],
        [one.name.normalize("NFC"), done, done],
      ]);
    }),
    { numRuns: 300 },
  );
});
