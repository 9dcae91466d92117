import { mkdirSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { pluginRoot } from "../../host/program.ts";
import { PLUGIN } from "../../plugin.ts";
import { type Answer, type Call, done, no } from "../../run/commands/command.ts";
import { oneLine } from "../../text.ts";
import { isOnPath, linkAt, PROGRAMS, refused } from "./steps.ts";

/** What puts the folder on PATH, by the person's shell; a new terminal has it then. */
const ON_PATH: Record<string, string> = {
  bash: `echo 'export PATH="$HOME/${PROGRAMS}:$PATH"' >> ~/.bashrc`,
  zsh: `echo 'export PATH="$HOME/${PROGRAMS}:$PATH"' >> ~/.zshrc`,
  fish: `fish_add_path ~/${PROGRAMS}`,
};

/**
 * Makes the program one of the person's own, found in every terminal: a link in their folder for programs, which is made. In
 * Claude Code, too: what it changes is neither the project's nor a setting of the host. Exit 1 where something else is there.
 */
export function linkProgram({ env }: Pick<Call, "env">): Answer {
  const { HOME, SHELL } = env;
  if (!HOME?.startsWith("/"))
    return no("HOME names no folder: nowhere to put the program. Set HOME to your own, and type it again.");
  const file = join(HOME, PROGRAMS, PLUGIN);
  let look = linkAt(file, join(pluginRoot(), "bin", PLUGIN));
  if (look.state === "offered")
    try {
      mkdirSync(dirname(file), { recursive: true });
      look.apply();
      look = { state: "done", file, text: `${file}: ${look.change.join("; ")}` };
    } catch (error) {
      look = refused(file, error);
    }
  if (look.state !== "done") return no(oneLine(look.text), { file });
  const found = isOnPath(dirname(file), env);
  const line = ON_PATH[basename(SHELL ?? "")] ?? ON_PATH.bash!;
  const way = found
    ? `In a terminal you type ${PLUGIN}.`
    : `~/${PROGRAMS} is not on your PATH. This line puts it there, for each new terminal:\n  ${line}`;
  return done(`${oneLine(look.text)}\n${way}`, { file, on_path: found, ...(found ? {} : { line }) });
}
