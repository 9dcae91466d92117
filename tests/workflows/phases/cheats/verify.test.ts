// What a verifier that takes short cuts does not get past verify-work.
// Runs: in full too.
// Not in npm test: ^evidence.*(?:; true|ls)$|^a comment beside
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { executed, planOf } from "../../../harness/phases/project.ts";
import { verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";
import { SingleRun } from "../play.ts";

afterEach(cleanup);

type Must = { id: string; verdict: string; evidence: object[]; reason: string | null };
const PLAN = ".planning/phases/01-greeting/01-01-PLAN.md";
const ROADMAP = ".planning/ROADMAP.md";
const SUMMARY = ".planning/phases/01-greeting/01-01-SUMMARY.md";

/**
 * A phase of two criteria, verified by somebody who first says something else of the second one.
 */
async function verified(
  evidence: object[],
  { reason = null, plan = planOf("01-01") }: { reason?: string | null; plan?: string } = {},
) {
  const root = makeProject();
  writeFiles(root, { ...executed(git(root, "rev-parse", "HEAD")), [PLAN]: plan });
  let times = 0;
  const run = new SingleRun(root, (brief) => {
    const honest = verificationFor(brief) as { musts: Must[] };
    if (times++ > 0) return honest;
    return {
      ...honest,
      musts: honest.musts.map((one) => (one.id === "C2" ? { ...one, evidence, reason } : one)),
    };
  });
  await run.start("verify-work", { options: { phase: "01" }, auto: true });
  if (run.open[0]?.kind === "verify-consent") await run.answer("approve");
  return { run, status: readPlanning(root).phases[0]!.verification?.status };
}

describe("evidence that is none", () => {
  test.each<[string, object, RegExp]>([
    [
      "a comment of the code",
      { file: "src/greet.ts", line: 1, quote: "/** A greeting for one person. */" },
      /nothing but comments/,
    ],
    [
      "a line that is not there",
      { file: "src/greet.ts", line: 2, quote: "return greetings.all();" },
      /not in|found/,
    ],
    [
      "what the summary says",
      { file: SUMMARY, line: 20, quote: "**It says 01-01**" },
      /not in the reviewed tree/,
    ],
    [
      "what the plan says",
      { file: PLAN, line: 4, quote: "type: execute" },
      /not in the reviewed tree/,
    ],
    [
      "a file outside of the project",
      { file: "../../etc/passwd", line: 1, quote: "root:x:0:0" },
      /./,
    ],
    ["a test that nobody ran", { test: "greets everybody" }, /saw no test of this name pass/],
    [
      "a command that nobody ran",
      { command: "bun test --all" },
      /expected one that the program saw pass/,
    ],
    ["nothing in it", {}, /./],
  ])("%s", async (_what, piece, problem) => {
    const { run, status } = await verified([piece]);
    expect(run.refused.join()).toMatch(problem);
    expect(status).toBe("passed");
  });

  test.each(["true", "ls", "ls; true"])(
    "a command that passes whatever there is: %s",
    async (command) => {
      const plan = planOf("01-01", { commands: [command] });
      const { run } = await verified([{ command }], { plan });
      expect(run.refused.join()).toContain("commands that pass in an empty folder, too");
      // Beside a line it harms nothing.
      const line = { file: "src/greet.ts", line: 3, quote: 'return "Hello, ".concat(name);' };
      expect((await verified([{ command }, line], { plan })).run.refused).toEqual([]);
    },
  );

  test("a command that needs what is there is evidence by itself", async () => {
    const command = "grep -q concat src/greet.ts";
    const { run } = await verified([{ command }], {
      plan: planOf("01-01", { commands: [command] }),
    });
    expect(run.refused).toEqual([]);
  });
});

test("a comment beside the code, and one that is itself what is asked for, are taken", async () => {
  const comment = { file: "src/greet.ts", line: 1, quote: "/** A greeting for one person. */" };
  const code = { file: "src/greet.ts", line: 3, quote: 'return "Hello, ".concat(name);' };
  expect((await verified([comment, code])).run.refused).toEqual([]);
  expect(
    (await verified([comment], { reason: "Its documentation is what was asked for." })).run.refused,
  ).toEqual([]);
});

test("a roadmap that the phase's own tests change is the person's to let stand, also with --auto", async () => {
  const root = makeProject();
  writeFiles(root, {
    ...executed(git(root, "rev-parse", "HEAD")),
    "tests/tick.test.ts": `import { test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
const file = "${ROADMAP}";
const ticked = readFileSync(file, "utf8").replaceAll("- [ ] **Phase", "- [x] **Phase");
test("ticks", () => writeFileSync(file, ticked));
`,
  });
  const before = readFileSync(join(root, ROADMAP), "utf8");
  const run = new SingleRun(root, (brief) => verificationFor(brief));
  await run.start("verify-work", { options: { phase: "01" }, auto: true });
  expect(run.open.map(({ kind }) => kind)).toEqual(["execute-touched"]);
  expect(run.shown).toContain(`${ROADMAP} was changed during the run, and not by the program`);
  writeFiles(root, { [ROADMAP]: before });
  await run.answer("again");
  expect(run.run.status).toBe("complete");
  expect(readPlanning(root).roadmap!.phases.map(({ done }) => done)).toEqual([true, false]);
});
