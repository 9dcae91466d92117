// What stages bring by themselves: gates, forms, rules and questions of a workflow that says as
// little as it can.
// Runs: together.

import { afterEach, describe, expect, test } from "bun:test";
import type { Run, Task } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { answers } from "../../../src/workflows/kit/artifacts/form.ts";
import {
  asked,
  chainOf,
  reviewed,
  tested,
  work,
  workflow,
} from "../../../src/workflows/kit/index.ts";
import { answered, ends, passes, type Step, Story, started } from "../../engine/given.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { missingNames } from "../missing-names.ts";

afterEach(cleanup);

const writer = work({
  key: "write",
  title: "Write it",
  called: "Text",
  who: { agent: "implementer", model: "sonnet" },
  brief: "Write it.",
  edits: { may: (path) => path.endsWith(".md"), why: "only markdown may be changed" },
});
const looks = reviewed({
  key: "look",
  title: "Look",
  reviewers: ["sonnet", "opus"],
  brief: "Look at it.",
});
const chain = chainOf({ name: "kit", stages: [tested(), writer, looks] });
const module = workflow(chain, { criteria: ["It is written", "It is right"] });

const given = (...steps: Step[]): Story => {
  const story = new Story(chain.workflow);
  for (const step of steps) step(story);
  return story;
};
const ready = ({ now }: Story): string[] =>
  now.tasks.filter((one) => ["ready", "waiting"].includes(one.status)).map((one) => one.subject);

test("each name in its data leads to something", async () => {
  expect(await missingNames(module)).toEqual([]);
});

test("stages that have no author before them, or the same gates, are no chain", () => {
  expect(() => chainOf({ name: "kit", stages: [looks] })).toThrow(
    "no stage before it changes the project",
  );
  expect(() => chainOf({ name: "kit", stages: [writer, writer] })).toThrow(
    'two stages have the gate "write"',
  );
  const file = reviewed({
    key: "look",
    title: "Look",
    reviewers: ["opus"],
    brief: "Look.",
    of: ".task/plan.json",
  });
  expect(() => chainOf({ name: "kit", stages: [writer, file] })).toThrow(
    "no stage before it writes .task/plan.json",
  );
});

describe("tests that nobody has named", () => {
  test("are asked about before anything is changed; the command that is typed runs before the work, too", () => {
    const story = given(started());
    expect(story.now.questions[0]).toMatchObject({
      kind: "no-tests",
      options: ["name", "without", "stop"],
    });
    answered("name", "bun test")(story);
    expect(ready(story)).toEqual(["Tests - Baseline"]);
    expect(story.now.tests.decided).toMatchObject([
      { text: "bun test", approved: true, by: "person" },
    ]);
  });

  test("are none where the person wants none, and where nobody can be asked", () => {
    for (const story of [given(started(), answered("without")), given(started({ auto: true }))])
      expect(ready(story)).toEqual(["Write it"]);
  });

  test("are those of the settings, without a question", () => {
    const settings = { tests: { run: true, commands: ["bun test"], timeout_minutes: 10 } };
    expect(ready(given(started({ settings })))).toEqual(["Tests - Baseline"]);
  });
});

test("a finding is mended by the author, and its reviewer looks again before the next one does", () => {
  const story = given(
    started({ auto: true }),
    passes("Write it"),
    ends("Look - Sonnet", "needs_changes"),
  );
  expect(ready(story)).toEqual(["Fix Text - Sonnet v1"]);
  expect(story.task("Fix Text - Sonnet v1")).toMatchObject({
    edits: "write",
    schema: "impl-result",
  });
  passes("Fix Text - Sonnet v1")(story);
  expect(ready(story)).toEqual(["Look - Sonnet v2"]);
});

test("what may be changed is told to whoever changes it", () => {
  const rule = module.editRule!({} as never, { edits: "write" } as Task)!;
  expect([rule("README.md"), rule("src/a.ts")]).toEqual([null, "only markdown may be changed"]);
});

describe("a result", async () => {
  const kind = await module.artifacts["impl-result"]!();
  const story = given(started({ auto: true }));
  const scene = {
    project: findProject(makeProject()),
    workflow: chain.workflow,
    run: story.now as Run,
  };
  const task = story.task("Write it");
  const facts = module.briefFacts(scene, task, { nonce: "ab".repeat(16), subject: null, now: "" });

  test("has a form of its schema, with the words that describe a field", () => {
    expect(kind.form(facts)).toBe(`{
  "task": "${task.id}",
  "nonce": "${"ab".repeat(16)}",
  "status": "<complete | partial | failed>",
  "reason": <null; or why it is not complete; or, where nothing had to change, what does it already>,
  "changed_files": ["<path>"],
  "criteria": [
    {"id": "AC1", "met": <true | false>},
    {"id": "AC2", "met": <true | false>}
  ],
  "deviations": ["<…>"]
}`);
  });
});

test("the person decides between two stages", () => {
  const last = asked({
    key: "agree",
    title: "Agree",
    options: { yes: { move: "next" }, stop: { move: "stop" } },
  });
  const story = new Story(chainOf({ name: "kit", stages: [writer, last] }).workflow);
  for (const step of [started(), passes("Write it")]) step(story);
  expect(story.now.questions[0]).toMatchObject({ kind: "agree", options: ["yes", "stop"] });
  answered("yes")(story);
  expect(story.now.status).toBe("complete");
});

test("an author may name a minor finding that it was shown and mended, and no other words", () => {
  const read = (answered: string[]) => answers.answered.safeParse(answered).success;
  expect([read(["F1", "T3.F1"]), read(["T3"]), read(["the first"])]).toEqual([true, false, false]);
});
