const REFUSED = "approved tests and allowed commands run; anything else is refused and reported";

const FENCED = "edits need no approval; commands run in Claude Code's sandbox";

/**
 * What happens to an implementer's edits and commands in each mode of the host; null: its name says
 * it. `unasked`: the same where nobody can be asked;
 * `fenced`: and commands run in the host's sandbox.
 */
export const MODES: Record<
  string,
  { words: string | null; unasked?: string; fenced?: string; remedy: string | null }
> = {
  acceptEdits: {
    words: "you approve commands",
    unasked: `edits need no approval; ${REFUSED}`,
    fenced: FENCED,
    remedy: null,
  },
  auto: { words: null, fenced: FENCED, remedy: null },
  bypassPermissions: { words: "nothing needs approval", remedy: null },
  default: {
    words: "you approve each edit and command",
    unasked: `edits that no rule allows are refused, so nothing is built; ${REFUSED}`,
    remedy:
      "choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow",
  },
  dontAsk: {
    words: "edits and commands that no rule allows are refused",
    remedy: "allow Edit and Write in permissions.allow, or choose another mode with Shift+Tab",
  },
  plan: { words: "no run starts", remedy: "choose another mode with Shift+Tab" },
};

// The host calls it so when it is asked for it.
MODES.manual = MODES.default!;

/** Those in which a run can be driven: in plan mode no agent may write its result. */
export const RUN_MODES = Object.keys(MODES).filter((one) => one !== "plan");
