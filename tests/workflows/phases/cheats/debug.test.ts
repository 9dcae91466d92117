// What a debugger that takes short cuts does not get past debug.
import { afterEach, expect, test } from "bun:test";
import { resolves } from "../../../../src/workflows/phases/debug/start.ts";
import { BUGGY, debuggerWork, FIXED, NO_POINT, SYMPTOM } from "../../../harness/phases/debug.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

async function debug(agent: Agent): Promise<PhasesRun> {
  const root = makeProject({ files: BUGGY });
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
