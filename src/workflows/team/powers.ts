import { DECIDES, type Power } from "../contract/powers.ts";

/** Fields of this workflow's settings that count once the person has approved them. */
export const TEAM_POWERS: readonly Power[] = [
  ...["a", "b", "c"].map((name) => ({
    field: `checkpoints.${name}`,
    does: DECIDES,
    without: undefined,
    idle: (value: unknown) => (value as { auto_pass_when?: unknown } | undefined)?.auto_pass_when === null,
  })),
  { field: "team.commands", does: "runs, or false: is not run", without: undefined },
  { field: "deploy", does: "deploys", without: undefined },
];
