import { DECIDES, type Power } from "../contract/powers.ts";

/** A function that says whether an object of the settings has this value in this field. */
const isSet =
  (field: string, to: unknown) =>
  (value: unknown): boolean =>
    (value as Record<string, unknown> | undefined)?.[field] === to;

/** Fields of this workflow's settings that count once the person has approved them. */
export const TEAM_POWERS: readonly Power[] = [
  ...["a", "b", "c"].map((name) => ({
    field: `checkpoints.${name}`,
    does: DECIDES,
    without: undefined,
    idle: isSet("auto_pass_when", null),
  })),
  { field: "team.commands", does: "runs, or false: is not run", without: undefined },
  { field: "deploy", does: "deploys", without: undefined },
];
