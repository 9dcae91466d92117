import { existsSync } from "node:fs";
import { join } from "node:path";
import { isLive } from "../engine/run.ts";
import { pluginRoot } from "../host/program.ts";
import { here } from "../plugin.ts";
import { ownTerminal } from "../process/terminal.ts";
import type { Project } from "../project/project.ts";
import { type Answer, type Call, projectLine } from "../run/commands/command.ts";
import { readRun } from "../run/run.ts";
import { clean, oneLine } from "../text.ts";
import type { Finding } from "../workflows/checkup.ts";
import { findingsOf } from "./dry-run.ts";
import type { Verbs } from "./setup/completion.ts";
import { type Look, lookAt, type Place, refused, STEPS, type Step } from "./setup/steps.ts";

/** One step for `--json`, and for the person. */
interface Told {
  step: string;
  file: string;
  text: string;
  /** Of an offer: the exact change. */
  change?: string[];
  /** It was done by this call. */
  now?: true;
  /** Of an offer: the person said no to it. */
  declined?: true;
}

type Results = Record<"done" | "offered" | "refused" | "not_here", Told[]>;

/** Why nothing is changed in the project now; null: no run is live. One that cannot be read counts as live. */
function heldBy(project: Project): string | null {
  const held = (run: string): string =>
    `${run}: settings of the host, and files of the project, are not changed while a run is live`;
  try {
    const run = readRun(project);
    if (run !== null && isLive(run)) return held(`run ${run.run} is live`);
  } catch {
    return held("the run here cannot be read");
  }
  return existsSync(join(project.task, "live")) ? held("a run has just ended, and the host was not told yet") : null;
}

/** The person at the terminal: a yes to a question, or a line; null: the terminal was closed. */
interface Person {
  ask(text: string): string | null;
  tell(text: string): void;
}

const offerText = ({ text, file, change, value }: Look & { state: "offered" }): string => {
  const more = value === undefined ? "" : `. After a yes you are asked ${value.about}`;
  return clean([`\n${oneLine(text)}?`, `  ${oneLine(file)}: ${change.map(oneLine).join("; ")}${more}`].join("\n"));
};

/** Said before the first question. */
const leadText = (offers: string[]): string =>
  clean(
    [
      `${offers.length === 1 ? "One thing" : `${offers.length} things`} can be set up, none of which a run needs:`,
      ...offers.map((one) => `  ${oneLine(one)}`),
      "Each is asked for by itself, with the file that it changes. Enter changes nothing, y does it.",
      "",
    ].join("\n"),
  );

/** Whether a text is a yes; null: neither yes nor no. */
const isYes = (said: string): boolean | null =>
  /^y(es)?$/i.test(said.trim()) ? true : /^(?:no?)?$/i.test(said.trim()) ? false : null;

/** What the person says to one offer: no, or yes with the value that they typed. "gone": nobody is there any more. */
function asked(person: Person, offer: Look & { state: "offered" }): { value: number | null } | "no" | "gone" {
  let said = person.ask(`${offerText(offer)}\n[y/N] `);
  while (said !== null && isYes(said) === null) said = person.ask("Type y for yes; n, or Enter, changes nothing: ");
  if (said === null) return "gone";
  if (isYes(said) === false) return "no";
  for (let lead = ""; offer.value !== undefined; lead = "That is no number of tokens. ") {
    const typed = person.ask(`${lead}${offer.value.ask}: `);
    if (typed === null) return "gone";
    if (typed.trim() === "") break;
    const value = offer.value.parse(typed);
    if (value !== null) return { value };
  }
  return { value: null };
}

function carriedOut(step: Step, offer: Look & { state: "offered" }, value: number | null, project: Project): Look {
  // A person may have taken their time, and another session may have started a run.
  const held = step.inProject ? heldBy(project) : null;
  if (held !== null) return { state: "refused", file: offer.file, text: held };
  try {
    offer.apply(value);
    return { state: "done", file: offer.file, text: offer.change.join("; ") };
  } catch (error) {
    return refused(offer.file, error);
  }
}

