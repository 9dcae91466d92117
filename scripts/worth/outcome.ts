// What came of one request in one mode, and many of them as a table.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { reportFacts } from "../../src/run/views/report.ts";
import { git } from "../../tests/harness/project.ts";
import type { ModeName } from "./modes.ts";
import { copyTree, failedOf, inFolder, isTrap, runTests, type Task, type Titles } from "./task.ts";

/** What the host asked of the model. */
export interface Spent {
  requests: number;
  /** Tokens, those from the cache among them. */
  input: number;
  cached: number;
  output: number;
  /** In US dollars; null where nobody says. */
  usd: number | null;
  /** Null where models were played by hand. */
  minutes: number | null;
}

/** What the run says of its reviews. */
interface Reviews {
  /** How it ended. */
  ended: string;
  /** Fixes that reviewers, or tests, asked for. */
  rounds: number;
  /** All that reviewers said, with what their own tests refuted before it counted. */
  findings: number;
  /** Of those what was wrong: refuted, withdrawn, or disproved by a judge. */
  wrong: number;
}

export interface Outcome extends Spent, Reviews {
  task: string;
  mode: ModeName;
  /** The model of the authors, where it is not their own. */
  author?: string;
  /** Titles of hidden tests. */
  passed: string[];
  failed: string[];
  /** Titles of known faults that are in the change; missing where none are known. */
  faults?: string[];
  /** Where the project lies as it was left. */
  project?: string;
}

/** One agent alone has no reviews. */
const NO_REVIEWS: Reviews = { ended: "complete", rounds: 0, findings: 0, wrong: 0 };

/**
 * A judge may disprove a finding: `<task>-<finding>.patch`, as `T9-F1.patch`, adds a test of the
 * project that fails if the finding is right. Those whose patch passes are wrong.
 */
async function disproved(task: Task, project: string, judge: string | null): Promise<Set<string>> {
  const wrong = new Set<string>();
  if (judge === null || !existsSync(judge)) return wrong;
  for (const file of readdirSync(judge).filter((one) => one.endsWith(".patch")))
    await inFolder(async (folder) => {
      const tree = copyTree(project, join(folder, "tree"));
      git(tree, "apply", join(judge, file));
      const { exit, tests } = await runTests(tree, task.test);
      if (exit === 0 && tests.size > 0) wrong.add(basename(file, ".patch"));
    });
  return wrong;
}

async function reviewsOf(task: Task, root: string, judge: string | null): Promise<Reviews> {
  const project = findProject(root);
  const run = readRun(project);
  if (run === null) return { ...NO_REVIEWS, ended: "no run began" };
  const { findings, fixes } = reportFacts(project, run);
  const known = await disproved(task, root, judge);
  const refuted = findings.filter(({ state }) => state === "refuted").length;
  const wrong = findings.filter(
    (one) => one.withdrawn !== undefined || known.has(`${one.task}-${one.id}`),
  ).length;
  const ended =
    run.status === "complete" ? "complete" : [run.status, run.reason].filter(Boolean).join(": ");
  return { ended, rounds: fixes, findings: findings.length + refuted, wrong: wrong + refuted };
}

/** Grades a project as a run has left it. */
export async function outcomeOf(
  task: Task,
  mode: ModeName,
  project: string,
  titles: Titles,
  spent: Spent,
  judge: string | null = null,
): Promise<Outcome> {
  const failed = await failedOf(task, project, "hidden", titles.hidden);
  const faults =
    titles.faults.length === 0
      ? {}
      : { faults: await failedOf(task, project, "faults", titles.faults) };
  const reviews = mode === "alone" ? NO_REVIEWS : await reviewsOf(task, project, judge);
  const passed = titles.hidden.filter((title) => !failed.includes(title));
  return { ...spent, task: task.name, mode, passed, failed, ...faults, ...reviews };
}

