/** What happens to an implementer's edits and commands in each mode of the host. */
export const MODES: Record<string, { words: string; remedy: string | null }> = {
  auto: { words: "edits are made, and a model of Claude Code judges each command", remedy: null },
  acceptEdits: { words: "edits are made, and you are asked about commands", remedy: null },
  bypassPermissions: { words: "nothing is asked", remedy: null },
  default: {
    words: "you are asked about each edit and each command of an implementer",
    remedy: "choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow",
  },
  dontAsk: {
    words: "each edit and each command that no rule allows is refused",
    remedy: "allow Edit and Write in permissions.allow, or choose another mode with Shift+Tab",
  },
  plan: { words: "no run starts", remedy: "choose another mode with Shift+Tab" },
};

/** What a person should know of the host's mode before the work begins, and what helps; nothing of one that lets edits pass. */
export function modeLines(mode: string): string[] {
  const { words = "", remedy = null } = Object.hasOwn(MODES, mode) ? MODES[mode]! : {};
  if (remedy === null) return [];
  return [`Before it begins: mode ${mode}, where ${words}.`, `To change that: ${remedy}.`];
}
