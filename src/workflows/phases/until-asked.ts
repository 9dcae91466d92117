import type { Flag } from "../contract/contract.ts";

/** Flag and option of a run behind which the next one begins by itself. */
export const UNTIL_ASKED = "until-asked";

/** Option of such a run: each command that was begun until then, with its reason, by its hash; of a later one a comma is in it. */
export const STEPS = "steps";

export const GOES_ON: Record<string, Flag> = {
  [UNTIL_ASKED]: { takes: "nothing", about: "Go on with what comes next until you have to decide" },
};

/** What a run's options mean, for the person: why it was chosen, and that it will not be the last. */
export function hintOf(options: Readonly<Record<string, string>>): string | null {
  const { command, command_reason, [UNTIL_ASKED]: goesOn, [STEPS]: steps = "" } = options;
  const lines = [
    ...(command === undefined ? [] : [`Next is ${command}: ${command_reason}.`]),
    ...(goesOn === undefined || steps.includes(",")
      ? []
      : ["What comes behind it begins by itself, until you have to decide."]),
  ];
  return lines.length === 0 ? null : lines.join(" ");
}
