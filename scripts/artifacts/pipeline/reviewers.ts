import type { Areas } from "./areas.ts";
import type { Track } from "./tracks.ts";

/** `scoped`: one area alone, one word by another owner; `matrix`: the owners review each other. */
export type ReviewShape = "scoped" | "matrix";

/** Who reviews where there is no other area's owner. */
export const PRINCIPAL = "principal";

/** The shape of the peer review, by the areas that the diff crosses; an update of dependencies is scoped whatever it crosses. */
export function reviewShape(crossed: readonly string[], track: Track = "full"): ReviewShape {
  return crossed.length > 1 && track !== "dep-update" ? "matrix" : "scoped";
}

/** Who may approve an area: the other areas' owners in the setting's order, principal where there is none. */
export function eligible(area: string, areas: Areas): string[] {
  const others = Object.keys(areas).filter((name) => name !== area);
  return others.length > 0 ? others : [PRINCIPAL];
}

/**
 * How many approvals an area needs: the setting in a matrix, one in a scoped review and in the quick track, never more than
 * there are eligible reviewers, never less than one.
 */
export function required(area: string, areas: Areas, setting: number, shape: ReviewShape, track: Track): number {
  const wanted = shape === "scoped" || track === "quick" ? 1 : setting;
  return Math.max(1, Math.min(wanted, eligible(area, areas).length));
}

/** One reviewer's task: the areas that it reviews, in the setting's order. */
export interface Assignment {
  reviewer: string;
  areas: string[];
}

/**
 * Who reviews what, reviewers in the setting's order, principal last. Scoped: as many as are required, beginning with the
 * area behind the reviewed one. Matrix: each owner of a crossed area reviews the others; where these are fewer than required,
 * owners of areas that are not crossed help out, in the same order. Areas that are not in the setting get nobody.
 */
export function assignments(
  crossed: readonly string[],
  areas: Areas,
  shape: ReviewShape,
  required: number,
): Assignment[] {
  const names = Object.keys(areas);
  const byReviewer = new Map<string, string[]>([...names, PRINCIPAL].map((name) => [name, []]));
  for (const area of names.filter((name) => crossed.includes(name))) {
    const place = names.indexOf(area);
    const others = [...names.slice(place + 1), ...names.slice(0, place)];
    const first = shape === "matrix" ? others.filter((name) => crossed.includes(name)) : [];
    const helping = others.filter((name) => !first.includes(name)).slice(0, Math.max(0, required - first.length));
    for (const reviewer of others.length > 0 ? [...first, ...helping] : [PRINCIPAL])
      byReviewer.get(reviewer)!.push(area);
  }
  return [...byReviewer].filter(([, list]) => list.length > 0).map(([reviewer, list]) => ({ reviewer, areas: list }));
}

/** One section `## Review of <area>` of a reviewer's file. */
export interface ReviewWord {
  reviewer: string;
  area: string;
  verdict: "approved" | "changes";
  /** Hash of the area's tree that the review was made on. */
  tree: string;
  /** What an `ESCALATE:` line asks; null or left out: none. */
  escalate?: string | null;
  /** True when a recorded decision has answered the escalation. */
  decided?: boolean;
}

/** Where an area's review stands. The lists name reviewers, each at most once, in the order of `eligible`. */
export interface Tally {
  /** Their last word approves the current tree. */
  approvals: string[];
  /** Their last word asks for changes, on whatever tree. */
  changes: string[];
  /** Their last word approves another tree: it counts for nothing. */
  stale: string[];
  /** Approvals that are still needed. */
  missing: number;
  /** Escalations that no decision has answered, in the order in which they were raised; a later approval lowers none. */
  escalations: { reviewer: string; topic: string }[];
  status: "PASS" | "FAIL" | "ESCALATE";
}

/**
 * Counts the words on one area, oldest first. Words of anybody who is not eligible, the area's own owner above all, and words
 * on other areas do not count; of one reviewer the last word does. Missing approvals are a FAIL: `changes` tells them apart.
 */
export function tally(
  area: string,
  sections: readonly ReviewWord[],
  currentTree: string,
  required: number,
  eligible: readonly string[],
): Tally {
  const may = [...new Set(eligible)].filter((name) => name !== area);
  const words = sections.filter((one) => one.area === area && may.includes(one.reviewer));
  const last = new Map(words.map((one) => [one.reviewer, one]));
  const whose = (fits: (word: ReviewWord) => boolean): string[] =>
    may.filter((name) => {
      const word = last.get(name);
      return word !== undefined && fits(word);
    });
  const approvals = whose((word) => word.verdict === "approved" && word.tree === currentTree);
  const stale = whose((word) => word.verdict === "approved" && word.tree !== currentTree);
  const changes = whose((word) => word.verdict === "changes");
  const escalations = words.flatMap(({ reviewer, escalate, decided }) =>
    escalate === undefined || escalate === null || decided === true ? [] : [{ reviewer, topic: escalate }],
  );
  const missing = Math.max(0, Math.max(1, required) - approvals.length);
  const passes = missing === 0 && changes.length === 0;
  return {
    approvals,
    changes,
    stale,
    missing,
    escalations,
    status: escalations.length > 0 ? "ESCALATE" : passes ? "PASS" : "FAIL",
  };
}
