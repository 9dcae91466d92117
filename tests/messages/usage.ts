// How commands are typed: their help, and what is said to a request that is none.
import { MOMENTS } from "../../src/cli/moments.ts";
import { VERBS } from "../../src/cli/verbs.ts";
import { PLUGIN } from "../../src/plugin.ts";
import { asksForHelp, slipIn, startHelp } from "../../src/run/commands/slips.ts";
import { allStarts } from "../../src/workflows/index.ts";
import type { Entry } from "./entry.ts";

/** What is refused behind `/multi-ai:setup`. */
export const SETUP = [
  "setup gitignroe",
  "setup settings=much",
  "setup ceiling",
  "setup gitignore=1",
  "setup --program link",
];
export const NEW_REQUESTS = [
  "ok",
  "status",
  "decide A",
  "Add x --force",
  "-auto Add x",
  "?",
  "help decide",
  "Add a door",
];

export function help(): Entry[] {
  const verbs = Object.entries(VERBS).flatMap(([name, verb]): Entry[] => [
    { kind: "help", of: name, where: "terminal", text: verb.summary },
    ...Object.entries(verb.options).map(
      ([option, { about }]): Entry => ({ kind: "help", of: `${name} --${option}`, where: "terminal", text: about }),
    ),
  ]);
  const starts = Object.entries(allStarts()).flatMap(([name, { flags }]): Entry[] => [
    { kind: "help", of: `/${name} --help`, where: "host", text: startHelp(name) },
    ...Object.entries(flags).map(
      ([flag, { about }]): Entry => ({ kind: "help", of: `/${name} --${flag}`, where: "both", text: about }),
    ),
  ]);
  const slips = NEW_REQUESTS.filter((line) => !asksForHelp(line)).flatMap((line): Entry[] => {
    const text = slipIn("terminal", PLUGIN, line);
    return text === null ? [] : [{ kind: "said", of: `run ${PLUGIN} "${line}"`, where: "terminal", text }];
  });
  const moments = Object.values(MOMENTS).flatMap((all) =>
    Object.entries(all).map(
      ([name, text]): Entry => ({ kind: "help", of: `${name}, in the list`, where: "both", text }),
    ),
  );
  return [...verbs, ...moments, ...starts, ...slips];
}
