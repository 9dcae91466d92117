import { hasGit, placesOf } from "../../../project/git.ts";
import { sha256 } from "../../../store/journal.ts";
import { shown } from "../../../text.ts";
import { doneProblems, openPlans } from "../execute/done.ts";
import { changesOf, commitThatAdded } from "../execute/history.ts";
import { PLANNING, ROADMAP } from "../paths.ts";
import { isThere, readText } from "../planning/files.ts";
import { frontMatterOf } from "../planning/front-matter.ts";
import {
  type PhaseFolder,
  type PhaseNumber,
  type Planning,
  problemText,
} from "../planning/model.ts";
import { namesState, STATUSES } from "../planning/verification.ts";
import { foldersOf } from "../routes.ts";
import { type Conversion, conversionOf } from "./convert.ts";
import { vouchedIn } from "./vouched.ts";

/**
 * What there is of a project that another tool, or a hand, has written, and that the program cannot
 * tell by itself.
 */

/** One thing that the person can say something of. */
export type Doubt = ReturnType<typeof doubt>[number];

export const KINDS = ["earlier", "squashed", "plans", "unbuilt", "reports"] as const;
export type Kind = (typeof KINDS)[number];

export interface Adoption extends Record<Kind, Doubt[]> {
  /** What no word of the person settles: lines with their files. */
  mend: string[];
}

/**
 * A doubt about these texts, with their hashes by path relative to the project; none where one of
 * them is empty or cannot be read: nobody can vouch for it. `problems`: why nobody can tell, a line
 * each with its file.
 */
function doubt(root: string, phase: string, paths: readonly string[], problems: string[]) {
  const texts = paths.map((path) => [path, readText(root, path, []) ?? ""] as const);
  if (texts.some(([, text]) => text.trim() === "")) return [];
  const hashes = texts.map(([path, text]) => [path, sha256(text)]);
  return [{ phase, texts: Object.fromEntries(hashes) as Record<string, string>, problems }];
}

/** Whether the person has not said of one of these texts that it does not count. */
const isAsked = (open: Doubt["texts"], texts: Doubt["texts"]): boolean =>
  Object.entries(texts).some(([path, sha]) => open[path] !== sha);

/** What the heading of a self-check says, where it was not passed. */
const FAILED_CHECK = /^#+ *(?:self[- ]?check|quality check)\b.*\bfail.*$/im;

/**
 * Plans of a phase with a summary that nothing shows to be true, or that cannot be read.
 * `converted`: files that get another form.
 */
function doneDoubts(
  root: string,
  { number, plans, summaries }: PhaseFolder,
  converted: Conversion["texts"],
): Doubt[] {
  return summaries.flatMap((summary): Doubt[] => {
    const plan = plans.find((plan) => plan.plan === summary.plan);
    const unread = (plan?.problems ?? []).filter(({ file }) => converted[file] === undefined);
    const problems = [...unread, ...doneProblems(root, plan ?? null, summary)].map(problemText);
    if (problems.length === 0) return [];
    const [failed] = FAILED_CHECK.exec(readText(root, summary.path, []) ?? "") ?? [];
    if (failed !== undefined) problems.unshift(`${summary.path}: it says "${failed.trim()}"`);
    const paths = [summary.path, ...(plan !== undefined && unread.length > 0 ? [plan.path] : [])];
    return doubt(root, number, paths, problems);
  });
}

/**
 * Whether the commit that brought a summary brought work as well: history that was squashed has one
 * of both.
 */
function cameWithWork(root: string, path: string): boolean {
  const commit = hasGit() && placesOf(root) !== null ? commitThatAdded(root, path) : null;
  return (
    commit !== null &&
    [...changesOf(root, [commit]).keys()].some((one) => !one.startsWith(`${PLANNING}/`))
  );
}

/** A verification that does not say what it came to, or of a ticked phase what it saw. */
function reportDoubt(
  root: string,
  { number, plans, summaries, verification, report, isAgain }: PhaseFolder,
  isTicked: boolean,
): Doubt[] {
  // Of a phase without any work nothing could be verified; one with gaps is planned for.
  if (report === null || isAgain || plans.length + summaries.length === 0) return [];
  const isUnclear = verification?.status === "passed" && !namesState(verification) && isTicked;
  const status = frontMatterOf(readText(root, report, []) ?? "")?.fields.status;
  if (!isUnclear && verification !== null) return [];
  const found = status === undefined ? "no status" : `the status ${shown(status)}`;
  const isKnown = STATUSES.some((one) => one === status);
  const why = isUnclear
    ? "it does not say which state of the project it saw"
    : isKnown
      ? "its phase, score or gaps cannot be read"
      : `found ${found}, expected one of ${STATUSES.join(", ")}`;
  return doubt(root, number, [report], [`${report}: ${why}`]);
}

