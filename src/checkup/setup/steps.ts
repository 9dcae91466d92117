import { existsSync, lstatSync, readFileSync, readlinkSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { approvedCommands } from "../../engine/run.ts";
import { permissionRules, taskToolsAreOn } from "../../host/program.ts";
import { here, PLUGIN } from "../../plugin.ts";
import { isInside, realPath } from "../../project/project.ts";
import { type Env, isForeign } from "../../record/outside.ts";
import { field as fieldOf } from "../../render/status-line.ts";
import type { Call } from "../../run/commands/command.ts";
import { readRun } from "../../run/life/run.ts";
import { readSettings } from "../../run/life/settings.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { disk, makeFolders, temporaryName, UnsafeFile } from "../../store/disk.ts";
import { editJson } from "../../store/json-edit.ts";
import { readPlainText } from "../../store/plain-file.ts";
import { parseJson } from "../../store/small-file.ts";
import { type Finding, runIn } from "../../workflows/contract/checkup.ts";
import { COMPLETIONS, MADE_BY } from "./completion.ts";
import { Refusal, readOwn, replaceOwn } from "./files.ts";

/** What `setup` can do, one remedy each. A step looks anew each time, so it sees what those before it have done. */

export interface Place {
  call: Pick<Call, "project" | "env">;
  /** The plugin's own folder. */
  plugin: string;
  /** What `dry-run` finds; looked for once, and only where somebody asks. */
  findings(): Promise<Finding[]>;
  /** The script by which a shell of this name completes verbs and options. */
  script(shell: string): Promise<string>;
}

/**
 * How a step stands: `done` has nothing to do, `not_here` makes no sense in this place, `refused` would have to change what it
 * must not, `to_type` needs a program that the person runs at a terminal, by `command`. `file`: "" where it is about none.
 */
export type Look =
  | { state: "done" | "not_here" | "refused"; file: string; text: string }
  | { state: "to_type"; file: string; text: string; command: readonly string[] }
  | {
      state: "offered";
      file: string;
      /** What is done, as a question without its mark. */
      text: string;
      /** The exact change, in lines. */
      change: string[];
      /** @throws Refusal, UnsafeFile, or an error of the system: then nothing was changed. */
      apply(): void;
    };

export interface Step {
  name: string;
  /** It changes the project, or what the host does there: never while a run is live. */
  inProject: boolean;
  /** The finding of `dry-run` that is told by this step. */
  tells?: string;
  look(place: Place): Promise<Look> | Look;
}

/** A file that stays as it is, by what was thrown. */
export const refused = (file: string, error: unknown): Look => {
  const problem = error instanceof UnsafeFile ? error.problem : error instanceof Error ? error.message : String(error);
  const at = error instanceof UnsafeFile ? error.path : file;
  return { state: "refused", file: at, text: `${at} ${problem}; it stays as it is` };
};

/** A change of one value in a file of JSON. */
function jsonStep(file: string, text: string, path: string[], value: Parameters<typeof editJson>[2]): Look {
  try {
    const { text: before } = readOwn(file);
    const edited = editJson(before ?? "", path, value);
    if (!edited.ok) throw new Refusal(edited.problem);
    const shown = JSON.stringify(value);
    return {
      state: "offered",
      file,
      text,
      change: [`${Array.isArray(value) ? `${path.join(".")} gets also` : `${path.join(".")} becomes`} ${shown}`],
      apply: () => {
        makeFolders(dirname(dirname(file)), basename(dirname(file)));
        replaceOwn(file, before, edited.text);
      },
    };
  } catch (error) {
    return refused(file, error);
  }
}

const localSettings = ({ call }: Place): string => join(call.project.root, ".claude", "settings.local.json");

const ignore: Step = {
  name: "gitignore",
  inProject: true,
  tells: "Ignored",
  async look({ call, plugin }) {
    const { root, task } = call.project;
    const file = join(root, ".gitignore");
    const input = { project: root, task, plugin, env: call.env, claude: null };
    const inside = await runIn(input, "git", "rev-parse", "--is-inside-work-tree");
    if (inside.stdout.trim() !== "true") return { state: "not_here", file, text: "the project is no git repository" };
    const checked = await runIn(input, "git", "check-ignore", "-q", "--no-index", ".task/events.jsonl");
    if (checked.exitCode === 0) return { state: "done", file, text: "git ignores .task/" };
    if (checked.exitCode !== 1)
      return refused(file, new Refusal("cannot be asked for: git does not say what it ignores"));
    try {
      const { text: before } = readOwn(file);
      const eol = before?.includes("\r\n") ? "\r\n" : "\n";
      const lead = before === null || before === "" || before.endsWith("\n") ? "" : eol;
      return {
        state: "offered",
        file,
        text: "Have git ignore what a run keeps",
        change: ["a line more: .task/"],
        apply: () => replaceOwn(file, before, `${before ?? ""}${lead}.task/${eol}`),
      };
    } catch (error) {
      return refused(file, error);
    }
  },
};

/** Of the settings file; the copy lies beside it, so that it is there for everybody who has the project. */
const SCHEMA_FILE = "multi-ai.schema.json";
const $schema = `./${SCHEMA_FILE}`;

/** The plugin's schema of settings, and the copy of it in the project. @throws Refusal for a file there that is none */
function schemaCopy({ call, plugin }: Place): { text: string; before: string | null; write(): void } {
  const text = readFileSync(join(plugin, "schemas", "settings.schema.json"), "utf8");
  const file = join(call.project.root, dirname(SETTINGS_FILE), SCHEMA_FILE);
  const { text: before } = readOwn(file);
  if (before !== null && titleOf(before) !== titleOf(text))
    throw new Refusal(`stands beside ${SCHEMA_FILE}, which is no schema of this program`);
  return { text, before, write: () => void (before !== text && replaceOwn(file, before, text)) };
}

const titleOf = (json: string): unknown => {
  try {
    return fieldOf(JSON.parse(json), "title");
  } catch {
    return null;
  }
};

/** The schema that a settings file names; null: none. @throws Refusal for one that cannot be read */
function schemaOf(text: string): unknown {
  const json = parseJson(Buffer.from(text));
  if (!json.ok) throw new Refusal(`cannot be read: ${json.problem}`);
  return fieldOf(json.value, "$schema") ?? null;
}

const COPY = `a copy of the plugin's schema beside it, ${SCHEMA_FILE}`;

const settings: Step = {
  name: "settings",
  inProject: true,
  look(place) {
    const { root } = place.call.project;
    const file = join(root, SETTINGS_FILE);
    try {
      const { text: before } = readOwn(file);
      const named = before === null ? null : schemaOf(before);
      if (before !== null && named !== $schema) return { state: "done", file, text: `${SETTINGS_FILE} is there` };
      const copy = schemaCopy(place);
      if (before === null)
        return {
          state: "offered",
          file,
          text: "Write a settings file, which an editor can check and complete",
          change: [JSON.stringify({ $schema }), COPY],
          apply: () => {
            makeFolders(root, dirname(SETTINGS_FILE));
            copy.write();
            replaceOwn(file, null, `${JSON.stringify({ $schema }, null, 2)}\n`);
          },
        };
      if (copy.before === copy.text) return { state: "done", file, text: `${SETTINGS_FILE} and its schema are there` };
      return {
        state: "offered",
        file,
        text: "Bring the schema of the settings up to date, by which an editor checks them",
        change: [COPY],
        apply: copy.write,
      };
    } catch (error) {
      return refused(file, error);
    }
  },
};

/** The person's folder for programs below their home, as a path of it. */
export const PROGRAMS = ".local/bin";

/** Whether a shell finds the programs in a folder. */
export const isOnPath = (folder: string, { PATH = "" }: Env): boolean =>
  PATH.split(":").some((one) => one.startsWith("/") && realPath(one) === realPath(folder));

/** The person's folder for programs, and the program's name in it; null: it is not on their PATH. */
function ownPrograms({ call }: Place): string | null {
  const { HOME } = call.env;
  if (!HOME?.startsWith("/")) return null;
  const folder = join(HOME, PROGRAMS);
  return existsSync(folder) && isOnPath(folder, call.env) ? join(folder, PLUGIN) : null;
}

const launcherOf = ({ plugin }: Place): string => join(plugin, "bin", PLUGIN);

/** A link to the program of this plugin, wherever that was installed. */
const isOldLink = (target: string): boolean => target.endsWith(`/bin/${PLUGIN}`);

const link: Step = {
  name: "link",
  inProject: false,
  look(place) {
    const file = ownPrograms(place);
    return file === null
      ? {
          state: "not_here",
          file: `~/${PROGRAMS}`,
          text: `~/${PROGRAMS} is not on your PATH; ${here("setup --program")} puts ${PLUGIN} there, and says how to reach it`,
        }
      : linkAt(file, launcherOf(place));
  },
};

/** The program as one of the person's own: a link, which is made where nothing else stands. */
export function linkAt(file: string, launcher: string): Look {
  const there = lstatSync(file, { throwIfNoEntry: false });
  const target = there?.isSymbolicLink() ? readlinkSync(file) : null;
  if (there && realPath(file) === realPath(launcher)) return { state: "done", file, text: `${file} is the program` };
  if (there && (target === null || !isOldLink(target))) return refused(file, new Refusal("is something else"));
  return {
    state: "offered",
    file,
    text: `Have ${PLUGIN} found in your terminal`,
    change: [`a link to ${launcher}${target === null ? "" : `, in place of ${target}`}`],
    apply: () => {
      if (target === null) return symlinkSync(launcher, file);
      if (readlinkSync(file) !== target) throw new Refusal("has changed just now");
      const temporary = temporaryName(file);
      symlinkSync(launcher, temporary);
      disk.rename(temporary, file);
    },
  };
}

const TASK_TOOLS = "CLAUDE_CODE_ENABLE_TODO_TOOLS";

const taskTools: Step = {
  name: "task_tools",
  inProject: true,
  tells: "Task tools",
  async look(place) {
    const file = localSettings(place);
    const { env, project } = place.call;
    const isOff = (await place.findings()).some(({ name, state }) => name === "Task tools" && state !== "ok");
    if (!isOff || taskToolsAreOn(env, project.root))
      return { state: "done", file, text: "Claude Code's own task list is on, or its version cannot be told" };
    const own = settingsValues(place, (all) => fieldOf(fieldOf(all, "env"), TASK_TOOLS));
    if (env[TASK_TOOLS] !== undefined || own.length > 0)
      return {
        state: "done",
        file,
        text: `you have set ${TASK_TOOLS} yourself, in ${own[0]?.file ?? "your environment"}`,
      };
    return jsonStep(file, "Have Claude Code's own task list show the run", ["env", TASK_TOOLS], "1");
  },
};

/** A command of plain words: in a rule for permissions it means itself and nothing else. */
const PLAIN = /^[\w@%+=,./:-]+(?: [\w@%+=,./:-]+)*$/;

/** Test commands that the person has approved: by the settings that count here, or in the last run of this machine. */
async function approved({ call }: Place): Promise<string[]> {
  const { project, env } = call;
  const read = await readSettings(project.root, env);
  if (!read.ok || !read.settings.tests.run) return [];
  const run = isForeign(project, env) ? null : readRun(project);
  const ofRun = run === null ? [] : approvedCommands(run).filter(({ by }) => by === "person");
  return [...new Set([...read.settings.tests.commands, ...ofRun.map(({ text }) => text)])];
}

const permissions: Step = {
  name: "permissions",
  inProject: true,
  async look(place) {
    const file = localSettings(place);
    const { env, project } = place.call;
    let commands: string[];
    try {
      commands = (await approved(place)).filter((one) => PLAIN.test(one));
    } catch (error) {
      return { state: "refused", file, text: error instanceof Error ? error.message : String(error) };
    }
    if (commands.length === 0) return { state: "not_here", file, text: "no test command is approved yet" };
    const { allow } = permissionRules(env, project.root);
    const missing = commands.map((one) => `Bash(${one})`).filter((rule) => !allow.includes(rule));
    if (missing.length === 0)
      return { state: "done", file, text: "Claude Code runs the approved test commands unasked" };
    return jsonStep(
      file,
      "Let Claude Code run the test commands that you approved, word for word, without asking",
      ["permissions", "allow"],
      missing,
    );
  },
};

/** A value in each of the host's settings files that has it, the person's own first. */
function settingsValues({ call }: Place, get: (all: unknown) => unknown): { file: string; value: unknown }[] {
  const { env, project } = call;
  const config = env.CLAUDE_CONFIG_DIR || join(env.HOME ?? "/", ".claude");
  const files = [
    join(config, "settings.json"),
    ...["settings.json", "settings.local.json"].map((name) => join(project.root, ".claude", name)),
  ];
  return files.flatMap((file) => {
    try {
      const value = get(JSON.parse((readPlainText(file) ?? "null").replace(/^\ufeff/, "")));
      return value === undefined ? [] : [{ file, value }];
    } catch {
      return [];
    }
  });
}

const word = (path: string): string => (/^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** Seconds after which the host asks for the line anew: by itself it does so when something is said, and no agent says a thing. */
const REFRESH_SECONDS = 10;

/** A step that has the host show the run by a command, unless the person has one of their own. */
const lineStep = (name: string, key: string, text: string, what: string, more: object = {}): Step => ({
  name,
  inProject: true,
  look(place) {
    const file = localSettings(place);
    const [own] = settingsValues(place, (all) => fieldOf(all, key));
    const launcher = launcherOf(place);
    const linked = ownPrograms(place);
    // A link stays where it is when the plugin is updated.
    const program = linked !== null && realPath(linked) === realPath(launcher) ? linked : launcher;
    const command = `${word(program)} statusline`;
    if (own !== undefined) {
      const said = fieldOf(own.value, "command");
      const isOurs = typeof said === "string" && said.endsWith(" statusline") && said.includes(PLUGIN);
      const stands = isOurs ? `the ${what} shows the run (${own.file})` : `your own ${what} stays (${own.file})`;
      return { state: "done", file: own.file, text: stands };
    }
    return jsonStep(file, text, [key], { type: "command", command, ...more });
  },
});

const statusLine = lineStep("status_line", "statusLine", "Show the run in Claude Code's status line", "status line", {
  refreshInterval: REFRESH_SECONDS,
});

/** The folder of a shell's completions, below the person's home folder. */
const COMPLETION_FILES: Record<string, string> = {
  bash: `.local/share/bash-completion/completions/${PLUGIN}`,
  fish: `.config/fish/completions/${PLUGIN}.fish`,
};

const completion: Step = {
  name: "completion",
  inProject: false,
  async look({ call, script }) {
    const { HOME, SHELL } = call.env;
    const shell = basename(SHELL ?? "");
    const path = Object.hasOwn(COMPLETION_FILES, shell) ? COMPLETION_FILES[shell]! : null;
    if (path === null || !HOME?.startsWith("/"))
      return {
        state: "not_here",
        file: "",
        text: `your shell has no folder of its own for completions: ${PLUGIN} setup --completion ${Object.keys(COMPLETIONS).join("|")} prints the script`,
      };
    const file = join(HOME, path);
    try {
      const text = await script(shell);
      const { text: before } = readOwn(file);
      if (before === text) return { state: "done", file, text: `${shell} completes verbs and options` };
      if (before !== null && !before.startsWith(MADE_BY)) throw new Refusal("is not one of this program's");
      return {
        state: "offered",
        file,
        text: `Have ${shell} complete verbs and options`,
        change: [`${before === null ? "a new file, with" : "becomes"} what setup --completion ${shell} prints`],
        apply: () => {
          makeFolders(HOME, dirname(path));
          replaceOwn(file, before, text);
        },
      };
    } catch (error) {
      return refused(file, error);
    }
  },
};

/** In the order in which they are offered. The link comes before the status line, which names it. */
export const STEPS: Step[] = [ignore, settings, link, taskTools, permissions, statusLine, completion];

/** Why a folder is no place for settings of a project; null: it is one. */
function noProject({ call, plugin }: Place): string | null {
  const root = realPath(call.project.root);
  if (root === "/" || root === realPath(call.env.HOME || "/")) return `${root} is no project`;
  return isInside(root, plugin) && root !== realPath(plugin) ? "this is a folder of the plugin" : null;
}

/** How a step stands now; `held`: why nothing in the project is changed. */
export async function lookAt(step: Step, place: Place, held: string | null): Promise<Look> {
  const nowhere = step.inProject ? noProject(place) : null;
  if (nowhere !== null) return { state: "not_here", file: place.call.project.root, text: nowhere };
  const look = await step.look(place);
  if (!step.inProject || held === null || look.state !== "offered") return look;
  return { state: "refused", file: look.file, text: held };
}
