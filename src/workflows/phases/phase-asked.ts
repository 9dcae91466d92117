import type { Resolved } from "../contract.ts";
import { samePhase, twoDigits } from "./planning/numbers.ts";
import { readPlanning } from "./planning/read.ts";

/** A phase's number at the beginning of what was typed, and the person's words behind it. */
const NUMBER = /^(?:phase\s+)?(\d{1,4}(?:\.\d{1,3})?)(?:\s+|$)/i;

/**
 * The phase that was asked for, as the option `phase` of the run: `02`, `02.1`. What stands behind the number is the request.
 * `entry`: what is started.
 */
export function phaseAsked(root: string, request: string, entry: string): Resolved {
  const { roadmap } = readPlanning(root);
  const [typed, number] = NUMBER.exec(request.trim()) ?? [];
  const known = roadmap?.phases.map((one) => one.number) ?? [];
  if (roadmap === null)
    return { ok: false, problem: "There is no .planning/ROADMAP.md: /multi-ai:new-project makes one." };
  if (number === undefined) return { ok: false, problem: `Name a phase first: one of ${known.join(", ")}.` };
  const found = known.find((one) => samePhase(one, number));
  if (found === undefined)
    return { ok: false, problem: `The roadmap has no phase ${number}; it has ${known.join(", ")}.` };
  const words = request.trim().slice(typed!.length).trim();
  return { ok: true, entry, request: words === "" ? `Phase ${found}` : words, options: { phase: twoDigits(found) } };
}
