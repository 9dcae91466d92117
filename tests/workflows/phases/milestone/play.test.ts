// complete-milestone played whole: what keeps it from beginning, what the person lets pass, the
// archive, and breaks in between.
// Runs: together.

import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pullRequest } from "../../../../src/render/report/pull-request.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { phasesModule } from "../../../../src/workflows/phases/index.ts";
import {
  archiveMilestone,
  type Milestone,
} from "../../../../src/workflows/phases/milestone/checks.ts";
import { milestoneOf } from "../../../../src/workflows/phases/milestone/recorded.ts";
import { setRequirementDone } from "../../../../src/workflows/phases/planning/documents/requirements.ts";
import { roadmapText } from "../../../../src/workflows/phases/planning/documents/roadmap.ts";
import { stateText } from "../../../../src/workflows/phases/planning/documents/state.ts";
import { uatText } from "../../../../src/workflows/phases/planning/documents/uat.ts";
import { readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { routeFacts, routeOf } from "../../../../src/workflows/phases/routes/routes.ts";
import { planOf, verificationOf } from "../../../harness/phases/project.ts";
import {
  cleanup,
  type Files,
  filesBelow,
  makeProject,
  writeFiles,
} from "../../../harness/project.ts";
import { treeLine } from "../planning/planning-given.ts";
import { type PhasesRun, SingleRun } from "../play.ts";
import { GOODBYE, GREETING, project, text } from "./given.ts";

afterEach(cleanup);

const nobody = () => {
  throw new Error("no agent is asked");
};
const complete = (root: string) => new SingleRun(root, nobody);
/** With `--auto`. */
const completed = (root: string) => complete(root).start("complete-milestone", { auto: true });
const problems = (run: PhasesRun) => run.task("Look at").facts.problems as string[];
/** Every file of `.planning`, with its text. */
const filesOf = (root: string): Record<string, string> =>
  Object.fromEntries(
    filesBelow(join(root, ".planning")).map((path) => [
      join(".planning", path),
      text(root, join(".planning", path)),
    ]),
  );

describe("a milestone in which all is done", () => {
  test("is archived once the person has agreed; nothing is lost of its files", async () => {
    const root = project();
    const before = filesOf(root);
    const run = await complete(root).start("complete-milestone", {
      options: { version: "v1.0", name: "Polite" },
    });
    expect(run.open).toMatchObject([{ kind: "milestone-approval", options: ["approve", "stop"] }]);
    expect(filesOf(root)).toEqual(before);
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    const after = filesOf(root);
    expect(after[".planning/milestones/v1.0-ROADMAP.md"]).toBe(before[".planning/ROADMAP.md"]!);
    expect(after[".planning/milestones/v1.0-REQUIREMENTS.md"]).toBe(
      before[".planning/REQUIREMENTS.md"]!,
    );
    for (const [path, content] of Object.entries(before).filter(([one]) =>
      one.startsWith(".planning/phases/"),
    ))
      expect(after[path.replace("phases/", "milestones/v1.0-phases/")]).toBe(content);
    expect(
      Object.keys(after).filter((one) => /^\.planning\/(?:phases|REQUIREMENTS)|\.json$/.test(one)),
    ).toEqual([
      ".planning/config.json",
      // Git keeps no empty folder.
      ".planning/phases/.gitkeep",
    ]);
    for (const same of ["PROJECT.md", "config.json"])
      expect(after[`.planning/${same}`]).toBe(before[`.planning/${same}`]!);
    expect(after[".planning/MILESTONES.md"]).toStartWith(
      "# Milestones\n\n## v1.0 Polite (Shipped: ",
    );
    expect(after[".planning/MILESTONES.md"]).toContain("2 phases, 2 plans");
    expect(readPlanning(root)).toMatchObject({
      roadmap: { phases: [], milestone: null },
      problems: [],
    });
    expect(after[".planning/ROADMAP.md"]).toContain(
      `- ✅ **v1.0 Polite** - Phases 1-2 (shipped ${run.run.created_at.slice(0, 10)})\n`,
    );
    expect(after[".planning/ROADMAP.md"]).not.toContain("Phase 2:");
    expect(routeOf(routeFacts(root))).toMatchObject({ action: "done" });
    expect(pullRequest(reportFacts(run.project, run.run)).title).toBe(
      "Complete milestone v1.0 Polite",
    );
    const says = "start the next milestone: milestone v1.0 is complete";
    expect(phasesModule.standing!(root)!.rows).toEqual([
      { text: "Project: no phase is planned" },
      { text: `Next in the project: multi-ai run new-project "<idea>" (${says})` },
    ]);
  });

  test("with --auto nobody is asked; a second one gets the next version", async () => {
    const root = project();
    expect((await completed(root)).run.status).toBe("complete");
    const again = await completed(root);
    expect(again.open).toMatchObject([{ kind: "phase-blocked" }]);
    expect(problems(again)).toEqual([
      'milestone v1.0 is complete; multi-ai run new-project "<idea>"',
    ]);
  });

  test("without git it is the same", async () => {
    const root = makeProject({ git: false });
    writeFiles(root, onlyPlanning(filesOf(project())));
    writeFiles(root, {
      [`${GOODBYE}/02-VERIFICATION.md`]: verificationOf("02-goodbye", { more: treeLine(root) }),
    });
    const run = await completed(root);
    expect(run.run.status).toBe("complete");
  });
});

const onlyPlanning = (files: Files): Files =>
  Object.fromEntries(Object.entries(files).filter(([path]) => path.startsWith(".planning/")));

describe("what keeps it from beginning", () => {
  const refused = async (over: Files, remove?: string): Promise<string> => {
    const root = project(over);
    if (remove !== undefined) rmSync(join(root, remove));
    const before = filesOf(root);
    const run = await completed(root);
    expect(run.open).toMatchObject([{ kind: "phase-blocked" }]);
    expect(filesOf(root)).toEqual(before);
    return problems(run).join("\n");
  };
  test.each([
    [
      "a plan without a summary",
      { [`${GOODBYE}/02-02-PLAN.md`]: planOf("02-02") },
      /phase 2: 1 of 2 plans without a summary: 02-02; multi-ai run execute-phase 2/,
    ],
    [
      "gaps",
      {
        [`${GOODBYE}/02-VERIFICATION.md`]: verificationOf("02-goodbye", {
          status: "gaps_found",
          score: "1/2",
        }),
      },
      /phase 2: 1 of 2 criteria are met; multi-ai run plan-phase 2/,
    ],
    [
      "passed with 1 of 3",
      { [`${GOODBYE}/02-VERIFICATION.md`]: verificationOf("02-goodbye", { score: "1/3" }) },
      /1 of 3 criteria are met/,
    ],
    [
      "STATE in error",
      { ".planning/STATE.md": stateText({ status: "error: it fails" }) },
      /is not fixed yet: it fails; multi-ai run debug/,
    ],
    [
      "two folders of one number",
      { ".planning/phases/02-other/02-01-PLAN.md": planOf("02-01") },
      /02-other: found the number 2, which 02-goodbye has, too/,
    ],
  ] as [string, Files, RegExp][])("%s", async (_what, over, said) => {
    expect(await refused(over)).toMatch(said);
  });

  test("a version that is in the archive", async () => {
    expect(
      await refused({
        ".planning/milestones/v1.1-ROADMAP.md": roadmapText({ title: "Old" }),
        ".planning/ROADMAP.md": text(project(), ".planning/ROADMAP.md").replace(
          "title: Greeter\n",
          "title: Greeter\nmilestone: { version: v1.1, name: More }\n",
        ),
      }),
    ).toMatch(/v1\.1 exists already; choose another: multi-ai run complete-milestone v1\.2/);
  });
});

describe("what the person may let pass, with a reason and never by --auto", () => {
  const asked = async (root: string) => {
    const run = await completed(root);
    expect(run.open).toMatchObject([
      { kind: "milestone-open", options: ["again", "waive", "stop"] },
    ]);
    return run;
  };
  test("a phase that nobody verified", async () => {
    const root = project();
    rmSync(join(root, GOODBYE, "02-VERIFICATION.md"));
    const run = await asked(root);
    expect(problems(run)).toEqual([
      "phase 2: its plans are done, and nothing is verified yet; multi-ai run verify-work 2",
    ]);
    await run.answer("waive", "A demo.");
    expect(run.run.status).toBe("complete");
    expect(text(root, ".planning/MILESTONES.md")).toMatch(
      /Left open by the person\*\* \(A demo\.\):\n\n- phase 2: its plans are done.*; \/multi-ai:verify-work 2 \(in a terminal: multi-ai run verify-work 2\)\n/,
    );
  });
  test("verifications of another state", async () => {
    const root = project({
      [`${GREETING}/01-VERIFICATION.md`]: verificationOf("01", {
        more: `tree: "git:${"0".repeat(40)}"\n`,
      }),
      [`${GOODBYE}/02-VERIFICATION.md`]: verificationOf("02", {
        more: `tree: "git:${"1".repeat(40)}"\n`,
      }),
    });
    const run = await asked(root);
    expect(problems(run).join("\n")).toMatch(
      /no verification covers the project as it is now: .*verify-work 2$/,
    );
  });
  test("what commands of a verification left in the checkout is no change", async () => {
    const more = 'commit: "<head>"\nleft_by_commands:\n  - "cover.out"\n';
    const left = {
      [`${GREETING}/01-VERIFICATION.md`]: verificationOf("01-greeting", { more }),
      "cover.out": "mode: set\n",
    };
    const root = project(left);
    const run = await completed(root);
    expect([run.open, run.run.status]).toEqual([[], "complete"]);
  });
  test("tests that no person has settled", async () => {
    const uat = uatText({ tests: [{ number: 1, name: "Hear it", result: "blocked" }] });
    const run = await asked(project({ [`${GOODBYE}/02-UAT.md`]: uat }));
    expect(problems(run)).toEqual([
      "Phase 2: 02-UAT.md has 1 of 1 test open (1 blocked); multi-ai run verify-work 2",
    ]);
  });
  test("a requirement without its tick", async () => {
    const root = project();
    writeFiles(root, {
      ".planning/REQUIREMENTS.md": setRequirementDone(
        text(root, ".planning/REQUIREMENTS.md"),
        "GREET-02",
        false,
      ),
    });
    const run = await asked(root);
    expect(problems(run)).toEqual([".planning/REQUIREMENTS.md: GREET-02 not ticked"]);
  });
});

describe("after a break", () => {
  test("each step done twice is as done once", async () => {
    const root = project();
    const run = await complete(root).start("complete-milestone");
    const milestone = milestoneOf(run)!;
    // A copy that an earlier version made before it was broken off is no other file.
    writeFiles(root, {
      ".planning/milestones/v1.0-REQUIREMENTS.md": text(root, ".planning/REQUIREMENTS.md"),
    });
    archiveMilestone(root, milestone);
    const once = filesOf(root);
    archiveMilestone(root, milestone);
    expect(filesOf(root)).toEqual(once);
  });

  test("nothing that is in the way is overwritten", async () => {
    const root = project();
    const run = await complete(root).start("complete-milestone");
    const milestone: Milestone = milestoneOf(run)!;
    writeFiles(root, { ".planning/milestones/v1.0-phases/01-greeting/mine.md": "mine\n" });
    expect(() => archiveMilestone(root, milestone)).toThrow(
      ".planning/milestones/v1.0-phases/01-greeting: it is there already, expected none",
    );
    expect(existsSync(join(root, GREETING, "01-01-PLAN.md"))).toBe(true);
    expect(existsSync(join(root, ".planning/REQUIREMENTS.md"))).toBe(true);
  });
});
