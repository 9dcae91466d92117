// What a person reads: plain words, no name of the inside, a sentence that can be read once, a command that works where it stands.
import { afterAll, describe, expect, test } from "bun:test";
import { VERBS } from "../../src/cli/verbs.ts";
import { PLUGIN, SLASH_COMMANDS } from "../../src/plugin.ts";
import { allStarts, WORKFLOW_NAMES } from "../../src/workflows/index.ts";
import { cleanup } from "../harness/project.ts";
import { catalogue, type Entry, type Kind } from "./catalogue.ts";

const ALL = await catalogue();
afterAll(cleanup);

const of = (...kinds: Kind[]): Entry[] => ALL.filter(({ kind }) => kinds.includes(kind));
const shown = ({ kind, of, text }: Entry, what: string): string => `${kind} · ${of}: ${what} in: ${text}`;

/** Names of the inside; what a person reads says `result`, `starts`, `step`, `counts no more` and the like. */
const INTERNAL =
  /\b(?:gates?|nonces?|folds?|folded|subjects?|artifacts?|dispatch(?:e[sd]|ing)?|directives?|panels?|void|briefs?|payloads?|enums?)\b/i;
/** Where such a word is the person's own: the name of a file that they read, or of a thing that the page calls so. */
const ALLOWED: [where: RegExp, word: string, why: string][] = [
  [
    /^team (?:checkpoint-a|brief-questions)|a checkpoint of a team run$/,
    "brief",
    "pipeline/brief.md is a document of that workflow, which you read and approve",
  ],
];
const isAllowed = (one: Entry, word: string): boolean =>
  ALLOWED.some(([where, allowed]) => where.test(one.of) && word.toLowerCase().startsWith(allowed));

/** Commands as they stand in texts, with what is typed behind them. */
const SLASH = new RegExp(`(?<![\\w/.])/${PLUGIN}(?::([a-z-]+))?`, "g");
const TYPED = new RegExp(`(?<![\\w/:!"-]|! |/ )${PLUGIN} ([a-z][a-z-]*)`, "g");

const known = [...SLASH_COMMANDS, ...Object.keys(allStarts())];

/** A command counts as one word, as a reader takes it; a line of a table or an option of its own is no sentence. */
function sentences(text: string): string[] {
  const plain = text
    .replaceAll(/\/multi-ai(?::[a-z-]+)?(?: <[^>]*>| \[[^\]]*\])?/g, "command")
    .replaceAll(/(?<![\w/])multi-ai (?:run |--)?[a-z-]+(?: --?[a-z-]+| [A-Z]\d+| <[^>]*>| "[^"]*")*/g, "command");
  return plain
    .split("\n")
    .filter((line) => !/^\s| {2}/.test(line))
    .flatMap((line) => line.split(/(?<=[.!?][)"]*)\s+/))
    .filter((one) => one.trim() !== "");
}
const MOST_WORDS = 30;
const MOST_OF_OPTION = 12;
const count = (text: string): number => text.split(/\s+/).filter((word) => word !== "").length;

test("each kind of question of each workflow stands in it, and each kind of text", () => {
  const named = new Set(of("title", "header", "label", "option").map((one) => one.of.split(" ")[0]));
  expect([...named].sort()).toEqual([...WORKFLOW_NAMES].sort());
  expect(of("title").length).toBeGreaterThan(60);
  expect(of("said").length).toBeGreaterThan(150);
  for (const kind of ["skip reason", "notice", "next step", "preflight", "checkup", "help"] as const)
    expect([kind, of(kind).length > 3]).toEqual([kind, true]);
});

test("no text has a word of the inside", () => {
  const found = ALL.flatMap((one) => {
    const word = INTERNAL.exec(one.text)?.[0];
    return word === undefined || isAllowed(one, word) ? [] : [shown(one, word)];
  });
  expect(found).toEqual([]);
  expect(ALLOWED.filter(([where, word]) => !ALL.some((one) => where.test(one.of) && one.text.includes(word)))).toEqual(
    [],
  );
});

test("a title says what has happened and asks; it ends in . or ?", () => {
  // What an agent asks stands in its own words, behind a head of ours.
  const own = of("title").filter(({ text }) => !/: $/.test(text));
  expect(own.filter(({ text }) => !/[.?]$/.test(text)).map((one) => shown(one, "its end"))).toEqual([]);
});

test("an option says in a few words what it does, without a full stop", () => {
  const wrong = of("option").filter(({ text }) => count(text) > MOST_OF_OPTION || /\.$/.test(text) || text === "");
  expect(wrong.map((one) => shown(one, `${count(one.text)} words`))).toEqual([]);
  // The host cuts a longer header; in its answer several labels are joined by a comma.
  expect(of("header").filter(({ text }) => text.length > 12)).toEqual([]);
  expect(of("label").filter(({ text }) => text.includes(","))).toEqual([]);
});

test("no sentence has more than 30 words", () => {
  const long = ALL.flatMap((one) =>
    sentences(one.text)
      .filter((sentence) => count(sentence) > MOST_WORDS)
      .map((sentence) => `${one.kind} · ${one.of}: ${sentence}`),
  );
  expect(long).toEqual([]);
});

describe("every command that a text names", () => {
  test("is one of the plugin", () => {
    const found = ALL.flatMap((one) =>
      [...one.text.matchAll(SLASH)].map((match) => match[1] ?? PLUGIN).filter((name) => !known.includes(name)),
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

  test("is a slash command in the host, where no text has the terminal's form", () => {
    const inHost = ALL.filter(({ where }) => where === "host");
    expect(inHost.length).toBeGreaterThan(40);
    const found = inHost.flatMap((one) => {
      const [typed] = [...one.text.matchAll(TYPED)].map((match) => match[0]);
      return typed === undefined ? [] : [shown(one, typed)];
    });
    expect(found).toEqual([]);
  });

  test("works in a terminal: a slash command stands there only as what starts a run in Claude Code", () => {
    const starts = Object.keys(allStarts());
    const found = ALL.filter(({ where }) => where === "terminal").flatMap((one) =>
      [...one.text.matchAll(SLASH)]
        .map((match) => match[1] ?? PLUGIN)
        .filter((name) => !starts.includes(name) && !(name === "resume" && /Claude Code/.test(one.text)))
        .map((name) => shown(one, `/${name}`)),
    );
    expect(found).toEqual([]);
  });
});

test("the counting itself: a command is one word, a table and what is set in are no sentences", () => {
  expect(
    sentences('Type multi-ai decide <A, B, …> --question Q1 [--reason "…"] now. Or not?\n  a  b\n/multi-ai:next x'),
  ).toEqual(['Type command [--reason "…"] now.', "Or not?", "command x"]);
});
