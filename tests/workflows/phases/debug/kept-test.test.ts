// Which files of a debug run are the failing test, which no fix may change: those that its authors
// handed in.
// Runs: in full too, together.
import { afterEach, expect, test } from "bun:test";
import { resolves } from "../../../../src/workflows/phases/debug/start.ts";
import { inFull } from "../../../harness/in-full.ts";
import {
  BUGGY,
  debuggerWork,
  SYMPTOM,
  TEST_FILE,
  totalTest,
} from "../../../harness/phases/debug.ts";
import { cleanup, type Files, makeProject, writeFiles } from "../../../harness/project.ts";
import type { Work } from "../../../harness/team.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

/** A run up to the consent to the failing test. */
async function debug(agent: Agent, files: Files = BUGGY): Promise<PhasesRun> {
  const root = makeProject({ files });
  const meant = resolves(root, SYMPTOM);
  if (!meant.ok) throw new Error(meant.problem);
  const settings = { limits: { debug_tries: 2 } };
  const run = await new PhasesRun(root, agent).start("debug", { ...meant, settings });
  await run.answer("approve");
  await run.answer("approve");
  return run;
}
const atFailingTest = (brief: { writes: string }): boolean =>
  brief.writes.endsWith("debug-reproduce.json");
/** The n-th failing test is this one; the fix, if so, writes the test instead of mending. */
function author(work: (at: number, honest: Work) => Work, cheats = false): Agent {
  let at = 0;
  return (brief) => {
    const honest = debuggerWork(brief);
    if (atFailingTest(brief)) return work(at++, honest);
    return cheats && brief.writes.endsWith("debug-fix.json")
      ? { ...honest, edits: { [TEST_FILE]: totalTest(3) } }
      : honest;
  };
}
const cheated = `${TEST_FILE}: the failing test was changed; put it back`;

test("what the person changes while the consent is open is no part of it", async () => {
  const run = await debug(debuggerWork);
  writeFiles(run.project.root, { "src/total.ts": `// A note.\n${BUGGY["src/total.ts"]}` });
  await run.answer("approve");
  expect(run.open[0]?.kind).toBe("debug-accept");
});

inFull("a report that its command writes is no part of it", async () => {
  const command = "sh run.sh";
  const script = `#!/bin/sh\ndate +%s%N > report.xml\nexec bun test ${TEST_FILE}\n`;
  const withReport: Agent = (brief) => {
    const honest = debuggerWork(brief);
    if (atFailingTest(brief)) return { ...honest, artifact: { command, shows: "The total." } };
    return brief.writes.endsWith("debug-fix.json")
      ? { ...honest, edits: { ...honest.edits, "report.xml": "x\n" } }
      : honest;
  };
  const run = await debug(withReport, { ...BUGGY, "run.sh": script });
  await run.answer("approve");
  expect(run.open[0]?.kind).toBe("debug-accept");
});

test("a test that an earlier attempt wrote is part of it: after another command was asked for", async () => {
  const command = `bun test ./${TEST_FILE}`;
  const again = author(
    (at, honest) => (at === 0 ? honest : { artifact: { command, shows: "The total." } }),
    true,
  );
  const run = await debug(again);
  await run.answer("revise", "run it another way");
  await run.answer("approve");
  expect(run.task("Run the test again").facts.problems).toContain(cheated);
});

test("a test that an earlier attempt wrote is part of it: after a command that was not red", async () => {
  const command = "bun test tests/none.test.ts --pass-with-no-tests";
  const notRed = author((at, honest) => {
    if (at > 0) return { artifact: honest.artifact! };
    return { ...honest, artifact: { command, shows: "The total." } };
  }, true);
  const run = await debug(notRed);
  for (let i = 0; i < 3 && run.open[0]?.kind === "debug-consent"; i++) await run.answer("approve");
  expect(run.task("Run the test again").facts.problems).toContain(cheated);
});
