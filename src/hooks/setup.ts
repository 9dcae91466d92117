import { join } from "node:path";
import { findingsOf } from "../checkup/index.ts";
import { COMPLETIONS } from "../checkup/setup/completion.ts";
import { environmentOf } from "../checkup/setup/programs.ts";
import {
  carriedOut,
  dataOf,
  noResults,
  note,
  type Results,
  resultLines,
  standing,
  stepsOf,
} from "../checkup/setup/results.ts";
import type { Look, Place, Step } from "../checkup/setup/steps.ts";
import { isCommandOfHost, isNoHost } from "../host/caller.ts";
import { pluginRoot } from "../host/program.ts";
import { here, PLUGIN } from "../plugin.ts";
import { runProcess } from "../process/run.ts";
import { type Answer, breakAt, type Call, type Command, done, no, wrongUsage } from "../run/commands/command.ts";
import { didYouMean, fit, oneLine, shown, wrapWhole } from "../text.ts";
import type { Finding } from "../workflows/checkup.ts";
import type { HookCall } from "./step.ts";

/** `/multi-ai:setup`: what can be set up, and what of it the person names is done: to type a name is the yes to it. */

const ALL = "all";
/** What people may type in the place of a step's name. */
const MEANT: Record<string, string> = { ceiling: "settings", path: "link", program: "link" };
const SCRIPT_LIMIT_MS = 10_000;

/** The script comes from the program itself, which alone knows all of its verbs. */
async function scriptOf(place: Pick<Place, "call" | "plugin">, shell: string): Promise<string> {
  const env = environmentOf(place);
  const args = ["setup", "--completion", shell];
  const command = join(place.plugin, "bin", PLUGIN);
  const made = await runProcess({ command, args, cwd: place.plugin, env, timeoutMs: SCRIPT_LIMIT_MS });
  if (made.exitCode !== 0 || !Object.hasOwn(COMPLETIONS, shell))
    throw new Error("cannot be made: the program gives no script");
  return made.stdout;
}

function placeOf({ project, env }: Call): Place {
  const call = { project, env };
  const plugin = pluginRoot();
  let found: Promise<Finding[]> | undefined;
  const findings = (): Promise<Finding[]> => {
    found ??= findingsOf(project, env, null);
    return found;
  };
  return { call, plugin, findings, script: (shell) => scriptOf({ call, plugin }, shell) };
}

/** The steps that were named, each with its value; a text says what is wrong with the words. */
function namedIn(words: string[], steps: Step[]): Map<Step, number | null> | string {
  const named = new Map<Step, number | null>();
  const names = steps.map(({ name }) => name);
  for (const word of words) {
    const at = word.indexOf("=");
    const typed = at < 0 ? word : word.slice(0, at);
    const text = at < 0 ? null : word.slice(at + 1);
    const small = typed.toLowerCase().replaceAll("-", "_");
    if (small === ALL && text === null) {
      for (const step of steps) if (!named.has(step)) named.set(step, null);
      continue;
    }
    const name = Object.hasOwn(MEANT, small) ? MEANT[small]! : small;
    const step = steps.find((one) => one.name.replaceAll("-", "_") === name);
    if (step === undefined)
      return `found ${shown(oneLine(typed))}, expected ${ALL}, ${names.join(", ")}${didYouMean(small, [ALL, ...names])}`;
    const { takes } = step;
    if (text !== null && takes === undefined) return `${step.name} takes no value, found ${shown(oneLine(text))}`;
    const value = text === null ? null : takes!.value.parse(text);
    if (text !== null && value === null)
      return `${oneLine(typed)}=: found ${shown(oneLine(text))}, expected ${takes!.value.expected}`;
    if (text === null && name !== small && takes !== undefined)
      return `${small} needs a value: ${small}=, expected ${takes.value.expected}`;
    if (value !== null && ![null, undefined, value].includes(named.get(step)))
      return `${step.name} is given two values: type one of them`;
    named.set(step, value ?? named.get(step) ?? null);
  }
  return named;
}

