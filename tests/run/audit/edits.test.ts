// Guarantee: Nothing is lost.
// What becomes of a file of the run that a person changes by hand after it was accepted.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { restoreReads } from "../../../src/run/audit/edits.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { reportOf } from "../../../src/run/views/report.ts";
import { getObject, MAX_OBJECT_BYTES } from "../../../src/store/objects.ts";
import { apply, carryOn, dispatchTask, makeRun } from "../../cli/made/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { planObjection } from "../../harness/workers.ts";
import { BUILD, PLAN_OPUS, PLAN_SONNET } from "../../workflows/multi-ai/ids.ts";
import { answers, call, edit, textOf, upTo } from "./edited.ts";

afterAll(cleanup);

const PLAN = ".task/plan-refined.json";
const approach = (text: string): string =>
  text.replace("A pure function beside greet.", "One file for both.");

test.each([false, true])(
  "is put back and kept, and the notice names it and the way to change a plan (--auto: %p)",
  async (auto) => {
    const made = await upTo(PLAN_OPUS, { auto });
    const accepted = textOf(made, PLAN);
    const mine = edit(made, PLAN, approach);
    const { run, denied } = await call(made, PLAN_OPUS);
    expect(denied).toBeNull();
    expect([run.questions, taskOf(run, PLAN_SONNET)!.void]).toEqual([[], false]);
    expect(textOf(made, PLAN)).toBe(accepted);
    const [notice] = run.notices!;
    expect(notice).toMatchObject({ what: "edited", asked: false });
    expect(notice!.text).toContain(PLAN);
    expect(notice!.text).toContain('multi-ai decide change --reason "…"');
    const [, sha = ""] = /objects\/([0-9a-f]{64})/.exec(notice!.text) ?? [];
    expect(Buffer.from(getObject(made.project.task, sha)!).toString()).toBe(mine);
    const { nonce } = taskOf(run, PLAN_OPUS)!.dispatch!;
    apply(made.project, { do: "lost", task: PLAN_OPUS, nonce, why: "its host died" });
    const done = await carryOn(made.root, { answers });
    expect(done.run.status).toBe("complete");
    expect(reportOf(made.project, done.run).replace(/\s+/g, " ")).toContain(
      `put back as accepted: ${PLAN}`,
    );
  },
);

test("the same edit twice is put back twice", async () => {
  const made = await upTo(PLAN_OPUS);
  const accepted = textOf(made, PLAN);
  edit(made, PLAN, approach);
  await call(made, PLAN_OPUS);
  const { nonce } = taskOf(readRun(made.project)!, PLAN_OPUS)!.dispatch!;
  apply(made.project, { do: "lost", task: PLAN_OPUS, nonce, why: "its host died" });
  edit(made, PLAN, approach);
  const { run } = await call(made, PLAN_OPUS);
  expect(textOf(made, PLAN)).toBe(accepted);
  expect(run.notices).toHaveLength(1);
});

test("what is too large to be kept stays, and nothing starts meanwhile", async () => {
  const made = await upTo(PLAN_OPUS);
  const mine = edit(made, PLAN, (text) => text + " ".repeat(MAX_OBJECT_BYTES));
  expect((await call(made, PLAN_OPUS)).denied).toContain("too large to be kept");
  expect(textOf(made, PLAN)).toBe(mine);
});

test("a verdict is its reviewer's own", async () => {
  const made = await upTo(BUILD);
  const path = ".task/review-sonnet.json";
  const { run } = made;
  taskOf(run, BUILD)!.reads.push(path);
  const accepted = textOf(made, path);
  edit(made, path, (text) => text.replace("Every criterion", "No criterion"));
  expect(restoreReads(made.project, run, taskOf(run, BUILD)!).notice).toMatchObject({
    hold: false,
  });
  expect(textOf(made, path)).toBe(accepted);
});

test("nothing is said of a formatter of the project, a file that is gone, and what an agent left that came to nothing", async () => {
  const formatted = await upTo(PLAN_OPUS);
  edit(formatted, PLAN, (text) => `${JSON.stringify(JSON.parse(text))}\n`);
  expect(await call(formatted, PLAN_OPUS)).toMatchObject({
    denied: null,
    run: { notices: undefined },
  });

  const gone = await upTo(PLAN_OPUS);
  const accepted = textOf(gone, PLAN);
  rmSync(join(gone.root, PLAN));
  expect(await call(gone, PLAN_OPUS)).toMatchObject({ denied: null, run: { notices: undefined } });
  expect(textOf(gone, PLAN)).toBe(accepted);

  const fixing = await makeRun({
    answers,
    worker: (brief) =>
      brief.writes.endsWith("/review-sonnet.json") && brief.round === 1
        ? planObjection(brief)
        : undefined,
    until: (run) => run.tasks.some((one) => one.kind === "fix" && one.status === "ready"),
  });
  const fix = fixing.run.tasks.find((one) => one.kind === "fix")!;
  await dispatchTask(fixing.project, fixing.run, fix);
  edit(fixing, PLAN, (text) => text.replace("A pure function", "Half of a"));
  const { nonce } = taskOf(readRun(fixing.project)!, fix.id)!.dispatch!;
  apply(fixing.project, { do: "lost", task: fix.id, nonce, why: "its host died" });
  expect(await call(fixing, fix.id)).toMatchObject({ denied: null, run: { notices: undefined } });
});
