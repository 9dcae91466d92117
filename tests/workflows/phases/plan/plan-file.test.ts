// What a planner wrote is what the plan's file says: nothing is lost or changed on the way there
// and back.
// Runs: in full too, together.
import { expect, test } from "bun:test";
import fc from "fast-check";
import { projectPath } from "../../../../src/project/globs.ts";
import { fold } from "../../../../src/text.ts";
import { judgePlans, waveNumbers } from "../../../../src/workflows/phases/plan/judge.ts";
import { planFile, withNotes } from "../../../../src/workflows/phases/plan/publish.ts";
import type { WrittenPlan } from "../../../../src/workflows/phases/plan/record.ts";
import { readPlanText } from "../../../../src/workflows/phases/planning/documents/plan.ts";
import { runs } from "../../../harness/in-full.ts";
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

const HOSTILE = [
  "a: b",
  "- x",
  "# y",
  "---",
  "true",
  "01",
  "'q'",
  '"q"',
  "</action>",
  "`x",
  "~~~~\n",
];
const said = fc
  .array(fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom(...HOSTILE)), { maxLength: 6 })
  .map((parts) => parts.join("").replace(/\r\n?/g, "\n").trim())
  .filter((one) => one !== "" && !/[\p{Cc}\u2028\u2029\ufeff]/u.test(one.replaceAll("\n", "")));
const path = fc.constantFrom(
  ...["src/a.ts", "./src//b.ts", "app/(x)/[id]/page.tsx", "src/{a,{b,c}}.ts", "docs/**"],
  ...["a b.md", "été/ü.py"],
);
const command = fc.constantFrom(
  "bun test a.test.ts",
  'grep -q "x < y" a && b',
  "npm test -- -t '#'",
);

test("any plan that is accepted is read back as it was written", () => {
  fc.assert(
    fc.property(
      ...[said, said, said, said],
      fc.array(path, { minLength: 1, maxLength: 4 }),
      fc.array(command, { minLength: 1, maxLength: 3 }),
      fc.boolean(),
      (objective, name, action, done, some, commands, tdd) => {
        const files = [...some, ...(tdd ? ["tests/a.test.ts"] : [])];
        const written = task({ name: fold(name), action, done, files, commands, tdd });
        const one = plan("02-01", {
          objective,
          requirements: ["STOR-02", "STOR-03"],
          must_haves: { truths: [action], artifacts: [], key_links: [] },
          tasks: [written],
        });
        expect(judgePlans([one], context())).toEqual([]);
        const back = read(one);
        expect(back).toMatchObject({
          ...{ problems: [], id: "02-01", wave: 1, depends_on: [], objective },
          requirements: ["STOR-02", "STOR-03"],
        });
        expect(back.tasks).toMatchObject([
          { name: fold(name).normalize("NFC"), action, done, commands, tdd },
        ]);
        expect(back.tasks[0]!.files.map(projectPath)).toEqual(files.map(projectPath));
        expect(back.must_haves.truths).toEqual([action]);
      },
    ),
    { numRuns: runs(300) },
  );
});
