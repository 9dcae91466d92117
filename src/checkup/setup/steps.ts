import { lstatSync, mkdirSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { hostSettings, taskToolsAreOn } from "../../host/program.ts";
import { PLUGIN } from "../../plugin.ts";
import { realPath } from "../../project/project.ts";
import type { Env } from "../../record/outside.ts";
import { field } from "../../render/status-line.ts";
import { makeFolders, UnsafeFile } from "../../store/disk.ts";
import { editJson } from "../../store/json-edit.ts";
import type { CheckupInput } from "../../workflows/contract/checkup.ts";
import { readOwn, replaceOwn } from "./files.ts";

/** What `setup` can do. A step looks anew each time, so it sees what those before it have done. */

/**
 * How a step stands: `done` has nothing to do, `not_here` makes no sense in this place, `refused` would have to change what it
 * must not.
 */
export type Look =
  | { state: "done" | "not_here" | "refused"; text: string }
  | {
      state: "offered";
      /** What is done, as a question without its mark. */
      text: string;
      /** The file and the exact change. */
      change: string;
      /** @throws UnsafeFile, or an error of the system: then nothing was changed. */
      apply(): void;
    };

export interface Step {
  name: string;
  /** It changes the project, or what the host does there: never while a run is live. */
  inProject: boolean;
  look(place: CheckupInput): Look;
}

/** A file that stays as it is, by what was thrown. */
export function refused(error: unknown): Look {
  const problem =
    error instanceof UnsafeFile
      ? `${error.path} ${error.problem}`
      : error instanceof Error
        ? error.message
        : String(error);
  return { state: "refused", text: `${problem}; it stays as it is` };
}

/** An offer to set one value in the person's own settings of the host for this project. */
function offerSetting({ project }: CheckupInput, text: string, path: string[], value: string | object): Look {
  const file = join(project, ".claude", "settings.local.json");
  try {
    const before = readOwn(file);
    const edited = editJson(before ?? "", path, value as Parameters<typeof editJson>[2]);
    if (!edited.ok) throw new UnsafeFile(file, edited.problem);
    return {
      state: "offered",
      text,
      change: `${file}: ${path.join(".")} becomes ${JSON.stringify(value)}`,
      apply: () => {
        makeFolders(project, ".claude");
        replaceOwn(file, before, edited.text);
      },
    };
  } catch (error) {
    return refused(error);
  }
}

/** The person's folder for programs below their home, as a path of it. */
const PROGRAMS = ".local/bin";

const ownProgram = ({ HOME }: Env): string | null => (HOME?.startsWith("/") ? join(HOME, PROGRAMS, PLUGIN) : null);
const launcherOf = ({ plugin }: CheckupInput): string => join(plugin, "bin", PLUGIN);

/** What puts the person's programs on their PATH; nothing where they are. */
function onPath(folder: string, { PATH = "" }: Env): string {
  if (PATH.split(":").some((one) => one.startsWith("/") && realPath(one) === realPath(folder))) return "";
  return `; ~/${PROGRAMS} is not on your PATH: put export PATH="$HOME/${PROGRAMS}:$PATH" into your shell's startup file`;
}

/** Makes the program one of the person's own, found in every terminal: a link, which is made where nothing else stands. */
const link: Step = {
  name: "link",
  inProject: false,
  look(place) {
    const file = ownProgram(place.env);
    if (file === null) return { state: "not_here", text: "HOME names no folder" };
    const launcher = launcherOf(place);
    const way = onPath(dirname(file), place.env);
    const there = lstatSync(file, { throwIfNoEntry: false });
    const target = there?.isSymbolicLink() ? readlinkSync(file) : null;
    if (there && realPath(file) === realPath(launcher)) return { state: "done", text: `${file} is the program${way}` };
    // A link to the program of this plugin, wherever that was installed.
    if (there && !target?.endsWith(`/bin/${PLUGIN}`)) return refused(new UnsafeFile(file, "is something else"));
    return {
      state: "offered",
      text: `Have ${PLUGIN} found in your terminal`,
      change: `${file}: a link to ${launcher}${target === null ? "" : `, in place of ${target}`}${way}`,
      apply: () => {
        mkdirSync(dirname(file), { recursive: true });
        if (target !== null) unlinkSync(file);
        // Fails where somebody has made a file of that name meanwhile.
        symlinkSync(launcher, file);
      },
    };
  },
};

/** A value of the host's settings, the person's own first; undefined: nothing sets it. */
const settingOf = ({ env, project }: CheckupInput, path: string[]): unknown =>
  hostSettings(env, project)
    .map((settings) => path.reduce(field, settings as unknown))
    .find((value) => value !== undefined);

const TASK_TOOLS = "CLAUDE_CODE_ENABLE_TODO_TOOLS";

const taskTools: Step = {
  name: "task_tools",
  inProject: true,
  look(place) {
    if (taskToolsAreOn(place.env, place.project)) return { state: "done", text: "Claude Code's own task list is on" };
    if ((place.env[TASK_TOOLS] ?? settingOf(place, ["env", TASK_TOOLS])) !== undefined)
      return { state: "done", text: `you have set ${TASK_TOOLS} yourself` };
    return offerSetting(place, "Have Claude Code's own task list show the run", ["env", TASK_TOOLS], "1");
  },
};

const word = (path: string): string => (/^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`);

/** Seconds after which the host asks for the line anew: by itself it does so when something is said, and no agent says a thing. */
const REFRESH_SECONDS = 10;

/** Has the host show the run in its status line, unless the person has one of their own. */
const statusLine: Step = {
  name: "status_line",
  inProject: true,
  look(place) {
    const own = settingOf(place, ["statusLine"]);
    if (own !== undefined) {
      const command = field(own, "command");
      const isOurs = typeof command === "string" && command.endsWith(" statusline") && command.includes(PLUGIN);
      return { state: "done", text: isOurs ? "the status line shows the run" : "your own status line stays" };
    }
    const launcher = launcherOf(place);
    const linked = ownProgram(place.env);
    // A link stays where it is when the plugin is updated.
    const program = linked !== null && realPath(linked) === realPath(launcher) ? linked : launcher;
    return offerSetting(place, "Show the run in Claude Code's status line", ["statusLine"], {
      ...{ type: "command", command: `${word(program)} statusline`, refreshInterval: REFRESH_SECONDS },
    });
  },
};

/** In the order in which they are offered. The link comes before the status line, which names it. */
export const STEPS: Step[] = [link, taskTools, statusLine];
