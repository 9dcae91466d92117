import { join, relative } from "node:path";
import { configFolder } from "../../host/program.ts";
import { PLUGIN, SLASH_COMMANDS } from "../../plugin.ts";
import type { Env } from "../../record/machine/outside.ts";
import { entriesIn, readPlainText } from "../../store/files/plain-file.ts";
import { allStarts } from "../../workflows/index.ts";

/**
 * Names of the plugin's commands that other files have: the host gives what is typed to those, and
 * a model reads it.
 */

interface Taken {
  /** As a person types it, without the slash. */
  name: string;
  /** As the host calls the command that takes it. */
  by: string;
  /** From the project's folder, or whole. */
  path: string;
}

const isOwn = (name: string): boolean =>
  name === PLUGIN ||
  [...Object.keys(allStarts()), ...SLASH_COMMANDS].some(
    (command) => name === `${PLUGIN}:${command}`,
  );

const HEAD = /^---\r?\n([\s\S]*?)\r?\n---/;
const NAME = /^name:[ \t]*["']?([\w:-]+)/m;

/**
 * In one `.claude` folder. A command is called by its path, a skill by its folder or its `name`.
 */
function takenIn(folder: string): Taken[] {
  const commands = [
    ...entriesIn(join(folder, "commands")).map((entry) => entry.name),
    ...entriesIn(join(folder, "commands", PLUGIN)).map((entry) => `${PLUGIN}/${entry.name}`),
  ].flatMap((file) => {
    const name = file.endsWith(".md") ? file.slice(0, -3).replace("/", ":") : "";
    return [{ name, by: name, path: join(folder, "commands", file) }];
  });
  const skills = entriesIn(join(folder, "skills")).flatMap(({ name: by }) => {
    const path = join(folder, "skills", by, "SKILL.md");
    const text = readPlainText(path);
    const named = NAME.exec(HEAD.exec(text ?? "")?.[1] ?? "")?.[1] ?? "";
    return text === null ? [] : [by, named].map((name) => ({ name, by, path }));
  });
  return [...commands, ...skills].filter(({ name }) => isOwn(name));
}

/** What takes names from the plugin in a project, and among the person's own commands. */
export function takenNames(root: string, env: Env): Taken[] {
  const folders = new Set(
    [env.MULTI_AI_PROJECT_START || root, root].map((folder) => join(folder, ".claude")),
  );
  const ofProject = [...folders]
    .flatMap(takenIn)
    .map((one) => ({ ...one, path: relative(root, one.path) }));
  return [...ofProject, ...takenIn(configFolder(env))];
}

/** What is in the way of a start, and what to do; null: nothing is. */
export function takenText(taken: readonly Taken[]): string | null {
  if (taken.length === 0) return null;
  const files = [
    ...new Map(taken.map((one) => [one.path, `${one.path} takes the name /${one.name}`])).values(),
  ];
  return `${files.join("; ")} from this plugin: typing it runs that file instead. Rename or remove it, then type this again`;
}
