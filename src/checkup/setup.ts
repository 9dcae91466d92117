import { lstatSync, readlinkSync } from "node:fs";
import { join } from "node:path";
import { hostSettings, pluginRoot, taskToolsAreOn } from "../host/program.ts";
import { here, PLUGIN } from "../plugin.ts";
import { attempt } from "../process/attempt.ts";
import { realPath } from "../project/project.ts";
import type { Env } from "../record/outside.ts";
import { breakAt, type Call, type Command, done, projectLine, wrongUsage } from "../run/commands/command.ts";
import { fieldsOf } from "../store/loose.ts";
import { quote, wrapWhole } from "../text.ts";

/** What a person may set up for themselves: what is there already, and for the rest the lines that do it. Changes nothing. */

interface Step {
  step: string;
  done: boolean;
  text: string;
  /** What is typed, or written into the host's settings, to have it; never broken. */
  line?: string;
}

/** The person's own settings of the host for a project. */
const SETTINGS = ".claude/settings.local.json";
/** The person's folder for programs below their home. */
const PROGRAMS = ".local/bin";

const launcher = (): string => join(pluginRoot(), "bin", PLUGIN);

/** Whether the program is one of the person's own, found in every terminal. */
const isLinked = ({ HOME }: Env): boolean =>
  HOME !== undefined && realPath(join(HOME, PROGRAMS, PLUGIN)) === realPath(launcher());

function link({ HOME = "", PATH = "" }: Env): Step {
  const folder = join(HOME, PROGRAMS);
  const onPath = PATH.split(":").some((one) => one.startsWith("/") && realPath(one) === realPath(folder));
  const path = onPath ? "" : `; put export PATH="$HOME/${PROGRAMS}:$PATH" into your shell's startup file, too`;
  if (isLinked({ HOME })) return { step: "link", done: true, text: `${folder}/${PLUGIN} is the program${path}` };
  // The link to an earlier version is replaced; nothing else that stands there is.
  const earlier = attempt(() => readlinkSync(join(folder, PLUGIN)), "").endsWith(`/bin/${PLUGIN}`);
  const there = lstatSync(join(folder, PLUGIN), { throwIfNoEntry: false }) !== undefined;
  const first = there && !earlier ? `; move ~/${PROGRAMS}/${PLUGIN} away first, it is another file` : "";
  return {
    ...{ step: "link", done: false, text: `Have ${PLUGIN} found in your terminals, by typing in one${first}${path}` },
    line: `mkdir -p ~/${PROGRAMS} && ln ${earlier ? "-sfn" : "-sn"} ${quote(launcher())} ~/${PROGRAMS}/${PLUGIN}`,
  };
}

const TASK_TOOLS = "CLAUDE_CODE_ENABLE_TODO_TOOLS";

function taskTools({ env, project: { root } }: Call): Step {
  if (taskToolsAreOn(env, root)) return { step: "task_tools", done: true, text: "Claude Code's own task list is on" };
  return {
    ...{ step: "task_tools", done: false, text: `Show the run in Claude Code's own task list, by ${SETTINGS}` },
    line: JSON.stringify({ env: { [TASK_TOOLS]: "1" } }),
  };
}

/** Seconds after which the host asks for the line anew: by itself it does so when something is said, and no agent says a thing. */
const REFRESH_SECONDS = 10;

function statusLine({ env, project: { root } }: Call): Step {
  const own = hostSettings(env, root).find((settings) => fieldsOf(settings).statusLine !== undefined);
  if (own !== undefined) return { step: "status_line", done: true, text: "Claude Code has a status line" };
  // A link stays where it is when the plugin is updated.
  const program = isLinked(env) ? `~/${PROGRAMS}/${PLUGIN}` : quote(launcher());
  const command = `${program} statusline`;
  return {
    ...{ step: "status_line", done: false, text: `Show the run in Claude Code's status line, by ${SETTINGS}` },
    line: JSON.stringify({ statusLine: { type: "command", command, refreshInterval: REFRESH_SECONDS } }),
  };
}

export const setup: Command = {
  summary: "Show what can be set up here, with the lines that do it",
  args: [0, 1],
  foreign: true,
  about: (most) => wrapWhole("In a terminal, setup packages fetches the plugin's packages.", most, 0),
  options: {},
  run(call) {
    // Without packages this program does not run: the launcher fetches them.
    if (call.args[0] === "packages") return wrongUsage(`Type: ${launcher()} setup packages`);
    if (call.args.length > 0) return wrongUsage(`unknown argument "${call.args[0]}"; setup shows what to type`);
    const steps = [link(call.env), taskTools(call), statusLine(call)];
    const most = breakAt(call);
    const lines = steps.flatMap(({ step, text, line }) => [
      ...wrapWhole(`${step}: ${text}`, most),
      ...(line === undefined ? [] : [line]),
    ]);
    const last = wrapWhole(`${here("dry-run")} shows whether a run can start.`, most, 0);
    return done(`${projectLine(call)}${[...lines, ...last].join("\n")}`, { steps });
  },
};
