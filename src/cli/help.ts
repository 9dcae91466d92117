import { allStarts } from "../workflows/starts.ts";
import { COMMON } from "./options.ts";
import type { Option, Verb } from "./verb.ts";

const PROGRAM = "multi-ai";

function columns(rows: [string, string][]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

const optionName = (name: string, { value, optional }: Option): string =>
  value === undefined ? `--${name}` : optional ? `--${name}[=${value}]` : `--${name} ${value}`;

const call = (name: string, verb: Verb): string =>
  [name, verb.usage, ...Object.entries(verb.options).map(([option, one]) => `[${optionName(option, one)}]`)]
    .filter((word) => word !== "")
    .join(" ");

const optionLines = (options: Record<string, Option>): string[] =>
  columns(Object.entries(options).map(([name, option]): [string, string] => [optionName(name, option), option.about]));

/** The help of the program: every verb that a person may use. `alone` is what happens without a verb. */
export function programHelp(verbs: Record<string, Verb>, alone: Verb): string {
  const shown = Object.entries(verbs).filter(([, verb]) => !verb.hidden);
  return [
    `usage: ${PROGRAM} [verb] [options]`,
    "",
    ...columns([
      ["(no verb)", alone.summary],
      ...shown.map(([name, verb]): [string, string] => [`${name}${verb.usage ? ` ${verb.usage}` : ""}`, verb.summary]),
    ]),
    "",
    "Options of every verb:",
    ...optionLines(COMMON),
    "",
    `Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. A run is started in Claude Code: ${allStarts()}`,
  ].join("\n");
}

export function verbHelp(name: string, verb: Verb): string {
  return [
    `usage: ${PROGRAM} ${call(name, verb)}`,
    "",
    `${verb.summary}.`,
    "",
    "Options:",
    ...optionLines({ ...verb.options, ...COMMON }),
  ].join("\n");
}
