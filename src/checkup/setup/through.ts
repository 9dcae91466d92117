import { here } from "../../plugin.ts";
import { type Answer, breakAt, type Call, projectLine } from "../../run/commands/command.ts";
import { clean, oneLine, wrapWhole } from "../../text.ts";
import { environmentOf } from "./programs.ts";
import {
  carriedOut,
  dataOf,
  noResults,
  note,
  type Offer,
  type Results,
  resultLines,
  standing,
  stepsOf,
} from "./results.ts";
import type { Look, Place, Step } from "./steps.ts";

/** The steps of `setup`, one after the other: what is offered is asked for, or done because it was named. */

/** The person at the terminal: a yes to a question, or a line; null: the terminal was closed. */
export interface Person {
  /** Columns of a line. */
  most: number;
  ask(text: string): string | null;
  tell(text: string): void;
  /** Runs a program of the person's at their terminal; what went wrong, null: nothing. */
  run(command: readonly string[], env: Record<string, string | undefined>): Promise<string | null>;
}

type ToType = Look & { state: "to_type" };

const commandLine = ({ command }: ToType): string => command.map(oneLine).join(" ");

/** Lines as they are shown, none wider than the terminal. */
const shownAs = (lines: string[], most: number): string =>
  clean(lines.flatMap((line) => wrapWhole(line, most)).join("\n"));

/** What is asked. A line to run is never broken: what is shown is what is run. */
function offerText(look: Offer | ToType, most: number): string {
  if (look.state === "to_type")
    return `${shownAs(["", `${oneLine(look.text)}. Run this now?`], most)}\n  ${commandLine(look)}`;
  const { text, file, change } = look;
  return shownAs(["", `${oneLine(text)}?`, `  ${oneLine(file)}: ${change.map(oneLine).join("; ")}`], most);
}

/** Said before the first question. */
const leadText = (offers: string[], most: number): string => {
  const lines = [
    `${offers.length === 1 ? "One thing" : `${offers.length} things`} can be set up that a run does not need:`,
    ...offers.map((one) => `  ${oneLine(one)}`),
    "Each is asked for by itself, with what it changes or runs. Enter changes nothing, y does it.",
  ];
  return `${shownAs(lines, most)}\n`;
};

/** Whether a text is a yes; null: neither yes nor no. */
const isYes = (said: string): boolean | null =>
  /^y(es)?$/i.test(said.trim()) ? true : /^(?:no?)?$/i.test(said.trim()) ? false : null;

/** What the person says to one offer. "gone": nobody is there any more. */
function asked(person: Person, offer: Offer | ToType): "yes" | "no" | "gone" {
  let said = person.ask(`${offerText(offer, person.most)}\n[y/N] `);
  while (said !== null && isYes(said) === null) said = person.ask("Type y for yes; n, or Enter, changes nothing: ");
  if (said === null) return "gone";
  return isYes(said) ? "yes" : "no";
}
/** What came of one step with the person there. */
interface Outcome {
  look: Look;
  now: boolean;
  declined: boolean;
  gone: boolean;
}

const stands = (look: Look, more: Partial<Outcome> = {}): Outcome => ({
  ...{ look, now: false, declined: false, gone: false },
  ...more,
});

/** What a program needs, one command after the other, each after a yes to just that one. */
async function runAsAsked(step: Step, place: Place, first: ToType, person: Person): Promise<Outcome> {
  const run = new Set<string>();
  let look: Look = first;
  while (look.state === "to_type") {
    const line = commandLine(look);
    const not = (why: string): Outcome => stands({ state: "refused", file: "", text: why });
    if (run.has(line)) return not(`${look.text}, also after ${line}. A new terminal may find what it installed`);
    const said = asked(person, look);
    if (said !== "yes") return stands(look, { declined: said === "no", gone: said === "gone" });
    run.add(line);
    const failed = await person.run(look.command, environmentOf(place));
    if (failed !== null) return not(`${line} ${failed}; ${here("setup")} offers it again`);
    look = await step.look(place);
  }
  return stands(look, { now: look.state === "done" });
}

/** One step: what is offered is done with `all`, or after a yes of the person's. No program is run but after a yes. */
async function carryOut(step: Step, place: Place, person: Person | null, all: boolean): Promise<Outcome> {
  const look = await standing(step, place);
  if (look.state === "to_type") return person === null ? stands(look) : runAsAsked(step, place, look, person);
  if (look.state !== "offered" || (!all && person === null)) return stands(look);
  const said = all ? "yes" : asked(person!, look);
  if (said !== "yes") return stands(look, { declined: said === "no", gone: said === "gone" });
  const done = carriedOut(step, look, place);
  return stands(done, { now: done.state === "done" });
}

/** Goes through the steps, of which `all` are done, or those to which `person` says yes; without both nothing is. */
export async function through(place: Place, person: Person | null, all: boolean): Promise<Results> {
  const results = noResults();
  const steps = await stepsOf(place);
  let someone = person;
  if (person !== null) {
    const looks = await Promise.all(steps.map((step) => standing(step, place)));
    const offers = looks.filter(({ state }) => state === "offered" || state === "to_type");
    if (offers.length > 0)
      person.tell(
        leadText(
          offers.map(({ text }) => text),
          person.most,
        ),
      );
  }
  for (const step of steps) {
    const { look, now, declined, gone } = await carryOut(step, place, someone, all);
    if (gone) someone = null;
    note(results, step, look, { now, declined });
  }
  return results;
}

/** Does the steps that were named. What is run at the terminal is asked for all the same. `left`: as in `resultLines`. */
export async function setUpNamed(
  call: Call,
  chosen: Step[],
  place: Place,
  person: Person | null,
  left = "",
): Promise<Answer> {
  const results = noResults();
  for (const step of chosen) {
    const outcome = await carryOut(step, place, person, true);
    note(results, step, outcome.look, outcome);
  }
  const lines = resultLines(results, [], { paint: call.paint, most: breakAt(call), offers: "Offered:", left });
  return {
    exit: results.refused.length === 0 ? 0 : 1,
    text: `${projectLine(call)}${[...lines, `${here("dry-run")} shows whether a run can start.`].join("\n")}`,
    data: dataOf(results),
    isReport: true,
  };
}
