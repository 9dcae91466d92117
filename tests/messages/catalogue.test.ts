// What a person reads: plain words, no name of the inside, a sentence that can be read once, a command that works where it stands.
import { afterAll, describe, expect, test } from "bun:test";
import { VERBS } from "../../src/cli/verbs.ts";
import { PLUGIN, SLASH_COMMANDS } from "../../src/plugin.ts";
import { allStarts, WORKFLOW_NAMES } from "../../src/workflows/index.ts";
import { cleanup } from "../harness/project.ts";
import { catalogue } from "./catalogue.ts";
import type { Entry, Kind } from "./entry.ts";
import { literalsIn, sourceFiles } from "./literals.ts";
import { FOR_OTHERS, sentencesForPeople } from "./written.ts";

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
  [/^engine\//, "gate", "a fault of a workflow's data, which its author reads"],
  [/^engine\//, "panel", "the same"],
];
const isAllowed = (one: Entry, word: string): boolean =>
  ALLOWED.some(([where, allowed]) => where.test(one.of) && word.toLowerCase().startsWith(allowed));

/** Commands as they stand in texts, with what is typed behind them. */
const SLASH = new RegExp(`(?<![\\w/.])/${PLUGIN}(?::([a-z-]+))?`, "g");
const TYPED = new RegExp(`(?<![\\w/:!"[-]|! |/ )${PLUGIN} ([a-z][a-z-]*)`, "g");

/** The same with all up to the end of the clause, where its options are. */
const OPTIONED = new RegExp(
  `(?<![\\w/.])(?:/${PLUGIN}(?::([a-z-]+))?(?![\\w-])|(?<![\\w/:!"[-]|! |/ )${PLUGIN} ([a-z][a-z-]*))([^\\n.,;:()\u0060]*)`,
  "g",
);

const known = [...SLASH_COMMANDS, ...Object.keys(allStarts())];

/** A command counts as one word, as a reader takes it; a line of a table or an option of its own is no sentence. */
function sentences(text: string): string[] {
  const plain = text
    // Names that could be meant are looked through, and not read.
    .replaceAll(/(?:[\w-]+, ){5,}[\w-]+/g, "names")
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

/** What only a value that is missing, or a text that was put together wrongly, looks like. */
const BROKEN: [what: RegExp, why: string][] = [
  [/\bundefined\b|(?<!or |\()\bnull\b|\[object |\bNaN\b/, "a value that is not there"],
  [/[a-z)"][.,:;?!…] {2,}\S/, "blanks"],
  [/[a-z]\.\.(?=\s|$)/, "two full stops"],
  [/\w [,;:](?=\s|$)/, "a blank before a sign"],
  [/\b(?:the the|a a|is is|to to|of of)\b/, "a word twice"],
  [
    /(?<![\d.])1 (?!of\b)(?:files|tasks|rounds|tokens|findings|minutes|events|tests|commands|questions|criteria)\b/,
    "one of many",
  ],
];

test("no text was put together wrongly", () => {
  // Why a council is blocked stands in its votes, which the run of the title has none of.
  const all = ALL.filter((one) => one.of !== "council blocked" || one.kind !== "title");
  const lines = all.flatMap((one) => one.text.split("\n").map((text) => ({ ...one, text: text.trim() })));
  const found = lines.flatMap((one) =>
    BROKEN.filter(([what]) => what.test(one.text)).map(([, why]) => shown(one, why)),
  );
  expect(found).toEqual([]);
});

/** A line that is cut where it is shown, and code that a report quotes, close what they open elsewhere. */
const isWhole = (line: string): boolean => !/…$/.test(line) && !/^\s+\S+:\d+ "/.test(line);
const PAIRS = ["()", "[]", "{}"];

test("quotes and brackets are closed", () => {
  const isOpen = (line: string): boolean =>
    line.split('"').length % 2 === 0 ||
    PAIRS.some(([one, other]) => line.split(one!).length !== line.split(other!).length);
  const rendered = ALL.filter(({ kind }) => kind !== "written");
  const found = rendered.filter(({ text }) => text.split("\n").some((line) => isWhole(line) && isOpen(line)));
  expect(found.map((one) => shown(one, "open"))).toEqual([]);
});

test("what a call is answered, and what is said before a run begins, ends as a sentence", () => {
  const found = of("denial", "preflight").filter(({ text }) => !/(?:[.?)]|"|\])$/.test(text));
  expect(found.map((one) => shown(one, "its end"))).toEqual([]);
});

test("each denial of the rules is rendered as a call meets it, but for what needs another host or file", () => {
  const RARE: [text: RegExp, why: string][] = [
    [/^This writes settings of Claude Code that the person/, "2.1.197 with bypassPermissions: tests/host/doors"],
    [
      /ended its task of run|was cancelled or given to another|was over before|task of this agent is over/,
      "needs the host's transcript of a call",
    ],
    [/is the plugin's own: what lies there|would hide the run/, "needs an installed plugin: tests/hooks/own-folders"],
    [/in a worktree names files/, "needs a worktree: tests/policy/approved-team"],
    [
      /writes … and nothing else under …|run exactly the command/,
      "needs a workflow with a folder, or an agent before an external model",
    ],
    [
      /^(?:a command that the program runs|… is a command that|… of … tool calls|that this line names)/,
      "is a part of another text, or allows",
    ],
  ];
  const left = of("written").filter((one) => /^policy\//.test(one.of) && !RARE.some(([text]) => text.test(one.text)));
  expect(left.map((one) => shown(one, "not rendered"))).toEqual([]);
});

test("the source has a sentence for people in each of its rooms, and what is left out is there", async () => {
  const rooms = new Set((await sentencesForPeople()).map(({ file }) => file.split("/")[0]));
  for (const room of ["checkup", "cli", "hooks", "policy", "project", "providers", "render", "run", "workflows"])
    expect([room, rooms.has(room)]).toEqual([room, true]);
  const files = sourceFiles();
  expect(FOR_OTHERS.filter(([where]) => !files.some((file) => where.test(file)))).toEqual([]);
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
