import type { Facts } from "../../../engine/events.ts";
import type { Task } from "../../../engine/run.ts";
import { nameKey } from "../../../text.ts";
import type { AreaReview } from "../peer-review/verdict.ts";
import type { GateStatus } from "../status/statuses.ts";

/**
 * What the artifacts and checks of this workflow say beside their outcome, as the journal holds it.
 */

/**
 * What a reviewer says of one area, bound to the area's tree as the program saw it when the review
 * began.
 */
export interface Section extends AreaReview {
  tree: string;
}

/** Beside what the engine reads; all of it may be missing. */
export type TeamFacts = Pick<Facts, "warnings" | "closed" | "owners" | "trees" | "declined"> & {
  status?: GateStatus;
  /** Why it does not hold, or what has to change. */
  blockers?: string[];
  /** Questions to pm, each once. */
  questions?: string[];
  answered?: { question: string; answer: string }[];
  /** Of the brief: what is left out. */
  out_of_scope?: string[];
  /** Files that an owner's task has changed. */
  files?: string[];
  /** Areas with components in the design. */
  areas?: string[];
  /** Parts that a task has changed; of a check, those that differ from the beginning of the run. */
  changed?: string[];
  sections?: Section[];
  /** Rules that fired and ask for a security review; null: they could not be tried. */
  rules?: string[] | null;
  /** The change has outgrown the run's track. */
  outgrown?: { to: string; reason: string };
  counts?: Record<string, number>;
  /** Lessons that were chosen for later runs. */
  promoted?: string[];
  flags?: Record<string, boolean>;
  /** Names of tests that failed. */
  failing?: string[];
  /** Of a deployment: where to, and the exit code of its command. */
  deployed?: { environment: string; exit: number | null };
  /** What the checks will run that they found in the project, as the person is shown it. */
  found?: string[];
  /** A few words for the status table; of a ruling, what each owner changes. */
  note?: string;
};

/**
 * What a task's artifact said, nothing where there is no task; the check of its kind has seen to
 * the form before it was recorded.
 */
export const teamFacts = (task: Pick<Task, "facts"> | undefined): TeamFacts =>
  (task?.facts ?? {}) as TeamFacts;

/** What makes two questions the same one: words alone. */
export const questionKey = (text: string): string =>
  nameKey(text)
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** What a reviewer's task has asked changes of. */
export const requestedChanges = (task: Pick<Task, "facts"> | undefined): Section[] =>
  (teamFacts(task).sections ?? []).filter((section) => section.verdict === "changes");

/** Most entries of a list that one line of the journal takes. */
const MAX_ENTRIES = 60;

/**
 * The same facts with short lists, their texts cut at `length`, and nothing that is undefined: they
 * stand in the journal.
 */
export const bounded = (facts: TeamFacts, length: number): TeamFacts =>
  shortened(facts, length) as TeamFacts;

function shortened(value: unknown, length: number): unknown {
  if (Array.isArray(value))
    return value
      .slice(0, MAX_ENTRIES)
      .map((one) =>
        typeof one === "string" && one.length > length
          ? `${one.slice(0, length - 1)}…`
          : shortened(one, length),
      );
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(fields.map(([name, one]) => [name, shortened(one, length)]));
}

/** A moment of ISO 8601 as the gates have it: whole seconds, UTC. */
export const timestamp = (at: string): string => `${at.slice(0, 19)}Z`;

/** Whose task it is, as briefs, reports and questions name it. */
export const roleOf = ({ who }: Pick<Task, "who">): string => who.role ?? who.program ?? who.agent;
