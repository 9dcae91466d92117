// The story and the plan for people to read.
import { afterAll, expect, test } from "bun:test";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { cli } from "../../cli/cli.ts";
import { makeRun } from "../../cli/make-run.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";

afterAll(cleanup);

const APPROVE = { answers: { story: { option: "approve", text: null } } };

test("stand beside the files that decide, whole, and say what to edit", async () => {
  const criteria = Array.from({ length: 12 }, (_, at) => ({ id: `AC${at + 1}`, text: `Does thing ${at + 1}` }));
  const long = { ...STORY, acceptance_criteria: criteria };
  const { root, project, run } = await makeRun({
    worker: (brief) => (brief.writes.endsWith("/user-story.json") ? long : undefined),
  });
  const text = readFileSync(join(root, ".task/user-story.md"), "utf8");
  for (const { id, text: said } of criteria) expect(text).toContain(`- **${id}** ${said}\n`);
  expect(text).toStartWith(`# ${STORY.title}\n`);
  expect(text).toContain(
    "made from user-story.json. To change it, edit that file: you are asked whether your change counts.",
  );
  expect(viewQuestions(project, run)[0]!.question).toContain("All of it: .task/user-story.md");
  expect(existsSync(join(root, ".task/plan.md"))).toBe(false);
});

test("the plan has its steps, with their files and what they are for; both go with the run", async () => {
  const { root, run } = await makeRun(APPROVE);
  const text = readFileSync(join(root, ".task/plan.md"), "utf8");
  expect(text).toMatch(/## Steps\n\n- \*\*S1\*\* .+\n {2}- files: `src\/goodbye.ts`\n {2}- for AC1/);
  await cli(root, ["reset"]);
  expect(readdirSync(join(root, ".task")).sort()).toEqual([".gitignore", "history"]);
  expect(readFileSync(join(root, ".task/history", run.run, "plan.md"), "utf8")).toBe(text);
});

test("what an agent writes begins no heading, and no line of its own", async () => {
  const hostile = { ...STORY, title: "A\n# B\u202e", summary: "x\n\n## Steps", test_commands: [] };
  const { root } = await makeRun({
    worker: (brief) => (brief.writes.endsWith("/user-story.json") ? hostile : undefined),
  });
  const text = readFileSync(join(root, ".task/user-story.md"), "utf8");
  expect(text.match(/^#+ .*$/gm)).toEqual(["# A # B", "## Acceptance criteria", "## Out of scope"]);
});

test("what somebody else has left there before is put aside", async () => {
  const root = makeProject();
  const path = join(root, ".task/user-story.md");
  await makeRun({
    root,
    worker: () => {
      writeFileSync(path, "mine");
      return undefined;
    },
  });
  expect(readFileSync(path, "utf8")).toStartWith(`# ${STORY.title}\n`);
  const [kept] = readdirSync(join(root, ".task/earlier"));
  expect(readFileSync(join(root, ".task/earlier", kept!), "utf8")).toBe("mine");
});
