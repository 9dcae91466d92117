// Guarantee: Only code grants a pass.
// Scenario 5: what agents write is checked before it counts, and they are told exactly what is
// wrong with it.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { codexApproval, codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import type { Brief, Work, Worker } from "../harness/team.ts";
import { codeApproval, honest, implementation, planApproval, STORY } from "../harness/workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { goodExit, mainPays, mainRequests, ofType, play } from "./scenario.ts";
import { briefs, codexPrompts, sectionOf, toldTo } from "./told.ts";

afterEach(cleanup);

const EARLIER_NONCE = "0123456789abcdef0123456789abcdef";

/**
 * What each task writes first, and what it is told then: at the write (null: it writes nothing) and
 * at its end.
 */
const BAD: Record<string, { first: (brief: Brief) => Work["artifact"] | null; told: string[] }> = {
  // Of an earlier run: its nonce was never this dispatch's.
  T1: {
    first: () => ({ ...STORY, nonce: EARLIER_NONCE }),
    told: [
      ".task/user-story.json: nonce: it is not the one of your brief; copy it from the header",
    ],
  },
  T2: {
    first: () => '{"task": "T2", "steps": [{"id": "S1"',
    told: [".task/plan-refined.json: it is not JSON: "],
  },
  T3: {
    first: (brief) => ({
      ...planApproval(brief),
      status: "looks_good",
      criteria: "AC1",
      summary: 7,
    }),
    told: [
      '.task/review-sonnet.json: status: found "looks_good", expected one of "approved", "needs_changes", "needs_clarification", "rejected"',
      '.task/review-sonnet.json: criteria: found "AC1", expected array',
      ".task/review-sonnet.json: summary: found 7, expected string",
    ],
  },
  T4: { first: () => null, told: [".task/review-opus.json: the file is not there; write it"] },
  T6: {
    first: (brief) => ({ ...(implementation(brief).artifact as object), task: "T7" }),
    told: ['.task/impl-result.json: task: found "T7", expected "T6"'],
  },
  T7: {
    first: (brief) => ({
      ...codeApproval(brief),
      criteria: [{ id: "AC1", met: true, evidence: [] }],
    }),
    told: [
      ".task/code-review-sonnet.json: criteria[0] (AC1): met is true without evidence",
      ".task/code-review-sonnet.json: criteria: AC2 ",
    ],
  },
  T8: {
    first: (brief) => ({
      ...codeApproval(brief),
      criteria: codeApproval(brief).criteria.map((one) => ({
        ...one,
        evidence: [{ file: "src/goodbye.ts", line: 2, quote: 'throw new Error("no name");' }],
      })),
    }),
    told: [
      ".task/code-review-opus.json: criteria[0].evidence[0] (AC1): quote not found in src/goodbye.ts",
    ],
  },
};

/** Writes what is wrong, ends all the same, and mends it when it is sent back. */
function careless(): Worker {
  const good = honest();
  return (brief, turn) => {
    const bad = BAD[brief.task];
    const sentBack = JSON.stringify(turn.messages).includes(`${brief.task} is not done: `);
    const first = bad && !sentBack ? bad.first(brief) : undefined;
    if (first === undefined) return good(brief);
    return first === null ? { text: "All is done." } : { artifact: first };
  };
}