/** The phases of the roadmap that have a folder. */
const foldersIn = (planning: Planning) =>
  (planning.roadmap?.phases ?? []).flatMap(({ number, done }) =>
    foldersOf(planning, number)
      .slice(0, 1)
      .map((folder) => ({ folder, done })),
  );

/**
 * One piece of finished work that nothing shows to be done; null: there is none. Of work that this
 * program has carried out it is not asked: that is looked at where it counts.
 */
export function firstDoubt(root: string, planning: Planning): Doubt | null {
  const { open } = vouchedIn(root);
  const doubts = foldersIn(planning)
    .values()
    .flatMap(({ folder, done }) => {
      const isOthers = folder.summaries.some((one) => one.self_check === "unknown" && !one.vouched);
      const work = isOthers ? doneDoubts(root, folder, {}) : [];
      return [...work, ...reportDoubt(root, folder, done)];
    });
  return doubts.find(({ texts }) => isAsked(open, texts)) ?? null;
}

/** Phases that are open in a milestone before one that is over. */
const earlierDoubts = ({ roadmap }: Planning, earlier: readonly PhaseNumber[]): Doubt[] =>
  (roadmap?.phases ?? [])
    .filter(({ number }) => earlier.includes(number))
    .map(({ number, name }) => ({
      phase: number,
      texts: {},
      problems: [`${ROADMAP}: phase ${number} (${name}) is open, and a later milestone is over`],
    }));

/**
 * Reads everything once. `planning`: of this project, with all of its phases, or of those that are
 * asked about. `conversion`: what becomes of files in another form.
 */
export function adoptionOf(
  root: string,
  read: Planning,
  conversion: Conversion | null = null,
): Adoption {
  const planning = conversion?.roadmap ? { ...read, roadmap: conversion.roadmap } : read;
  const { texts = {} } = conversion ?? {};
  const open = conversion?.roadmap ? {} : vouchedIn(root).open;
  const isOpen = (one: Doubt): boolean => isAsked(open, one.texts);
  const folders = foldersIn(planning);
  const ticked = folders.flatMap(({ folder, done }) => (done ? [folder] : []));
  const all = folders.flatMap(({ folder }) => doneDoubts(root, folder, texts)).filter(isOpen);
  const squashed = all.filter(({ texts }) => cameWithWork(root, Object.keys(texts)[0]!));
  const unbuilt = ticked.flatMap((folder) =>
    openPlans(folder)
      // Where the person said that a summary does not count, this is answered.
      .filter(({ path }) => !isThere(root, path.replace(/PLAN\.md$/, "SUMMARY.md")))
      .flatMap(({ path }) => doubt(root, folder.number, [path], [`${path}: it has no summary`])),
  );
  const reports = folders.flatMap(({ folder, done }) => reportDoubt(root, folder, done));
  const known = new Set(all.flatMap((one) => one.problems));
  return {
    earlier: earlierDoubts(planning, conversion?.earlier ?? []),
    squashed,
    plans: all.filter((one) => !squashed.includes(one)),
    unbuilt: unbuilt.filter(isOpen),
    reports: reports.filter(isOpen),
    mend: planning.problems
      .filter(({ file }) => texts[file] === undefined)
      .map(problemText)
      .filter((one) => !known.has(one)),
  };
}

/** Lines of problems that the person's word, or another form of a file, would settle. */
export const adoptableLines = (root: string, planning: Planning): Set<string> => {
  const { squashed, plans } = adoptionOf(root, planning);
  const { texts = {} } = conversionOf(root) ?? {};
  const converted = planning.problems.filter(({ file }) => texts[file] !== undefined);
  return new Set([
    ...[...squashed, ...plans].flatMap(({ problems }) => problems),
    ...converted.map(problemText),
  ]);
};

/** A code that stands for exactly these texts: an answer is about what was shown. */
export const codeOf = (found: Adoption, converted: Conversion["texts"] = {}): string =>
  sha256(
    JSON.stringify([converted, ...KINDS.map((kind) => found[kind].map(({ texts }) => texts))]),
  ).slice(0, 6);