/** Goes through the steps, of which `all` are done, or those to which `person` says yes; without both nothing is. */
export async function through(place: Place, person: Person | null, all: boolean): Promise<Results> {
  const { project } = place.call;
  const results: Results = { done: [], offered: [], refused: [], not_here: [] };
  let someone = person;
  if (person !== null) {
    const held = heldBy(project);
    const offers: string[] = [];
    for (const step of STEPS) {
      const look = await lookAt(step, place, held);
      if (look.state === "offered") offers.push(look.text);
    }
    if (offers.length > 0) person.tell(leadText(offers));
  }
  for (const step of STEPS) {
    let look = await lookAt(step, place, heldBy(project));
    let [now, declined] = [false, false];
    if (look.state === "offered" && (all || someone !== null)) {
      const said = all ? { value: null } : asked(someone!, look);
      if (said === "gone") someone = null;
      declined = said === "no";
      if (typeof said === "object") {
        look = carriedOut(step, look, said.value, project);
        now = look.state === "done";
      }
    }
    const { file, text } = look;
    const change = look.state === "offered" ? { change: look.change, ...(declined ? { declined } : {}) } : {};
    results[look.state].push({ step: step.name, file, text, ...change, ...(now ? { now: true as const } : {}) });
  }
  return results;
}

/** What a step of ours mends is not told as something for the person to do. */
const OURS = new Set(["Task tools", "Ignored"]);

const yours = (findings: Finding[]): Finding[] =>
  findings.filter(({ name, state, remedy, holds }) => remedy !== null && (state !== "ok" || holds) && !OURS.has(name));

function setupText(results: Results, findings: Finding[], note: string | null, call: Call): string {
  const { paint } = call;
  const line = ({ file, text }: Told): string => `  ${oneLine(file)}: ${oneLine(text)}`;
  const part = (title: string, lines: string[]): string[] => (lines.length === 0 ? [] : [title, ...lines, ""]);
  const isNow = ({ now }: Told): boolean => now === true;
  const isMissing = findings.some(({ state, holds }) => state === "error" || holds);
  return [
    ...part(paint.green("Done:"), results.done.filter(isNow).map(line)),
    ...part(
      "As it should be:",
      results.done.filter((one) => !isNow(one)).map(({ text }) => `  ${oneLine(text)}`),
    ),
    ...part(
      paint.yellow("Offered:"),
      results.offered
        .filter(({ declined }) => !declined)
        .map((one) => `  ${oneLine(one.text)}\n    ${oneLine(one.file)}: ${one.change!.map(oneLine).join("; ")}`),
    ),
    ...part(
      `Left as it is, as you said; ${here("setup")} offers it again:`,
      results.offered.filter(({ declined }) => declined).map(({ text }) => `  ${oneLine(text)}`),
    ),
    ...part(paint.yellow("Not done:"), results.refused.map(line)),
    ...part(
      "Not here:",
      results.not_here.map(({ text }) => `  ${oneLine(text)}`),
    ),
    ...part(
      "For you to do:",
      yours(findings).map(
        ({ name, found, remedy }) =>
          `  ${name}: ${found.split("\n").map(oneLine).join("; ")}\n    → ${oneLine(remedy!)}`,
      ),
    ),
    ...(note === null ? [] : [note]),
    isMissing
      ? `Something that a run needs is missing; ${here("dry-run")} shows all that was looked at.`
      : "A run can start.",
  ].join("\n");
}

/** Looks at what a run needs, and does what the person says yes to. `verbs`: all of the program, for the scripts of shells. */
export async function setUp(call: Call, verbs: Verbs): Promise<Answer> {
  const findings = await findingsOf(call);
  const place: Place = { call, plugin: pluginRoot(), findings, verbs };
  // Settings of the host are the person's: what it has started itself may look at them, no more.
  const isBelow = call.belowHost();
  const all = call.has("yes") && !isBelow;
  const terminal = isBelow || all || call.json ? null : ownTerminal();
  const note = isBelow
    ? `Nothing was changed: a person does this in a terminal of their own, with ${here("setup")}.`
    : terminal === null && !all
      ? `Nothing was changed: ${here("setup")} asks in a terminal, ${here("setup --yes")} does all that is offered.`
      : null;
  const results = await through(place, terminal, all);
  terminal?.close();
  const ok = !findings.some(({ state, holds }) => state === "error" || holds);
  return {
    exit: ok ? 0 : 1,
    text: `${projectLine(call)}${setupText(results, findings, note, call)}`,
    data: { ok, ...results, yours: yours(findings) },
    isReport: true,
  };
}
