import type { Task } from "../../../engine/run.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { baseOf } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { attemptParts, type Diff, decisions, treeDiff } from "../../brief-parts.ts";
import type { BriefPart, Dispatched } from "../../contract/contract.ts";
import {
  GREEN,
  type Hypothesis,
  hypothesisOf,
  RED,
  type Reproduction,
  type Round,
  reproductionOf,
  roundsOf,
  type Survey,
  surveyOf,
  type TestRun,
  testRunOf,
} from "./recorded.ts";
import { isAllowed } from "./rules.ts";

/** What the briefs and forms of debugger are made of. */
export interface DebugFacts {
  task: string;
  nonce: string;
  survey: Survey | null;
  rounds: Round[];
  /** Commands that may run without a question. */
  allowed: string[];
  /** Behind a confirmed root cause. */
  cause: Hypothesis | null;
  reproduction: Reproduction | null;
  red: TestRun | null;
  green: TestRun | null;
  decided: string;
  diff: Diff | null;
  attempt: BriefPart[];
}

export function debugFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): DebugFacts {
  const { project, run } = scene;
  return {
    task: task.id,
    nonce,
    survey: surveyOf(project, run),
    rounds: roundsOf(run),
    allowed: [...new Set(run.tests.decided.map(({ text }) => text))].filter((one) => isAllowed(run, one)),
    cause: hypothesisOf(project, run),
    reproduction: reproductionOf(project, run),
    red: testRunOf(project, run, RED),
    green: testRunOf(project, run, GREEN),
    decided: decisions(run),
    diff: unlessUnreadable(
      () => treeDiff(scene, "What was changed in this session so far", baseOf(run), subject),
      null,
    ),
    attempt: attemptParts(scene, task, subject),
  };
}
