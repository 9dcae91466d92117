const REFUSED = "approved tests and commands that a rule allows run; anything else is refused, and you are told";

const FENCED = "edits are made, and commands run in Claude Code's sandbox, without asking you";

/**
 * What happens to an implementer's edits and commands in each mode of the host. `unasked`: the same where nobody can be asked;
 * `fenced`: and commands run in the host's sandbox.
 */
export const MODES: Record<string, { words: string; unasked?: string; fenced?: string; remedy: string | null }> = {
  auto: { words: "edits are made, and a Claude Code model judges each command", fenced: FENCED, remedy: null },
  acceptEdits: {
    words: "edits are made, and you are asked about commands",
    unasked: `edits are made without asking you; ${REFUSED}`,
    fenced: FENCED,
    remedy: null,
  },
  bypassPermissions: { words: "nothing is asked", remedy: null },
  default: {
    words: "you are asked about each edit and each command of an implementer",
    unasked: `each edit that no rule allows is refused, so nothing is built; ${REFUSED}`,
    remedy: "choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow",
  },
  dontAsk: {
    words: "each edit and each command that no rule allows is refused",
    remedy: "allow Edit and Write in permissions.allow, or choose another mode with Shift+Tab",
  },
  plan: { words: "no run starts", remedy: "choose another mode with Shift+Tab" },
};
