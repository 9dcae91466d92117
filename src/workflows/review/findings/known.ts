import { gateOf, gatesOf } from "../../../engine/gates.ts";
import { type Finding, gatesAnswered, type Run, type Task } from "../../../engine/run.ts";
import type { Workflow } from "../../../engine/workflow.ts";
import { denyList } from "../../../project/secrets/deny-list.ts";
import { type OpenFinding, wordsOf } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";

/** Minor findings that are open: nothing waits for them, and whoever works next hears of them. */

/** Most minor findings that a brief lists: the newest. */
export const MAX_KNOWN = 20;

/**
 * Review gates that come before this task in the chain, or work beside it in the same group.
 * Whoever fixes or reviews the tree hears of those of the tree alone: what reviewers said of a
 * document, its builder has heard.
 */
function gatesBefore(workflow: Workflow, run: Run, task: Task): Set<string> {
  const own = gateOf(workflow, run, task.gate);
  const isOfTree = own.gate === "check" || (own.gate === "review" && !("file" in own.of));
  const all = gatesOf(workflow, run);
  const at = all.findIndex((gate) => gate.key === task.gate);
  const answered = gatesAnswered(run, task);
  const isBefore = all.filter((gate, index) => {
    if (gate.gate !== "review" || answered.includes(gate.key) || (isOfTree && "file" in gate.of))
      return false;
    return index < at || (own.gate === "review" && gate.group === own.group);
  });
  return new Set(isBefore.map((gate) => gate.key));
}

/**
 * Open minor findings of others, as a task hears of them: one that changes something as notes, a
 * review as known.
 */
function knownMinors(workflow: Workflow, run: Run, task: Task): Finding[] {
  const gate = gateOf(workflow, run, task.gate);
  const hears = task.kind === "fix" || gate.gate === "review" || gate.gate === "produce";
  const before = gatesBefore(workflow, run, task);
  const isMinor = ({ state, outside, severity }: Finding): boolean =>
    state === "open" && !outside && severity === "minor";
  return hears
    ? run.findings
        .filter((finding) => before.has(finding.gate) && isMinor(finding))
        .slice(-MAX_KNOWN)
    : [];
}

export interface KnownMinor {
  /** `T7.F1`. */
  name: string;
  reviewer: string;
  finding: OpenFinding["finding"];
}

/** The same with their words, without quotes of secret files. */
export function minorTexts({ project, workflow, run }: Scene, task: Task): KnownMinor[] {
  const isSecret = denyList(run.settings.secrets);
  return knownMinors(workflow, run, task).flatMap((minor) => {
    const words = wordsOf(project, run, minor);
    if (!words) return [];
    const quote = isSecret(words.file ?? "") ? "" : words.quote;
    return [
      {
        name: `${minor.task}.${minor.id}`,
        reviewer: gateOf(workflow, run, minor.gate).title,
        finding: { ...words, quote },
      },
    ];
  });
}
