import { existsSync } from "node:fs";
import { join } from "node:path";
import { isLive } from "../../engine/run.ts";
import { pluginRoot } from "../../host/program.ts";
import { here } from "../../plugin.ts";
import { realPath } from "../../project/project.ts";
import { type Answer, breakAt, type Call, type Command, projectLine, wrongUsage } from "../../run/commands/command.ts";
import { readRun } from "../../run/life/run.ts";
import { didYouMean, oneLine, shown, wrapWhole } from "../../text.ts";
import type { CheckupInput } from "../../workflows/contract/checkup.ts";
import { type Look, refused, STEPS, type Step } from "./steps.ts";

/** What came of one step. */
interface Outcome {
  step: string;
  state: "set_up" | Look["state"];
  text: string;
  /** Of an offer: the file and the exact change. */
  change?: string;
}

/** What stands above the steps of each state, in this order. */
const TITLES: Record<Outcome["state"], string> = {
  set_up: "Done:",
  done: "As it should be:",
  offered: "Offered:",
  refused: "Not done:",
  not_here: "Not here:",
};

/** Stands for all steps. */
const ALL = "all";

/** The steps that were named, in their own order; a text says which name is none. */
function namedIn(words: string[]): Step[] | string {
  const known = [ALL, ...STEPS.map(({ name }) => name)];
  const wrong = words.find((word) => !known.includes(word));
  if (wrong !== undefined)
    return `found ${shown(oneLine(wrong))}, expected ${known.join(", ")}${didYouMean(wrong, known)}`;
  return STEPS.filter(({ name }) => words.includes(name) || words.includes(ALL));
}

/** Why nothing is changed in the project now; null: no run is live. One that cannot be read counts as live. */
function heldBy({ project: root, task }: CheckupInput): string | null {
  const held = (run: string): string =>
    `${run}: Claude Code's settings, and files of the project, are not changed while a run is live`;
  try {
    const run = readRun({ root, task, found: "journal" });
    if (run !== null && isLive(run)) return held(`run ${run.run} is live`);
  } catch {
    return held("the run here cannot be read");
  }
  return existsSync(join(task, "live")) ? held("a run has just ended, and Claude Code was not told yet") : null;
}

/** How a step stands, as it can be carried out now. */
function lookAt(step: Step, place: CheckupInput): Look {
  if (!step.inProject) return step.look(place);
  const root = realPath(place.project);
  if (root === "/" || root === realPath(place.env.HOME || "/"))
    return { state: "not_here", text: `${root} is no project` };
  const look = step.look(place);
  const held = look.state === "offered" ? heldBy(place) : null;
  return held === null ? look : { state: "refused", text: held };
}

/** How each step stands; with `does` what is offered is done. Nobody else changes the project meanwhile. */
export function through(steps: Step[], place: CheckupInput, does: boolean): Outcome[] {
  return steps.map((step) => {
    const look = lookAt(step, place);
    if (look.state !== "offered") return { step: step.name, ...look };
    const { state, text, change } = look;
    if (!does) return { step: step.name, state, text, change };
    try {
      look.apply();
      return { step: step.name, state: "set_up", text: change };
    } catch (error) {
      return { step: step.name, ...refused(error) };
    }
  });
}

function answerOf(call: Call, outcomes: Outcome[]): Answer {
  const most = breakAt(call);
  const isOffer = outcomes.some(({ state }) => state === "offered");
  const sections = Object.entries(TITLES).flatMap(([state, title]) => {
    const lines = outcomes
      .filter((one) => one.state === state)
      .flatMap((one) => [
        `  ${one.step}: ${oneLine(one.text)}`,
        ...(one.change === undefined ? [] : [`    ${oneLine(one.change)}`]),
      ]);
    return lines.length === 0 ? [] : [title, ...lines.flatMap((line) => wrapWhole(line, most)), ""];
  });
  const last = [
    ...(isOffer ? [`Nothing was changed. ${here(`setup ${ALL}`)} does all that is offered.`] : []),
    `${here("dry-run")} shows whether a run can start.`,
  ];
  return {
    exit: outcomes.some(({ state }) => state === "refused") ? 1 : 0,
    text: `${projectLine(call)}${[...sections, ...last.flatMap((line) => wrapWhole(line, most, 0))].join("\n")}`,
    data: { steps: outcomes },
    isReport: true,
  };
}

/** To type a name is the yes to what it offers. */
export const setup: Command = {
  summary: "Show what can be set up here; what you name is done",
  usage: `[${ALL} | <name> …]`,
  args: [0, STEPS.length],
  foreign: true,
  options: {},
  // The link is neither the project's nor a setting of the host.
  slash: ({ args }) => (args.every((name) => name === "link") ? null : "/multi-ai:setup"),
  run(call) {
    const { project, env, args } = call;
    // Without packages this program does not run: the launcher fetches them.
    if (args.join(" ") === "packages")
      return wrongUsage(`Nothing was changed. Type: ${join(pluginRoot(), "bin/multi-ai")} setup packages`);
    const chosen = namedIn(args.length === 0 ? [ALL] : args);
    if (typeof chosen === "string") return wrongUsage(`Nothing was changed: ${chosen}`);
    const place = { project: project.root, task: project.task, plugin: pluginRoot(), env, claude: null };
    return answerOf(call, through(chosen, place, args.length > 0));
  },
};
