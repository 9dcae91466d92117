// Guarantee: What comes next is read from the files.
// A run of a session that is followed by another one: which event begins it, in whose session, and
// what ends that.
// Runs: in full too, together.
// As on macOS in full: all
import { afterAll, afterEach, beforeAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { calledAs, inHost, PLUGIN, speak } from "../../../src/plugin.ts";
import { findProject } from "../../../src/project/project.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { type Answer, answerTo } from "../../harness/hook.ts";
import { allStartedHere } from "../../harness/known.ts";
import { discussAnswer } from "../../harness/phases/discuss.ts";
import { greeter } from "../../harness/phases/project.ts";
import { cleanup, makeProject, writeFiles } from "../../harness/project.ts";
import { PhasesRun } from "../../workflows/phases/play.ts";

// As in the process of a hook.
beforeAll(() => speak(inHost));
afterAll(() => speak(calledAs(PLUGIN)));
afterEach(cleanup);

/** The session that `PhasesRun` plays in. */
const OWNER = "played";
const REQUIREMENTS = ".planning/REQUIREMENTS.md";

const says = async (
  root: string,
  event: string,
  more: object = {},
  session = OWNER,
): Promise<Answer> => {
  const env = { PATH: process.env.PATH, CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PID: "1" };
  return (await answerTo(root, event, more, { session, env })) ?? {};
};
const next = (root: string, session: string) =>
  says(
    root,
    "UserPromptExpansion",
    { command_name: "multi-ai:next", command_args: "--until-asked --auto" },
    session,
  );
const entryOf = (root: string) => readRun(findProject(root))!.entry;

/** A phase that was talked over by `next --until-asked`, which is complete. */
async function talkedOver(): Promise<string> {
  const root = makeProject({ files: greeter() });
  const run = new PhasesRun(root, (brief) => discussAnswer(brief)!);
  await run.type("next", "", { auto: true, options: { "until-asked": "yes" } });
  allStartedHere(root);
  expect([run.run.entry, run.run.status]).toEqual(["discuss-phase", "complete"]);
  return root;
}

test.each([
  ["Stop", {}],
  ["UserPromptSubmit", { prompt: "Go on." }],
])("its session's %s begins what follows, and says so in one line", async (event, more) => {
  const root = await talkedOver();
  const before = readRun(findProject(root))!.run;
  const answer = await says(root, event, more);
  expect(answer.systemMessage).toBe(
    `Run ${before} is complete. Next is /multi-ai:plan-phase 1: it has no plans yet.`,
  );
  const { entry, auto, owner, options } = readRun(findProject(root))!;
  expect([entry, auto, owner?.session, options["until-asked"]]).toEqual([
    "plan-phase",
    true,
    OWNER,
    "yes",
  ]);
  // What it was about before is not said again: no model is asked for it.
  expect(answer.hookSpecificOutput?.additionalContext ?? "").not.toContain("complete");
});

test("another session begins nothing by itself; a person who types the command there goes on", async () => {
  const root = await talkedOver();
  await says(root, "Stop", {}, "other");
  await says(root, "UserPromptSubmit", { prompt: "Go on." }, "other");
  expect(entryOf(root)).toBe("discuss-phase");
  // As behind kill -9 between two runs.
  expect(JSON.stringify(await next(root, "other"))).toContain("Next is /multi-ai:plan-phase 1");
  expect([entryOf(root), readRun(findProject(root))!.owner?.session]).toEqual([
    "plan-phase",
    "other",
  ]);
});

test("what only the person can mend is told with the report; nothing begins once it is mended", async () => {
  const root = await talkedOver();
  const text = await Bun.file(join(root, REQUIREMENTS)).text();
  rmSync(join(root, REQUIREMENTS));
  const told = (await says(root, "Stop")).hookSpecificOutput?.additionalContext ?? "";
  expect(told).toMatch(
    /Report of phases-[\s\S]*Nothing else starts by itself\. Fix phase 1 [\s\S]*REQUIREMENTS\.md/,
  );
  await says(root, "Stop");
  writeFiles(root, { [REQUIREMENTS]: text });
  await says(root, "Stop");
  expect([entryOf(root), readRun(findProject(root))!.released]).toEqual(["discuss-phase", true]);
});

test("in plan mode nothing begins, and behind it what follows does", async () => {
  const root = await talkedOver();
  await says(root, "Stop", { permission_mode: "plan" });
  expect(entryOf(root)).toBe("discuss-phase");
  await says(root, "Stop", { permission_mode: "default" });
  expect(entryOf(root)).toBe("plan-phase");
});

test("a run that was cancelled, or that its person has left, is followed by none", async () => {
  const root = await talkedOver();
  await says(root, "Stop");
  change(findProject(root), () => [{ do: "cancel", reason: "enough" }]);
  await says(root, "Stop");
  await says(root, "UserPromptSubmit", { prompt: "Go on." });
  expect([entryOf(root), readRun(findProject(root))!.status]).toEqual(["plan-phase", "cancelled"]);
});
