import * as z from "zod/mini";
import { gatesAnswered, openFindings } from "../../../engine/run.ts";
import { foldedName } from "../../../project/project.ts";
import { changedFiles, readAt } from "../../../project/trees/changes.ts";
import { findingTexts, type OpenFinding } from "../../../record/findings.ts";
import { given, someOf } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import {
  criterionId,
  list,
  optionalList,
  optionalText,
  stamp,
  text,
} from "../../contract/fields.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { quoteLine } from "../../review/evidence/quote.ts";
import { answerProblems } from "../../review/findings/declined.ts";
import { testAgain } from "../../tests/finding-tests.ts";
import { isTestFile } from "../../tests/test-file.ts";
import type { KitFacts } from "../facts.ts";
import type { Ground } from "../ground.ts";
import { type CheckContext, inContext } from "./context.ts";
import { answers, criteriaForm, described } from "./form.ts";
import { jsonKind } from "./json-kind.ts";

export const resultSchema = z.object({
  ...stamp,
  status: z.enum(["complete", "partial", "failed"]),
  reason: described(z.optional(optionalText), {
    form: () =>
      "<null; or why it is not complete; or, where nothing had to change, what does it already>",
  }),
  // Of any length: a rename across a project touches as many files as there are.
  changed_files: described(z.array(text), {
    form: () => '["<path>"]',
    rules: ({ task }) => [
      "`complete` needs every criterion met.",
      ...(task.kind === "fix"
        ? [
            "`changed_files` and `deviations` are those of this task; what earlier results say is kept.",
          ]
        : []),
    ],
  }),
  criteria: described(list(z.object({ id: criterionId, met: z.boolean(), denied: optionalText })), {
    form: criteriaForm(),
    rules: () => [
      'Where Claude Code refused you the command that would show a criterion, say `partial` with the reason, and that criterion is {"id": …, "met": false, "denied": "<the command>"}: if nothing else is missing, what the program itself runs decides.',
    ],
  }),
  deviations: optionalList(text),
  ...answers,
});
export type Result = z.infer<typeof resultSchema>;

/**
 * Commands whose refusal is all that a partial result lacks: each criterion is met or names one.
 * Else none.
 */
function onlyDenied(
  result: Result,
  { criteria, open }: Pick<CheckContext, "criteria" | "open">,
): string[] {
  if (result.status !== "partial" || open.some((one) => !isSaid(result, one.id))) return [];
  const given = criteria.map((id) => result.criteria.find((criterion) => criterion.id === id));
  if (given.some((one) => one === undefined || !(one.met || one.denied?.trim()))) return [];
  return [...new Set(given.flatMap((one) => (one!.met ? [] : [one!.denied!.trim()])))];
}

/** How many paths one refusal names. */
const MAX_SHOWN = 8;

/** What is wrong where these files are said to be changed. `by`: what has not changed them. */
export const asTheyWere = (files: readonly string[], by: "run" | "task"): string[] =>
  given(
    files.length > 0,
    `changed_files: ${someOf(files, MAX_SHOWN)}: not changed by this ${by}, expected only files that it created, changed or deleted`,
  );

/**
 * Files that are said to be changed and are as they were. What the tree does not hold, such as an
 * ignored file, may be.
 */
function unchangedFiles(named: readonly string[], { change, work }: ResultContext): string[] {
  const changed = [...change.changed, ...work.changed].map(foldedName);
  const isChanged = (path: string): boolean =>
    changed.some((one) => one === path || one.startsWith(`${path}/`));
  const still = named.filter((one) => {
    const path = work.pathOf(one).normalize("NFC");
    return !isChanged(foldedName(path)) && (change.read(path) !== null || !work.isIgnored(path));
  });
  return asTheyWere(still.map(quoteLine), "run");
}

type ResultContext = Pick<CheckContext, "criteria" | "open" | "insisted" | "change" | "work">;

/**
 * A result's problems and what it decides; its word on a criterion passes nothing by itself. Pure.
 */
