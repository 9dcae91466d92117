// Every sentence that the source has for people, also those that no made run leads to: with … for
// what is put in.
import { type Literal, literals } from "./literals.ts";

/** What a person meets: all of these rooms, and of workflows the files that speak to people. */
const FOR_PEOPLE = [
  /^(?:cli|engine|host|hooks|policy|process|project|providers|record|render|run|store)\//,
  /^(?:hook|person|settings|text)\.ts$/,
  /^workflows\/(?:(?:contract|money|words)\/)?(?:asks|budget|cost|money|notice|test-words|tests|words)\.ts$/,
  /^workflows\/[a-z-]+\/(?:routes\/)?(?:base-dir|memory|notice|ownership|phase-asked|roadmap-verb|routes|settings|start|status|tally|track|tracks|verbs|words)\.ts$/,
  /^workflows\/[a-z-]+\/(?:[a-z-]+\/)?words\.ts$/,
  /^workflows\/team\/(?:deploy|table)\//,
];

/** What lies there and is read by others, each with whom. */
export const FOR_OTHERS: [where: RegExp, why: string][] = [
  [
    /^run\/(?:audit\/(?:edits|workplace)|dispatch\/brief|results\/accept|external\/external-[a-z]+)\.ts$/,
    "agents and reviewers: what they are told, and sent back with",
  ],
  [
    /^render\/directive\.ts$/,
    "the main thread, word for word; tests/render holds what of it a person reads",
  ],
  [/^host\/shell\/check-command\.ts$/, "a shell"],
  [/^render\/report\/print\/page\.ts$/, "a browser"],
  [/^(?:policy\/shell|project\/secrets\/(?:secret|token|deny))/, "names and patterns to look for"],
];

/**
 * Functions and names whose texts are no sentences: words to look for, scripts, messages of
 * commits.
 */
const NO_SENTENCE =
  /^(?:wordSet|RegExp|Set|SCRIPT:|FROM_PLUGIN:|REPORTER:|commitTree|keepAndRecord|withScratch|startsWith|indexOf|includes|split|usage:|INSTALL:|setup:|BIN:|HIDDEN_FIELDS:|KEYS:|ON_PATH:|MADE_BY:|STAND_IN:|steps:)$/;

/** Fewer words are a part of a sentence that stands elsewhere. */
const LEAST_WORDS = 4;

/** The parts of a text, with one sign for each value that is put in. */
export const asWritten = ({ parts }: Literal): string => parts.join("…");

function isSentence(literal: Literal): boolean {
  const text = asWritten(literal);
  const words = text.split(/\s+/).filter((word) => /[a-z]{2}|^[aAI]$/.test(word));
  return (
    words.length >= LEAST_WORDS && /[a-z]{2,}[,;:]? [a-z]/i.test(text) && !text.includes("import(")
  );
}

const isForPeople = (file: string): boolean =>
  FOR_PEOPLE.some((where) => where.test(file)) && !FOR_OTHERS.some(([where]) => where.test(file));

export const sentencesForPeople = async (): Promise<Literal[]> =>
  (await literals(isForPeople)).filter(
    (one) => isSentence(one) && !one.within.some((name) => NO_SENTENCE.test(name)),
  );

/** What no person reads, each with who does. */
export const FOR_AGENTS: [where: RegExp, why: string][] = [
  ...FOR_OTHERS,
  [/^runners\//, "test runners: their reporters' code"],
  [
    /^workflows\/(?:[a-z-]+\/)*(?:brief|brief-parts|facts|form|document)\.ts$/,
    "agents: what they are to do",
  ],
  [
    /^workflows\/(?:[a-z-]+\/)*(?:kinds\/|(?:[a-z-]+-)?kinds?\.ts$)/,
    "agents: the form of a result, and what is wrong with it",
  ],
  [
    /^workflows\/(?:review|kit\/(?:artifacts\/(?:result|tree-review)|stages\/stages)|council\/vote\/vote)/,
    "the same, of reviewers",
  ],
  [/^workflows\/phases\/plan\/(?:judge|prose)\.ts$/, "the same, of planners"],
  [/^workflows\/multi-ai\/workflow\.ts$/, "agents: the briefs of the chain"],
];

/** Every text of two words or more that a person may meet, also a label or a part of a sentence. */
export const textsForPeople = async (): Promise<Literal[]> =>
  (await literals((file) => !FOR_AGENTS.some(([where]) => where.test(file)))).filter((one) =>
    /[a-z]{2}.*\s.*[a-z]/i.test(asWritten(one)),
  );
