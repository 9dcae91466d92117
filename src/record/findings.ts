import type { ArtifactFacts } from "../engine/commands.ts";
import { gateOf } from "../engine/gates.ts";
import { type Against, type Finding, type Run, type Task, taskOf } from "../engine/run.ts";
import { changedFiles, readFiles } from "../project/changes.ts";
import type { Project } from "../project/project.ts";
import { getObject } from "../store/objects.ts";
import { workflowOf } from "../workflows/index.ts";
import type { Plan } from "../workflows/multi-ai/plan.ts";
import { type Answered, againstOf, type Since, sinceInPlan, sinceInTree } from "../workflows/review/fixed.ts";
import type { Finding as FindingText } from "../workflows/review/verdict.ts";
import { accepted, planOf } from "./accepted.ts";
import { treeStore } from "./subject.ts";

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
    const paths = changedFiles(project.root, tree, now, treeStore(project)).map((one) => one.path);
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
        readFiles(project.root, tree, [words!.file!], treeStore(project)).get(words!.file!) ?? null;
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

/** An event's line is short: more say nothing new. */
const MOST_OF_ONE = 2;
const MOST = 20;

const rank = ({ asks }: Against): number => (asks === "back" ? 0 : 1);

/** Findings that other reviewers of the group have called fixed, each with the subject that it was raised on and the one it was fixed in. */
function fixedOfOthers(project: Project, run: Run, task: Task) {
  const workflow = workflowOf(run.workflow);
  const groupOf = (key: string): string | null => {
    const gate = gateOf(workflow, run, key);
    return gate.gate === "review" ? gate.group : null;
  };
  const group = groupOf(task.gate);
  const subjectIn = (one: Finding): string | null =>
    run.tasks.find((other) => other.gate === one.gate && other.kind !== "fix" && other.version === one.fixed_in)
      ?.reviewed ?? null;
  return run.findings.flatMap((one) => {
    if (one.gate === task.gate || one.state !== "fixed" || one.outside || groupOf(one.gate) !== group) return [];
    const said = wordsOf(project, run, one);
    const [before, after] = [taskOf(run, one.task)?.reviewed ?? null, subjectIn(one)];
    return said && before !== null && after !== null ? [{ gate: one.gate, finding: one.id, said, before, after }] : [];
  });
}

/** A plan's text, and its strings as a reviewer quotes them; a plan that is not kept any more holds nothing. */
function planText(project: Project, subject: string): string {
  const bytes = getObject(project.task, subject.slice("file:".length));
  if (bytes === null) return "";
  const text = new TextDecoder().decode(bytes);
  const strings: string[] = [text];
  JSON.parse(text.replace(/^\uFEFF/, ""), (_key, value) => {
    if (typeof value === "string") strings.push(value);
    return value;
  });
  return strings.join("\n");
}

/**
 * The findings of a valid review, each with those of other reviewers that it pulls against. Reads kept objects only.
 * @throws TreeUnreadable
 */
export function withAgainst(
  project: Project,
  run: Run,
  task: Task,
  subject: string | null,
  findings: ArtifactFacts["findings"],
  said: readonly FindingText[],
): ArtifactFacts["findings"] {
  const others = subject === null ? [] : fixedOfOthers(project, run, task);
  const samePlace = (a: FindingText, b: FindingText): boolean =>
    (a.file ?? "") === (b.file ?? "") && (a.at ?? "") === (b.at ?? "");
  const near = others.filter((other) => said.some((one) => samePlace(one, other.said)));
  if (subject === null || near.length === 0) return findings;
  const files = [...new Set(near.flatMap((one) => one.said.file ?? []))];
  const texts = new Map<string, Map<string, string | null>>();
  const textOf = (at: string, { file }: FindingText): string => {
    if (at.startsWith("file:")) return planText(project, at);
    const known = texts.get(at) ?? readFiles(project.root, at, files, treeStore(project));
    texts.set(at, known);
    return known.get(file ?? "") ?? "";
  };
  let left = MOST;
  return findings.map((finding) => {
    const own = said.find((one) => one.id === finding.id);
    if (!own || finding.outside) return finding;
    const answered = near
      .filter((other) => samePlace(own, other.said))
      .map(
        (other): Answered => ({
          ...other,
          before: textOf(other.before, other.said),
          after: textOf(other.after, other.said),
        }),
      );
    const against: Against[] = answered.length === 0 ? [] : againstOf(own, answered, textOf(subject, own));
    const kept = against.toSorted((a, b) => rank(a) - rank(b)).slice(0, Math.min(MOST_OF_ONE, left));
    left -= kept.length;
    return kept.length === 0 ? finding : { ...finding, against: kept };
  });
}
