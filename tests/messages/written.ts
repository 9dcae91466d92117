// Every sentence that the source has for people, also those that no made run leads to: with … for what is put in.
import type { Entry } from "./entry.ts";
import { type Literal, literals } from "./literals.ts";

/** What a person meets: all of these rooms, and of workflows the files that speak to people. */
const FOR_PEOPLE = [
  /^(?:checkup|cli|engine|host|hooks|policy|process|project|providers|record|render|run|store)\//,
  /^(?:hook|person|settings|statusline|text)\.ts$/,
  /^workflows\/(?:asks|budget|checkup|cost|money|notice|test-words|tests|words)\.ts$/,
  /^workflows\/[a-z-]+\/(?:base-dir|checkup|memory|notice|ownership|phase-asked|roadmap-verb|routes|settings|start|start-next|status|tally|track|tracks|verbs|words)\.ts$/,
  /^workflows\/[a-z-]+\/(?:[a-z-]+\/)?words\.ts$/,
  /^workflows\/team\/(?:deploy|words)\//,
];

/** What lies there and is read by others, each with whom. */
export const FOR_OTHERS: [where: RegExp, why: string][] = [
  [
    /^run\/(?:accept|brief|edits|external-[a-z]+|work)\.ts$/,
    "agents and reviewers: what they are told, and sent back with",
  ],
  [/^render\/directive\.ts$/, "the main thread, word for word; tests/render holds what of it a person reads"],
  [/^render\/html\//, "the page, which tests/cli/report-page reads in a browser"],
  [/^(?:host\/check-command|cli\/setup\/completion)\.ts$/, "a shell"],
  [/^(?:policy\/shell|project\/(?:secret|token|deny))/, "names and patterns to look for"],
  [/^cli\/report-text\.ts$/, "a shell"],
];

/** Functions and names whose texts are no sentences: words to look for, scripts, messages of commits. */
const NO_SENTENCE =
  /^(?:wordSet|RegExp|Set|SCRIPT:|FROM_PLUGIN:|REPORTER:|commitTree|keepNoted|withScratch|startsWith|indexOf|includes|split|usage:|INSTALL:|setup:|BIN:|HIDDEN_FIELDS:|KEYS:|ON_PATH:|MADE_BY:|STAND_IN:|steps:)$/;

/** Fewer words are a part of a sentence that stands elsewhere. */
const LEAST_WORDS = 4;

/** The parts of a text, with one sign for each value that is put in. */
export const asWritten = ({ parts }: Literal): string => parts.join("…");

function isSentence(literal: Literal): boolean {
  const text = asWritten(literal);
  const words = text.split(/\s+/).filter((word) => /[a-z]{2}|^[aAI]$/.test(word));
  return words.length >= LEAST_WORDS && /[a-z]{2,}[,;:]? [a-z]/i.test(text) && !text.includes("import(");
}

const isForPeople = (file: string): boolean =>
  FOR_PEOPLE.some((where) => where.test(file)) && !FOR_OTHERS.some(([where]) => where.test(file));

export const sentencesForPeople = async (): Promise<Literal[]> =>
  (await literals(isForPeople)).filter((one) => isSentence(one) && !one.within.some((name) => NO_SENTENCE.test(name)));

/** In one spelling of blanks, as a line is wrapped where it is shown. */
export const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

/** Whether the fixed parts of a text stand one behind the other in what was rendered. */
export function isRendered(literal: Literal, texts: readonly string[]): boolean {
  const parts = literal.parts.map(plain).filter((part) => part !== "");
  return texts.some((text) => {
    let from = 0;
    return parts.every((part) => {
      const at = text.indexOf(part, from);
      from = at + part.length;
      return at >= 0;
    });
  });
}

/** Sentences that none of these entries has, as they stand in the source. */
export async function written(rendered: readonly Entry[]): Promise<Entry[]> {
  const texts = rendered.map(({ text }) => plain(text));
  return (await sentencesForPeople())
    .filter((one) => !isRendered(one, texts))
    .map((one) => ({ kind: "written", of: `${one.file}:${one.line}`, where: "both", text: asWritten(one) }));
}
