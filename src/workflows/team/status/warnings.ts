import type { Run } from "../../../engine/run.ts";
import { shortJson } from "../../../text.ts";

/** The warnings of a run that artifacts raised, as they are shown. Pure. */

/** A warning as it is shown; it stays open until somebody closes it with a reason. */
type ShownWarning = Pick<Run["warnings"][number], "id" | "text" | "task">;

/** Open warnings of a run, oldest first, also of tasks that were redone since. */
export const openWarnings = (run: Run): ShownWarning[] =>
  run.warnings.filter((warning) => warning.closed === null);

/** Warnings that were open right after the artifact at this position was accepted. */
export const openAt = (run: Run, acceptedSeq: number): ShownWarning[] =>
  run.warnings.filter(
    (warning) =>
      warning.at <= acceptedSeq && (warning.closed === null || warning.closed.at > acceptedSeq),
  );

/** Warnings travel by id: raised once, named again by `W<n>: …`, closed only with a reason. */
type Warning = Pick<ShownWarning, "id" | "text">;

const REFERENCE = /^(W[1-9]\d{0,5}):(?:\s+|$)/;

/**
 * What is wrong with the warnings that a role raises, and with those that it closes: each that it
 * names has to be open.
 */
export function warningProblems(
  open: readonly Warning[],
  raised: readonly string[],
  closing: readonly { id: string; reason: string }[],
): string[] {
  const ids = open.map((one) => one.id);
  const expected = `expected the id of an open warning (${ids.join(", ") || "there is none"})`;
  const lost = raised.filter((text) => {
    const [, id] = REFERENCE.exec(text.trim()) ?? [];
    return id !== undefined && !ids.includes(id);
  });
  const settled = closing
    .map(({ id }) => id)
    .filter((id, at, all) => !ids.includes(id) || all.indexOf(id) < at);
  return [
    ...lost.map((text) => `warnings: found ${shortJson(text)}, ${expected}`),
    ...settled.map((id) => `closed_warnings: found "${id}", ${expected}`),
  ];
}
