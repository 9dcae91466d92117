import { readCommandLine } from "../../command-line.ts";

/** Whether a command can be started on this machine, without starting it. */

export type HasProgram = (name: string) => boolean;
export const onPath: HasProgram = (name) => Bun.which(name) !== null;

/**
 * The program of a command that is nowhere here; null: it is there, is a file of the project's, or
 * a shell finds it.
 */
export function missingProgram(command: string, has: HasProgram): string | null {
  const line = readCommandLine(command);
  const name = line.shell ? "" : (line.words[0] ?? "");
  return name === "" || name.includes("/") || has(name) ? null : name;
}
