// A run of a phase that is put aside: STATE.md says where, and what was done without it is not done
// twice.
// Runs: in full too.
// Not in npm test: ^a run of a phase that is parked is named
import { afterEach, describe, expect, test } from "bun:test";
import { sceneOf } from "../../../src/workflows/index.ts";
import { phasesModule } from "../../../src/workflows/phases/index.ts";
import { cli } from "../../cli/cli.ts";
import { inFull } from "../../harness/in-full.ts";
import { startedHere } from "../../harness/known.ts";
import { executed } from "../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../harness/project.ts";
import { bringer, execute, project as given, twoWaves } from "./execute/given.ts";
import { type PhasesRun, SingleRun } from "./play.ts";

afterEach(cleanup);

function project(): string {
  const root = makeProject();
  writeFiles(root, {
    ...executed(git(root, "rev-parse", "HEAD")),
    ".planning/STATE.md": "# Project State\n\nStatus: verifying\n",
  });
  return root;
}

class Verify extends SingleRun {
  constructor(root: string, sees: VerifierSees = {}) {
    super(root, (brief) => verificationFor(brief, sees));
  }
  begin = () =>
    this.start("verify-work", { request: "Phase 1", options: { phase: "01" }, auto: true });
}

describe("a run of a phase", () => {
  test("that is parked stands in STATE.md, and goes on once it is resumed", async () => {
    const root = project();
    const run = new Verify(root, { human: ["`bun test`"] });
    await run.begin();
    expect(run.open).toMatchObject([{ kind: "verify-human" }]);
    const { run: id } = run.run;
    startedHere(run.project, id);
    const parked = await cli(root, ["park"]);
    expect([parked.code, parked.err]).toEqual([0, ""]);
    expect(run.text(".planning/STATE.md")).toContain(
      "Stopped at: verify-work 01: it was parked at Check by hand",
    );
    expect((await cli(root, ["resume", id])).code).toBe(0);
    await run.answer("yes");
    expect(run.run.status).toBe("complete");
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

  inFull("that is put aside while plans are carried out has not been meddled with", async () => {
    const root = given(twoWaves());
    writeFiles(root, { ".planning/STATE.md": "# Project State\n" });
    let times = 0;
    const run: PhasesRun = execute(root, (brief) => {
      if (++times === 2) phasesModule.parked!(sceneOf(run.project, run.run));
      return bringer(brief);
    });
    await run.start("execute-phase", { options: { phase: "01" }, auto: true });
    expect(run.text(".planning/STATE.md")).not.toContain("parked");
    expect([run.open, run.run.status]).toEqual([[], "complete"]);
  });
});
