/**
 * A field that runs something, sends something, or decides in the person's place. In a file that came with the project it
 * counts once the person has approved it.
 */
export interface Power {
  /** Its path in the file, such as `tests.commands`. */
  field: string;
  does: string;
  /** Its value when nothing is said. */
  without: unknown;
  /** Whether a value does none of that. */
  idle?(value: unknown): boolean;
}

export const DECIDES = "decides in your place";

/** Of the fields that all workflows share. Every other one only bounds a run, or freezes files: docs/security.md. */
export const POWERS: readonly Power[] = [
  { field: "auto", does: DECIDES, without: false },
  { field: "tests.run", does: `${DECIDES}: no test is run`, without: true },
  { field: "tests.commands", does: "run in every run, in a shell where a line needs one", without: [] },
  { field: "codex.missing", does: DECIDES, without: "ask" },
  {
    field: "notify",
    does: "is sent how runs stand, with what the named variables hold; a command runs",
    without: undefined,
  },
  { field: "providers", does: "says where prompts and your keys are sent", without: undefined },
  { field: "secrets", does: "hides files from reviewers", without: [] },
];
