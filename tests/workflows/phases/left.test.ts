// What a pause leaves in a phase's folder: shown, given to those who go on, and named as old once
// the phase has gone on without it.
// Runs: in full too.
// Not in npm test: is given to those who|is old once|the disk.s times
// Not in npm test: ^a run of a phase that is (?:stopped|parked is named)
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { partsText } from "../../../src/render/report/print/text.ts";
import { PLAIN_LAYOUT } from "../../../src/text.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { phasesModule } from "../../../src/workflows/phases/index.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { routeIn } from "../../../src/workflows/phases/routes/next-route.ts";
import { act } from "../../../src/workflows/phases/routes/roadmap-verb.ts";
import { pausesOf } from "../../../src/workflows/phases/state/hand-off.ts";
import { cli } from "../../cli/cli.ts";
import { inFull } from "../../harness/in-full.ts";
import { startedHere } from "../../harness/known.ts";
import { executed } from "../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../harness/project.ts";
import { bringer, execute, project as given, twoWaves } from "./execute/given.ts";
import { type PhasesRun, SingleRun } from "./play.ts";

afterEach(cleanup);

const FOLDER = ".planning/phases/01-greeting";
const LEFT = `${FOLDER}/.continue-here.md`;
const THEIRS = `---
context: phase
task: 2
---

# Notes

<current_state>
Half of the greeting is there.
</current_state>

<next_action>
Start with: the name
</next_action>
`;
const READ = `${LEFT} says where work stopped: read it before you go on.`;
const OLD = `${LEFT} says where work stopped, but newer work of its phase exists: it is ignored.`;

function project(more: Record<string, string> = {}, isInGit = true): string {
  const root = makeProject({ git: isInGit });
  const commit = isInGit ? git(root, "rev-parse", "HEAD") : "0".repeat(40);
  writeFiles(root, {
    ...executed(commit),
    ".planning/STATE.md": "# Project State\n\nStatus: verifying\n",
    ...more,
  });
  return root;
}
/** Everything of the project is of this second. */
function at(root: string, path: string, time: number): void {
  utimesSync(join(root, path), time, time);
}
const FILES = ["01-01-PLAN.md", "01-01-SUMMARY.md"].map((name) => `${FOLDER}/${name}`);
const pauses = (root: string) => pausesOf(root, readOverview(root).phases);
const WIDE = { ...PLAIN_LAYOUT, width: 200 };
const lines = (root: string) => partsText(act({ root, from: root }).parts, WIDE).split("\n");

class Verify extends SingleRun {
  constructor(root: string, sees: VerifierSees = {}) {
    super(root, (brief) => verificationFor(brief, sees));
  }
  begin = (auto = true) =>
    this.start("verify-work", { request: "Phase 1", options: { phase: "01" }, auto });
  /** What its agent was given. */
  get given(): string {
    return [...this.briefs.values()].join("\n");
  }
}

