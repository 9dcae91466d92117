import { mendSettings, readSettings } from "../../settings/read-settings.ts";
import { type Answer, broken, type Context, Ends } from "../command.ts";

/** The project's settings. @throws Ends where they are wrong */
export async function settingsIn({ project, env }: Context) {
  const read = await readSettings(project.root, env);
  if (!read.ok) throw new Ends(brokenSettings(read.problems));
  return read;
}

/** Settings that are wrong have to be mended first. */
export const brokenSettings = (problems: readonly string[]): Answer =>
  broken(`${problems.join("\n")}\n${mendSettings()}`);
