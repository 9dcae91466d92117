// Gate: requirement in an audit | it is satisfied | it is a gap | it is partial
// audit-milestone played whole: what the files say of each requirement, how all of it works
// together, and what its file is good for.
// Runs: in full too.
// Not in npm test: in which all is done phases that
// Not in npm test: ^what is open (?:a command|what says|a phase that)
// Not in npm test: ^an older audit|^what something else|^a project that changed

import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { writeNotes } from "../../../../src/record/outside.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { outputs } from "../../../../src/workflows/phases/ends.ts";
import { readAuditText } from "../../../../src/workflows/phases/planning/audit.ts";
import { frontMatterOf } from "../../../../src/workflows/phases/planning/front-matter.ts";
import { roadmapText } from "../../../../src/workflows/phases/planning/roadmap.ts";
import { stateText } from "../../../../src/workflows/phases/planning/state.ts";
import { uatText } from "../../../../src/workflows/phases/planning/uat.ts";
import { summaryOf, verificationOf } from "../../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, type Files, git, writeFiles } from "../../../harness/project.ts";
import { PhasesRun } from "../play.ts";
import { GOODBYE, GREETING, project, text } from "./given.ts";

afterEach(cleanup);

const AUDIT = ".planning/v1.0-MILESTONE-AUDIT.md";

/** The same, with summaries that say which requirement they did. */
function milestone(over: Files = {}): string {
  const root = project(over);
  for (const [folder, id, requirement] of [
    [GREETING, "01-01", "GREET-01"],
    [GOODBYE, "02-01", "GREET-02"],
  ] as const)
    writeFiles(root, {
      [`${folder}/${id}-SUMMARY.md`]: summaryOf(id, {
        commits: [git(root, "rev-parse", "HEAD")],
      }).replace("duration:", `requirements-completed: [${requirement}]\nduration:`),
    });
  return root;
}

async function audited(
  root: string,
  sees: VerifierSees = {},
  options: Record<string, string> = {},
) {
  const run = new PhasesRun(root, (brief) => verificationFor(brief, sees));
  await run.start("audit-milestone", { auto: true, options });
  expect([run.run.status, run.refused]).toEqual(["complete", []]);
  const fields = frontMatterOf(text(root, AUDIT))!.fields as Record<string, never> & {
    gaps: Record<string, Record<string, unknown>[]>;
  };
  return { run, fields };
}
const openIn = (root: string) => readAuditText(text(root, AUDIT), AUDIT);

describe("a milestone in which all is done", () => {
  test("has an audit that passed, once all phases were looked at together", async () => {
    const root = milestone();
    const { run, fields } = await audited(root);
    expect(fields).toMatchObject({
      milestone: "v1.0",
      status: "passed",
      scores: { requirements: "2/2", phases: "2/2", integration: "2/2" },
      gaps: { requirements: [], integration: [], flows: [], phases: [] },
      tech_debt: [],
    });
    // The command of a criterion of phase 1 ran again, on what phase 2 left.
    expect(text(root, AUDIT)).toContain("| bun test passes | passed | the program ran it |");
    expect(text(root, AUDIT)).toMatch(
      /\| GREET-02 \| 2 \| 02-01-SUMMARY\.md \| passed \| satisfied \| src\/greet\.ts:3/,
    );
    expect(openIn(root)).toEqual({ open: null, problems: [] });
    expect(run.briefs.get("Check the phases together")).toContain(
      "- R2 (phase 2): GREET-02: A goodbye",
    );
    expect(reportFacts(run.project, run.run)).toMatchObject({
      phases: {
        shown: "v1.0: passed (requirements 2/2, phases 2/2, integration 2/2)",
        written: [AUDIT],
        gaps: [],
      },
    });
    // Nothing is archived.
    expect(existsSync(join(root, GOODBYE))).toBe(true);
  });

  test("complete-milestone says that there is none, then what it says, then that it is stale", async () => {
    const root = milestone();
    const shown = async () => {
      const run = await new PhasesRun(root, () => ({})).start("complete-milestone");
      expect(run.open).toMatchObject([{ kind: "milestone-approval" }]);
      const said = run.shown;
      await run.answer("stop");
      return said;
    };
    expect(await shown()).toContain("Not audited; multi-ai run audit-milestone does that");
    await audited(root);
    expect(await shown()).toContain(`${AUDIT}: passed`);
    utimesSync(join(root, AUDIT), 1_767_000_000, 1_767_000_000);
    const stale = /AUDIT\.md \(stale: its phases have changed since; .*\): passed/;
    expect(await shown()).toMatch(stale);
    // What nobody is asked about stands in the report.
    const { project, run } = await new PhasesRun(root, () => ({})).start("complete-milestone", {
      auto: true,
    });
    expect([run.status, reportFacts(project, run)]).toMatchObject([
      "complete",
      { phases: { shown: expect.stringMatching(stale) } },
    ]);
  });

  test("phases that depend on each other are looked at in pairs", async () => {
    const root = milestone();
    const [first, second, ...rest] = text(root, ".planning/ROADMAP.md").split("depends_on: []");
    const after = `depends_on: ["1"]${rest.join("")}`;
    writeFiles(root, { ".planning/ROADMAP.md": `${first}depends_on: []${second}${after}` });
    const joint = "Phase 2: Goodbye is connected to what Phase 1: Greeting built";
    const { fields } = await audited(root, { unmet: { "is connected to": "Nobody calls it." } });
    expect(fields.gaps.integration).toEqual([
      { name: joint, status: "failed", evidence: "Nobody calls it." },
    ]);
    expect(openIn(root).open).toBe(`gaps_found: ${joint}`);
  });
});

