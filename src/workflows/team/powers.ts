import { always, DECIDES, type Power } from "../contract/powers.ts";

/** This workflow's fields of the settings: see `Power`. */
export const TEAM_POWERS: readonly Power[] = [
  // Each part has an owner that edits no other, and is reviewed by somebody else.
  { field: "areas", does: "divides the project", without: undefined, narrows: always },
  ...["a", "b", "c"].map((name) => ({
    field: `checkpoints.${name}`,
    does: DECIDES,
    without: undefined,
    narrows: (value: unknown) => (value as { auto_pass_when?: unknown }).auto_pass_when === null,
  })),
  { field: "team.profile", does: "says where areas are built", without: "local", narrows: always },
  { field: "team.qa", does: "says which files are tests, and not looked at as code", without: undefined },
  { field: "team.commands", does: "runs, or false: is not run", without: undefined },
  { field: "deploy", does: "deploys", without: undefined },
];
