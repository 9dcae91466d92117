import { join } from "node:path";
import { block, type Output } from "../../host/answer.ts";
import { configFolder } from "../../host/program.ts";
import { PLUGIN } from "../../plugin.ts";
import { unknownCommandText } from "../../run/commands/usage/slips.ts";
import { entriesIn, readPlainText } from "../../store/files/plain-file.ts";
import { fieldsIn, fieldsOf } from "../../store/json/fields.ts";
import { clean, oneLine } from "../../text.ts";
import { nameHere } from "../../workflows/index.ts";
import type { HookCall } from "../hook-call.ts";

/**
 * Commands that the host does not know, and so would give to a model: another program's, typed
 * where that is not installed, and names that this plugin does not have.
 */

const OTHERS = /^gsd(?:[-:@.]|$)/;

/** Whether a folder has commands or skills of that program. */
const hasOwn = (folder: string): boolean =>
  ["commands", "skills"].some((kind) =>
    entriesIn(join(folder, kind)).some(({ name }) => OTHERS.test(name)),
  );

/** Where the person and the project have commands of their own. */
const claudeFolders = ({ project, env }: HookCall): string[] => [
  configFolder(env),
  ...[env.MULTI_AI_PROJECT_START || project.root, project.root].map((root) =>
    join(root, ".claude"),
  ),
];

/** Whether a name with this plugin's prefix is a command of theirs. */
const isTheirs = (hook: HookCall, name: string): boolean =>
  claudeFolders(hook).some((folder) =>
    entriesIn(join(folder, "commands", PLUGIN)).some((entry) => entry.name === `${name}.md`),
  );

/**
 * Whether that program is there: its commands are the person's then, in the project, among their
 * own, or of a plugin.
 */
function isInstalled(hook: HookCall): boolean {
  const config = configFolder(hook.env);
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
    [...claudeFolders(hook), ...folders].some(hasOwn)
  );
}

/** What such a command is called here; null: it is none, or the host knows it. */
export function answeredName(hook: HookCall): Output {
  const [, typed = "", rest = ""] = /^(\/\S+)\s*([\s\S]*)$/.exec(hook.payload.prompt.trim()) ?? [];
  const words = clean(oneLine(rest));
  const [, own] = /^\/multi-ai:([\w-]{1,60})$/.exec(typed) ?? [];
  const name = own ?? nameHere(typed);
  if (name === null || (own === undefined ? isInstalled(hook) : isTheirs(hook, own))) return null;
  const text = unknownCommandText(typed, name, words);
  return text === null ? null : block(text);
}
