import { parseArgs } from "node:util";
import type { Option, Verb } from "./verb.ts";

/** Options of every verb. */
export const COMMON: Record<string, Option> = {
  json: { about: "Print data instead of text" },
  project: { value: "<folder>", about: "Look for the project from this folder" },
  help: { about: "Show this help" },
};

export type Parsed =
  | { ok: true; args: string[]; given: Record<string, string | true> }
  | { ok: false; problem: string };

/** The arguments of a verb. An option that it does not have is named with the one that comes closest. */
export function parseOptions(name: string, verb: Verb, argv: string[]): Parsed {
  const known: Record<string, Option> = { ...verb.options, ...COMMON };
  const { tokens } = parseArgs({
    args: argv,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(known).map(([key, one]) => [
        key,
        { type: one.value && !one.optional ? ("string" as const) : ("boolean" as const) },
      ]),
    ),
  });
  const args: string[] = [];
  const given: Record<string, string | true> = {};
  const wrong = (problem: string): Parsed => ({ ok: false, problem });
  for (const token of tokens) {
    if (token.kind === "positional") args.push(token.value);
    if (token.kind !== "option") continue;
    if (token.rawName === "-h") {
      given.help = true;
      continue;
    }
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option || !token.rawName.startsWith("--"))
      return wrong(`unknown option ${token.rawName}${didYouMean(token.name, Object.keys(known), "--")}`);
    if (option.value === undefined && token.value !== undefined)
      return wrong(`--${token.name} takes no value, found "${token.value}"`);
    // `--run --json` forgot the value; a reason that begins with a dash is one.
    const forgotten = token.value === undefined || (!token.inlineValue && isOption(token.value, known));
    if (option.optional && token.value === "")
      return wrong(`--${token.name}=: the value is missing, expected --${token.name}[=${option.value}]`);
    if (option.value !== undefined && !option.optional && forgotten)
      return wrong(`--${token.name} needs a value: --${token.name} ${option.value}`);
    if (Object.hasOwn(given, token.name)) return wrong(`--${token.name} is given twice`);
    given[token.name] = token.value ?? true;
  }
  if (given.help !== true) {
    const [fewest, most] = verb.args;
    if (args.length < fewest) return wrong(`${name} needs ${verb.usage}`);
    if (args.length > most) return wrong(`unknown argument "${args[most]}"`);
  }
  return { ok: true, args, given };
}

const isOption = (text: string, known: Record<string, Option>): boolean =>
  text.startsWith("--") && Object.hasOwn(known, text.slice(2));

/** `; did you mean X?` for the known name that comes closest, or nothing. */
export function didYouMean(given: string, known: string[], prefix = ""): string {
  const best = known
    .map((name) => ({ name, away: name.startsWith(given) && given !== "" ? 1 : distance(given, name) }))
    .sort((a, b) => a.away - b.away)[0];
  return best !== undefined && best.away <= Math.max(2, Math.floor(best.name.length / 3))
    ? `; did you mean ${prefix}${best.name}?`
    : "";
}

/** Fewest letters to add, drop, replace or swap with their neighbour to come from one word to the other. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2]![j - 2]! + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