describe.each(hostsOf("new"))("bad artifacts (%s)", (version) => {
  test("every kind of them is named to its writer, who mends it, and the run goes on", async () => {
    let verdicts = 0;
    const { run, state, events, tasks, model } = await play({
      version,
      worker: careless(),
      codex: codexReviewer((asked) => {
        verdicts += 1;
        // Codex gets its own verdict back in the same way, inside of its check.
        return verdicts === 1 ? { ...codexApproval(asked), criteria: [] } : undefined;
      }),
    });
    expect(run.exitCode).toBe(0);
    expect(state).toMatchObject({ status: "complete" });
    expect(tasks.every((one) => one.status === "done")).toBe(true);
    for (const [task, { told }] of Object.entries(BAD)) {
      const heard = toldTo(model, task);
      for (const line of told) {
        expect(heard).toContain(`${task} is not done: `);
        expect(heard).toContain(`- ${line}`);
        const refusals = ofType(events, "refused").filter((one) => one.task === task);
        expect(refusals.length).toBe(1);
        expect(refusals[0]!.problems.join("\n")).toContain(line);
      }
      // The write was answered as well, before the agent ended.
      const atWrite = heard.indexOf("The file does not count yet:");
      expect(atWrite === -1).toBe(task === "T4");
      expect(atWrite).toBeLessThan(heard.indexOf(`${task} is not done: `));
    }
    expect(codexPrompts(model)[1]).toContain("Your last answer was refused:");
    // Sent back is not dispatched again: each task is one dispatch, and the main thread heard
    // nothing of all this.
    expect(ofType(events, "dispatched").length).toBe(9);
    expect(ofType(events, "returned")).toEqual([]);
    expect(mainRequests(model).length).toBe(mainPays(8));
  });

  inFull(
    "what is never mended comes again once, then the person is asked; so does a subject that changes",
    async () => {
      const reviews: Record<string, number> = {};
      let firstNonce = "";
      const scenario = {
        version,
        worker: honest((brief) => {
          const times = (reviews[brief.task] ?? 0) + 1;
          reviews[brief.task] = times;
          if (times > 2) return undefined;
          if (brief.task === "T3") {
            firstNonce ||= brief.nonce;
            // Nothing that is JSON; then a good verdict, but with the nonce of the dispatch before.
            return times === 1 ? "{" : { ...planApproval(brief), nonce: firstNonce };
          }
          // Somebody edits the project while its review is at work.
          if (brief.task === "T7")
            appendFileSync(join(brief.writes, "../../src/greet.ts"), `// edit ${times}\n`);
          return undefined;
        }),
      };
      const stuck = await play(scenario);
      const { project, model } = stuck;
      expect(stuck.run.exitCode).toBe(goodExit(stuck));
      expect(stuck.state).toMatchObject({
        status: "waiting_for_user",
        question: { kind: "stuck", task: "T3" },
      });
      const history: string[] = stuck.events.flatMap((one) =>
        "task" in one &&
        one.task === "T3" &&
        ["dispatched", "refused", "returned", "asked"].includes(one.type)
          ? [one.type]
          : [],
      );
      const once = ["dispatched", "refused", "refused", "refused", "refused", "returned"];
      expect(history).toEqual([...once, ...once, "asked"]);
      const [first, second] = briefs(model).filter((one) => one.task === "T3");
      expect(first!.text).not.toContain("Your last attempt");
      expect(sectionOf(second!.text, "Your last attempt did not count")).toContain(
        "it is not JSON",
      );
      const said = stuck.run.results.at(-1)!;
      expect(said).toContain("T3 Plan Review - Sonnet: it came to no result. What now?");
      expect(said).toContain(".task/review-sonnet.json: nonce: it is not the one of your brief");
      // No approval came of it.
      expect(ofType(stuck.events, "accepted").map((one) => one.task)).toEqual(["T1", "T2"]);
      answer(project, "again");

      const stale = await goOn(scenario, stuck);
      expect(stale.run.exitCode).toBe(goodExit(stale));
      expect(stale.state).toMatchObject({
        status: "waiting_for_user",
        question: { kind: "stale", task: "T7" },
      });
      const returned = ofType(stale.events, "returned").filter((one) => one.task === "T7");
      expect(returned.map((one) => one.reason)).toEqual(["stale", "stale"]);
      expect(ofType(stale.events, "accepted").map((one) => one.task)).toEqual([
        "T1",
        "T2",
        "T3",
        "T4",
        "T5",
        "T6",
      ]);
      const [, again] = briefs(model).filter((one) => one.task === "T7");
      expect(sectionOf(again!.text, "Your last attempt did not count")).toContain(
        "changed during the review",
      );
      // The second look is at the tree as it is then, and says what the person has changed.
      expect(sectionOf(again!.text, "The change, each file whole")).toContain("+// edit 1");
      expect(stale.run.results.at(-1)).toContain("what it reviews keeps changing");
      expect(openQuestions(project).length).toBe(1);
      answer(project, "again");

      const done = await goOn(scenario, stale);
      expect(done.run.exitCode).toBe(0);
      expect(done.state).toMatchObject({ status: "complete" });
      expect(ofType(done.events, "dispatched").filter((one) => one.task === "T7").length).toBe(3);
    },
  );
});
