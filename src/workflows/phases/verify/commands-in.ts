import { isOwnCommand } from "../../own-commands.ts";

/** An inline code span, and what stands right behind it. */
const SPAN = /`([^`\n]{2,400})`(\s+(?:exits? with 0|exits? 0|succeeds?|passes|is green))?/gi;

/**
 * Commands that a success criterion carries: code in it that is one of the project's own scripts or test runners, or of which
 * it says that it passes. Any other code in it is a name. Pure.
 */
export const commandsIn = (criterion: string): string[] =>
  [...criterion.matchAll(SPAN)].flatMap(([, code = "", passes]) => {
    const command = code.trim();
    return passes !== undefined || isOwnCommand(command) ? [command] : [];
  });
