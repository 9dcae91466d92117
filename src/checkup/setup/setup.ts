import { existsSync } from "node:fs";
import { join } from "node:path";
import { isLive } from "../../engine/run.ts";
import { pluginRoot } from "../../host/program.ts";
import { here } from "../../plugin.ts";
import { ownTerminal } from "../../process/terminal.ts";
import { realPath } from "../../project/project.ts";
import { type Answer, breakAt, type Call, type Command, projectLine, wrongUsage } from "../../run/commands/command.ts";
import { readRun } from "../../run/life/run.ts";
import { clean, didYouMean, oneLine, shown, wrapWhole } from "../../text.ts";
import type { CheckupInput, Finding } from "../../workflows/contract/checkup.ts";
import { findingsOf, standsInTheWay } from "../index.ts";
import { type Look, refused, STEPS, type Step } from "./steps.ts";

/** What came of one step. */
interface Outcome {
  step: string;
  state: "set_up" | "declined" | Look["state"];
  text: string;
  /** Of an offer: the file and the exact change. */
  change?: string;
}

/** What stands above the steps of each state, in this order. */
const TITLES: Record<Outcome["state"], string> = {
  set_up: "Done:",
  done: "As it should be:",
  offered: "Offered:",
  declined: "Left as it is, as you said:",
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
async function lookAt(step: Step, place: CheckupInput): Promise<Look> {
  if (!step.inProject) return step.look(place);
  const root = realPath(place.project);
  if (root === "/" || root === realPath(place.env.HOME || "/"))
    return { state: "not_here", text: `${root} is no project` };
  const look = await step.look(place);
  const held = look.state === "offered" ? heldBy(place) : null;
  return held === null ? look : { state: "refused", text: held };
}

/** What the person says to an offer; null: nobody is asked, and nothing is done. */
type Says = (offer: Look & { state: "offered" }) => "yes" | "no" | null;

async function carryOut(step: Step, place: CheckupInput, says: Says): Promise<Outcome> {
  const outcome = ({ state, text }: Pick<Outcome, "state" | "text">, change?: string): Outcome => ({
    ...{ step: step.name, state, text },
    ...(change === undefined ? {} : { change }),
  });
  const offer = await lookAt(step, place);
  if (offer.state !== "offered") return outcome(offer);
  const answer = says(offer);
  if (answer !== "yes") return outcome(answer === null ? offer : { state: "declined", text: offer.text }, offer.change);
  // A person may have taken their time, and another session may have started a run.
  const now = await lookAt(step, place);
  if (now.state !== "offered") return outcome(now);
  try {
    now.apply();
    return outcome({ state: "set_up", text: now.change });
  } catch (error) {
    return outcome(refused(error));
  }
}

/** The steps one after the other; nobody else changes the project meanwhile. */
export async function through(steps: Step[], place: CheckupInput, says: Says): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const step of steps) outcomes.push(await carryOut(step, place, says));
  return outcomes;
}

/** Asks the person at the terminal, for each offer with its exact change; null: nobody can be asked there. */
function personAt(call: Call): { says: Says; close(): void } | null {
  const terminal = call.json || call.session !== null || call.belowHost() ? null : ownTerminal();
  if (terminal === null) return null;
  const says: Says = ({ text, change }) => {
    const lines = ["", `${oneLine(text)}?`, `  ${oneLine(change)}`].flatMap((line) => wrapWhole(line, breakAt(call)));
    const typed = terminal.ask(`${clean(lines.join("\n"))}\n[y/N] `);
    if (typed === null) return null;
    return /^\s*y(es)?\s*$/i.test(typed) ? "yes" : "no";
  };
  return { says, close: terminal.close };
}

/** What is left for the person to do, by what was found; not what a step tells. */
const yours = (findings: Finding[]): Finding[] =>
  findings.filter(
    ({ name, state, remedy, holds }) =>
      remedy !== null && (state !== "ok" || holds) && !STEPS.some(({ tells }) => tells === name),
  );

function answerOf(call: Call, outcomes: Outcome[], findings: Finding[] | null): Answer {
  const most = breakAt(call);
  const offered = outcomes.filter(({ state }) => state === "offered");
  const isReady = findings === null ? null : !standsInTheWay(findings);
  const sections = Object.entries(TITLES).map(([state, title]): [string, string[]] => [
    title,
    outcomes
      .filter((one) => one.state === state)
      .flatMap((one) => [
        `  ${one.step}: ${oneLine(one.text)}`,
        ...(state === "offered" ? [`    ${oneLine(one.change!)}`] : []),
      ]),
  ]);
  const open = yours(findings ?? []).flatMap(({ name, found, remedy }) => [
    `  ${name}: ${oneLine(found)}`,
    `    → ${oneLine(remedy!)}`,
  ]);
  const last = [
    ...(offered.length === 0 ? [] : [`Nothing was changed. ${here(`setup ${ALL}`)} does all that is offered.`]),
    isReady === null
      ? `${here("dry-run")} shows whether a run can start.`
      : isReady
        ? "A run can start."
        : `Something that a run needs is missing; ${here("dry-run")} shows all that was looked at.`,
  ];
  const lines = [...sections, ["For you to do:", open] as const].flatMap(([title, all]) =>
    all.length === 0 ? [] : [title, ...all.flatMap((line) => wrapWhole(line, most)), ""],
  );
  const isRefused = findings === null && outcomes.some(({ state }) => state === "refused");
  return {
    exit: isRefused || isReady === false ? 1 : 0,
    text: `${projectLine(call)}${[...lines, ...last.flatMap((line) => wrapWhole(line, most, 0))].join("\n")}`,
    data: { ...(isReady === null ? {} : { ok: isReady, yours: yours(findings!) }), steps: outcomes },
    isReport: true,
  };
}

/** What is offered is asked for at a terminal. To type a name is the yes to it, there and in the host. */
export const setup: Command = {
  summary: "Look at what a run needs and offer to set up what is missing; what you name is done unasked",
  usage: `[${ALL} | <name> …]`,
  args: [0, STEPS.length],
  foreign: true,
  options: { claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" } },
  // The link is neither the project's nor a setting of the host.
  slash: ({ args }) => (args.every((name) => name === "link") ? null : "/multi-ai:setup"),
  async run(call) {
    const { project, env, args } = call;
    const chosen = namedIn(args);
    if (typeof chosen === "string") return wrongUsage(`Nothing was changed: ${chosen}`);
    const claude = call.value("claude");
    const place = { project: project.root, task: project.task, plugin: pluginRoot(), env, claude };
    if (args.length > 0) return answerOf(call, await through(chosen, place, () => "yes"), null);
    const person = personAt(call);
    const outcomes = await through(STEPS, place, person?.says ?? (() => null));
    person?.close();
    return answerOf(call, outcomes, await findingsOf(project, env, claude));
  },
};
