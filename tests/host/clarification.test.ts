// A headless run stops at what only the person can say, and goes on when that was said from outside.
import { afterEach, describe, expect, test } from "bun:test";
import { codexObjection, codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { Reply, Turn } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES } from "../harness/project.ts";
import { obedientMain } from "../harness/team.ts";
import { codeObjection, honest, planApproval, planObjection, STORY } from "../harness/workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { bySubject, mainRequests, ofType, type Played, play, subjects } from "./scenario.ts";
import { briefOf, briefs, sectionOf } from "./told.ts";

afterEach(cleanup);

/** The run waits for the person; the last that the host printed are the questions, with the lines that answer them. */
function stopped({ run, state, project }: Played, kind: string): string {
  expect(run.exitCode).toBe(0);
  expect(state).toMatchObject({ status: "waiting_for_user", question: { kind } });
  const said = run.results.at(-1)!;
  for (const open of openQuestions(project)) {
    expect(said).toContain(`${open.id} · `);
    expect(said).toContain(`Answer: /multi-ai:decide <A, B, …> --question ${open.id}`);
  }
  return said;
}

function completed({ run, state, tasks }: Played): string {
  expect(run.exitCode).toBe(0);
  expect(state).toMatchObject({ status: "complete", phase: "complete" });
  expect(tasks.filter((one) => one.status !== "done")).toEqual([]);
  return run.results.at(-1)!;
}

const ASKED = [
  { question: "Is the empty name allowed?", options: ["Yes", "No"] },
  { question: "Which word closes it?", options: ["Goodbye", "Farewell"] },
];

describe.each(hostsOf("new"))("a dialog that cannot open (%s)", (version) => {
  test("a model that tries one all the same in claude -p prints the question behind it, with the line that answers it", async () => {
    let tried = 0;
    const options = ["A", "B"].map((label) => ({ label, description: label }));
    const input = { questions: [{ question: "Q1? Say so", header: "Story", multiSelect: false, options }] };
    const main = (turn: Turn): Reply =>
      turn.lastUser.includes("there is no dialog here") && tried++ === 0
        ? { calls: [{ name: "AskUserQuestion", input }] }
        : obedientMain(turn);
    const asked = await play({ version, main, prompt: "/multi-ai Say goodbye by name" });
    expect(stopped(asked, "story")).toContain("A  Approve");
    expect(JSON.stringify(mainRequests(asked.model).at(-2)!.turn!.toolResults)).toContain("No such tool available");
    expect(ofType(asked.events, "shown")).toEqual([]);
  });
});

