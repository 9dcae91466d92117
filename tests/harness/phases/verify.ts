// What an honest verifier writes about a phase of the default project: what holds has a line, a
// command or a person to show it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Brief } from "../team.ts";

export interface VerifierSees {
  /** Words of what does not hold: what is missing of it. */
  unmet?: Record<string, string>;
  /** Words of what only a person can judge. */
  human?: string[];
  /** A line that shows all the rest; where it is null one of the project's newest code does. */
  line?: Line | null;
  /** A line for what has to hold by its words; where it is null the rest's does. */
  lineOf?: (words: string) => Line | null;
}
type Line = { file: string; line: number; quote: string };

const GREETS = {
  file: "src/greet.ts",
  line: 3,
  quote: 'return "Hello, ".concat(name);',
};

/** A line of the project's own code that does something; null: it has none. */
function lineIn({ writes }: Pick<Brief, "writes">): Line | null {
  const root = writes.slice(0, writes.indexOf("/.task/"));
  if (!existsSync(join(root, "src"))) return null;
  const names = readdirSync(join(root, "src")).filter((one) => one.endsWith(".ts"));
  for (const name of names.sort()) {
    const lines = readFileSync(join(root, "src", name), "utf8").split("\n");
    const at = lines.findIndex((line) => /^\s*(?:export|return)\b.*[();]/.test(line));
    if (at >= 0) return { file: `src/${name}`, line: at + 1, quote: lines[at]!.trim() };
  }
  return null;
}

/** `verification.json` for a brief, without its stamp. */
export function verificationFor(
  { text, writes }: Pick<Brief, "text" | "writes">,
  sees: VerifierSees = {},
): Record<string, unknown> {
  const { unmet = {}, human = [], line = GREETS, lineOf = () => null } = sees;
  const musts = [...text.matchAll(/^- ([CTRI]\d+) \([^)\n]+\): (.+)$/gm)].map(([, id, words]) => ({
    id: id!,
    words: words!,
  }));
  const ran = [...text.matchAll(/^- (K\d+) `([^`\n]+)`: (\w+)$/gm)].map(
    ([, id, command, state]) => ({
      id: id!,
      command: command!,
      state: state!,
    }),
  );
  const why = (words: string): string | null =>
    Object.entries(unmet).find(([part]) => words.includes(part))?.[1] ??
    (ran.some((one) => one.state !== "passed" && words.includes(one.command))
      ? "Its command fails."
      : null);
  const forPerson = (words: string): boolean =>
    why(words) === null && human.some((part) => words.includes(part));
  const shown = line ?? lineIn({ writes });
  const looks = musts.filter(({ words }) => forPerson(words));
  return {
    musts: musts.map(({ id, words }) => {
      if (why(words) !== null) return { id, verdict: "unmet", evidence: [], reason: why(words) };
      if (forPerson(words))
        return { id, verdict: "human", evidence: [], reason: "No test can tell." };
      const own = lineOf(words) ?? shown;
      return { id, verdict: "met", evidence: own === null ? [] : [own], reason: null };
    }),
    human: looks.map(({ id, words }) => ({
      of: id,
      test: `Start it and look: ${words}`,
      expected: "It is so.",
      why: "It is a matter of taste.",
    })),
  };
}
