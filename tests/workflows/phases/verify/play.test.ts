// Guarantee: What comes next is read from the files.
// verify-work played whole: what code finds, what the verifier says, what the person is asked, and
// what stands in .planning then.
// Runs: in full too.
// Not in npm test: ^a phase that does.*--auto|^commands that one|^what was approved once
// Not in npm test: ^what its commands leave
// Not in npm test: usual is missing (?:a detached|a file that|the person who)
// Not in npm test: ^gaps (?:take back|a round that|which the person|a run that was left)
// Not in npm test: ^before anything.*(?:names a commit|has not written|no YAML)
// Not in npm test: ^before anything.*(?:in error|of one number)

import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { stateText } from "../../../../src/workflows/phases/planning/documents/state.ts";
import { readOverview, readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { routeFacts, routeOf } from "../../../../src/workflows/phases/routes/routes.ts";
import { verifyWork } from "../../../../src/workflows/phases/verify/index.ts";
import { staleReason } from "../../../../src/workflows/phases/verify/seen.ts";
import { executed, type PhaseGiven, planOf, summaryOf } from "../../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";
import { type Agent, SingleRun } from "../play.ts";

afterEach(cleanup);

const REPORT = ".planning/phases/01-greeting/01-VERIFICATION.md";
const PHASE = { options: { phase: "01" } };
const AUTO = { ...PHASE, auto: true };

function project(phases?: PhaseGiven[]): string {
  const root = makeProject();
  writeFiles(root, executed(git(root, "rev-parse", "HEAD"), phases));
  return root;
}

const verifier =
  (sees: VerifierSees = {}): Agent =>
  (brief) =>
    verificationFor(brief, sees);

const verify = (root: string, sees: VerifierSees = {}) => new SingleRun(root, verifier(sees));
const verified = (root: string) => readPlanning(root).phases[0]!.verification!;

describe("a phase that does what it promises", () => {
  test("passes when the person has allowed its command; the report says what was seen, and of which commit", async () => {
    const root = project();
    const run = await verify(root).start("verify-work", PHASE);
    expect(run.open[0]).toMatchObject({ kind: "verify-consent", commands: ["bun test"] });
    await run.answer("approve");
    expect(run.refused).toEqual([]);
    const seen = [...run.briefs.values()].find((text) => text.includes("What has to hold"));
    expect(seen).toMatch(/## Tests that it saw pass there, by name\n(?:\S|None: )/);
    expect(run.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({
      status: "passed",
      met: 2,
      total: 2,
      gaps: [],
      commit: git(root, "rev-parse", "HEAD"),
    });
    expect(run.text(REPORT)).toContain("| 1 | `bun test` passes | ✓ VERIFIED |");
    expect(run.text(REPORT)).not.toMatch(/nonce|\.task/);
    // The boxes of the phase and of its requirement, and no other.
    const { roadmap, requirements } = readPlanning(root);
    expect(roadmap!.phases.map((one) => one.done)).toEqual([true, false]);
    expect(requirements!.map((one) => one.done)).toEqual([true, false]);
  });

  test("with --auto its own test runner is not asked about, and a foreign command is", async () => {
    const root = project();
    expect((await verify(root).start("verify-work", { ...PHASE, auto: true })).run.status).toBe(
      "complete",
    );
    writeFiles(root, {
      ".planning/phases/01-greeting/01-01-PLAN.md": planOf("01-01", { commands: ["./deploy.sh"] }),
    });
    const second = await verify(root).start("verify-work", { ...PHASE, auto: true });
    expect(second.open[0]).toMatchObject({
      kind: "verify-consent",
      commands: ["bun test", "./deploy.sh"],
    });
  });
});

test("commands that one question has no room for are named with their file, and run once it is answered", async () => {
  const root = project();
  const commands = Array.from({ length: 60 }, (_, at) => `test "${"x".repeat(250)}${at}" != y`);
  const path = ".planning/phases/01-greeting/01-01-PLAN.md";
  writeFiles(root, { [path]: planOf("01-01", { commands }) });
  // What next names begins.
  expect(routeOf(routeFacts(root)).action).toBe("verify-work");
  const run = await verify(root).start("verify-work", { ...PHASE, auto: true });
  const { facts } = run.task("Look at the phase");
  const more = 61 - (facts.commands as string[]).length;
  expect([more > 0, facts.more]).toEqual([true, more]);
  expect(run.text(".task/phases/verify-survey.json")).toContain(commands.at(-1)!.slice(6, -6));
  const pages: string[] = [];
  while (run.open.length > 0) {
    pages.push(run.shown);
    await run.answer("approve");
  }
  expect(pages.join("\n")).toContain(`${more} more commands run with these: read them in the file`);
  expect(run.run.status).toBe("complete");
  expect(verified(root)).toMatchObject({ status: "passed", gaps: [] });
});

test("what was approved once for the phase is not asked about again, and a new command says why it is", async () => {
  const root = project();
  const plan = (command: string, at = root) =>
    writeFiles(at, {
      ".planning/phases/01-greeting/01-01-PLAN.md": planOf("01-01", { commands: [command] }),
    });
  const start = (over = {}) => verify(root).start("verify-work", { ...PHASE, ...over });
  plan("touch one");
  await (await start()).answer("approve");
  expect((await start()).run.status).toBe("complete");
  expect((await start({ auto: true })).run.status).toBe("complete");
  plan("touch three");
  const asked = await start({ auto: true });
  expect(asked.shown).toContain(
    "You approved 1 of these in an earlier run of this phase; new: touch three",
  );
  expect(asked.shown).toContain(
    "Asked despite --auto: neither a script or test runner of the project",
  );
  await asked.answer("stop");
  // What needs a shell was shown whole, too: it runs in one again.
  plan("touch one | cat");
  await (await start()).answer("approve");
  const again = await start();
  expect([again.open, again.run.status]).toEqual([[], "complete"]);
  expect(again.text(again.task("Run criteria and commands").writes)).toMatch(
    /"command": "touch one \| cat",\s+"state": "passed"/,
  );
  plan("touch two | cat");
  expect((await start()).shown).toContain(
    "You approved 1 of these in an earlier run of this phase; new: touch two | cat",
  );
  // Another project is asked, also where its folder and its phase have the same names.
  const other = project();
  expect(basename(other)).toBe(basename(root));
  plan("touch one | cat", other);
  expect((await verify(other).start("verify-work", PHASE)).open[0]).toMatchObject({
    kind: "verify-consent",
  });
});

test("what its commands leave in the checkout is named as that, and what the person has there is not", async () => {
  const root = project();
  const plan = planOf("01-01", { commands: ["touch cover.out"] });
  writeFiles(root, { ".planning/phases/01-greeting/01-01-PLAN.md": plan, "notes.txt": "mine\n" });
  const round = async () => {
    const run = await verify(root).start("verify-work", PHASE);
    if (run.open.length > 0) await run.answer("approve");
    expect(run.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({ status: "passed", left: ["cover.out"] });
  };
  await round();
  // What it finds there the next time is still nobody's.
  await round();
  writeFiles(root, { "cover.out": "another one\n" });
  expect(staleReason(findProject(root), verified(root))).toBeNull();
  writeFiles(root, { "notes.txt": "changed\n" });
  expect(staleReason(findProject(root), verified(root))).toMatch(/notes\.txt changed$/);
});

test("what nobody has approved does not run, whatever the check is asked for", async () => {
  const root = project();
  const plan = planOf("01-01", { commands: ["touch ran"] });
  writeFiles(root, { ".planning/phases/01-greeting/01-01-PLAN.md": plan });
  const run = await verify(root).start("verify-work", AUTO);
  expect(run.open).toMatchObject([{ kind: "verify-consent" }]);
  const found = await (await verifyWork.checks())["verify-criteria"]!(
    sceneOf(run.project, run.run),
    run.task("Run criteria"),
    new AbortController().signal,
  );
  expect(found.record).toMatchObject({
    commands: [
      { id: "K1", command: "bun test", state: "not_run" },
      { id: "K2", command: "touch ran", state: "not_run" },
    ],
  });
  expect(existsSync(join(root, "ran"))).toBe(false);
});

describe("where something of the usual is missing", () => {
  test("without git the report names the files that it saw, and no commit", async () => {
    const root = makeProject({ git: false });
    writeFiles(root, executed("0".repeat(40)));
    const run = await verify(root).start("verify-work", AUTO);
    expect(run.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({ status: "passed", commit: null });
    expect(routeOf(routeFacts(root))).toMatchObject({
      action: "discuss-phase",
      phase: "2",
    });
    writeFiles(root, { "src/greet.ts": "export const greet = 1;\n" });
    expect(routeFacts(root).look("1").stale).toMatch(/another state/);
  });

  test("a detached HEAD is no hindrance", async () => {
    const root = project();
    git(root, "checkout", "-q", "--detach");
    await verify(root).start("verify-work", AUTO);
    expect(verified(root)).toMatchObject({
      status: "passed",
      commit: git(root, "rev-parse", "HEAD"),
    });
  });

  test("a file that a plan promises is a gap, by the program's own look", async () => {
    const root = project();
    const plan = planOf("01-01", { files: ["src/greet.ts", "src/gone.ts"] });
    writeFiles(root, { ".planning/phases/01-greeting/01-01-PLAN.md": plan });
    const run = await verify(root).start("verify-work", AUTO);
    expect(run.briefs.get("Verify the phase")).toContain("- A2 src/gone.ts");
    expect(verified(root)).toMatchObject({ status: "gaps_found", gaps: ["src/gone.ts is there"] });
  });

  test("the person who runs no tests is asked about no command", async () => {
    const root = project();
    const settings = { tests: { ...DEFAULT_SETTINGS.tests, run: false } };
    const quiet = await verify(root).start("verify-work", { ...PHASE, settings });
    expect([quiet.run.status, quiet.refused]).toEqual(["complete", []]);
    expect(quiet.text(REPORT)).not.toContain("Spot-Checks");
  });
});

/** What execute-phase leaves of a gap plan. */
function closes(root: string, plan: string): void {
  const folder = ".planning/phases/01-greeting";
  writeFiles(root, {
    [`${folder}/${plan}-PLAN.md`]: planOf(plan, { gap: true }),
    [`${folder}/${plan}-SUMMARY.md`]: summaryOf(plan, {
      commits: [git(root, "rev-parse", "HEAD")],
    }),
  });
}

const quiet = { "greeted by name": "It greets everybody as Ada." };

describe("gaps", () => {
  test("stand in the report, each with what is missing; closed ones make the next round pass", async () => {
    const root = project();
    const run = await verify(root, { unmet: quiet }).start("verify-work", AUTO);
    expect(run.refused).toEqual([]);
    expect(verified(root)).toMatchObject({ status: "gaps_found", met: 1, total: 2 });
    expect(verified(root).gaps).toEqual(["A person is greeted by name"]);
    expect(run.text(REPORT)).toContain("It greets everybody as Ada.");
    closes(root, "01-02");
    const again = await verify(root).start("verify-work", AUTO);
    expect(again.task("Verdict").facts).toMatchObject({ round: 2, status: "passed" });
    expect(verified(root)).toMatchObject({ status: "passed", gaps: [] });
  });

  test("take back the boxes of a phase that was done before", async () => {
    const root = project();
    await verify(root).start("verify-work", AUTO);
    await verify(root, { unmet: quiet }).start("verify-work", AUTO);
    const { roadmap, requirements } = readPlanning(root);
    expect([roadmap!.phases[0]!.done, requirements![0]!.done]).toEqual([false, false]);
  });

  test("a round that closes none of them asks the person at once", async () => {
    const root = project();
    await verify(root, { unmet: quiet }).start("verify-work", AUTO);
    closes(root, "01-02");
    const run = await verify(root, { unmet: quiet }).start("verify-work", AUTO);
    expect(run.open[0]).toMatchObject({
      kind: "verify-open",
      options: ["another", "accept", "leave", "stop"],
    });
    await run.answer("accept", "It is only a demo.");
    expect(run.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({ status: "passed", gaps: [] });
    const report = run.text(REPORT);
    expect(report).toContain("\nReason: It is only a demo.\n");
    expect(report).toContain("✗ FAILED (accepted by the person)");
  });

  test("which the person was asked about and did not answer are asked about again; their word for another round counts", async () => {
    const root = project();
    await verify(root, { unmet: quiet }).start("verify-work", AUTO);
    closes(root, "01-02");
    await (await verify(root, { unmet: quiet }).start("verify-work", AUTO)).answer("stop");
    rmSync(join(root, ".task"), { recursive: true });
    const again = await verify(root, { unmet: quiet }).start("verify-work", AUTO);
    expect(again.open[0]).toMatchObject({ kind: "verify-open" });
    await again.answer("another");
    expect(again.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({ status: "gaps_found", escalated: false });
    expect(routeOf(routeFacts(root))).toMatchObject({
      action: "plan-phase",
      row: "gaps",
    });
  });

  test("after three rounds that each close something, and leave something, the person is asked", async () => {
    const criteria = ["one", "two", "three", "four", "five"].map((one) => `The ${one} thing holds`);
    const root = project([{ number: "1", name: "Greeting", criteria }]);
    const outcomes: string[] = [];
    for (let round = 1; round <= 4; round++) {
      if (round > 1) closes(root, `01-0${round}`);
      const unmet = Object.fromEntries(
        criteria.slice(round - 1).map((one) => [one, "It is not there."]),
      );
      const run = await verify(root, { unmet }).start("verify-work", AUTO);
      expect(run.refused).toEqual([]);
      outcomes.push(run.task("Verdict").outcome!);
      if (round === 4) {
        expect(run.open[0]).toMatchObject({ kind: "verify-open" });
        // The report stands before anybody has answered.
        expect(verified(root)).toMatchObject({
          status: "gaps_found",
          gaps: criteria.slice(3),
          escalated: true,
        });
        await run.answer("leave");
        expect(run.run.status).toBe("failed");
        // A failed check that nobody owns: to look again and stop does not end it, and to look when
        // it is mended does.
        expect(routeOf(routeFacts(root))).toMatchObject({
          action: "debug",
          row: "error",
        });
        const still = await verify(root, { unmet }).start("verify-work", AUTO);
        expect(still.open[0]).toMatchObject({ kind: "verify-open" });
        await still.answer("stop");
        expect(readOverview(root).error).toMatch(
          /^verify-work 01, Verdict: The four thing holds: It is not there\. · The five/,
        );
        // Whoever looks for the cause is told what was expected, what is so, and where more stands.
        const debug = new SingleRun(root, () => "{}");
        await debug.type("next", "", { auto: true });
        expect([debug.run.entry, debug.run.options.session]).toEqual([
          "debug",
          expect.stringMatching(/^the-four-thing-holds/),
        ]);
        const [brief] = debug.briefs.values();
        expect(brief).toContain("expected: The four thing holds; The five thing holds\n");
        expect(brief).toContain("actual: It is not there.; It is not there.\n");
        expect(brief).toContain(`reproduction: ${REPORT} says what was looked at`);
        await debug.answer("stop");
        const mended = await verify(root, {}).start("verify-work", AUTO);
        expect([mended.open, mended.run.status]).toEqual([[], "complete"]);
        expect(verified(root)).toMatchObject({ status: "passed" });
        expect(readOverview(root).error).toBeNull();
      }
    }
    expect(outcomes).toEqual(["gaps", "gaps", "gaps", "open"]);
  });

  test("a run that was left before plans were made counts no round", async () => {
    const root = project();
    for (let times = 0; times < 3; times++) {
      const run = await verify(root, { unmet: quiet }).start("verify-work", AUTO);
      expect(run.task("Verdict")).toMatchObject({
        outcome: "gaps",
        facts: { round: 1, status: "gaps_found" },
      });
    }
  });
});

const LOOKS: PhaseGiven[] = [
  {
    number: "1",
    name: "Greeting",
    criteria: ["`bun test` passes", "A person is greeted by name", "It is pleasant"],
  },
];

describe("what only a person can judge", () => {
  const human = ["greeted by name", "pleasant"];
  test("is asked one after the other; a break in the middle loses no answer", async () => {
    const root = project(LOOKS);
    const run = await verify(root, { human }).start("verify-work", AUTO);
    expect(run.open).toMatchObject([
      { kind: "verify-human", options: ["yes", "revise", "later", "stop"] },
    ]);
    await run.answer("yes");
    // Another process, and nothing but the journal.
    rmSync(join(root, ".task/state.json"), { force: true });
    const later = verify(root, { human });
    expect(later.open).toMatchObject([{ kind: "verify-human" }]);
    await later.answer("yes");
    expect(later.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({ status: "passed", met: 3, total: 3 });
    expect(later.text(REPORT)).toContain("holds, as a person saw");
  });

  test("what they say does not hold is a gap in their words", async () => {
    const root = project(LOOKS);
    const run = await verify(root, { human }).start("verify-work", AUTO);
    await run.answer("revise", "It says Helo.");
    await run.answer("yes");
    expect(verified(root)).toMatchObject({ status: "gaps_found", met: 2 });
    expect(run.text(REPORT)).toContain("The person says: It says Helo.");
  });

  test("later keeps the phase open, and nothing passes it in the person's place", async () => {
    const root = project(LOOKS);
    const run = await verify(root, { human }).start("verify-work", AUTO);
    await run.answer("later");
    await run.answer("yes");
    expect(run.run.status).toBe("complete");
    expect(verified(root)).toMatchObject({ status: "human_needed", met: 2, total: 3 });
    expect(run.task("Verdict").outcome).toBe("human_needed");
    expect(readOverview(root).error).toBeNull();
  });
});

describe("an answer that does not hold", () => {
  test("is sent back with what is wrong, and passes nothing", async () => {
    const root = project();
    let times = 0;
    const lies: Agent = (brief) => {
      times++;
      const honest = verificationFor(brief);
      return times > 1
        ? honest
        : { ...honest, musts: (honest.musts as { id: string }[]).slice(0, 1), human: [] };
    };
    const run = await new SingleRun(root, lies).start("verify-work", AUTO);
    expect(run.refused.join("\n")).toMatch(/C2 is not answered/);
    expect(times).toBe(2);
    expect(verified(root)).toMatchObject({ status: "passed", met: 2 });
  });

  test("passed over a command that fails is refused, whatever the verifier writes", async () => {
    const root = project();
    writeFiles(root, {
      "tests/greet.test.ts": 'import { test } from "bun:test";\ntest("x", () => { throw 1; });\n',
    });
    const lies: Agent = (brief) => {
      const { musts, ...rest } = verificationFor(brief, { unmet: quiet });
      const met = (musts as { id: string; verdict: string }[]).map((one) => ({
        ...one,
        verdict: "met",
        evidence: [{ command: "bun test" }],
        reason: null,
      }));
      return { ...rest, musts: met };
    };
    const run = await new SingleRun(root, lies).start("verify-work", AUTO);
    expect(run.refused.join("\n")).toMatch(/bun test failed/);
    expect(run.open).toHaveLength(1);
    expect(readPlanning(root).phases[0]!.verification).toBeNull();
  });
});

describe("before anything is looked at", () => {
  const refusal = async (files: Record<string, string>): Promise<string> => {
    const root = project();
    writeFiles(root, files);
    const run = await verify(root).start("verify-work", AUTO);
    expect(run.open[0]).toMatchObject({
      kind: "phase-blocked",
      options: ["again", "give_up", "stop"],
    });
    return (run.task("Look at").facts.problems as string[]).join("\n");
  };
  test("a plan without a summary", async () => {
    expect(
      await refusal({ ".planning/phases/01-greeting/01-02-PLAN.md": planOf("01-02") }),
    ).toMatch(/01-02-PLAN.md: it has no summary: type multi-ai run execute-phase 1$/m);
  });
  test("a summary that names a commit that is nowhere", async () => {
    const text = summaryOf("01-01", { commits: ["0123456789abcdef0123456789abcdef01234567"] });
    expect(await refusal({ ".planning/phases/01-greeting/01-01-SUMMARY.md": text })).toMatch(
      /is not in this repository/,
    );
  });
  test("a summary that this program has not written", async () => {
    const path = ".planning/phases/01-greeting/01-01-SUMMARY.md";
    expect(await refusal({ [path]: "# Done\n" })).toMatch(
      /01-01-SUMMARY\.md: this program has not carried out 01-01/,
    );
  });
  test("a plan that is no YAML, with its line", async () => {
    const plan = planOf("01-01").replace("wave: 1", "wave: [1");
    expect(await refusal({ ".planning/phases/01-greeting/01-01-PLAN.md": plan })).toMatch(
      /01-01-PLAN\.md:\d+: the front matter is not valid YAML/,
    );
  });
  test("STATE in error", async () => {
    expect(
      await refusal({
        ".planning/STATE.md": stateText({ status: "error: tests of 01-01 fail" }),
      }),
    ).toMatch(/the phase is in error: tests of 01-01 fail/);
  });
  test("two folders of one number", async () => {
    expect(await refusal({ ".planning/phases/01-other/01-01-PLAN.md": planOf("01-01") })).toMatch(
      /01-other: found the number 1, which 01-greeting has, too/,
    );
  });
});

test("what changes while the verifier looks is not what its verdict is about", async () => {
  const root = project();
  const run = new SingleRun(root, (brief) => ({
    artifact: verificationFor(brief),
    edits: { "src/other.ts": "export const other = 1;\n" },
  }));
  await run.start("verify-work", AUTO);
  expect(run.open[0]).toMatchObject({ kind: "verify-moved" });
  await run.answer("again");
  expect(run.run.status).toBe("complete");
  expect(verified(root)).toMatchObject({ status: "passed" });
});
