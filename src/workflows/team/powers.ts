import { always, DECIDES, type Power } from "../contract/powers.ts";

/** This workflow's fields of the settings: see `Power`. */
export const TEAM_POWERS: readonly Power[] = [
  // Each part has an owner that edits no other, and is reviewed by somebody else.
  { field: "areas", does: "divides the project", narrows: always },
  ...["a", "b", "c"].map((name) => ({
    field: `checkpoints.${name}`,
    does: DECIDES,
    narrows: (value: unknown) => (value as { auto_pass_when?: unknown }).auto_pass_when === null,
  })),
  { field: "team.profile", does: "says where areas are built", without: "local", narrows: always },
  { field: "team.qa", does: "says which files are tests, and not looked at as code" },
  { field: "team.commands", does: "runs, or false: is not run" },
  { field: "deploy", does: "deploys" },
];
