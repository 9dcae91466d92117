import type { Finding, Run } from "../../engine/run.ts";
import type { Scene } from "../../record/scene.ts";
import type { PlanText } from "../review/evidence/evidence.ts";
import type { Since } from "../review/findings/fixed.ts";

/** What a workflow's own artifacts tell its stages, read from the run's record. */

interface Criterion {
  id: string;
  text: string;
}

type At = Pick<Scene, "project" | "run">;

export interface Ground {
  /** What a change has to meet; empty before that is known. */
  criteria(at: At): Criterion[];
  /** What has the criteria, in words. */
  criteriaIn: string;
  /** Whether a person has approved them; left out or null: nobody is to, or it is not settled. */
  approved?(run: Run): boolean | null;
  /** No file that a task reads has them: the brief tells them. */
  inBrief?: true;
  /** What the run is about, in a few words. */
  story?(at: At): string | null;
  /** Why nothing can be checked; null: it can. */
  lost?(at: At): string | null;
  /**
   * The document that reviewers read beside the criteria, or review: its parts, as it was accepted;
   * due where a file is reviewed.
   */
  document?(at: At): PlanText | null;
  /**
   * Findings that a fix is about where somebody has chosen among them; left out: all that are open
   * of its reviews.
   */
  chosen?(scene: Scene): Finding[];
  /** Files that it says are changed. */
  touches?(at: At): string[];
  /**
   * What became of a part of that document since the one of this hash; undefined: that cannot be
   * told.
   */
  since?(at: At, before: string, part: string | null | undefined): Since | undefined;
}

/**
 * Whether a person has let pass what questions of these kinds show, as it is; null: one of them is
 * open.
 */
export const letPass = ({ questions, decisions }: Run, kinds: readonly string[]): boolean | null =>
  questions.some(({ kind }) => kinds.includes(kind))
    ? null
    : decisions.some(
        ({ kind, option }) =>
          kinds.includes(kind) && !["correct", "revise", "stop"].includes(option),
      );

/** The same criteria for every run. */
export const fixedGround = (criteria: readonly string[]): Ground => ({
  criteria: () => criteria.map((text, at) => ({ id: `AC${at + 1}`, text })),
  criteriaIn: "workflow",
  inBrief: true,
});
