import { BY_HAND, type OtherAuthor } from "../../engine/run.ts";
import { clip, countsText, given, moment, oneLine, typed } from "../../text.ts";
import { CHANGE_LETTER } from "./report-parts.ts";

/**
 * What a rollback would change or has changed: `added` files come back, `deleted` ones are removed.
 */
export interface RollbackFacts {
  run: string;
  undo: boolean;
  yes: boolean;
  /** Changes that are not as the run left them are taken back as well. */
  all: boolean;
  /** Only these files and folders; empty: all of them. */
  paths: readonly string[];
  /**
   * The ref whose state is restored, when that was stored (ISO 8601), and the ref that stores what
   * is replaced.
   */
  from: string;
  at: string | null;
  to: string;
  done: boolean;
  /** The ref was moved or deleted, so the commit that was noted is restored. */
  moved?: boolean;
  /** Why it would be refused now, and what to type first. */
  held?: string | null;
  /** Why it was refused, so that nothing was changed; else null. */
  refused: string | null;
  changes: { path: string; status: "added" | "modified" | "deleted" }[];
  /** Who has changed what no call of the run has. */
  by: OtherAuthor;
  /**
   * What would change, too, and is left alone: it is not as the run, or its rollback, has left it.
   */
  left: RollbackFacts["changes"];
}

/** To what state of a run its rollback goes. */
export const goalText = (isAccepted: boolean): string =>
  isAccepted ? "as its accepted tasks left it" : "before its implementation";

/** What is typed after the command for the same once more. */
export const wayOf = ({
  undo,
  all,
  paths,
  isAccepted,
}: Pick<RollbackFacts, "undo" | "all" | "paths"> & { isAccepted: boolean }): string =>
  [
    ...paths.map(typed),
    ...given(undo, "--undo"),
    ...given(!undo && isAccepted, "--accepted"),
    ...given(all, "--all"),
  ]
    .map((one) => ` ${one}`)
    .join("");

const MAX_FILES = 40;
/** What `--all` would do to a file that is left alone. */
const WOULD = { added: "bring it back", modified: "change it", deleted: "delete it" };
const LEFT_ALONE =
  "Left alone: ignored files, .task/, repositories created inside since then, the index, HEAD and branches.";

/**
 * A rollback as text: before it, what it would do and what to type; after it, what it did. `call`:
 * how the command is typed.
 */
export function rollbackText(facts: RollbackFacts, call: string): string {
  if (facts.refused !== null) return facts.refused;
  const isAccepted = facts.from.endsWith("-now");
  const saved = facts.paths.length > 0 && !isAccepted ? ", yours as you saved them last" : "";
  const goal = facts.undo ? "before its rollback" : `${goalText(isAccepted)}${saved}`;
  const moved = facts.moved ? `; that ref was moved, so the recorded commit is used` : "";
  const state = `the state of ${facts.run} ${goal} (${facts.from}, ${moment(facts.at ?? "")}${moved})`;
  const lines = clip(
    facts.changes,
    MAX_FILES,
    ({ path, status }) => `\n  ${CHANGE_LETTER[status]} ${oneLine(path)}`,
  );
  // Then there is nothing to undo any more, also with --all.
  const isUndone = facts.undo && facts.done;
  const them = facts.left.length === 1 ? "it" : "them";
  const theirs = clip(
    facts.left,
    MAX_FILES,
    ({ path, status }) => `\n  ${oneLine(path)}${isUndone ? "" : `: --all would ${WOULD[status]}`}`,
  );
  const whose = facts.by === BY_HAND ? "Yours, left alone" : "Left alone, author unknown";
  const left =
    facts.left.length === 0
      ? ""
      : `\n${whose}: ${facts.undo ? "not as the rollback" : `changed ${facts.by}, or not as the run`} left ${them}.${theirs.join("")}`;
  if (facts.changes.length === 0)
    return left === ""
      ? `The project's files are already in ${state}. Nothing was changed.`
      : `None of the run's own changes remain to undo for ${state}. Nothing was changed.${left}`;
  const files = lines.join("") + left;
  const statuses = facts.changes.map(({ status }) => status);
  const counts = countsText(statuses, ["added", "modified", "deleted"]);
  const again = facts.undo ? "" : `\nTo undo this: ${call} --undo --yes`;
  const todo = facts.held ?? `To do it: ${call}${wayOf({ ...facts, isAccepted })} --yes`;
  if (facts.done)
    return `The project's files are in ${state} again: ${counts}.${files}\nThe previous files are kept on ${facts.to}.${again}`;
  const shown = `This ${facts.yes ? "restores" : "would restore"} ${state}: ${counts}.${files}\n${LEFT_ALONE}`;
  return facts.yes ? shown : `${shown}\nNothing was changed. ${todo}`;
}