describe.each(hostsOf("new"))("questions without a dialog (%s)", (version) => {
  inFull("a plan reviewer needs clarification: the answers stand in its brief and in the next planner's", async () => {
    let reviews = 0;
    const scenario = {
      version,
      worker: honest((brief) => {
        if (!brief.writes.endsWith("/review-opus.json")) return undefined;
        reviews += 1;
        if (reviews === 1) return { ...planApproval(brief), status: "needs_clarification", questions: ASKED };
        return reviews === 2 ? planObjection(brief) : undefined;
      }),
    };
    const asked = await play(scenario);
    const said = stopped(asked, "clarification");
    for (const { question, options } of ASKED) {
      expect(said).toContain(question);
      expect(said).toContain(`A  ${options[0]}`);
      expect(said).toContain(`B  ${options[1]}`);
    }
    // Nobody is at work: the session could end.
    expect(bySubject(asked.tasks, "Plan Review - Opus").status).toBe("waiting");
    expect(asked.tasks.filter((one) => one.status === "running")).toEqual([]);
    expect(mainRequests(asked.model).length).toBe(5);

    // One of two answers is not enough: the task is not given back, and the other question stays.
    answer(asked.project, "answer", "No");
    expect(openQuestions(asked.project).map((one) => one.text)).toEqual(["Which word closes it?"]);
    answer(asked.project, null, "Bye; never Goodbye");
    expect(openQuestions(asked.project)).toEqual([]);

    const done = await goOn(scenario, asked);
    const report = completed(done);
    expect(ofType(done.events, "attached").length).toBe(1);
    const decided = ["- Is the empty name allowed? → No", "- Which word closes it? → Bye; never Goodbye"].join("\n");
    const review = bySubject(done.tasks, "Plan Review - Opus").id;
    const seen = briefs(done.model).filter((one) => one.task === review);
    expect(seen.map((one) => sectionOf(one.text, "Decided by the person"))).toEqual(["", decided]);
    const fix = bySubject(done.tasks, "Fix Plan - Opus v1").id;
    expect(sectionOf(briefOf(done.model, fix), "Decided by the person")).toBe(decided);
    for (const text of ["Is the empty name allowed?", "Bye; never Goodbye", "[cli]"]) expect(report).toContain(text);
  });

  inFull("the story is corrected and approved; a plan that Codex rejects is revised, then overruled", async () => {
    let stories = 0;
    const scenario = {
      version,
      prompt: "/multi-ai Say goodbye by name",
      worker: honest((brief) => {
        if (!brief.writes.endsWith("/user-story.json")) return undefined;
        stories += 1;
        const questions = stories === 1 ? [{ question: "By first name?", options: ["Yes", "No"] }] : [];
        return { ...STORY, questions };
      }),
      codex: codexReviewer((asked) => {
        if (asked.kind !== "plan") return undefined;
        const { findings, ...said } = codexObjection(asked);
        return { ...said, status: "rejected", findings: findings.map((one) => ({ ...one, severity: "blocker" })) };
      }),
    };
    const first = await play(scenario);
    const { project } = first;
    expect(stopped(first, "story-questions")).toContain("By first name?");
    // The first option needs no dispatch: the story was written on it.
    answer(project, "answer", "No");

    const second = await goOn(scenario, first);
    const story = stopped(second, "story");
    expect(story).toContain("AC1 goodbye(name) returns the goodbye for one person");
    expect(story).toContain("A  Approve");
    // A correction without a reason says nothing: the question stands, and wants it.
    answer(project, "correct");
    expect(openQuestions(project)).toMatchObject([{ kind: "story", wants_reason: "correct" }]);
    answer(project, null, "Name the file that it goes to");

    const third = await goOn(scenario, second);
    stopped(third, "story");
    const told = briefs(third.model).filter((one) => one.task === "T1");
    expect(told.length).toBe(3);
    expect(told[1]!.text).toContain("- By first name? → No");
    expect(told[1]!.text).not.toContain("Name the file");
    expect(told[2]!.text).toContain("Name the file that it goes to");
    answer(project, "approve");

    const none = await goOn(scenario, third);
    expect(stopped(none, "no-tests")).toContain("A  Name one");
    answer(project, "name", "bun test");

    const rejected = await goOn(scenario, none);
    const why = stopped(rejected, "plan-rejected");
    expect(why).toContain("Plan Review - Codex");
    expect(why).toContain("F1 (blocker) The empty name is not tested.");
    // Without --auto a rejected plan is nobody's to change: no task was made yet beside the baseline of the tests.
    expect(subjects(rejected.tasks).slice(9)).toEqual(["Tests - Baseline"]);
    answer(project, "revise", "Test the empty name first");

    const again = await goOn(scenario, rejected);
    stopped(again, "plan-rejected");
    const fix = briefOf(again.model, bySubject(again.tasks, "Fix Plan - Codex v1").id);
    expect(sectionOf(fix, "Decided by the person")).toContain("Test the empty name first");
    expect(sectionOf(fix, "Open findings")).toContain("F1 (blocker)");
    answer(project, "overrule", "It is a demo");

    const done = await goOn(scenario, again);
    const report = completed(done);
    expect(subjects(done.tasks)).toContain("Plan Review - Codex v2");
    expect(report).toContain("no approval: said rejected; overruled by the person");
    expect(report).toContain("It is a demo");
    expect(report).toMatch(
      /Tests, run by the program once, last on the code as it is at the end \(\w+\)\n {2}bun test: 2 passed/,
    );
    expect(report).toMatch(/Waivers and overrulings, no approvals \(1\)/);
    expect(ofType(done.events, "answered").map((one) => [one.option, one.via])).toEqual(
      ["answer", "correct", "approve", "name", "revise", "overrule"].map((option) => [option, "cli"]),
    );
  });

  inFull("at the limit of rounds the person is asked, with what is open", async () => {
    const settings = JSON.stringify({ auto: true, limits: { per_reviewer: 1 } });
    const scenario = {
      version,
      prompt: "/multi-ai Say goodbye by name",
      files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings },
      worker: honest((brief) => (brief.writes.endsWith("/code-review-sonnet.json") ? codeObjection(brief) : undefined)),
    };
    const asked = await play(scenario);
    const said = stopped(asked, "escalation");
    expect(said).toContain("Code Review - Sonnet v2");
    // The first finding was mended and answered; the second round's own is what is open.
    expect(said).toContain("F2 (major) An empty name gives a dangling comma.");
    expect(said).not.toContain("F1 ");
    expect(asked.state.rounds).toMatchObject({ code_review_sonnet: 1 });
    expect(asked.tasks.length).toBe(11);
    answer(asked.project, "continue");

    const more = await goOn(scenario, asked);
    expect(stopped(more, "escalation")).toContain("F3 (major)");
    expect(subjects(more.tasks).slice(11)).toEqual(["Fix Code - Sonnet v2", "Code Review - Sonnet v3"]);
    answer(more.project, "accept", "Good enough for now");

    const done = await goOn(scenario, more);
    const report = completed(done);
    expect(report).toContain("no approval: said needs_changes; accepted by the person as it is");
    expect(report).toContain("Good enough for now");
    expect(report).toMatch(/Accepted by the person as they are \(1\)/);
  });
});
