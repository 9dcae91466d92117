/** What the checks before the peer review found, and the gate that it makes of stage 05. */

import type { Stage05 } from "../stages/gates.ts";
import type { DependencyChanges } from "./dependencies.ts";

export const PRE_REVIEW_PARTS = ["lint", "types", "tests", "dependencies"] as const;
export type PreReviewPart = (typeof PRE_REVIEW_PARTS)[number];

/** Scripts of package.json that are taken for a part, the first that is there. */
export const PART_SCRIPTS: Record<Exclude<PreReviewPart, "dependencies">, string[]> = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  tests: ["test"],
};

export interface CheckedPart {
  /**
   * `not_found`: the program that it names is not there. `unreachable`: it ran, and could not ask the service that it
   * needs. `not_run`: there is nothing to run; `lines` says why.
   */
  state: "passed" | "failed" | "not_found" | "timeout" | "unreachable" | "not_run";
  command: string | null;
  exit: number | null;
  /** Milliseconds. */
  ms: number;
  /** The last lines of its output. */
  lines: string[];
  /** Hash of the object that holds its output, at most 1 MB of it. */
  log: string | null;
  /** Files of the project that the output of a failed check names. */
  failures: string[];
}

export type PreReviewRecord = Record<PreReviewPart, CheckedPart>;

const TITLES: Record<PreReviewPart, string> = {
  lint: "Lint",
  types: "Type check",
  tests: "Tests",
  dependencies: "Dependency review",
};

/** A part's blocker, without more of its output than a list of names. */
function blockerOf(part: PreReviewPart, { command, exit, failures }: CheckedPart): string {
  const named = failures.slice(0, 5).join(", ");
  const more = failures.length > 5 ? ` and ${failures.length - 5} more` : "";
  return `${TITLES[part]} failed: ${command}${exit === null ? "" : ` (exit ${exit})`}${named === "" ? "" : `: ${named}${more}`}`;
}

const UNDECIDED: Partial<Record<CheckedPart["state"], string>> = {
  not_found: "the program was not found; install it, or set team.commands",
  timeout: "its time was up; make it faster, or raise team.commands' time limit",
  unreachable: "the registry could not be reached; run it again online",
};

function warningOf(part: PreReviewPart, { command, state }: CheckedPart): string | null {
  const why = UNDECIDED[state];
  return why === undefined ? null : `${TITLES[part]} could not decide: ${command}: ${why}`;
}

/** What failed, one line each. */
export const partBlockers = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part]?.state === "failed" ? [blockerOf(part, record[part])] : []));

/** What ran and could not decide, one line each. */
export const partWarnings = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part] === undefined ? [] : (warningOf(part, record[part]) ?? [])));

/**
 * The gate of stage 05. A failed part makes it FAIL; one that ran and could not decide makes it WARN; a part without a
 * command holds nothing up, and its field is true: `notRun` names it. `securityRequired`: what the triggers said, or true where the
 * changed files are not known. `notes`: warnings of others about the same change. `timestamp`: ISO 8601, UTC.
 */
export function preReviewGate(
  record: PreReviewRecord,
  about: { track: Stage05["track"]; timestamp: string; securityRequired: boolean; notes?: readonly string[] },
): Stage05 {
  const blockers = partBlockers(record);
  const warnings = partWarnings(record);
  const fine = (part: PreReviewPart): boolean => ["passed", "not_run"].includes(record[part].state);
  return {
    stage: "stage-05",
    status: blockers.length > 0 ? "FAIL" : warnings.length > 0 ? "WARN" : "PASS",
    agent: "platform",
    track: about.track,
    timestamp: about.timestamp,
    lint_passed: fine("lint") && fine("types"),
    tests_passed: fine("tests"),
    dependency_review_passed: fine("dependencies"),
    security_review_required: about.securityRequired,
    blockers,
    warnings: [...new Set([...warnings, ...(about.notes ?? [])])],
  };
}

/** The parts for which there was nothing to run, each with the reason: for a person, where the gate is shown. */
export const notRun = (record: PreReviewRecord): string[] =>
  PRE_REVIEW_PARTS.filter((part) => record[part].state === "not_run").map(
    (part) => `${TITLES[part]} was not run: ${record[part].lines.join(" ")}`,
  );

/** What a person is told about packages that a change brings in, in place of others, or takes away; null: nothing. */
export function dependencyNote({ added, removed, changed, unreadable }: DependencyChanges): string | null {
  const named = (title: string, names: string[]): string[] => {
    if (names.length === 0) return [];
    const more = names.length > 8 ? ` and ${names.length - 8} more` : "";
    return [`${title} ${names.slice(0, 8).join(", ")}${more}`];
  };
  const parts = [
    ...named(
      "added",
      added.map((one) => `${one.name} ${one.to}`),
    ),
    ...named(
      "changed",
      changed.map((one) => `${one.name} ${one.from} → ${one.to}`),
    ),
    ...named(
      "removed",
      removed.map((one) => one.name),
    ),
    ...named("not readable:", unreadable),
  ];
  return parts.length === 0 ? null : `Dependencies: ${parts.join("; ")}`;
}

/** The scripts of a package.json; none when it cannot be read, which its reader tells. */
function scriptsOf(text: string | null): Map<string, unknown> {
  try {
    const { scripts } = JSON.parse((text ?? "{}").replace(/^\uFEFF/, "")) as { scripts?: unknown };
    return new Map(typeof scripts === "object" && scripts !== null ? Object.entries(scripts) : []);
  } catch {
    return new Map();
  }
}

/**
 * What a person is told when a change rewrote or took away a script that checks it, or put another one before or behind
 * it; null: it did not. The texts are those of package.json before and after, null where there was none.
 */
export function scriptNote(before: string | null, after: string | null): string | null {
  const [was, is] = [scriptsOf(before), scriptsOf(after)];
  const changed = Object.values(PART_SCRIPTS)
    .flat()
    .flatMap((name) => [`pre${name}`, name, `post${name}`])
    .filter((name) => was.get(name) !== is.get(name))
    // A script where there was none checks more than before; what npm runs around one may not.
    .filter((name) => was.has(name) || /^(?:pre|post)/.test(name));
  return changed.length === 0
    ? null
    : `The change rewrote scripts that check it, in package.json: ${changed.join(", ")}`;
}
