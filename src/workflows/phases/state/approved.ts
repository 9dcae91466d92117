import { approvedCommands } from "../../../engine/run.ts";
import { attempt } from "../../../process/attempt.ts";
import { readNotes, writeNotes } from "../../../record/machine/outside.ts";
import { given, someOf } from "../../../text.ts";
import type { At } from "../recorded.ts";

/**
 * Commands that the person has approved in some run of a phase, word for word: no later run of it
 * asks about them again.
 */

const allOf = ({ project }: Pick<At, "project">, folder: string): string[] =>
  readNotes<{ commands: string[] }>(process.env, project, "approved", folder).flatMap(
    ({ commands = [] }) => commands,
  );

/** Those of these commands. `folder`: that of the phase. */
export function approvedBefore(
  at: Pick<At, "project">,
  folder: string,
  commands: readonly string[],
): string[] {
  const known = allOf(at, folder);
  return commands.filter((command) => known.includes(command));
}

/**
 * Notes what the person has approved in a run. Where that cannot be noted, the next run asks again.
 */
export function noteApproved({ project, run }: At, folder: string): void {
  const own = approvedCommands(run).flatMap(({ by, text }) => (by === "person" ? [text] : []));
  if (own.length === 0) return;
  const commands = [...new Set([...allOf({ project }, folder), ...own])];
  attempt(() => writeNotes(process.env, project, "approved", folder, { commands }), null);
}

/** Why a question shows commands of which the person has approved some before. */
export function newLines(commands: readonly string[], known: readonly string[]): string[] {
  const others = commands.filter((command) => !known.includes(command));
  return given(
    known.length > 0 && others.length > 0,
    `You approved ${known.length} of these in an earlier run of this phase; new: ${someOf(others, 3)}`,
  );
}
