// What a person reads, as the source has it: plain words, no name of the inside, sentences that can
// be read once, commands that exist.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { PLUGIN, SLASH_COMMANDS } from "../../src/plugin.ts";
import { allStarts } from "../../src/workflows/index.ts";
import { literalsIn, sourceFiles } from "./literals.ts";
import { asWritten, FOR_AGENTS, sentencesForPeople, textsForPeople } from "./written.ts";

/** A sentence of the source, with … for what is put in. */
interface Entry {
  of: string;
  text: string;
}
const ALL: Entry[] = (await sentencesForPeople()).map((one) => ({
  of: `${one.file}:${one.line}`,
  text: asWritten(one),
}));

const shown = ({ of, text }: Entry, what: string): string => `${of}: ${what} in: ${text}`;

/**
 * Names of the inside; what a person reads says `result`, `starts`, `step`, `counts no more` and
 * the like.
 */
const INTERNAL =
  /\b(?:gates?|nonces?|folds?|folded|subjects?|artifacts?|dispatch(?:e[sd]|ing)?|directives?|panels?|void|briefs?|payloads?|enums?)\b/i;
/**
 * Where such a word is the person's own: the name of a file that they read, or of a thing that the
 * page calls so.
 */
const ALLOWED: [where: RegExp, word: string, why: string][] = [
  [/team\/table\/table\.ts/, "fold", "a warning of a gate file, as people's tools know it"],
  [
    /tracks\.ts|^workflows\/team\/table\//,
    "brief",
    "pipeline/brief.md is a document of that workflow, which you read and approve",
  ],
  [/^engine\//, "gate", "a fault of a workflow's data, which its author reads"],
  [/^engine\//, "panel", "the same"],
];
const isAllowed = (one: Entry, word: string): boolean =>
  ALLOWED.some(([where, allowed]) => where.test(one.of) && word.toLowerCase().startsWith(allowed));

/**
 * Words that only this project uses so, and the usual one. Short texts are held to it too: labels,
 * titles, parts of a sentence.
 */
const PRIVATE: [word: RegExp, usual: string][] = [
  [/\b(?:un)?mend(?:s|ed|ing)?\b/i, "fix"],
  [/\bwaive[sdr]?\b/i, "skip, accept without a verdict"],
  [/(?<![:/] ?)\brulings?\b|\brules on\b/i, "the principal's decision"],
  [/\bat work\b/i, "running, working"],
  [/\banew\b/i, "again, a new one"],
  [/\b(?:is|are|was|were) told\b(?! (?:from|apart))/i, "gets, is notified, knows"],
  [/\b(?:came|be(?:came|comes?)) of\b/i, "result, outcome"],
  [
    /\b(?:stands? still|as it stands|(?:stands?|stood) (?:in|where|there)|where \S+ stands)\b/i,
    "is in, is stalled, as it is, status",
  ],
  [/\bvoid\b|\b(?:be|counts?|is|are) no more\b/i, "no longer counts, no longer"],
  [/\bbehind\b/i, "after, with"],
  [/\b(?:seats?|tracks?)\b(?! - )/i, "council member, how many stages: said where it is first met"],
];
/** Where such a word is meant as everybody uses it, or is said what it is. */
const KNOWN: [where: RegExp, word: string, why: string][] = [
  [/^(?:project\/(?:files|place)|run\/start\/preflight)\.ts/, "track", "git tracks files"],
  [/^workflows\/team\//, "track", "what --track chooses; docs/team.md has the table"],
  [/^workflows\/council\//, "seat", "said at each start: six agents, called seats"],
];

/** Commands as they stand in texts, with what is typed behind them. */
const SLASH = new RegExp(`(?<![\\w/.])/${PLUGIN}(?::([a-z-]+))?`, "g");
const TYPED = new RegExp(`(?<![\\w/:!"[-]|! |/ )${PLUGIN} ([a-z][a-z-]*)`, "g");

/** The same with all up to the end of the clause, where its options are. */
const OPTIONED = new RegExp(
  `(?<![\\w/.])(?:/${PLUGIN}(?::([a-z-]+))?(?![\\w-])|(?<![\\w/:!"[-]|! |/ )${PLUGIN} ([a-z][a-z-]*))([^\\n.,;:()\u0060]*)`,
  "g",
);

const known = [...SLASH_COMMANDS, ...Object.keys(allStarts())];

/**
 * A command counts as one word, as a reader takes it; a line of a table or an option of its own is
 * no sentence.
 */
function sentences(text: string): string[] {
  const plain = text
    // Names that could be meant are looked through, and not read.
    .replaceAll(/(?:[\w-]+, ){5,}[\w-]+/g, "names")
    .replaceAll(/\/multi-ai(?::[a-z-]+)?(?: <[^>]*>| \[[^\]]*\])?/g, "command")
    .replaceAll(
      /(?<![\w/])multi-ai (?:run |--)?[a-z-]+(?: --?[a-z-]+| [A-Z]\d+| <[^>]*>| "[^"]*")*/g,
      "command",
    );
  return plain
    .split("\n")
    .filter((line) => !/^\s| {2}/.test(line))
    .flatMap((line) => line.split(/(?<=[.!?][)"]*)\s+/))
    .filter((one) => one.trim() !== "");
}
const MOST_WORDS = 30;
const count = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

test("no text has a word of the inside", () => {
  const found = ALL.flatMap((one) => {
    const word = INTERNAL.exec(one.text)?.[0];
    return word === undefined || isAllowed(one, word) ? [] : [shown(one, word)];
  });
  expect(found).toEqual([]);
  expect(
    ALLOWED.filter(
      ([where, word]) => !ALL.some((one) => where.test(one.of) && one.text.includes(word)),
    ),
  ).toEqual([]);
});

test("no text has a word that only this project uses so", async () => {
  const texts = (await textsForPeople()).map((one) => ({
    of: `${one.file}:${one.line}`,
    text: asWritten(one),
  }));
  const isKnown = (one: Entry, word: string): boolean =>
    KNOWN.some(([where, known]) => where.test(one.of) && word.toLowerCase().startsWith(known));
  const found = texts.flatMap((one) =>
    PRIVATE.flatMap(([pattern, usual]) => {
      const word = pattern.exec(one.text)?.[0];
      return word === undefined || isKnown(one, word)
        ? []
        : [shown(one, `${word} (say: ${usual})`)];
    }),
  );
  expect(found).toEqual([]);
  const isUsed = (where: RegExp, word: string): boolean =>
    texts.some((one) => where.test(one.of) && one.text.toLowerCase().includes(word));
  expect(KNOWN.filter(([where, word]) => !isUsed(where, word))).toEqual([]);
  expect(FOR_AGENTS.filter(([where]) => !sourceFiles().some((file) => where.test(file)))).toEqual(
    [],
  );
});

test("no sentence has more than 30 words", () => {
  const long = ALL.flatMap((one) =>
    sentences(one.text)
      .filter((sentence) => count(sentence) > MOST_WORDS)
      .map((sentence) => `${one.of}: ${sentence}`),
  );
  expect(long).toEqual([]);
});

test("in the table of texts before and after no two are the same", () => {
  const page = readFileSync(join(import.meta.dir, "../../CONTRIBUTING.md"), "utf8");
  const rows = [...page.matchAll(/^\| (.+?) \| (.+?) \|$/gm)];
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(([, before, after]) => before === after)).toEqual([]);
});

test("texts are read from the source as they are written, with what they are handed to", () => {
  const found = literalsIn(
    "a.ts",
    'const WHY = "it\'s \\"so\\"";\n// "no"\nreturn deny(`${one("two")} is /not/ ${a / b}.`, /"x/);\n',
  );
  expect(found).toEqual([
    { file: "a.ts", line: 1, parts: ['it\'s "so"'], within: ["WHY:"] },
    { file: "a.ts", line: 3, parts: ["two"], within: ["deny", "one"] },
    { file: "a.ts", line: 3, parts: ["", " is /not/ ", "."], within: ["deny"] },
  ]);
});

describe("every command that a text names", () => {
  test("is one of the plugin", () => {
    const found = ALL.flatMap((one) =>
      [...one.text.matchAll(SLASH)]
        .map((match) => match[1] ?? PLUGIN)
        .filter((name) => !known.includes(name)),
    );
    expect(found).toEqual([]);
  });

  test("is a verb where the program is named", () => {
    const found = ALL.flatMap((one) =>
      [...one.text.matchAll(TYPED)]
        .map((match) => match[1]!)
        .filter((name) => !Object.hasOwn(VERBS, name))
        .map((name) => shown(one, name)),
    );
    expect(found).toEqual([]);
  });

  test("is named by the form that the reader can type, in texts of workflows, which both doors show", () => {
    const fixed = ALL.filter(
      (one) => one.of.startsWith("workflows/") && /\/multi-ai(?![\w/.-])/.test(one.text),
    );
    expect(fixed.map((one) => shown(one, one.text))).toEqual([]);
  });

  test("has the options that stand behind it", () => {
    const ofAll = ["json", "project", "help"];
    const found = ALL.flatMap((one) =>
      [...one.text.matchAll(OPTIONED)].flatMap(([, slash, verb, words = ""]) => {
        const name = verb ?? slash ?? PLUGIN;
        const options = { ...VERBS[name]?.options, ...allStarts()[name]?.flags };
        const named = [...words.matchAll(/ --([a-z][a-z-]*)/g)].map((match) => match[1]!);
        return named
          .filter((option) => !Object.hasOwn(options, option) && !ofAll.includes(option))
          .map((option) => shown(one, `${name} --${option}`));
      }),
    );
    expect(found).toEqual([]);
  });
});
