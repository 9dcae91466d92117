import { type Since, sinceInPlan, sinceInTree } from "../workflows/review/fixed.ts";
import type { Plan } from "../workflows/multi-ai/plan.ts";
import type { Finding as FindingText } from "../workflows/review/verdict.ts";
import { gateOf } from "../engine/gates.ts";
import { type Finding, type Run, taskOf } from "../engine/run.ts";
import { workflowOf } from "../workflows/index.ts";
import type { Project } from "../project/project.ts";
import { accepted, planOf } from "./accepted.ts";
import { scratchOf } from "./run-folders.ts";
import { changedFiles, readFiles } from "../project/changes.ts";

/** A finding's words, from the verdict that raised it; null when they are not kept any more. */
export function wordsOf(project: Project, run: Run, finding: Finding): FindingText | null {
  const review = accepted<{ findings?: FindingText[] }>(project, taskOf(run, finding.task)?.artifact ?? null);
  return review?.findings?.find((one) => one.id === finding.id) ?? null;
}

/**
 * What became of the subject of each finding since it was raised, compared with what is reviewed now; undefined where it
 * cannot be told. @throws TreeUnreadable
 */
export function sinceRaised(project: Project, run: Run, findings: Finding[], subject: string | null) {
  const changes = new Map<string, string[]>();
  const changedSince = (tree: string, now: string): string[] => {
    const known = changes.get(tree);
    if (known) return known;
    const paths = changedFiles(project.root, tree, now, scratchOf(project)).map((one) => one.path);
    changes.set(tree, paths);
    return paths;
  };
  return (id: string): Since | undefined => {
    const finding = findings.find((one) => one.id === id);
    const before = finding && taskOf(run, finding.task)?.reviewed;
    if (!finding || !before || subject === null) return undefined;
    if (before === subject) return "nothing";
    const words = wordsOf(project, run, finding);
    if (!subject.startsWith("file:")) {
      const read = (tree: string): string | null =>
        readFiles(project.root, tree, [words!.file!], scratchOf(project)).get(words!.file!) ?? null;
      const texts = () => ({ before: read(before), now: read(subject) });
      return sinceInTree(changedSince(before, subject), words?.file, words ?? {}, texts);
    }
    const plan = accepted<Plan>(project, before.slice("file:".length));
    const now = planOf(project, run);
    return plan === null || now === null ? undefined : sinceInPlan(plan, now, words?.at);
  };
}

/** One finding that its reviewer called fixed although its place is as it was. */
export interface UntouchedFix {
  id: string;
  reviewer: string;
  group: string;
  /** A file with the line that was named, or a step of the plan. */
  place: string;
}

/** Those of a run, in the order in which they were raised. */
export function untouchedFixes(project: Project, run: Run): UntouchedFix[] {
  return run.findings
    .filter((one) => one.untouched && one.state === "fixed")
    .flatMap((one) => {
      const gate = gateOf(workflowOf(run.workflow), run, one.gate);
      const words = wordsOf(project, run, one);
      if (gate.gate !== "review") return [];
      const file = words?.file && words.line ? `${words.file}:${words.line}` : words?.file;
      return [{ id: one.id, reviewer: gate.title, group: gate.group, place: file ?? words?.at ?? "its place" }];
    });
}
