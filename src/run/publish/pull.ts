import { runProcess } from "../../process/run.ts";
import { gitAnswer, gitArguments, runGit } from "../../project/git/git.ts";
import type { Rooted } from "../../project/project.ts";
import { fieldsIn, fieldsOf } from "../../store/json/fields.ts";
import { cut, oneLine } from "../../text.ts";
import { askGraph, objectsIn, textIn } from "./api.ts";
import { askGh, type Failed, personEnvironment } from "./gh.ts";
import { repositoryOf } from "./remote.ts";
import { visibleText } from "./visible-text.ts";

/** A pull request that is open on GitHub. Its texts, names and commits are a stranger's. */
export interface Pull {
  number: number;
  url: string;
  /** The host of GitHub that has it, and `owner/name` there. */
  host: string;
  repo: string;
  title: string;
  /** What its page shows of its text. */
  body: string;
  /** Who opened it: a login. */
  author: string;
  /** The branch that it goes into. */
  base: string;
  /** The branch that it comes from, and its last commit when it was read. */
  head: { branch: string; commit: string };
  /** It comes from a fork. */
  isCrossRepository: boolean;
  /** The issues that it closes. */
  issues: { url: string; title: string; body: string }[];
}

type PullRead = { ok: true; pull: Pull } | Failed;

const MAX_BODY = 20_000;
/** Issues that are read. */
const MAX_ISSUES = 3;
/** In milliseconds: a pull request may bring much. */
const FETCH_MS = 300_000;

const PULL_URL = /^https:\/\/([\w.-]+)(?::\d+)?\/([\w.-]+\/[\w.-]+)\/pull\/(\d+)$/;
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/** Fields that also gh of long-term Linux releases knows. */
const FIELDS =
  "number,url,title,body,author,baseRefName,headRefName,headRefOid,isCrossRepository,state";

const CLOSES = `closingIssuesReferences(first: ${MAX_ISSUES}) { nodes { url title body } }`;

const bounded = (text: string): string => {
  const shown = visibleText(text).text;
  return shown.length > MAX_BODY ? `${shown.slice(0, MAX_BODY).toWellFormed()}…` : shown;
};
const title = (text: string): string => cut(oneLine(visibleText(text).text), 300);

/** Reads a pull request of the project's repository, as gh resolves that, by its number. */
export async function readPull(
  project: Rooted,
  number: number,
  env: NodeJS.ProcessEnv,
): Promise<PullRead> {
  const about = `pull request #${number}`;
  const fail = (problem: string): Failed => ({ ok: false, problem });
  const args = ["pr", "view", String(number), "--json", FIELDS];
  const answer = await askGh(project, { args, about }, env);
  if (!answer.ok) return answer;
  const read = fieldsIn(answer.out);
  const text = (name: string): string => textIn(read[name]);
  const [url, host = "", repo = "", at] = PULL_URL.exec(text("url")) ?? [];
  const head = { branch: text("headRefName"), commit: text("headRefOid") };
  const isWhole = COMMIT.test(head.commit) && text("baseRefName") !== "";
  if (url === undefined || Number(at) !== number || read.number !== number || !isWhole)
    return fail(`gh's answer for ${about} is not that pull request.`);
  if (text("state") !== "OPEN")
    return fail(
      `${about} is ${text("state") === "MERGED" ? "merged" : "closed"}. Name a range of its commits.`,
    );
  const pull: Pull = {
    ...{ number, url, host, repo, head },
    title: title(text("title")),
    body: bounded(text("body")),
    author: textIn(fieldsOf(read.author).login),
    base: text("baseRefName"),
    isCrossRepository: read.isCrossRepository === true,
    issues: [],
  };
  // Good to know, but it goes without.
  const closes = await askGraph(project, pull, { about, selection: CLOSES }, env);
  const linked = closes.ok ? fieldsOf(closes.pull.closingIssuesReferences).nodes : [];
  for (const issue of objectsIn(linked))
    pull.issues.push({
      url: textIn(issue.url),
      title: title(textIn(issue.title)),
      body: bounded(textIn(issue.body)),
    });
  return { ok: true, pull };
}

/** `base`: where the pull request left its base branch; `head`: its last commit. */
type PullCommits = { ok: true; base: string; head: string } | Failed;

/**
 * Brings a pull request's commits into the repository, and nothing else: no branch, tag or remote
 * branch moves, FETCH_HEAD stays, and no hook runs. Nothing holds the commits afterwards: a worktree
 * made of them soon does.
 */
export async function fetchPull(
  { root }: Rooted,
  { number, host, repo, base, head }: Pull,
  env: NodeJS.ProcessEnv,
): Promise<PullCommits> {
  const about = `pull request #${number}`;
  const fail = (problem: string): Failed => ({ ok: false, problem });
  const at = { cwd: root };
  const ours = {
    head: `refs/multi-ai-pull/${number}/head`,
    base: `refs/multi-ai-pull/${number}/base`,
  };
  const ran = await runProcess({
    command: "git",
    args: gitArguments([
      ...["-c", "core.logAllRefUpdates=false", "fetch", "--quiet", "--no-tags"],
      ...["--no-write-fetch-head", "--no-prune", "--no-auto-maintenance", "--refmap="],
      remoteOf(root, host, repo) ?? `https://${host}/${repo}.git`,
      `+refs/pull/${number}/head:${ours.head}`,
      `+refs/heads/${base}:${ours.base}`,
    ]),
    cwd: root,
    env: { ...personEnvironment(env, root), GIT_ALLOW_PROTOCOL: "https:ssh:http:git:file" },
    timeoutMs: FETCH_MS,
  });
  try {
    if (ran.outcome === "timeout")
      return fail(`git could not fetch ${about} within ${FETCH_MS / 60_000} minutes.`);
    if (ran.outcome !== "exited" || ran.exitCode !== 0)
      return fail(
        `git could not fetch ${about}: ${cut(oneLine(ran.stderr) || "no reason given", 300)}`,
      );
    const commit = (ref: string) =>
      gitAnswer(["rev-parse", "--verify", `${ref}^{commit}`], at) ?? "";
    const [now, onto] = [commit(ours.head), commit(ours.base)];
    if (now !== head.commit)
      return fail(`${about} has got other commits since it was read. Start again.`);
    const left = gitAnswer(["merge-base", onto, now], at);
    return left === null
      ? fail(
          `${about} has no commit in common with ${base} here. In a shallow clone git fetch --unshallow brings it.`,
        )
      : { ok: true, base: left, head: now };
  } finally {
    for (const ref of Object.values(ours)) runGit(["update-ref", "-d", ref], at);
  }
}

/** The name of the remote that is a repository of GitHub, as it is written or as git reads it. */
export function remoteOf(root: string, host: string, repo: string): string | null {
  const asked = (...args: string[]) => gitAnswer(args, { cwd: root });
  const isIt = (address: string | null): boolean => {
    const named = repositoryOf(address);
    return named?.host === host.toLowerCase() && named.repo.toLowerCase() === repo.toLowerCase();
  };
  const names = (asked("remote") ?? "").split("\n").filter((name) => /^\w[\w./-]*$/.test(name));
  return (
    names.find(
      (name) =>
        isIt(asked("config", "--get", `remote.${name}.url`)) ||
        isIt(asked("remote", "get-url", name)),
    ) ?? null
  );
}