export function checkResult(result: Result, context: ResultContext): Checked {
  const { criteria: known, work } = context;
  const ids = result.criteria.map((criterion) => criterion.id);
  const problems = duplicates(ids, "criteria");
  for (const id of ids)
    if (!known.includes(id))
      problems.push(`criteria: ${id} is not a criterion; known: ${known.join(", ")}`);
  if (result.status === "complete") {
    const met = result.criteria
      .filter((criterion) => criterion.met)
      .map((criterion) => criterion.id);
    for (const id of known)
      if (!met.includes(id))
        problems.push(
          `criteria: ${id} is not met, but status is "complete"; say "partial" with a reason`,
        );
  }
  // What is not complete may leave findings unanswered; what it says of them is checked all the
  // same.
  const open =
    result.status === "complete"
      ? context.open
      : context.open.filter((one) => isSaid(result, one.id));
  problems.push(...answerProblems(result.answered, result.declined, { ...context, open }));
  const reason = result.reason?.trim() || null;
  if (result.status === "failed" && reason === null)
    problems.push('reason: found nothing, expected why when status is "failed"');
  problems.push(...unchangedFiles(result.changed_files, context));
  // A fix may rightly change nothing, where it declines what was found; the work itself never says
  // so unasked.
  const isUndone = work.isFirst && work.isNothing();
  const isReasoned = result.status === "partial" && reason !== null;
  const outcome =
    isUndone && result.status === "complete"
      ? "unchanged"
      : isReasoned
        ? "partial_reason"
        : result.status;
  const unseen = isUndone ? [] : onlyDenied(result, context);
  return {
    ...nothing,
    problems,
    outcome,
    reason,
    declined: result.declined.map((one) => one.id),
    ...(unseen.length > 0 ? { if_denied: { commands: unseen, outcome: "partial_denied" } } : {}),
  };
}

/**
 * Tests that proved the findings of a fix have to pass now, and to stay, whatever it says of them.
 * What cannot be run is no fault of it.
 */
const settleIn =
  (ground: Ground): NonNullable<ArtifactKind<Result>["settle"]> =>
  async (result, scene, task, tree, checked) => {
    const { project, run } = scene;
    if (task.kind !== "fix" || result.status !== "complete") return { ...checked, tests: [] };
    const about = ground.chosen?.(scene) ?? openFindings(run, gatesAnswered(run, task));
    const pending = findingTexts(project, run, about).filter(
      ({ shown, finding: { id, test } }) =>
        shown === "proven" && test && !checked.declined?.includes(id),
    );
    const tests = await testAgain(scene, tree, pending);
    const red = tests.flatMap(({ shown, why }, at) =>
      given(
        shown === "proven",
        `${pending[at]!.finding.test!.file}, the test of ${pending[at]!.finding.id}, still fails (${why}); mend the cause`,
      ),
    );
    // Where it stands is the author's: its own file, or one with other tests.
    const isKept = ({ finding: { test } }: OpenFinding): boolean =>
      readAt(project, tree, test!.file) !== null ||
      result.deviations.some((deviation) => deviation.includes(test!.file)) ||
      (task.base !== null &&
        changedFiles(project, task.base, tree).some(({ path }) => isTestFile(path)));
    const gone = pending
      .filter((one) => !isKept(one))
      .map(
        ({ finding: { id, test } }) =>
          `${test!.file}, the test of ${id}, is not in the project; add it, or say in deviations why not`,
      );
    return { ...checked, problems: [...red, ...gone], tests };
  };

const isSaid = ({ answered, declined }: Result, id: string): boolean =>
  answered.includes(id) || declined.some((one) => one.id === id);

/** What was done, by whoever changed the project. Its word moves no gate by itself. */
export const resultKind = (ground: Ground): ArtifactKind<Result, KitFacts> => ({
  // A file that no tree holds may be one that it wrote.
  ...jsonKind(
    resultSchema,
    inContext(ground, checkResult, ({ changed_files }: Result) => changed_files),
  ),
  settle: settleIn(ground),
});
