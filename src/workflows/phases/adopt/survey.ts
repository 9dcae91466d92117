import { hasGit, placesOf } from "../../../project/git.ts";
import { doneProblems, SELF_CHECK, summaryOf } from "../execute/done.ts";
import { changesOf, commitThatAdded } from "../execute/history.ts";
import { PHASES, PLANNING } from "../paths.ts";
import { isThere } from "../planning/files.ts";
import { type PhaseFolder, type Planning, problemText } from "../planning/model.ts";
import { namesState } from "../planning/verification.ts";
import { foldersOf } from "../routes.ts";

/** What there is of a project that another tool, or a hand, has written, and that the program cannot tell by itself. */

/** Something that the person can say of one kind of text. */
export interface Doubt {
  phase: string;
  /** Texts that count, once the person says so; relative to the project. */
  paths: string[];
  /** Why nobody can tell, a line each with its file. */
  problems: string[];
}

export const KINDS = ["plans", "unbuilt", "reports"] as const;
export type Kind = (typeof KINDS)[number];

export interface Adoption extends Record<Kind, Doubt[]> {
  /** Plans of which git settles that they are done: what brought their summary brought code as well. */
  settled: Doubt[];
  /** What no word of the person settles: lines with their files. */
  mend: string[];
}

/** Whether a problem is about a text that the person can vouch for: a summary, or a plan that has one. `line`: with its file. */
export function canBeAdopted(root: string, line: string): boolean {
  const [, path, kind] = /^([^:]*?)(PLAN|SUMMARY)\.md(?=:)/.exec(line) ?? [];
  if (path === undefined || !path.startsWith(`${PHASES}/`) || line.includes(SELF_CHECK)) return false;
  return kind === "SUMMARY" || isThere(root, `${path}SUMMARY.md`);
}

/** Whether the commit that brought a file brought work as well: history that was squashed has one of both. */
function cameWithWork(root: string, path: string): boolean {
  const commit = hasGit() && placesOf(root) !== null ? commitThatAdded(root, path) : null;
  return commit !== null && [...changesOf(root, [commit]).keys()].some((one) => !one.startsWith(`${PLANNING}/`));
}

/** Plans with a summary that does not hold, or that cannot be read. */
function doneDoubts(root: string, folder: PhaseFolder): Doubt[] {
  const summaries = folder.summaries.flatMap((summary): Doubt[] => {
    const plan = folder.plans.find((one) => one.plan === summary.plan);
    const problems = [...(plan?.problems ?? []), ...doneProblems(root, plan ?? null, summary)].map(problemText);
    const paths = [summary.path, ...(plan === undefined ? [] : [plan.path])];
    return problems.length === 0 ? [] : [{ phase: folder.number, paths, problems }];
  });
  return summaries.filter(({ problems }) => problems.every((one) => canBeAdopted(root, one)));
}

/** Reads everything once. `planning`: of this project, whole. */
export function adoptionOf(root: string, planning: Planning): Adoption {
  const phases = planning.roadmap?.phases ?? [];
  const folders = phases.flatMap(({ number, done }) =>
    foldersOf(planning, number)
      .slice(0, 1)
      .map((folder) => ({ folder, done })),
  );
  const doubts = folders.flatMap(({ folder }) => doneDoubts(root, folder));
  const settled = doubts.filter(({ paths }) => cameWithWork(root, paths[0]!));
  const plans = doubts.filter((one) => !settled.includes(one));
  const unbuilt = folders.flatMap(({ folder, done }) =>
    folder.plans
      .filter((plan) => done && plan.type !== "council" && summaryOf(folder, plan) === undefined)
      .map(({ path }) => ({ phase: folder.number, paths: [path], problems: [`${path}: it has no summary`] })),
  );
  const reports = folders.flatMap(({ folder: { number, verification }, done }) =>
    done && verification !== null && !namesState(verification)
      ? [{ phase: number, paths: [verification.path], problems: [reportLine(verification)] }]
      : [],
  );
  const known = new Set([...doubts, ...unbuilt].flatMap((one) => one.problems));
  const told = planning.problems.map(problemText).filter((one) => !known.has(one));
  return { settled, plans, unbuilt, reports, mend: told };
}

const reportLine = ({ path, status, met, total }: NonNullable<PhaseFolder["verification"]>): string =>
  `${path}: it says ${status}${total === 0 ? "" : `, ${met} of ${total}`}, and names no state of the project that it saw`;
