import type { Run } from "../../engine/run.ts";
import type { Entry, Functions } from "../../engine/workflow.ts";
import { cut } from "../../text.ts";
import type { Part } from "../contract/contract.ts";
import { lineRules } from "../small/line-rules.ts";
import { pathRules } from "../small/path-rules.ts";
import type { UserStory } from "./user-story.ts";

/**
 * The lighter way through the chain (`--quick`, or chosen with the story): one review of the plan,
 * and one of the code by another model than wrote it.
 */

/**
 * Parts of the chain that a quick run does not have: the further reviews of the plan, and of the
 * code.
 */
export const PART = { plan: "plan reviews", code: "code reviews" };

/** What a flag without a value sets its option to. */
const ASKED = "yes";
/** The diff was more than a small change: the code gets every review. The plan is built by then. */
const GROWN = "grown";

export const VARIANTS: NonNullable<Entry["variants"]> = {
  option: "quick",
  of: { [ASKED]: [], [GROWN]: [PART.code] },
};

/** What choosing it with the story sets. */
export const ASKED_QUICK = { quick: ASKED, by_story: "yes" };
/** What approving a later story sets, after a changed request, that is of no small change. */
export const NOT_SMALL_ANY_MORE = { by_story: "over" };

/**
 * What a story says beside its outcome: that its change is small; what a result, or an approval of
 * the code, says in a quick run: why its change is no small one.
 */
export interface QuickFacts {
  small?: true;
  outgrown?: string;
}
/** Criteria of a small change, at most. */
const MAX_SMALL = 5;

/**
 * Why a story is of no small change; null: it is of one. Its author's word is not enough: its words
 * name nothing that a small change leaves alone. The diff is measured later, and moves the run up.
 */
export function notSmallStory({
  size,
  title,
  summary,
  acceptance_criteria: criteria,
}: UserStory): string | null {
  if (size !== "small") return "the story does not call the change small";
  if (criteria.length > MAX_SMALL)
    return `the story has ${criteria.length} criteria, at most ${MAX_SMALL}`;
  const fired = [...criteria.map(({ text }) => text), title, summary].flatMap((text) =>
    [...lineRules(text, ""), ...pathRules(text)].map(
      (rule) => `the story says "${cut(text, 80)}" (${rule})`,
    ),
  );
  return fired[0] ?? null;
}

const smallIn = ({ tasks }: Pick<Run, "tasks">, key: string): boolean =>
  (tasks.findLast((task) => task.gate === key)?.facts as QuickFacts | undefined)?.small === true;

/** Whether a story chose the lighter way, and this one is of no small change. */
export const wasSmall: Functions["rules"][string] = (run, { key }) =>
  isQuick(run) && run.options.by_story === "yes" && !smallIn(run, key);

/** Whether the lighter way comes first: nobody has said which. */
export const isSmall: Functions["rules"][string] = (run, { key }) =>
  run.options.quick === undefined && run.options.full === undefined && smallIn(run, key);

/** Whether a run has one review of each, and nothing has moved it up. */
export const isQuick = ({ options }: Pick<Run, "options">): boolean => options.quick === ASKED;

/** Moves a quick run up where a result of it says that the change has outgrown it. */
export const regrade: Functions["regrade"] = (run) => {
  if (!isQuick(run)) return null;
  if (run.options.by_story === NOT_SMALL_ANY_MORE.by_story)
    return { quick: GROWN, moved: "the story is no longer of a small change" };
  // What is not done yet may be done anew, and small.
  const done = run.tasks.filter((task) => !task.void && task.status === "done");
  const all = done.map(({ facts }) => (facts as QuickFacts).outgrown);
  const reason = all.find((one) => one !== undefined);
  return reason === undefined ? null : { quick: GROWN, moved: reason };
};

/** What a person is told of a run that has fewer reviews than the chain; null: it has all. */
export function quickText({ options }: Pick<Run, "options">): string | null {
  if (options.quick === undefined) return null;
  return options.moved === undefined
    ? "Quick: one review of the plan, one of the code"
    : `Quick, then switched to every code review: ${options.moved}. The plan had one review`;
}

/** That as a part, by what stands in the data. */
export const quickParts = ({ quick }: Record<string, unknown>): Part[] =>
  typeof quick === "string" ? [{ rows: [], none: `${quick}.`, merging: true }] : [];
