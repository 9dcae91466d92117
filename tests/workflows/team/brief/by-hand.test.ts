// Guarantee: A team signs off only what was approved.
// What the person, or a script, changes behind the approvals: it is tested and looked at again, or
// the person says no to that.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Question, type Run, taskOf } from "../../../../src/engine/run.ts";
import { briefOf } from "../../../../src/run/dispatch/brief.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { openWarnings } from "../../../../src/workflows/team/status/warnings.ts";
import { makeTeamRun } from "../../../cli/made/make-team-run.ts";
import { inFull } from "../../../harness/in-full.ts";
import { cleanup } from "../../../harness/project.ts";
import { walkthrough } from "../../../harness/walkthrough.ts";

afterEach(cleanup);

const isReady = (run: Run, subject: string): boolean =>
  run.tasks.some((task) => task.subject === subject && task.status === "ready");

/**
 * The walkthrough, with one change by hand before this task begins; `say`: what is answered to a
 * question about it.
 */
async function changedBefore(
  subject: string,
  path: string,
  say: { option: string; text: string | null },
) {
  let root = "";
  let changed = false;
  const asked: Question[] = [];
  const made = await makeTeamRun({
    begun: (at) => {
      root = at;
    },
    until: (run) => {
      if (!changed && isReady(run, subject)) {
        changed = true;
        mkdirSync(join(root, path, ".."), { recursive: true });
        writeFileSync(join(root, path), "// by hand\n");
      }
      return false;
    },
    worker: (brief) => {
      const work = walkthrough(brief);
      const warned = brief.text.includes("W2: Deployed with changes");
      if (!brief.writes.endsWith("deploy-log.json") || !warned) return work;
      const { known_limits: limits, ...log } = work.artifact as { known_limits: object[] };
      const unseen = { id: "W2", text: "one file went out unseen" };
      return { artifact: { ...log, known_limits: [...limits, unseen] } };
    },
    answer: (question) => {
      asked.push(question);
      if (question.kind === "deploy-unseen") return say;
      if (question.kind === "peer-escalation")
        return { option: "answer", text: "Email sent server-side." };
      return { option: question.options.includes("deploy") ? "deploy" : "proceed", text: null };
    },
  });
  expect(changed).toBe(true);
  return {
    ...made,
    asked,
    done: made.run.tasks.filter((one) => one.status === "done" && !one.void),
  };
}

describe("a change by hand behind the approvals", () => {
  test("is tested and reviewed before it is deployed", async () => {
    const said = { option: "check", text: null };
    const { run, asked, done } = await changedBefore("Deploy", "server/auth.js", said);
    expect(run.status).toBe("complete");
    expect(asked.map((one) => one.kind).slice(-2)).toEqual(["deploy-unseen", "checkpoint-c"]);
    const order = done.toSorted((a, b) => a.acceptedSeq - b.acceptedSeq).map((one) => one.subject);
    const looked = done.find((one) => one.scope.includes("rest"))!;
    expect(order.indexOf("Run tests v3")).toBeLessThan(order.indexOf(looked.subject));
    expect(order.indexOf(looked.subject)).toBeLessThan(order.indexOf("Deploy v2"));
  });

  test("is deployed as it is where the person says so by name, with the reason, as a warning", async () => {
    const said = { option: "anyway", text: "a comment" };
    const { project, run, done } = await changedBefore(
      "Deploy",
      "src/backend/routes/auth.js",
      said,
    );
    expect(run.status).toBe("complete");
    expect(done.some((one) => one.subject === "Run tests v3")).toBe(false);
    expect(openWarnings(run).map((one) => one.text)).toContain(
      "Deployed with changes that were neither tested nor approved: backend",
    );
    // The last tests are of another tree than that at the end.
    expect(reportFacts(project, run).tests!.final).toBe(false);
  });
});

inFull(
  "a file of no area that was rewritten behind both approvals is reviewed, and its reviewer reads that and no more",
  async () => {
    const { project, run, done } = await changedBefore("Run tests", "server/auth.js", {
      option: "stop",
      text: null,
    });
    const looked = done.find((one) => one.scope.includes("rest"))!;
    expect(looked.facts.sections).toContainEqual(
      expect.objectContaining({ area: "rest", verdict: "approved" }),
    );
    expect(run.status).toBe("complete");
    const text = await briefOf(
      project,
      run,
      taskOf(run, looked.id)!,
      "ab".repeat(16),
      looked.reviewed,
    );
    const diff = text.slice(text.indexOf("The change"));
    expect(diff).toContain("server/auth.js");
    const of = (subject: string) => {
      const task = run.tasks.find((one) => one.subject === subject)!;
      return briefOf(project, run, task, "ab".repeat(16), task.reviewed);
    };
    const frontends = await of("Peer review - backend");
    expect(frontends).toContain("+++ b/src/frontend/");
    expect(frontends).not.toContain("+++ b/src/backend/");
  },
);