test.each([
  { count: 200, letter: "x", is: "!=", found: "passed | the program ran it", audit: "passed" },
  { count: 20, letter: "界", is: "=", found: "failed", audit: "gaps_found" },
])(
  "$count long commands that were approved for a phase run unasked, as all phases are looked at: $audit",
  async ({ count, letter, is, found, audit }) => {
    const root = milestone();
    const commands = Array.from({ length: count }, (_, at) => {
      const word = letter.repeat(letter === "x" ? 60 : 300);
      return `test ${word}${at} ${is} y`;
    });
    const criteria = commands.map((command) => `\n      - "\`${command}\` passes"`).join("");
    const roadmap = text(root, ".planning/ROADMAP.md");
    writeFiles(root, {
      ".planning/ROADMAP.md": roadmap.replace("\n      - It greets\n", `${criteria}\n`),
    });
    const { project: at } = new PhasesRun(root, () => ({}));
    writeNotes(process.env, at, "approved", GREETING, { commands });
    expect((await audited(root)).fields).toMatchObject({ status: audit });
    expect(text(root, AUDIT).split(`${is} y passes | ${found}`)).toHaveLength(count + 1);
  },
);

describe("what is open", () => {
  test("a requirement that the whole does not fulfil, one that no phase has, and one for a person", async () => {
    const root = milestone();
    const requirements = text(root, ".planning/REQUIREMENTS.md");
    writeFiles(root, {
      ".planning/REQUIREMENTS.md": requirements.replace(
        "\n---\n# Req",
        "\n  - { id: GREET-03, text: A wave, done: true }\n---\n# Req",
      ),
    });
    const { fields, run } = await audited(root, {
      unmet: { "GREET-02": "No goodbye." },
      human: ["GREET-01"],
    });
    expect(fields.gaps.requirements).toMatchObject([
      {
        id: "GREET-01",
        status: "partial",
        phase: "1",
        verification_status: "passed",
        evidence: "No test can tell.",
      },
      {
        id: "GREET-02",
        status: "unsatisfied",
        phase: "2",
        completed_by_plans: ["02-01-SUMMARY.md"],
      },
      {
        id: "GREET-03",
        status: "orphaned",
        phase: "",
        claimed_by_plans: [],
        evidence: "no phase names it",
      },
    ]);
    expect(fields.scores).toMatchObject({ requirements: "0/3" });
    expect(openIn(root).open).toBe("gaps_found: GREET-01, GREET-02, GREET-03");
    expect(reportFacts(run.project, run.run)).toMatchObject({
      phases: { gaps: expect.arrayContaining(["GREET-02: unsatisfied, No goodbye."]) },
    });
  });

  test("a command of an earlier phase that fails by now", async () => {
    const root = milestone();
    writeFiles(root, {
      "tests/later.test.ts": 'import { test } from "bun:test";\ntest("x", () => { throw 1; });\n',
    });
    const { fields } = await audited(root);
    expect(fields.gaps.integration).toMatchObject([{ name: "bun test passes", status: "failed" }]);
  });

  test("a phase that nobody verified: what complete-milestone asks about stands in it", async () => {
    const root = milestone();
    rmSync(join(root, GOODBYE, "02-VERIFICATION.md"));
    const { fields } = await audited(root);
    expect(fields.gaps.requirements).toMatchObject([
      { id: "GREET-02", verification_status: "missing", status: "partial" },
    ]);
    expect(fields.gaps.phases).toEqual([
      "phase 2: its plans are done, and nothing is verified yet; /multi-ai:verify-work 2 (in a terminal: multi-ai run verify-work 2)",
    ] as never);
    expect(fields.scores).toMatchObject({ phases: "1/2" });
  });

  test("while a phase has gaps no agent is asked, and no command runs", async () => {
    const gaps = verificationOf("02-goodbye", { status: "gaps_found", score: "0/1" });
    const root = milestone({ [`${GOODBYE}/02-VERIFICATION.md`]: gaps });
    const { run, fields } = await audited(root);
    expect(run.briefs.size).toBe(0);
    expect(run.subjects).toContain("(Check the phases together)");
    expect(fields.scores).toEqual({ requirements: "1/2", phases: "1/2" } as never);
    expect(text(root, AUDIT)).toContain("Not looked at: phases are open.");
  });
});

