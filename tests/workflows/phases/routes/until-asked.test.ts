// Guarantee: What comes next is read from the files.
// What follows what, without a host: which runs are followed, by which command, and what ends it.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../../src/engine/run.ts";
import { endedText, following } from "../../../../src/run/end/follow-up.ts";
import { hintText } from "../../../../src/run/start/start-request.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { discussAnswer } from "../../../harness/phases/discuss.ts";
import { greeter } from "../../../harness/phases/project.ts";
import { cleanup, makeProject, writeFiles } from "../../../harness/project.ts";
import { readLine } from "../../../harness/start-line.ts";
import { PhasesRun } from "../play.ts";

afterEach(cleanup);

const GOES_ON = { "until-asked": "yes" };
const played = (root = makeProject({ files: greeter() })) =>
  new PhasesRun(root, (brief) => discussAnswer(brief)!);
const nextOf = ({ project, run }: PhasesRun, over: Partial<Run> = {}) =>
  following(project, { ...run, ...over });

describe("a command that is complete", () => {
  test("is followed by the one that comes next, with the same options; without the flag it is not", async () => {
    const run = played();
    expect(await run.type("next", "", { auto: true, options: GOES_ON })).toBeNull();
    expect([run.run.entry, run.run.status]).toEqual(["discuss-phase", "complete"]);
    const next = nextOf(run);
    expect(next).toMatchObject({
      ok: true,
      entry: "plan-phase",
      options: { phase: "01", ...GOES_ON },
    });
    // What follows tells in one line what it is; the first one also that it is not the last.
    const plain = played();
    await plain.type("discuss-phase", "1", { auto: true });
    expect([plain.run.status, nextOf(plain)]).toEqual(["complete", null]);
  });

  test("is followed by none that has failed, and by none once it was stopped", async () => {
    const run = played();
    await run.type("next", "", { auto: true, options: GOES_ON });
    expect(endedText(nextOf(run, { status: "failed" }))).toBe(
      "Nothing else starts by itself. Next would be multi-ai run plan-phase 1: it has no plans yet.\nThe last command failed: look at that first; then type multi-ai run next --until-asked",
    );
    expect(nextOf(run, { status: "cancelled" })).toBeNull();
    expect(nextOf(run, { status: "running" })).toBeNull();
  });

  test("never leads to itself, nor to one that began before for the same reason", async () => {
    const run = played();
    await run.type("next", "", { auto: true, options: GOES_ON });
    const { options } = run.run;
    const found = nextOf(run);
    if (!found?.ok) throw new Error("nothing follows");
    // What was written is gone again: the same command is due.
    rmSync(join(run.project.root, ".planning/phases"), { recursive: true });
    const again =
      "It would start multi-ai run discuss-phase 1 again: nothing is written about it yet.";
    expect(endedText(nextOf(run))).toContain(again);
    // Whatever its reason was then.
    expect(endedText(nextOf(run, { options: { ...options, steps: "00000000" } }))).toContain(again);
    const later = { entry: "plan-phase", options: found.options };
    expect(endedText(nextOf(run, later))).toContain(again);
    // Begun for another reason before, it may begin.
    expect(nextOf(run, { ...later, options: { ...options, steps: "00000000" } })?.ok).toBe(true);
  });

  test("is followed by nothing where only the person can go on, which is said with what to type", async () => {
    const run = played();
    await run.type("next", "", { auto: true, options: GOES_ON });
    writeFiles(run.project.root, { ".planning/REQUIREMENTS.md": "" });
    rmSync(join(run.project.root, ".planning/REQUIREMENTS.md"));
    expect(endedText(nextOf(run))).toMatch(
      /^Nothing else starts by itself\. Fix phase 1 .*\n.*\nThen type multi-ai run next$/,
    );
  });
});

test.each(["next", "new-project"])("%s says at its start that it is not the last", (name) => {
  const root = makeProject({ files: name === "next" ? greeter() : {} });
  const read = readLine(name, "--until-asked --auto", DEFAULT_SETTINGS, root);
  if (!read.ok) throw new Error(read.problem);
  expect(read.value.start).toMatchObject({ auto: true, options: GOES_ON });
  expect(hintText(read.value.start)).toContain(
    "What comes next starts by itself, until you have to decide.",
  );
});

test("what config.json of GSD says, and nothing here reads, is told at the start of a command with what to use", () => {
  const config = { model_profile: "budget", workflow: { auto_advance: true, research: true } };
  const root = makeProject({ files: greeter(config) });
  const read = readLine("next", "--auto", DEFAULT_SETTINGS, root);
  if (!read.ok) throw new Error(read.problem);
  const told = hintText(read.value.start);
  expect(told).toContain(
    ".planning/config.json:1: workflow.auto_advance: found true, which is not read here; use next --until-asked",
  );
  expect(told).toContain(
    'model_profile: found "budget", which is not read here; use models in .claude/multi-ai.json',
  );
  // It asks for what is done anyway.
  expect(told).not.toContain("research");
  expect(read.value.start.options["until-asked"]).toBeUndefined();
});