describe("what another tool left", () => {
  test("is shown by its first words, given to the phase's agents, and stays as it is", async () => {
    const root = project({ [LEFT]: THEIRS });
    const shown = [READ, "    Half of the greeting is there.", "    Start with: the name"];
    expect(lines(root)).toEqual(expect.arrayContaining(shown));
    expect(partsText([phasesModule.standing!(root)!], WIDE).split("\n")).toEqual(
      expect.arrayContaining(shown),
    );
    expect(routeIn(root, readOverview(root))).toMatchObject({ action: "verify-work" });
    const run = new Verify(root);
    await run.begin();
    expect([run.refused, run.run.status]).toEqual([[], "complete"]);
    expect(run.given).toContain(`${LEFT}:\n`);
    expect(run.given).toContain("Half of the greeting is there.");
    expect(run.text(LEFT)).toBe(THEIRS);
    // The report that was written since is newer.
    at(root, LEFT, 1_767_000_000);
    expect(lines(root)).toContain(OLD);
  });

  test("is given to those who carry out its plans", async () => {
    const root = given(twoWaves());
    writeFiles(root, { [LEFT]: THEIRS });
    const run = await execute(root).start("execute-phase", {
      options: { phase: "01" },
      auto: true,
    });
    expect([run.open, run.run.status, run.text(LEFT)]).toEqual([[], "complete", THEIRS]);
    expect([...run.briefs.values()][0]).toContain("Half of the greeting is there.");
  });

  test("is old once the phase has gone on, by commits as by the disk; then nobody is given it", async () => {
    const root = project({ [LEFT]: THEIRS });
    const commit = (time: number, ...paths: string[]) => {
      git(root, "add", "-f", ...paths);
      const date = `${time} +0000`;
      Bun.spawnSync(
        ["git", "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "x", "--", ...paths],
        {
          cwd: root,
          env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date },
        },
      );
    };
    // The disk says otherwise: a clone has all files at one time.
    for (const path of FILES) at(root, path, 1_767_000_000);
    at(root, LEFT, 1_767_000_500);
    expect(pauses(root)).toMatchObject([{ is_old: false }]);
    commit(1_767_000_100, LEFT);
    commit(1_767_000_200, ...FILES);
    expect(pauses(root)).toEqual([{ path: LEFT, is_old: true, lines: [] }]);
    const run = new Verify(root);
    await run.begin();
    expect(run.given).not.toContain("Half of the greeting");
    expect(run.text(LEFT)).toBe(THEIRS);
    // What a person changes now is of now.
    const later = `${THEIRS}\nMore.\n`;
    writeFiles(root, { [LEFT]: later });
    rmSync(join(root, FOLDER, "01-VERIFICATION.md"));
    expect(pauses(root)).toMatchObject([{ is_old: false }]);
    // Committed together it is not older.
    commit(1_767_000_300, LEFT, ...FILES);
    expect(pauses(root)).toMatchObject([{ is_old: false }]);
  });

  test("without git the disk's times count", () => {
    const root = project({ [LEFT]: THEIRS }, false);
    for (const path of FILES) at(root, path, 1_767_000_100);
    at(root, LEFT, 1_767_000_000);
    expect(pauses(root)).toMatchObject([{ is_old: true }]);
    at(root, LEFT, 1_767_000_100);
    expect(pauses(root)).toMatchObject([{ is_old: false }]);
  });
});

