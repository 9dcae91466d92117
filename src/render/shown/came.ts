import type { Run, Task } from "../../engine/run.ts";
import { oneLine } from "../../text.ts";
import { findingLines, type Saying, saidLines } from "../../workflows/finding-words.ts";
import { moduleOf, workflowOf } from "../../workflows/index.ts";
import { isGood, type Look, outcomeOf, type Result, resultOf, UNSEEN } from "../outcome.ts";

/** What came of a task: in a line, and below it each finding in its words. */

export interface Came {
  /** It lets the run go on by itself. */
  good: boolean;
  /** `needs changes, 1 major`. */
  words: string;
  /** Findings that it raised, settled or declined, one a line. */
  findings: string[];
}

/** A word on a plan, and what it stands on where nobody can outvote it. */
type Artifact = Saying & { veto?: object | null };

/** `look`: reads an accepted artifact by its hash; null where it is not kept any more. */
export function cameOf(
  run: Run,
  task: Task | undefined,
  result: Result | null = task ? resultOf(run, task) : null,
  look: Look = () => null,
): Came {
  if (result === null) return { good: false, words: "", findings: [] };
  const artifact = look(result.artifact) as Artifact | null;
  const { vote, veto } = artifact ?? {};
  const words = outcomeOf(run, task, result, artifact, look);
  const said = task && moduleOf(run.workflow).report.said?.(run, task);
  const good = vote === undefined ? isGood(run, task, result.outcome) : vote === "APPROVE";
  return {
    good: good && !words.startsWith(UNSEEN) && !said?.found.length,
    words: [vote === undefined ? words : `votes ${oneLine(String(vote))}`, veto ? "a veto" : ""]
      .filter((word) => word !== "")
      .join(", "),
    findings:
      task === undefined
        ? []
        : said
          ? saidLines(said)
          : findingLines(workflowOf(run.workflow), run, task, result, artifact, look),
  };
}
