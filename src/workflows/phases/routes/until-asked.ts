import type { Start } from "../../../engine/run.ts";
import { startHere } from "../../../plugin.ts";
import { given } from "../../../text.ts";
import type { Flag } from "../../contract/contract.ts";
import { plainNumber } from "../planning/numbers.ts";

/** Flag and option of a run after which the next one begins by itself. */
export const UNTIL_ASKED = "until-asked";

/** Option of a run of verify-work: numbers of the phases that are verified after it. */
export const REMAINING = "remaining";

/**
 * Option of such a run: each command that was begun until then, with its reason, by its hash; of a
 * later one a comma is in it.
 */
export const STEPS = "steps";

/** Option of a run: what the project's config says, and nothing reads. */
export const IN_VAIN = "in-vain";

export const GOES_ON: Record<string, Flag> = {
  [UNTIL_ASKED]: {
    takes: "nothing",
    about: "Continue with what comes next until you have to decide",
  },
};

/** What is typed for a run of these. */
export const typedOf = ({ entry, options: { phase } }: Pick<Start, "entry" | "options">): string =>
  startHere(entry, phase && plainNumber(phase));

/**
 * What a run's options mean, for the person: why it was chosen, and that it will not be the last.
 */
export function hintOf({ entry, options }: Pick<Start, "entry" | "options">): string | null {
  const {
    command_reason: why,
    [UNTIL_ASKED]: goesOn,
    [STEPS]: steps = "",
    [REMAINING]: remaining,
    [IN_VAIN]: inVain,
  } = options;
  const isFirst = goesOn !== undefined && !steps.includes(",");
  const lines = [
    ...given(why !== undefined, `Next is ${typedOf({ entry, options })}: ${why}.`),
    ...given(
      remaining !== undefined,
      `Verified after it: phase ${remaining?.replaceAll(",", ", ")}.`,
    ),
    ...given(isFirst, "What comes next starts by itself, until you have to decide."),
    ...given(inVain !== undefined, `${inVain}.`),
  ];
  return lines.length === 0 ? null : lines.join(" ");
}
