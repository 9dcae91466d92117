import { isLive, type Start } from "../../engine/run.ts";
import { gitAnswer, runGit } from "../../project/git/git.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import type { Brings } from "../../project/worktrees/linked-worktrees.ts";
import type { Settings } from "../../settings.ts";
import { randomHex } from "../../store/journal.ts";
import { cut, given, oneLine, plural } from "../../text.ts";
import {
  FEEDBACK,
  type FeedbackItem,
  ISSUE_OPTION,
  PULL_OPTION,
  type ReceivedFeedback,
  RUN_TESTS,
} from "../../workflows/contract/contract.ts";
import { startOf } from "../../workflows/index.ts";
import { readable } from "../journal/read-run.ts";
import { type Feedback, readFeedback } from "../publish/feedback.ts";
import { fetchPull, type Pull, readPull } from "../publish/pull.ts";
import type { IssueName, Typed } from "./start-request.ts";

/** A start that names a pull request. Its text and its commits are a stranger's. */

interface Started {
  request: string;
  start: Start;
  at?: string;
  branch?: string;
  brings?: Brings;
  brought?: Brought;
}

/** What a start has read beside its request: texts of the run, by name, and what the person reads. */
export interface Brought {
  texts: Record<string, string>;
  line: string;
}

type Asked =
  | {
      ok: true;
      /** What was typed with the pull request's commits as a range in its place, or with nothing. */
      typed: Typed;
      /** What begins, with the pull request's words as its request. */
      of<T extends Started>(started: T): T;
      /** The settings that count: what comes from a fork runs no tests without the person's word. */
      counts(settings: Settings, start: Start): Settings;
    }
  | { ok: false; problem: string };

const requestOf = (does: string, { number, url, title, body, author, issues }: Pull): string =>
  [
    `${does} pull request #${number} (${url}) by ${author}: ${oneLine(title)}`,
    ...(body === "" ? [] : [`It says:\n\n${body}`]),
    ...issues.map((issue) => `It closes ${issue.url}: ${oneLine(issue.title)}\n\n${issue.body}`),
  ].join("\n\n");

/** Reads the pull request that a start names, and brings its commits. */
export async function requestedPull(
  project: Project,
  named: IssueName,
  name: string,
  typed: Typed,
  env: NodeJS.ProcessEnv,
): Promise<Asked> {
  const isFeedback = startOf(name).pull === "feedback";
  const number = Number(named.number);
  const feedback = isFeedback ? await readFeedback(project, number, env) : null;
  const read = feedback ?? (await readPull(project, number, env));
  if (!read.ok) return read;
  const { pull } = read;
  if (named.repo !== null && named.repo.toLowerCase() !== pull.repo.toLowerCase())
    return {
      ok: false,
      problem: `#${number} of ${named.repo} is asked for, and this project's repository is ${pull.repo}: start in a clone of ${named.repo}`,
    };
  const received = feedback?.ok ? bounded(feedback.items, feedback.left) : null;
  if (received?.items.length === 0)
    return {
      ok: false,
      problem: [`#${number} has nothing to answer`, ...received.left].join(". "),
    };
  const brought = await fetchPull(project, pull, env);
  if (!brought.ok) return brought;
  const range = received ? "" : `${brought.base}..${brought.head}`;
  return {
    ok: true,
    typed: { ...typed, text: range },
    of: (started) => {
      const options = { [PULL_OPTION]: String(number), [ISSUE_OPTION]: pull.url };
      const start = { ...started.start, options: { ...started.start.options, ...options } };
      const about = { ...started, start, ...(pull.isCrossRepository && ofFork(started, brought)) };
      if (received === null) return { ...about, request: requestOf("Review", pull) };
      return {
        ...about,
        ...placeOf(project, pull),
        request: requestOf("Answer what came back on", pull),
        brought: {
          texts: { [FEEDBACK]: JSON.stringify(received) },
          line: cameText(number, received),
        },
      };
    },
    counts: (settings, { options }) =>
      pull.isCrossRepository && options[RUN_TESTS] === undefined
        ? { ...settings, tests: { ...settings.tests, run: false } }
        : settings,
  };
}

/**
 * What comes from a fork begins in a worktree, also where it is checked out: the person's trust is
 * their project's. Of that it has nothing, or its packages where the person has its tests run.
 */
const ofFork = ({ at, start }: Started, { head }: { head: string }) => ({
  at: at ?? head,
  brings: start.options[RUN_TESTS] === undefined ? ("nothing" as const) : ("packages" as const),
});

/** Of items, and characters of one and of all: they stand in each brief of the run. */
const MAX_ITEMS = 40;
const MAX_ITEM = 6_500;
const MAX_ALL = 40_000;

/** What of it one run answers. What is left comes with the next. */
export function bounded(items: readonly Feedback[], left: readonly string[]): ReceivedFeedback {
  const taken: FeedbackItem[] = [];
  let size = 0;
  for (const item of items) {
    const text = cut(item.text, MAX_ITEM);
    size += text.length;
    if (taken.length >= MAX_ITEMS || size > MAX_ALL) break;
    taken.push({ ...item, id: `R${taken.length + 1}`, text });
  }
  const more = items.length - taken.length;
  const short = taken.filter(({ text }, at) => text !== items[at]!.text).map(({ id }) => id);
  return {
    items: taken,
    left: [
      ...left,
      ...given(short.length > 0, `Too long, and cut: ${short.join(", ")}.`),
      ...given(more > 0, `${plural(more, "more item")} wait for the next run.`),
    ],
  };
}

function cameText(number: number, { items, left }: ReceivedFeedback): string {
  const of = (kind: string) => items.filter((one) => one.kind === kind).length;
  const counts = [
    ...given(of("thread") > 0, plural(of("thread"), "open thread")),
    ...given(of("comment") > 0, plural(of("comment"), "comment")),
    ...given(of("check") > 0, plural(of("check"), "failing check")),
  ];
  return [`Came back on #${number}: ${counts.join(", ")}.`, ...left].join(" ");
}

/**
 * Where it is answered: here, where the pull request's last commit is checked out on its branch and
 * nothing else is at work; else in a worktree, on that branch where nothing here has its name.
 */
function placeOf(project: Project, { number, head, isCrossRepository }: Pull) {
  const cwd = project.root;
  const here = headOf(cwd);
  const status = runGit(["status", "--porcelain"], { cwd });
  const isClean = status.ok && status.out.length === 0;
  const run = readable(project);
  const isFree = run === null || !isLive(run);
  if (
    !isCrossRepository &&
    isClean &&
    isFree &&
    here?.branch === head.branch &&
    here.commit === head.commit
  )
    return {};
  const isTaken =
    isCrossRepository ||
    gitAnswer(["check-ref-format", "--branch", head.branch], { cwd }) === null ||
    gitAnswer(["rev-parse", "--verify", "--quiet", `refs/heads/${head.branch}`], { cwd }) !== null;
  const branch = isTaken ? `multi-ai/pull-${number}-${randomHex(2)}` : head.branch;
  return { at: head.commit, branch };
}
