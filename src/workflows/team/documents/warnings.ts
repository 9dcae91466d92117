/** Warnings travel by id: raised once, named again by `W<n>: …`, closed only with a reason. */
import { shown } from "../../../text.ts";
import { nameKey } from "../../sections.ts";

export interface Warning {
  id: string;
  text: string;
}

type ClosedWarning = { id: string; reason: string };

const REFERENCE = /^(W[1-9]\d{0,5}):(?:\s+|$)/;

const numberOf = (id: string): number => Number(id.slice(1)) || 0;

/** The id that a text refers to, null when it is a new warning. */
export const referenceOf = (text: string): string | null => REFERENCE.exec(text.trim())?.[1] ?? null;

/**
 * Gives each text its warning: the one that it names, the one with the same words, else a new one. `last` is the highest
 * number that any warning of the run has had, closed ones too. `ids` are as many as texts. A text that names an unknown
 * warning is a problem, and counts as a new one: nothing is lost.
 */
export function numberWarnings(
  open: readonly Warning[],
  texts: readonly string[],
  last: number = open.reduce((most, one) => Math.max(most, numberOf(one.id)), 0),
): { warnings: Warning[]; ids: string[]; problems: string[] } {
  const warnings = [...open];
  const problems: string[] = [];
  const byText = new Map(warnings.map((one) => [nameKey(one.text), one.id]));
  const known = new Set(warnings.map((one) => one.id));
  let highest = last;
  const ids = texts.map((text) => {
    const named = referenceOf(text);
    if (named !== null && known.has(named)) return named;
    if (named !== null)
      problems.push(
        `warnings: found ${shown(text)}, expected the id of an open warning (${[...known].join(", ") || "there is none"})`,
      );
    const key = nameKey(text);
    const same = byText.get(key);
    if (same !== undefined) return same;
    const id = `W${++highest}`;
    warnings.push({ id, text: text.trim() });
    known.add(id);
    byText.set(key, id);
    return id;
  });
  return { warnings, ids, problems };
}

/** Takes closed warnings out; one that is not open is a problem, and so is one closed twice. */
export function closeWarnings(
  open: readonly Warning[],
  closing: readonly ClosedWarning[],
): { open: Warning[]; closed: ClosedWarning[]; problems: string[] } {
  const left = new Map(open.map((one) => [one.id, one]));
  const closed: ClosedWarning[] = [];
  const problems: string[] = [];
  for (const one of closing) {
    const ids = [...left.keys()].join(", ") || "there is none";
    if (one.reason.trim() === "")
      problems.push(`closed_warnings: found ${one.id} without a reason, expected why it is settled`);
    else if (left.delete(one.id)) closed.push(one);
    else problems.push(`closed_warnings: found "${one.id}", expected the id of an open warning (${ids})`);
  }
  return { open: [...left.values()], closed, problems };
}
