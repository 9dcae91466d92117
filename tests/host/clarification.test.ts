// A headless run stops at what only the person can say, and goes on when that was said from
// outside.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { Reply, Turn } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { obedientMain } from "../harness/team.ts";
import { honest, planApproval, planObjection } from "../harness/workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import {
  bySubject,
  CARRIER,
  goodExit,
  mainPays,
  mainRequests,
  ofType,
  type Played,
  play,
} from "./scenario.ts";
import { briefOf, briefs, sectionOf } from "./told.ts";

afterEach(cleanup);

/**
 * The run waits for the person; the last that the host printed are the questions, with the lines
 * that answer them.
 */
function stopped({ run, state, project }: Played, kind: string): string {
  expect(run.exitCode).toBe(goodExit({ state }));
  expect(state).toMatchObject({ status: "waiting_for_user", question: { kind } });
  const said = run.results.at(-1)!;
  for (const open of openQuestions(project)) {
    expect(said).toContain(`${open.id} · `);
    expect(said).toMatch(new RegExp(`decide <A, B(?:, …)?> --question ${open.id}`));
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

describe.each(hostsOf("new"))("questions without a dialog (%s)", (version) => {
  test.skipIf(CARRIER === "direct")(
    "a model that tries one all the same prints the question behind it, with the line that answers it and goes on",
    async () => {
      let tried = 0;
      const options = ["A", "B"].map((label) => ({ label, description: label }));
      const input = {
        questions: [{ question: "Q1? Say so", header: "Story", multiSelect: false, options }],
      };
      const main = (turn: Turn): Reply =>
        turn.lastUser.includes("there is no dialog here") && tried++ === 0
          ? { calls: [{ name: "AskUserQuestion", input }] }
          : obedientMain(turn);
      const asked = await play({ version, main, prompt: "/multi-ai Say goodbye by name" });
      const said = stopped(asked, "story");
      expect(said).toContain("A  Approve");
      expect(JSON.stringify(mainRequests(asked.model).at(-2)!.turn!.toolResults)).toContain(
        "No such tool available",
      );
      expect(ofType(asked.events, "shown")).toEqual([]);
      const line = /claude --continue -p "([^"]+)"/.exec(said)?.[1];
      expect(line).toBe("/multi-ai:decide A --question Q1");

      const answered = await goOn({ version, main }, asked, line);
      expect(ofType(answered.events, "answered").map((one) => one.question)).toEqual(["Q1"]);
      expect(answered.tasks[0]!.status).toBe("done");
      // The next question of the same run, so it went on.
      expect(answered.run.results.at(-1)).toContain("/multi-ai:decide A --question Q2");
    },
  );

  inFull(
    "a plan reviewer needs clarification: the answers stand in its brief and in the next planner's",
    async () => {
      let reviews = 0;
      const scenario = {
        version,
        worker: honest((brief) => {
          if (!brief.writes.endsWith("/review-opus.json")) return undefined;
          reviews += 1;
          if (reviews === 1)
            return { ...planApproval(brief), status: "needs_clarification", questions: ASKED };
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
      expect(mainRequests(asked.model).length).toBe(mainPays(5));

      // One of two answers is not enough: the task is not given back, and the other question stays.
      answer(asked.project, "answer", "No");
      expect(openQuestions(asked.project).map((one) => one.text)).toEqual([
        "Which word closes it?",
      ]);
      answer(asked.project, null, "Bye; never Goodbye");
      expect(openQuestions(asked.project)).toEqual([]);

      const done = await goOn(scenario, asked);
      const report = completed(done);
      expect(ofType(done.events, "attached").length).toBe(1);
      const decided = [
        "- Is the empty name allowed? → No",
        "- Which word closes it? → Bye; never Goodbye",
      ].join("\n");
      const review = bySubject(done.tasks, "Plan Review - Opus").id;
      const seen = briefs(done.model).filter((one) => one.task === review);
      expect(seen.map((one) => sectionOf(one.text, "Decided by the person"))).toEqual([
        "",
        decided,
      ]);
      const fix = bySubject(done.tasks, "Fix Plan - Opus v1").id;
      expect(sectionOf(briefOf(done.model, fix), "Decided by the person")).toBe(decided);
      for (const text of ["Is the empty name allowed?", "Bye; never Goodbye", "(cli, "])
        expect(report).toContain(text);
    },
  );
});