test("what phases leave for later is tech debt, by phase, and asks for a reason", async () => {
  const root = milestone({
    [`${GREETING}/01-UAT.md`]: uatText({
      tests: [{ number: 1, name: "Hear it", result: "skipped" }],
    }),
    [`${GOODBYE}/02-VERIFICATION.md`]: verificationOf("02-goodbye", {
      more: 'commit: "<head>"\naccepted: [The door is slow]\n',
    }),
  });
  const path = `${GOODBYE}/02-01-SUMMARY.md`;
  const more = "issues: [No limit]\nself-check: passed";
  writeFiles(root, { [path]: text(root, path).replace("self-check: passed", more) });
  const { fields } = await audited(root);
  expect(fields.status).toBe("tech_debt" as never);
  expect(fields.tech_debt).toEqual([
    {
      phase: "01-greeting",
      items: ["01-UAT.md: test 1 (Hear it) was skipped"],
    },
    { phase: "02-goodbye", items: ["No limit", "The door is slow"] },
  ] as never);
  const run = await new PhasesRun(root, () => ({})).start("complete-milestone", { auto: true });
  expect(run.open).toMatchObject([{ kind: "milestone-open" }]);
  expect(run.task("Look at").facts.problems).toEqual([
    `${AUDIT}: tech_debt; tech debt in 2 phases`,
  ]);
});

describe("where nothing can be audited it says so, and writes nothing", () => {
  test.each([
    [
      "an error that nobody has taken up",
      {},
      ".planning/STATE.md",
      stateText({ status: "error: it fails" }),
      /multi-ai run debug/,
    ],
    [
      "a milestone in the archive",
      { version: "v1.0" },
      ".planning/milestones/v1.0-ROADMAP.md",
      roadmapText({ title: "Old" }),
      /exists already/,
    ],
  ])("%s", async (_what, options, path, content, says) => {
    const root = milestone({ [path]: content });
    const run = await new PhasesRun(root, () => ({})).start("audit-milestone", {
      auto: true,
      options,
    });
    expect(run.open).toMatchObject([{ kind: "phase-blocked" }]);
    expect((run.task("Look at the milestone").facts.problems as string[]).join("\n")).toMatch(says);
    expect(existsSync(join(root, AUDIT))).toBe(false);
  });
});

test("an older audit, under their name for the version, is replaced", async () => {
  const root = milestone({ ".planning/v1-MILESTONE-AUDIT.md": "---\nstatus: gaps_found\n---\n" });
  const run = new PhasesRun(root, (brief) => verificationFor(brief));
  expect(await run.type("audit-milestone", "1.0")).toBeNull();
  await run.answer("approve");
  expect(run.run.status).toBe("complete");
  expect(text(root, ".planning/v1-MILESTONE-AUDIT.md")).toContain("status: passed");
});

test("a project that changed meanwhile is looked at again before anything is written", async () => {
  const root = milestone();
  const run = new PhasesRun(root, (brief) => ({
    artifact: verificationFor(brief),
    edits: { "src/other.ts": "export const other = 1;\n" },
  }));
  await run.start("audit-milestone", { auto: true });
  expect(run.open).toMatchObject([{ kind: "verify-moved" }]);
  expect(existsSync(join(root, AUDIT))).toBe(false);
  await run.answer("again");
  expect(run.run.status).toBe("complete");
  expect(text(root, AUDIT)).toContain("integration: 2/2");
});

test("what something else writes below .planning meanwhile is the person's to let stand", async () => {
  const root = milestone();
  const run = new PhasesRun(root, (brief) => {
    writeFiles(root, { ".planning/config.json": '{ "mode": "yolo" }\n' });
    return verificationFor(brief);
  });
  await run.start("audit-milestone", { auto: true });
  expect(run.open).toMatchObject([{ kind: "execute-touched" }]);
  expect(existsSync(join(root, AUDIT))).toBe(false);
  await run.answer("stop");
  const { problems } = outputs(sceneOf(run.project, run.run));
  expect(problems[0]).toMatch(/^\.planning\/config\.json was (?:created|changed) during the run/);
});
