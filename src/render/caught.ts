import { SEVERITIES } from "../engine/run.ts";
import type { Caught } from "../workflows/contract/contract.ts";

/** What became of a run's findings, in numbers and words: the same in every view of it. */

/** How many findings there are of each state. */
export type Found = Record<Caught["state"], number>;

/** In this order they are told. */
const STATES = ["open", "mended", "accepted", "withdrawn", "refuted", "outside", "void"] as const;

/** What each state is called, in a word or two. */
export const CALLED: Record<Caught["state"], string> = {
  open: "open",
  mended: "fixed",
  accepted: "accepted as it is",
  withdrawn: "withdrawn",
  refuted: "refuted by its test",
  outside: "outside the change",
  void: "no longer counts",
};

/** How many of these findings are in each state. */
export const foundIn = (caught: readonly Pick<Caught, "state">[]): Found =>
  Object.fromEntries(
    STATES.map((state) => [state, caught.filter((one) => one.state === state).length]),
  ) as unknown as Found;

/** `2 fixed, 1 accepted`; empty without findings. */
export const statesText = (found: Found): string =>
  STATES.filter((state) => found[state] > 0)
    .map((state) => `${found[state]} ${CALLED[state]}`)
    .join(", ");

/** `3, 2 fixed, 1 accepted`; empty without findings. */
export const foundText = (caught: readonly Caught[]): string =>
  caught.length === 0 ? "" : `${caught.length}, ${statesText(foundIn(caught))}`;

/** Findings that nobody has settled, the gravest first. */
export const openFindings = (caught: readonly Caught[]): Caught[] =>
  caught
    .filter(({ state }) => state === "open")
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
