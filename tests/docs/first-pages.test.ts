// What a new user reads: short, and nothing in it that the program does not have.
// Runs: together.
import { describe, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import { OLDEST_SUPPORTED_HOST } from "../../src/host/program.ts";
import { START_FILE } from "../../src/plugin.ts";
import { commonOptions } from "../../src/run/commands/usage/arguments.ts";
import { allStarts } from "../../src/workflows/index.ts";
import {
  codeLines,
  codeSpans,
  FIRST_PAGES,
  READ_PAGES,
  read,
  root,
  sentences,
  words,
} from "./pages.ts";

const README = read("README.md");
/** From the top to the end of the first run. */
const BEFORE = README.slice(0, README.indexOf("\n## ", README.indexOf("\n## First run") + 1));
const MOST_WORDS = 30;

describe("README", () => {
  test("has less than 700 words", () => expect(words(README).length).toBeLessThan(700));

  test("takes at most 150 words and three commands to the first run", () => {
    expect(BEFORE).toContain("## Install");
    expect(words(BEFORE).length).toBeLessThanOrEqual(150);
    const typed = [
      ...codeLines(BEFORE),
      ...codeSpans(BEFORE).filter((one) => /^(?:\/|multi-ai |npm |claude )/.test(one)),
    ];
    expect(typed.length).toBeLessThanOrEqual(3);
    expect(typed.at(-1)).toStartWith("/multi-ai ");
  });

  test("names the oldest Claude Code that works", () => {
    expect(BEFORE).toContain(`Claude Code ${OLDEST_SUPPORTED_HOST} or newer`);
  });

  test("has no section that is longer than a screen", () => {
    const lines = (section: string): number =>
      section.split("\n").reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / 100)), 0);
    const long = README.split(/^## /m).filter((section) => lines(section) > 24);
    expect(long).toEqual([]);
  });

  test("has the commands for a clone on top of their section", () => {
    const section = README.slice(README.indexOf("\n## From a clone"));
    expect(
      codeLines(section)
        .slice(0, 2)
        .map((line) => line.split(/ {2,}/)[0]),
    ).toEqual(["npm start", "npm test"]);
  });
});

test.each(READ_PAGES)(`%s has no sentence of more than ${MOST_WORDS} words`, (page) => {
  expect(sentences(read(page)).filter((sentence) => words(sentence).length > MOST_WORDS)).toEqual(
    [],
  );
});

describe.each(FIRST_PAGES)("%s", (page) => {
  test("names commands and options that are there", () => {
    const typed = [...codeLines(read(page)), ...codeSpans(read(page))];
    expect(typed.flatMap((line) => wrongIn(line).map((what) => `${line}: ${what}`))).toEqual([]);
  });
});

describe("docs/usage.md", () => {
  const spans = codeSpans(read("docs/usage.md"));

  test("has every slash command", () => {
    const all = readdirSync(join(root, "commands")).map((file) => file.replace(/\.md$/, ""));
    const typed = all.map((name) => (name === START_FILE ? "/multi-ai" : `/multi-ai:${name}`));
    expect(
      typed.filter((command) => !spans.some((span) => span.split(" ")[0] === command)),
    ).toEqual([]);
  });

  test("has every verb of the terminal", () => {
    const shown = Object.keys(VERBS);
    expect(
      shown.filter(
        (name) =>
          !spans.some((span) => span.split(" ").slice(0, 2).join(" ") === `multi-ai ${name}`),
      ),
    ).toEqual([]);
  });
});

/** Options of what is typed behind `/multi-ai` or `/multi-ai:`; null: there is no such command. */
function slashOptions(name: string): string[] | null {
  const starts = allStarts();
  if (Object.hasOwn(starts, name)) return [...Object.keys(starts[name]!.flags), "help"];
  return Object.hasOwn(VERBS, name)
    ? [...Object.keys(VERBS[name]!.options ?? {}), ...Object.keys(commonOptions("host"))]
    : null;
}

/** The same of a verb of the terminal. */
const verbOptions = (name: string): string[] | null =>
  ["help", "setup"].includes(name) || Object.hasOwn(VERBS, name)
    ? [
        ...Object.keys(VERBS[name]?.options ?? {}),
        ...Object.keys(commonOptions("terminal")),
        ...(name === "help" ? ["all"] : []),
      ]
    : null;

/** What a line of code names that is not there: a command, a verb, an option. */
function wrongIn(line: string): string[] {
  const typed = /^(?:[A-Z_]+=\S+ )*(\/multi-ai(?::([a-z-]+))?|multi-ai)(?: (.*))?$/.exec(
    line.trim(),
  );
  if (typed === null) return [];
  const [, program = "", slash, rest = ""] = typed;
  const [first = ""] = rest.split(" ");
  const isVerb = program === "multi-ai" && /^[a-z]/.test(first);
  const name = slash ?? (isVerb ? first : "multi-ai");
  const known = program === "multi-ai" && isVerb ? verbOptions(name) : slashOptions(name);
  if (known === null) return [`there is no ${name}`];
  const given = [...rest.replace(/"[^"]*"/g, "").matchAll(/(?<=^|[\s[])--([a-z-]+)/g)].map(
    (match) => match[1]!,
  );
  return given.filter((option) => !known.includes(option)).map((option) => `it has no --${option}`);
}

describe("the check itself", () => {
  test.each([
    ["/multi-ai:teem x", ["there is no teem"]],
    ["/multi-ai:team --trak quick x", ["it has no --trak"]],
    ["/multi-ai:report [--run <id>] [--all]", ["it has no --all"]],
    ["/multi-ai --track quick x", ["it has no --track"]],
    ["multi-ai stauts", ["there is no stauts"]],
    ["multi-ai run --continu", ["it has no --continu"]],
    ["multi-ai:implementer", []],
    ['multi-ai run multi-ai "add --foo"', []],
    ["/multi-ai:status --json", ["it has no --json"]],
    ["npm start -- --workflow team", []],
  ])("%s", (line, wrong) => expect(wrongIn(line)).toEqual(wrong));

  test("a sentence ends at its mark, a cell at its line; code is a word, and a link its text", () => {
    expect(
      sentences(
        "# A b\n\nOne `a b c` two\nthree. Four [five](x.md#six) (seven.) Eight\n- nine\n\n| ten | eleven |\n",
      ),
    ).toEqual([
      "A b",
      "One code two three.",
      "Four five (seven.)",
      "Eight",
      "nine",
      "ten",
      "eleven",
    ]);
  });
});
