// Codex is not there, or not logged in: what comes of its reviews by the setting, by --auto, and by
// the person's answer.
// Runs: in full too, together.
import { afterEach, describe, expect, test } from "bun:test";
import { isLive, type Run, taskOf } from "../../../../src/engine/run.ts";
import { readRun } from "../../../../src/run/journal/change.ts";
import { reportOf } from "../../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS } from "../../../../src/settings.ts";
import { apply, carryOn, dispatchTask, type MadeRun, makeRun } from "../../../cli/made/make-run.ts";
import { firstOf } from "../../../harness/in-full.ts";
import { cleanup } from "../../../harness/project.ts";
import { CODE_CODEX, PLAN_CODEX } from "../ids.ts";

afterEach(cleanup);

const APPROVE = { story: { option: "approve", text: null } };
const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";
type Missing = "ask" | "opus" | "waive";

const started = (missing: Missing, auto = false): Promise<MadeRun> =>
  makeRun({
    auto,
    answers: APPROVE,
    settings: {
      tests: { ...DEFAULT_SETTINGS.tests, run: false },
      codex: { ...DEFAULT_SETTINGS.codex, missing },
    },
    until: ready(PLAN_CODEX),
  });

/** The check of this task finds no Codex. */
async function fails({ project }: MadeRun, id: string, failure = "not_installed"): Promise<Run> {
  const run = readRun(project)!;
  await dispatchTask(project, run, taskOf(run, id)!);
  const { nonce } = taskOf(readRun(project)!, id)!.dispatch!;
  const message = "Codex is not installed: run `npm install -g @openai/codex`";
  return apply(project, { do: "check_failed", task: id, nonce, failure, message, detail: "" });
}
const onTo = async (made: MadeRun, id: string) => ({
  ...made,
  ...(await carryOn(made.root, { answers: APPROVE, until: ready(id) })),
});

describe.each(firstOf(["not_installed", "not_logged_in"]))(
  "codex.missing, where Codex is %s",
  (failure) => {
    test.each([false, true])(
      "opus: another reviewer stands in, nobody is asked (--auto: %p)",
      async (auto) => {
        const made = await started("opus", auto);
        const run = await fails(made, PLAN_CODEX, failure);
        expect(run.questions).toEqual([]);
        expect(taskOf(run, PLAN_CODEX)).toMatchObject({
          status: "ready",
          who: { agent: "plan-reviewer", model: "opus" },
        });
      },
    );

    test.each([false, true])(
      "waive: the review is waived and never an approval (--auto: %p)",
      async (auto) => {
        let made = await started("waive", auto);
        await fails(made, PLAN_CODEX, failure);
        made = await onTo(made, CODE_CODEX);
        await fails(made, CODE_CODEX, failure);
        const { run } = await carryOn(made.root);
        expect(run.status).toBe("complete");
        for (const id of [PLAN_CODEX, CODE_CODEX])
          expect(taskOf(run, id)).toMatchObject({ status: "done", waiver: { kind: "waived" } });
        const report = reportOf(made.project, run);
        expect(report).toContain("Accepted without approval (2)");
        expect(report).toContain("codex.missing in the settings");
        expect(report).not.toMatch(/Review - Codex[^\n]*: approved/);
      },
    );

    test("ask with --auto: Opus stands in; without it the person is asked", async () => {
      const run = await fails(await started("ask", true), PLAN_CODEX, failure);
      expect([isLive(run), run.questions.length, taskOf(run, PLAN_CODEX)!.who.model]).toEqual([
        true,
        0,
        "opus",
      ]);
      expect(run.unasked.join()).toContain("Opus reviews in its place, and nobody was asked");
      const asked = await fails(await started("ask"), PLAN_CODEX, failure);
      expect(asked.questions[0]).toMatchObject({
        kind: "provider-failed",
        options: ["retry", "substitute", "waive", "stop"],
      });
    });
  },
);

test("a failure of a Codex that is there is asked about, whatever the setting says", async () => {
  for (const missing of ["opus", "waive"] as const) {
    const run = await fails(await started(missing, true), PLAN_CODEX, "failed");
    expect(run.questions).toMatchObject([{ kind: "provider-failed" }]);
  }
});

test("what the person said for T5 is not taken for T9 by itself", async () => {
  let made = await started("ask");
  const asked = await fails(made, PLAN_CODEX);
  const answer = {
    question: asked.questions[0]!.id,
    option: "substitute",
    text: null,
    session: null,
  };
  apply(made.project, { do: "answer", via: "cli", ...answer });
  made = await onTo(made, CODE_CODEX);
  const run = await fails(made, CODE_CODEX);
  expect(run.questions[0]!.options).toEqual(["retry", "substitute", "waive", "stop"]);
});