/** The middle of some figures, with the least and the most. */
export function spread(values: readonly (number | null)[], digits = 0): string {
  const known = values.filter((one): one is number => one !== null).sort((a, b) => a - b);
  if (known.length === 0) return "–";
  const half = known.length >> 1;
  const middle = known.length % 2 === 1 ? known[half]! : (known[half - 1]! + known[half]!) / 2;
  const [least, most] = [known[0]!, known.at(-1)!].map((one) => one.toFixed(digits));
  return least === most
    ? least!
    : `${Number.isInteger(middle) ? middle.toFixed(digits) : middle.toFixed(Math.max(digits, 1))} (${least}–${most})`;
}

const share = (outcomes: readonly Outcome[], isWanted: (title: string) => boolean): string => {
  const of = (titles: readonly string[]): number => titles.filter(isWanted).length;
  const passed = outcomes.reduce((sum, one) => sum + of(one.passed), 0);
  return `${passed} of ${passed + outcomes.reduce((sum, one) => sum + of(one.failed), 0)}`;
};

const HEAD = [
  ...[
    "runs",
    "all hidden tests",
    "of the request",
    "of the trap",
    "faults left",
    "requests",
    "k tokens in",
    "k tokens out",
  ],
  ...["$", "minutes", "rounds", "findings", "of them wrong"],
];

function cellsOf(outcomes: readonly Outcome[]): string[] {
  const figures = (of: (one: Outcome) => number | null, digits?: number): string =>
    spread(outcomes.map(of), digits);
  return [
    `${outcomes.length}`,
    `${outcomes.filter((one) => one.failed.length === 0).length} of ${outcomes.length}`,
    share(outcomes, (title) => !isTrap(title)),
    share(outcomes, isTrap),
    figures((one) => one.faults?.length ?? null),
    figures((one) => one.requests),
    figures((one) => one.input / 1_000),
    figures((one) => one.output / 1_000, 1),
    figures((one) => one.usd, 2),
    figures((one) => one.minutes, 1),
    figures((one) => one.rounds),
    figures((one) => one.findings),
    figures((one) => one.wrong),
  ];
}

/** By mode, then by task and mode; each figure is the middle of its runs, and its spread. */
export function outcomeTable(outcomes: readonly Outcome[]): string {
  const table = (head: string[], rows: string[][]): string =>
    [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
  const how = ({ mode, author }: Outcome): string => (author ? `${mode}, authors ${author}` : mode);
  const byMode = [...Map.groupBy(outcomes, how)];
  const byTask = [...Map.groupBy(outcomes, (one) => `${one.task} | ${how(one)}`)];
  const failed = outcomes.filter((one) => one.failed.length > 0 || one.ended !== "complete");
  return [
    table(
      ["mode", ...HEAD],
      byMode.map(([mode, all]) => [mode, ...cellsOf(all)]),
    ),
    table(
      ["task", "mode", ...HEAD],
      byTask.map(([name, all]) => [name, ...cellsOf(all)]),
    ),
    ...failed.map(
      (one) =>
        `- ${one.task}, ${how(one)}: ${one.ended}; fails ${one.failed.join("; ") || "nothing"}`,
    ),
  ].join("\n\n");
}

export const RESULTS = join(import.meta.dir, "results");

/**
 * Keeps outcomes in a file named for when they began, with a table beside it; what is given anew
 * replaces that. Returns the file.
 */
export function keeper(folder: string, about: object): (outcomes: readonly Outcome[]) => string {
  const at = new Date().toISOString();
  const file = join(folder, `${at.slice(0, 16).replace(":", "")}.json`);
  return (outcomes) => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, `${JSON.stringify({ at, ...about, outcomes }, null, 1)}\n`);
    writeFileSync(file.replace(/json$/, "md"), `${outcomeTable(outcomes)}\n`);
    return file;
  };
}

/**
 * What plays and earlier measurements have come to: folders of plays, files of results. @throws
 * where there is none
 */
export const outcomesIn = (paths: readonly string[]): Outcome[] =>
  paths.flatMap((path) => {
    const file = path.endsWith(".json") ? path : join(path, "result.json");
    const { outcomes, ...one } = JSON.parse(readFileSync(file, "utf8"));
    return outcomes ?? [one];
  });
