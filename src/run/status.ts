import { isLive, type Run } from "../engine/run.ts";
import { isAlive } from "../host/host.ts";
import type { Project } from "../project/project.ts";
import { accepted } from "../record/accepted.ts";
import { testStanding } from "../record/tests.ts";
import { type FindingView, type RunView, reviewGates, runView } from "../render/view.ts";
import { workflowOf } from "../workflows/index.ts";
import type { Finding as FindingText } from "../workflows/review/verdict.ts";
import { featureOf } from "../workflows/team/feature.ts";
import { viewQuestions } from "./questions.ts";

/** Findings of a state with the words of the verdict that raised them; without its object the words are missing. */
export function findingViews(project: Project, run: Run, state: "open" | "fixed" | "refused"): FindingView[] {
  const reviewers = new Map(reviewGates(run).map((gate) => [gate.key, gate.title]));
  return run.findings
    .filter((one) => one.state === state)
    .map((one) => {
      const sha = run.tasks.find((task) => task.id === one.task)?.artifact ?? null;
      const words = accepted<{ findings?: FindingText[] }>(project, sha)?.findings?.find(
        (given) => given.id === one.id,
      );
      const { id, task, severity, outside } = one;
      const problem = words?.problem ?? "(its words are not kept any more)";
      return { id, task, reviewer: reviewers.get(one.gate) ?? one.gate, severity, outside, problem };
    });
}

/** A run as plain data; `kept` says where the project keeps it. */
export function viewOf(project: Project, run: Run, kept: RunView["kept"] = "here"): RunView {
  const host = run.owner?.host ?? null;
  return runView(run, {
    kept,
    questions: isLive(run) && kept === "here" ? viewQuestions(project, run) : [],
    findings: findingViews(project, run, "open"),
    tests: testStanding(project, run),
    ...(kept === "here" && workflowOf(run.workflow).keeps ? { feature: featureOf(project, run) } : {}),
    ownerAlive: run.owner === null || host === null ? null : isAlive(host),
  });
}