describe("a run of a phase", () => {
  test("that is parked leaves what the next session has to know; once the phase has gone on, that is gone", async () => {
    const root = project();
    const run = new Verify(root, { human: ["`bun test`"] });
    await run.begin();
    expect(run.open).toMatchObject([{ kind: "verify-human" }]);
    const { run: id } = run.run;
    startedHere(run.project, id);
    const parked = await cli(root, ["park"]);
    expect([parked.code, parked.err]).toEqual([0, ""]);
    const text = run.text(LEFT);
    expect(text).toMatch(
      /^---\ncontext: phase\nphase: 01-greeting\ntask: \d+\ntotal_tasks: \d+\nstatus: in_progress\n/,
    );
    expect(text).toContain(`multi_ai_run: ${id}\n`);
    expect(text).toMatch(
      /<current_state>\nverify-work 01: it was parked at Check by hand, with question Q1 open\n/,
    );
    expect(text).toMatch(/<completed_work>\n(?:- .*\n)*- Verify the phase\n/);
    expect(text).toContain(`Start with: /multi-ai:resume ${id}\n`);
    expect(run.text(".planning/STATE.md")).toContain(
      "Stopped at: verify-work 01: it was parked at Check by hand",
    );
    expect(lines(root)).toContain(READ);
    expect((await cli(root, ["resume", id])).code).toBe(0);
    await run.answer("yes");
    expect([run.run.status, existsSync(join(root, LEFT))]).toEqual(["complete", false]);
  });

  test("that is parked is named before next begins the same again, and what was done without it is not done twice", async () => {
    const root = project();
    const asks = { human: ["`bun test`"] };
    const first = new Verify(root, asks);
    await first.begin();
    const { run: id } = first.run;
    startedHere(first.project, id);
    expect((await cli(root, ["status"])).out).toStartWith(`${id} (verify-work) · `);
    await cli(root, ["park"]);
    // Broken between words, and not cut.
    expect((await cli(root, ["status"])).out.replaceAll("\n", " ")).toMatch(
      /Next in the project: .*[^…]\) $/,
    );
    expect(lines(root)).toContain(`    Start with: /multi-ai:resume ${id}`);
    const next = await cli(root, ["run", "next"]);
    expect([next.code, next.err]).toEqual([
      1,
      `Nothing was started. Run ${id}, which was to do the same, is parked: multi-ai resume ${id} brings it back. To start over: multi-ai run verify-work "-- Phase 1"\n`,
    ]);
    // What the person begins themselves begins.
    const second = new Verify(root, asks);
    await second.begin();
    await second.answer("yes");
    expect(second.run.status).toBe("complete");
    startedHere(second.project, second.run.run);
    for (const args of [["resume"], ["resume", id]]) {
      const { code, err } = await cli(root, args);
      expect([code, err]).toEqual([
        1,
        `Run ${id} stays in .task/parked/${id}, and has nothing left to do: phase 1 is done; multi-ai run next continues with what is open.\n`,
      ]);
    }
  });

  inFull("that is parked does not carry out a plan that another run has done since", async () => {
    const root = given(twoWaves());
    writeFiles(root, { ".planning/STATE.md": "# Project State\n" });
    const first = execute(root);
    await first.start("execute-phase", { options: { phase: "01" } });
    expect(first.open).toMatchObject([{ kind: "execute-consent" }]);
    const { run: id } = first.run;
    startedHere(first.project, id);
    expect((await cli(root, ["park"])).code).toBe(0);
    const second = execute(root);
    await second.start("execute-phase", { options: { phase: "01" }, auto: true });
    expect(second.run.status).toBe("complete");
    startedHere(second.project, second.run.run);
    const { code, err } = await cli(root, ["resume", id]);
    expect([code, err]).toEqual([
      1,
      expect.stringContaining("01-01-SUMMARY.md exists already, of a plan that this run was to"),
    ]);
  });

  test("that is stopped leaves it, too; what a person wrote there stays", async () => {
    const root = project();
    const run = new Verify(root, { human: ["`bun test`"] });
    await run.begin(false);
    await run.answer("approve");
    await run.answer("stop");
    // What was answered is done.
    expect(run.text(LEFT)).toMatch(
      /<completed_work>\n(?:- .*\n)*- Approve the commands\n(?:- .*\n)*<\/completed_work>/,
    );
    expect(run.text(LEFT)).toMatch(/<current_state>\nverify-work 01: was stopped/);
    expect(run.text(LEFT)).toContain("Start with: /multi-ai:verify-work 01\n");
    writeFiles(root, { [LEFT]: THEIRS });
    const other = new Verify(root, { human: ["`bun test`"] });
    await other.begin();
    await other.answer("stop");
    expect(other.text(LEFT)).toBe(THEIRS);
  });

  inFull("that is put aside while plans are carried out has not been meddled with", async () => {
    const root = given(twoWaves());
    writeFiles(root, { ".planning/STATE.md": "# Project State\n" });
    let times = 0;
    let handed = "";
    const run: PhasesRun = execute(root, (brief) => {
      if (++times === 2) phasesModule.parked!(sceneOf(run.project, run.run));
      if (times === 2) handed = run.text(LEFT);
      return bringer(brief);
    });
    await run.start("execute-phase", { options: { phase: "01" }, auto: true });
    expect(handed).toMatch(/<current_state>\nexecute-phase 01: it was parked at Task 3\n/);
    expect(handed).toMatch(/<completed_work>\n- Look at the plans\n- Approve the plans\n/);
    expect(run.text(".planning/STATE.md")).not.toContain("parked");
    expect([run.open, run.run.status, existsSync(join(root, LEFT))]).toEqual([
      [],
      "complete",
      false,
    ]);
  });

  test("that has done nothing leaves nothing", async () => {
    const root = project();
    const run = new Verify(root);
    await run.begin(false);
    await run.answer("stop");
    expect(existsSync(join(root, LEFT))).toBe(false);
  });
});
