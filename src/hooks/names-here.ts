import { join } from "node:path";
import { block, type Output } from "../host/answer.ts";
import { configFolder } from "../host/program.ts";
import { inHost, PLUGIN, SLASH_COMMANDS, startHere } from "../plugin.ts";
import { fieldsIn, fieldsOf } from "../store/loose.ts";
import { entriesIn, readPlainText } from "../store/plain-file.ts";
import { clean, oneLine } from "../text.ts";
import { allStarts, nameHere } from "../workflows/index.ts";
import type { HookCall } from "./step.ts";

/**
 * Another program's commands, typed where that is not installed: the host knows none of them, and a
 * model would read them.
 */

const OTHERS = /^gsd(?:[-:@.]|$)/;

/** Whether a folder has commands or skills of that program. */
const hasOwn = (folder: string): boolean =>
  ["commands", "skills"].some((kind) =>
    entriesIn(join(folder, kind)).some(({ name }) => OTHERS.test(name)),
  );

/**
 * Whether that program is there: its commands are the person's then, in the project, among their
 * own, or of a plugin.
 */
function isInstalled({ project, env }: HookCall): boolean {
  const config = configFolder(env);
  const roots = [env.MULTI_AI_PROJECT_START || project.root, project.root].map((root) =>
    join(root, ".claude"),
  );
  const { plugins } = fieldsIn(
    readPlainText(join(config, "plugins", "installed_plugins.json")) ?? undefined,
  );
  const folders = Object.values(fieldsOf(plugins)).flatMap((all) =>
    [all].flat().flatMap((one) => {
      const { installPath } = fieldsOf(one);
      return typeof installPath === "string" ? [installPath] : [];
    }),
  );
  return (
    Object.keys(fieldsOf(plugins)).some((name) => OTHERS.test(name)) ||
    [config, ...roots, ...folders].some(hasOwn)
  );
}

/** What such a command is called here; null: it is none, or that program is there. */
export function answeredName(hook: HookCall): Output {
  const [, typed = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(hook.payload.prompt.trim()) ?? [];
  const name = nameHere(typed);
  if (name === null || isInstalled(hook)) return null;
  const words = clean(oneLine(rest));
  const known = Object.hasOwn(allStarts(), name)
    ? startHere(name, words)
    : SLASH_COMMANDS.includes(name)
      ? inHost(`${name} ${words}`.trim())
      : null;
  return block(
    known === null
      ? `No command ${typed} is installed, and ${PLUGIN} has none of this name. /${PLUGIN} help lists what it has; docs/from-gsd.md says what takes the place of what.`
      : `No command ${typed} is installed. It is called here: ${known}`,
  );
}
