// Guarantee: Nothing is lost.
// What becomes of a file of the run that a person changes by hand after it was accepted.
import { afterAll, describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import { taskOf } from "../../src/engine/run.ts";
import { editsFor } from "../../src/run/audit/edits.ts";
import { readRun } from "../../src/run/life/run.ts";
import { viewQuestions } from "../../src/run/views/questions.ts";
import { reportOf } from "../../src/run/views/report.ts";
import { getObject } from "../../src/store/objects.ts";
import { apply, carryOn, dispatchTask, makeRun } from "../cli/make-run.ts";
import { cleanup } from "../harness/project.ts";
import { planObjection } from "../harness/workers.ts";
import { BUILD, CODE_SONNET, PLAN_OPUS, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";
import { answer, answers, call, edit, textOf, upTo } from "./edited.ts";

afterAll(cleanup);

const STORY = ".task/user-story.json";
const PLAN = ".task/plan-refined.json";
describe("a person's own edit of the accepted plan", () => {
  const approach = (text: string): string => text.replace("A pure function beside greet.", "One file for both.");

  test("is kept and asked about before the next task reads it; nothing starts meanwhile", async () => {
    const made = await upTo(PLAN_OPUS);
    const mine = edit(made, PLAN, approach);
    const { run, denied } = await call(made, PLAN_OPUS);
    expect(denied).toContain(`${PLAN} was changed by hand`);
    expect(run.questions).toMatchObject([{ kind: "edited", task: null, edit: { path: PLAN, task: "T2" } }]);
    expect(taskOf(run, PLAN_OPUS)!.status).toBe("ready");
    expect(run.delivered!.directive).toBe(directive(run).id);
    // Its bytes are an object, and its file is as the person left it.
    expect(Buffer.from(getObject(made.project.task, run.questions[0]!.edit!.sha)!).toString()).toBe(mine);
    expect(textOf(made, PLAN)).toBe(mine);
    const [shown] = viewQuestions(made.project, run);
    expect(shown!.question).toContain('+ "approach": "One file for both."');
    expect(shown!.options.map((one) => one.label)).toEqual(["Take it in", "Put back"]);
  });

  test("taken in, it is the plan, and what approved the old one is void", async () => {
    const made = await upTo(PLAN_OPUS);
    const mine = edit(made, PLAN, approach);
    await call(made, PLAN_OPUS);
    // A letter may be meant for what was asked before: nobody has seen this question yet.
    expect(() => answer(made, "take_in", false)).toThrow();
    const run = answer(made, "take_in");
    expect(taskOf(run, PLAN_SONNET)).toMatchObject({ status: "done", void: true });
    const fresh = run.tasks.find((one) => one.by_person)!;
    expect(fresh).toMatchObject({ gate: "plan", status: "done", dispatches: 0 });
    edit(made, PLAN, (text) => text.replace("One file for both.", "One file, as before."));
    const second = run.tasks.findLast((one) => one.status === "ready")!;
    expect((await call(made, second.id)).run.questions).toMatchObject([{ kind: "edited" }]);
    edit(made, PLAN, () => mine);
    answer(made, "put_back");
    const next = directive(run);
    expect(next.do).toBe("dispatch");
    expect(taskOf(run, next.tasks[0]!)!.subject).toBe("Plan Review - Sonnet v2");
    const done = await carryOn(made.root, { answers });
    expect(done.run.status).toBe("complete");
    expect(textOf(made, PLAN)).toBe(mine);
    expect(reportOf(made.project, done.run)).toContain(`${PLAN} was changed by hand: taken in`);
  });

  test("put back, the accepted one goes on counting, and the same edit is not asked about again", async () => {
    const made = await upTo(PLAN_OPUS);
    const accepted = textOf(made, PLAN);
    const mine = edit(made, PLAN, approach);
    await call(made, PLAN_OPUS);
    answer(made, "put_back");
    expect((await call(made, PLAN_OPUS)).denied).toBeNull();
    expect(textOf(made, PLAN)).toBe(accepted);
    const run = readRun(made.project)!;
    expect(Buffer.from(getObject(made.project.task, run.edits[0]!.sha)!).toString()).toBe(mine);
    expect(taskOf(run, PLAN_SONNET)!.void).toBe(false);
  });

  test("that breaks a rule cannot be taken in: the person reads why, mends it or puts the accepted one back", async () => {
    const made = await upTo(PLAN_OPUS);
    edit(made, PLAN, (text) => text.replace('"AC2"', '"AC9"'));
    const { run } = await call(made, PLAN_OPUS);
    expect(run.questions).toMatchObject([{ kind: "edited-wrong", options: ["look", "put_back"] }]);
    expect(viewQuestions(made.project, run)[0]!.question).toContain("AC9");
    edit(made, PLAN, (text) => approach(text.replace('"AC9"', '"AC2"')));
    answer(made, "look");
    expect((await call(made, PLAN_OPUS)).run.questions).toMatchObject([{ kind: "edited" }]);
  });
});

describe("an edit of the story while code is reviewed", () => {
  test("taken in is put to the person with its criteria, and everything behind it is done anew", async () => {
    const made = await upTo(CODE_SONNET);
    edit(made, STORY, (text) => text.replace("A test covers goodbye", "A test covers goodbye and the empty name"));
    await call(made, CODE_SONNET);
    const run = answer(made, "take_in");
    expect(run.questions).toMatchObject([{ kind: "story" }]);
    expect(run.tasks.filter((one) => !one.void).map((one) => one.subject)[0]).toBe("Gather requirements v2");
    const { run: on } = await carryOn(made.root, {
      answers,
      until: (now) => now.tasks.some((one) => one.subject === "Implementation v2" && one.status === "ready"),
    });
    expect(on.tasks.filter((one) => /Plan Review/.test(one.subject) && !one.void).map((one) => one.outcome)).toEqual(
      Array(3).fill("approved"),
    );
  });
});

describe("what nobody is asked about", () => {
  test("with --auto the accepted file counts; the edit is kept and in the report", async () => {
    const made = await upTo(PLAN_OPUS, { auto: true });
    const accepted = textOf(made, STORY);
    edit(made, STORY, (text) => text.replace("A test covers goodbye", "Nothing"));
    const { run, denied } = await call(made, PLAN_OPUS);
    expect(denied).toBeNull();
    expect(run.edits).toMatchObject([{ path: STORY, put_back: true }]);
    expect(textOf(made, STORY)).toBe(accepted);
    expect(reportOf(made.project, run)).toContain(`${STORY} was changed by hand: put back as it was accepted`);
  });

  test("a formatter of the project, a file that is gone, and what an agent left that came to nothing", async () => {
    const formatted = await upTo(PLAN_OPUS);
    edit(formatted, PLAN, (text) => `${JSON.stringify(JSON.parse(text))}\n`);
    expect(await call(formatted, PLAN_OPUS)).toMatchObject({ denied: null, run: { edits: [] } });

    const fixing = await makeRun({
      answers,
      worker: (brief) =>
        brief.writes.endsWith("/review-sonnet.json") && brief.round === 1 ? planObjection(brief) : undefined,
      until: (run) => run.tasks.some((one) => one.kind === "fix" && one.status === "ready"),
    });
    const fix = fixing.run.tasks.find((one) => one.kind === "fix")!;
    await dispatchTask(fixing.project, fixing.run, fix);
    edit(fixing, PLAN, (text) => text.replace("A pure function", "Half of a"));
    const { nonce } = taskOf(readRun(fixing.project)!, fix.id)!.dispatch!;
    apply(fixing.project, { do: "lost", task: fix.id, nonce, why: "its host died" });
    expect(await call(fixing, fix.id)).toMatchObject({ denied: null, run: { edits: [] } });
  });

  test("a verdict is its reviewer's own: it is put back, and nobody can take another one in", async () => {
    const made = await upTo(BUILD);
    const task = { ...taskOf(made.run, BUILD)!, reads: [".task/review-sonnet.json"] };
    edit(made, ".task/review-sonnet.json", (text) => text.replace("Every criterion", "No criterion"));
    const [found] = await editsFor(made.project, made.run, task);
    expect(found).toMatchObject({ path: ".task/review-sonnet.json", problems: [] });
    expect(found!.artifact).toBeUndefined();
    const run = apply(made.project, { do: "edited", edit: found! });
    expect([run.questions, run.edits]).toMatchObject([[], [{ put_back: true }]]);
  });
});
