// What an honest verifier writes about a phase of the default project: what holds has a line, a
// command or a person to show it.
import type { Brief } from "../team.ts";

export interface VerifierSees {
  /** Words of what does not hold: what is missing of it. */
  unmet?: Record<string, string>;
  /** Words of what only a person can judge. */
  human?: string[];
  /** A line that shows all the rest; where it is null a command does. */
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

/** `verification.json` for a brief, without its stamp. */
export function verificationFor(
  { text }: Pick<Brief, "text">,
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
  const passed = ran.find((one) => one.state === "passed");
  const shown = line ?? (passed === undefined ? null : { command: passed.command });
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
