// What a debugger that takes short cuts does not get past debug.
// Runs: in full too.
// Not in npm test: ^a roadmap that
import { afterEach, expect, test } from "bun:test";
import { resolves } from "../../../../src/workflows/phases/debug/start.ts";
import { BUGGY, debuggerWork, FIXED, NO_POINT, SYMPTOM } from "../../../harness/phases/debug.ts";
import { planningOf } from "../../../harness/phases/project.ts";
import { cleanup, type Files, makeProject } from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const ROADMAP = ".planning/ROADMAP.md";

async function debug(agent: Agent, files: Files = {}): Promise<PhasesRun> {
  const root = makeProject({ files: { ...BUGGY, ...files } });
  const meant = resolves(root, SYMPTOM);
  if (!meant.ok) throw new Error(meant.problem);
  return new PhasesRun(root, agent).start("debug", {
    auto: true,
    request: meant.request,
    options: meant.options,
  });
}

/** Says something else the first time that it writes one of its files, then is honest. */
function first(file: string, artifact: object, edits: Record<string, string> = {}): Agent {
  let times = 0;
  return (brief) =>
    brief.writes.endsWith(`${file}.json`) && times++ === 0
      ? { artifact, edits }
      : debuggerWork(brief);
}

test.each([
  ["echo parseInt", "zero", "parseInt"],
  ["printf 'the bug'", "zero", "the bug"],
  ["true", "zero", null],
  ["false", "nonzero", null],
])("a prediction that comes true by itself is refused: %s", async (command, exit, output) => {
  const run = await debug(
    first("debug-hypothesis", { ...NO_POINT, test: { command, exit, output } }),
  );
  expect(run.refused[0]).toMatch(
    /test\.command: found .* which ends as it does whatever the project holds/,
  );
  expect(run.run.status).toBe("complete");
});

test("a command that only fails is no failing test", async () => {
  const run = await debug(first("debug-reproduce", { command: "exit 1", shows: "It fails." }));
  expect(run.refused[0]).toMatch(/command: found "exit 1", which ends as it does/);
});

test("with --auto a fix that nothing but a look at text shows waits for the person", async () => {
  const run = await debug((brief) =>
    brief.writes.endsWith("debug-reproduce.json")
      ? { artifact: { command: "grep -q 'Number(line)' src/total.ts", shows: "It is not there." } }
      : brief.writes.endsWith("debug-fix.json")
        ? {
            artifact: { status: "done", summary: "It is there.", reason: null },
            edits: { "src/total.ts": FIXED },
          }
        : debuggerWork(brief),
  );
  expect([run.refused, run.open.map(({ kind }) => kind)]).toEqual([[], ["debug-accept"]]);
  await run.answer("fixed");
  expect(run.run.status).toBe("complete");
});

test("a roadmap that the fix changes, too, is the person's to let stand, also with --auto", async () => {
  const files = planningOf([
    { number: "1", name: "Greeting" },
    { number: "2", name: "Goodbye" },
  ]);
  const before = String(files[ROADMAP]);
  const after = before.replace("- [ ] **Phase 2", "- [x] **Phase 2");
  const agent: Agent = (brief) => {
    if (!brief.writes.endsWith("debug-fix.json")) return debuggerWork(brief);
    const { artifact, edits } = debuggerWork(brief) as { artifact: object; edits: Files };
    return { artifact, edits: { ...edits, [ROADMAP]: after } };
  };
  const run = await debug(agent, files);
  expect(run.open.map(({ kind }) => kind)).toEqual(["execute-touched"]);
  expect(run.shown).toContain(`${ROADMAP} was changed during the run, and not by the program`);
  expect(run.shown).not.toContain(".planning/debug/");
  await run.answer("keep");
  expect([run.run.status, run.text(ROADMAP)]).toEqual(["complete", after]);
});