/** Does a step; a value that its offer does not take goes into the file that is there. */
async function does(step: Step, value: number | null, place: Place): Promise<[look: Look, now: boolean][]> {
  const look = await standing(step, place);
  const taken = look.state === "offered" && look.value !== undefined;
  const first = look.state === "offered" ? carriedOut(step, look, value, place) : look;
  const isNow = look.state === "offered" && first.state === "done";
  if (value === null || taken || first.state !== "done") return [[first, isNow]];
  const more = step.takes!.set(place, value);
  const second = more.state === "offered" ? carriedOut(step, more, value, place) : more;
  return [...(isNow ? [[first, true] as [Look, boolean]] : []), [second, second.state === "done"]];
}

/** What was looked at, a line each; what has to be done about it is told below. */
const lookedAt = (findings: Finding[], most: number): string[] => [
  "Looked at:",
  ...findings.map(({ name, state, found }) => fit(`  ${state.padEnd(7)}  ${name}: ${oneLine(found)}`, most)),
  "",
];

/** What to type for what is offered. */
function typing({ offered }: Results, most: number): string[] {
  const [first] = offered;
  if (first === undefined) return ["Nothing of it is left to be done here."];
  const names = offered.map(({ step }) => step);
  const some = names.slice(0, 2).join(" ");
  const with40 = names.includes("settings")
    ? ` ${here("setup settings=40M")} also has you asked at 40 million tokens.`
    : "";
  return wrapWhole(
    `Nothing was changed. ${here(`setup ${ALL}`)} does all that is offered, ${here(`setup ${some}`)} only that.${with40}`,
    most,
    0,
  );
}

async function bare(call: Call): Promise<Answer> {
  const place = placeOf(call);
  const results = noResults();
  const [findings, steps] = await Promise.all([place.findings(), stepsOf(place)]);
  for (const step of steps) note(results, step, await standing(step, place));
  const most = breakAt(call);
  const words = { paint: call.paint, most, offers: "Offered, by name:", left: "" };
  const lines = [...lookedAt(findings, most), ...resultLines(results, findings, words), ...typing(results, most)];
  return done(lines.join("\n"), dataOf(results));
}

async function named(call: Call): Promise<Answer> {
  const place = placeOf(call);
  const steps = await stepsOf(place);
  const chosen = namedIn(call.args, steps);
  if (typeof chosen === "string") return wrongUsage(`Nothing was changed: ${chosen}`);
  const results = noResults();
  for (const step of steps) {
    if (!chosen.has(step)) continue;
    for (const [look, now] of await does(step, chosen.get(step)!, place)) note(results, step, look, now ? { now } : {});
  }
  const most = breakAt(call);
  const lines = resultLines(results, [], { paint: call.paint, most, offers: "Offered:", left: "" });
  return done([...lines, `${here("dry-run")} shows whether a run can start.`].join("\n"), dataOf(results));
}

/** Why nobody has typed it; null: the host says that somebody has. While a run is live all events are held to that. */
const byHand = ({ caller, env }: HookCall): string | null =>
  caller !== null && (isNoHost(caller) || isCommandOfHost(caller, env))
    ? `Nothing was changed: process ${caller.pid} has called the hook, and not Claude Code in which a person types.`
    : null;

/** The command of this call of the hook. */
export const setup = (hook: HookCall): Command => ({
  summary: "Look at what a run needs, and set up what you name",
  usage: `[${ALL} | <name>[=<value>] …]`,
  args: [0, 20],
  foreign: true,
  options: { program: { about: "Only put the program into ~/.local/bin, so that every terminal finds it" } },
  slash: ({ args }) => (args.length === 0 ? null : here("setup")),
  async run(call) {
    if (call.has("program"))
      return call.args.length > 0
        ? wrongUsage("--program goes by itself: take out the names")
        : (await import("../checkup/setup/program.ts")).linkProgram(call);
    if (call.args.length === 0) return bare(call);
    const nobody = byHand(hook);
    return nobody === null ? named(call) : no(nobody);
  },
});
