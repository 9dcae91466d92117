// Every command of the documents, in blocks, tables and sentences, is typed: it is there, and takes
// what the page gives it.
// Runs: in full too, first.
// Not in npm test: ^in the host .*(?:--auto|--until-asked)$
// Not in npm test: ^in the host .*/multi-ai:(?:new-project|next|debug|[a-z]+-(?:phase|milestone|work))

import { afterAll, describe, expect, spyOn, test } from "bun:test";
import { cpSync, existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { VERBS } from "../../src/cli/verbs.ts";
import type { Answer } from "../../src/run/commands/command.ts";
import { allStarts } from "../../src/workflows/index.ts";
import { PROGRAM } from "../cli/cli.ts";
import { inProcess, terminalContext } from "../cli/in-process.ts";
import { SESSION, STATES } from "../cli/made/make-run.ts";
import { makeTeamRun } from "../cli/made/make-team-run.ts";
import { typed } from "../harness/hook.ts";
import { allStartedHere, approveSettings } from "../harness/known.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { walkthroughFiles } from "../harness/walkthrough.ts";
import * as planning from "../workflows/phases/planning/planning-given.ts";
import { codeLines, codeSpans, READ_PAGES, read, root } from "./pages.ts";

afterAll(cleanup);

const PAGES = READ_PAGES;

/**
 * Lines of blocks, without what is said behind them, and pieces of code in tables and sentences.
 */
const typedIn = (page: string): string[] => [
  ...codeLines(read(page)).map((line) => line.split(/ +# /)[0]!.trim()),
  ...codeSpans(read(page)),
];

const COMMAND =
  /^(?:multi-ai(?: |$)|\/multi-ai\b|\/plugin |bun (?:scripts|tests)\/|npm |claude plugin )/;
const ALL = [...new Set(PAGES.flatMap(typedIn).filter((line) => COMMAND.test(line)))];

/** What no test types here, and why: by what a line begins with. Each other line is run. */
const NOT_RUN: [begins: RegExp, why: string][] = [
  [
    /^\/plugin |^claude plugin /,
    "needs Claude Code with a marketplace: tests/plugin/install.test.ts types them",
  ],
  [
    /^npm (?:start|test|run)\b/,
    "starts all tests or a host: only that the script is there and knows the options",
  ],
  [/^npm (?:install|init|ci)\b/, "fetches packages, or is what a person's own project has"],
  [/^bun scripts\/(?!orchestrator)/, "writes into this repository: tests/scripts runs them"],
  [
    /^bun tests\//,
    "measures for minutes, or starts real runners and hosts: only that the file is there",
  ],
  [
    /^multi-ai setup packages$/,
    "fetches packages, by the launcher: tests/plugin/launcher.test.ts types it",
  ],
  [
    /^multi-ai setup fence/,
    "asks a person, where there is a sandbox: tests/cli/setup.test.ts types it",
  ],
  [
    /^\/multi-ai:setup/,
    "fetches packages, or is the launcher's: tests/plugin/install.test.ts and tests/hooks/prompts/told.test.ts type it",
  ],
  [/^multi-ai setup$/, "is the launcher's: tests/cli/setup.test.ts types it"],
  [/^multi-ai dry-run$/, "looks at the whole machine: tests/cli/start/dry-run.test.ts runs it"],
  [
    /^multi-ai (?:serve|worker|token)\b/,
    "opens a server or a database: server/tests/start.test.ts types them",
  ],
  [/^multi-ai carry$/, "reads an order of a worker: tests/cli/carry.test.ts gives it some"],
];
/** What the pages name to say that it is refused, and what is said then. */
const REFUSED: [line: string, says: string][] = [];
const isRun = (line: string): boolean => !NOT_RUN.some(([begins]) => begins.test(line));

/** What stands in a sentence as a name, and takes more when it is typed. */
const NAMES = ["multi-ai run", "multi-ai decide"];

/** What a person types for what a page leaves open. */
const FILLED: [hole: RegExp, value: string][] = [
  [/<workflow>/, "multi-ai"],
  [/<verb>/, "status"],
  [/<task>|<N>/, "T1"],
  [/--question <id>/, "--question Q1"],
  [/<option>|…$/, "A"],
  [/<seq>/, "3"],
  [/<code>/, "0123456789ab"],
  [/<track>/, "quick"],
  [/<a,b>/, "backend,frontend"],
  [/<environment>/, "staging"],
  [/<name=value,…>/, "mode=yolo"],
  [/<phase>/, "2"],
  [/<version> <name>/, "v1.0 Notes"],
  [/<run>|<id>|\[run\]/, "{run}"],
  [/\[code\]/, "0123456789ab"],
  [
    /<(?:request|feature|topic|prompt|symptom|why|text|new request|what [^>]*)>/,
    "which colour the door has",
  ],
];
function filled(line: string): string {
  const phases = /^\/multi-ai:(?:\w+-phase|verify-work) /.test(line)
    ? line.replace("<N>", "2")
    : line;
  return FILLED.reduce(
    (text, [hole, value]) => text.replaceAll(new RegExp(hole, "g"), () => value),
    phases,
  );
}

/**
 * A line without what may be left out, and with each part of that alone; of alternatives each one.
 */
function waysOf(line: string): string[] {
  const optional = [...line.matchAll(/ ?\[(?:[^[\]]|\[[^\]]*\])+\]/g)].map((match) => match[0]);
  const without = (kept: string | null): string =>
    optional
      .reduce((text, one) => (one === kept ? text : text.replace(one, "")), line)
      .replace(kept ?? "", () =>
        (kept ?? "").replace(/^( ?)\[([\s\S]*)\]$/, "$1$2").replaceAll(/[[\]]/g, ""),
      );
  const ways = [without(null), ...optional.map(without)];
  return [
    ...new Set(
      ways.flatMap((way) => {
        const [first, second] = way.split(/ (?:\\)?\| /);
        return second === undefined ? [way] : [first!, `${way.split(" ")[0]} ${second}`];
      }),
    ),
  ].map((way) => filled(way).replace(" < prompt.txt", "").trim());
}

/** Words as a shell has them. */
const shellWords = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);

/** Projects in which lines are typed: each line gets a copy of its own. */
const templates: Record<string, Promise<string>> = {};
const MAKES: Record<string, () => Promise<string> | string> = {
  question: async () => (await STATES["story question open"]()).root,
  complete: async () => (await STATES.complete()).root,
  team: async () => (await makeTeamRun({ answer: () => null })).root,
  plain: () => makeProject({ files: walkthroughFiles() }),
  phases: () => {
    const at = makeProject();
    planning.project(at, [
      { number: "1", name: "Base", done: true },
      { number: "2", name: "Search", depends_on: ["1"] },
      { number: "3", name: "Rates" },
      { number: "4", name: "Export" },
    ]);
    return at;
  },
};
async function copyOf(state: string): Promise<string> {
  templates[state] ??= Promise.resolve(MAKES[state]!());
  const from = await templates[state];
  const to = join(tempDir(), basename(from));
  cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  allStartedHere(to);
  approveSettings(to);
  return to;
}

const env = { PATH: process.env.PATH, HOME: tempDir() };

function stateFor(line: string): string {
  if (
    /^\/multi-ai:(?:\w+-phase|verify-work|complete-milestone|next|debug)|^multi-ai (?:roadmap|run phases)/.test(
      line,
    )
  )
    return "phases";
  if (/^(?:\/multi-ai(?::team|:council|:new-project)?(?: |$)|multi-ai run)/.test(line))
    return "plain";
  if (/ruling|proceed/.test(line)) return "team";
  return /watch|follow|rollback|report|log/.test(line) ? "complete" : "question";
}

const runIn = (at: string): string => {
  const journal = join(at, ".task/events.jsonl");
  return existsSync(journal)
    ? JSON.parse(readFileSync(journal, "utf8").split("\n")[0]!).run
    : "multi-ai-00000000";
};

/** The program, in this process: what it says, and its exit code. */
async function inTerminal(line: string): Promise<Answer> {
  const at = await copyOf(stateFor(line));
  const words = shellWords(line.replaceAll("{run}", runIn(at))).slice(1);
  // No verb: the program itself answers.
  if (words[0] === "help") {
    const { exitCode, stdout } = Bun.spawnSync([process.execPath, PROGRAM, ...words], {
      cwd: at,
    });
    return { exit: exitCode as Answer["exit"], text: stdout.toString(), data: null };
  }
  // No Claude Code: what would start one ends there, behind all that it reads.
  const context = terminalContext(at, { ...env, PATH: "/usr/bin:/bin" });
  // What goes on until a run is over prints by itself.
  const printed = spyOn(process.stdout, "write").mockImplementation(() => true);
  const answer = await inProcess(words, context).finally(() => printed.mockRestore());
  return answer ?? { exit: 2, text: `unknown verb "${words[0]}"`, data: null };
}

/** The same in the host: what the person is shown, or what the model is told. */
async function inHost(line: string): Promise<string> {
  const at = await copyOf(stateFor(line));
  const [command = "", ...rest] = line.slice(1).replaceAll("{run}", runIn(at)).split(" ");
  const sender = { session: SESSION, env: { ...env, CLAUDE_PROJECT_DIR: at } };
  const output = await typed(at, command.replace("multi-ai:", ""), rest.join(" "), sender);
  return output === null ? "" : JSON.stringify(output);
}

/** What is said to a slip, never to a command that is typed as it should be. */
const SLIP =
  /is not a flag|is no flag|unknown (?:option|argument|verb|flag)|did you mean|--help shows how|is missing|needs a value|does not say what to do|takes no /;

const isNamed = (line: string): boolean =>
  NAMES.includes(line) || REFUSED.some(([refused]) => refused === line);
const ways = [...new Set(ALL.filter((line) => isRun(line) && !isNamed(line)).flatMap(waysOf))];

test("there are lines of each kind, and each reason for not running one is needed", () => {
  const count = (begin: RegExp): number => ways.filter((line) => begin.test(line)).length;
  expect([count(/^multi-ai/) > 40, count(/^\/multi-ai/) > 40]).toEqual([true, true]);
  expect(NOT_RUN.filter(([begins]) => !ALL.some((line) => begins.test(line)))).toEqual([]);
  expect(
    [...NAMES, ...REFUSED.map(([line]) => line)].filter((name) => !ALL.includes(name)),
  ).toEqual([]);
});

describe("in a terminal", () => {
  test.each(ways.filter((line) => line.startsWith("multi-ai") && !/ - ?$/.test(line)))(
    "%s",
    async (line) => {
      const { exit, text } = await inTerminal(line);
      const isStart = /^multi-ai run /.test(line);
      // Without a Claude Code nothing can be started: that is said once everything that was typed
      // has been taken.
      expect([exit < 2 || (isStart && /Claude Code/.test(text)), text]).toEqual([true, text]);
      expect(text).not.toMatch(SLIP);
    },
  );

  test.each(REFUSED)("%s is refused, as its page says", async (line, says) => {
    expect(await inTerminal(line)).toMatchObject({ exit: 2, text: expect.stringContaining(says) });
  });

  test("a request from standard input", () => {
    const [line] = ways.filter((one) => / -$/.test(one));
    const { exitCode, stderr } = Bun.spawnSync(
      [process.execPath, PROGRAM, ...shellWords(line!).slice(1)],
      {
        cwd: makeProject(),
        env: { PATH: "/usr/bin:/bin", HOME: tempDir() },
        stdin: Buffer.from("Add a door"),
      },
    );
    expect([exitCode, stderr.toString()]).toEqual([3, expect.stringContaining("Claude Code")]);
  });

  test.each(ALL.filter((line) => /^multi-ai dry-run$/.test(line)))("%s is a verb", (line) => {
    expect(Object.keys(VERBS)).toContain(line.split(" ")[1]!);
  });
});

describe("in the host", () => {
  test.each(ways.filter((line) => line.startsWith("/multi-ai")))("%s", async (line) => {
    const said = await inHost(line);
    expect([line, said]).not.toEqual([line, ""]);
    expect(said).not.toMatch(SLIP);
  });

  test("what starts a run is told from what does not", async () => {
    expect(await inHost("/multi-ai:team --track quick Rename the export button")).toContain(
      "additionalContext",
    );
    expect(await inHost("/multi-ai:team --trak quick x")).toMatch(SLIP);
    expect(Object.keys(allStarts()).length).toBeGreaterThan(5);
  });
});

describe("scripts", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const npm = ALL.filter((line) => /^npm (?:start|test|run)\b/.test(line));

  test.each(npm)("%s", (line) => {
    const [own, given = ""] = line.split(/ -- ?/);
    const name = own!.replace(/^npm (?:run )?/, "").split(" ")[0]!;
    const command = scripts[name];
    expect([name, typeof command]).toEqual([name, "string"]);
    const file = command!.split(" ").find((word) => /\.(?:mjs|ts)$/.test(word))!;
    expect(existsSync(join(root, file))).toBe(true);
    for (const [option] of given.matchAll(/--[a-z-]+/g))
      expect(read(file)).toContain(`npm start -- ${option}`);
    for (const [, workflow] of given.matchAll(/--workflow (\w+)/g))
      expect(read(file)).toMatch(new RegExp(`${workflow}: "demo/`));
  });

  test.each(ALL.filter((line) => /^bun (?:scripts|tests)\//.test(line)))("%s is there", (line) => {
    expect(existsSync(join(root, line.split(" ")[1]!))).toBe(true);
  });
});
