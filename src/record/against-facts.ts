import { type Against, type Answered, againstOf } from "../workflows/review/against.ts";
import type { Finding as FindingText } from "../workflows/review/verdict.ts";
import type { ArtifactFacts } from "../engine/commands.ts";
import { gateOf } from "../engine/gates.ts";
import type { Finding, Run, Task } from "../engine/run.ts";
import { taskOf } from "../engine/run.ts";
import { workflowOf } from "../workflows/index.ts";
import { getObject } from "../store/objects.ts";
import type { Project } from "../project/project.ts";
import { scratchOf } from "./run-folders.ts";
import { wordsOf } from "./findings.ts";
import { readFiles } from "../project/changes.ts";

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
    const known = texts.get(at) ?? readFiles(project.root, at, files, scratchOf(project));
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
