import { expect, test } from "bun:test";
import fc from "fast-check";
import { parseDeployLog } from "../../../../src/workflows/team/documents/deploy-log.ts";
import { parseRetro } from "../../../../src/workflows/team/documents/retro.ts";
import { type Refusal, stamped, walkthrough } from "../kinds/given.ts";

const W1 = { id: "W1", text: "Rate limiting is in memory" };
const W10 = { id: "W10", text: "No backup" };
const log = walkthrough("deploy-log.md");

test("the walkthrough's deploy log names its warning", () => {
  const { summary, problems } = parseDeployLog(stamped(log), [W1]);
  expect(problems).toEqual([]);
  expect(summary).toBe(log.trim());
  expect(parseDeployLog("It is live.", []).problems).toEqual([]);
});

test.each<Refusal<string>>([
  [
    "an open warning left out",
    log.replace("W1", "one"),
    /deploy log: found nothing, expected the open warning W1: Rate limiting is in memory/,
  ],
  ["another one with the same begin", `${log} and W10`.replace("W1)", "W11)"), /expected the open warning W1:/],
  ["one in code, in a quote, in a comment", "Live. W10\n\n```\nW1\n```\n\n> W1\n\n<!-- W1 -->", /open warning W1/],
  ["no summary", "", /expected the summary for stakeholders/],
  ["a heading alone", "# W1 W10", /expected the summary for stakeholders/],
])("a deploy log is refused: %s", (_name, text, problem) => {
  expect(parseDeployLog(text, [W1, W10]).problems.join("\n")).toMatch(problem);
});

test("each open warning that is not named is one problem", () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 12 });
  fc.assert(
    fc.property(numbers, numbers, (open, named) => {
      const text = `Live. ${named.map((one) => `(W${one})`).join(", ")}`;
      const { problems } = parseDeployLog(
        text,
        open.map((one) => ({ id: `W${one}`, text: "x" })),
      );
      expect(problems).toHaveLength(open.filter((one) => !named.includes(one)).length);
    }),
  );
});

test.each(["pm", "principal", "dev-backend", "dev-frontend", "dev-platform", "dev-qa", "security"])(
  "what %s says in the walkthrough",
  (role) => {
    const { points, problems } = parseRetro(walkthrough(`retro/${role}.md`));
    expect(problems).toEqual([]);
    expect(points).toHaveLength(1);
  },
);

test("a contribution has points in the order of its lines", () => {
  expect(parseRetro("# Good\n\nfirst\n\n- second\n- third\n").points).toEqual(["first", "second", "third"]);
  for (const empty of ["", "# Good", "```\na\n```", "> a"])
    expect(parseRetro(empty).problems).toEqual([
      "retrospective: found nothing, expected at least one point in plain text",
    ]);
});
