import type { Start } from "../../engine/run.ts";
import type { Rooted } from "../../project/project.ts";
import type { Settings } from "../../settings.ts";
import { oneLine } from "../../text.ts";
import { ISSUE_OPTION, PULL_OPTION, RUN_TESTS } from "../../workflows/contract/contract.ts";
import { fetchPull, type Pull, readPull } from "../publish/pull.ts";
import { type IssueName, readFlags } from "./start-request.ts";

/** A start that names a pull request. Its text and its commits are a stranger's. */

interface Started {
  request: string;
  start: Start;
}

type Asked =
  | {
      ok: true;
      /** The line with the pull request's commits as a range in its place. */
      line: string;
      /** What begins, with the pull request's words as its request. */
      of<T extends Started>(started: T): T;
      /** The settings that count: what comes from a fork runs no tests without the person's word. */
      counts(settings: Settings, start: Start): Settings;
    }
  | { ok: false; problem: string };

const requestOf = ({ number, url, title, body, author, issues }: Pull): string =>
  [
    `Review pull request #${number} (${url}) by ${author}: ${oneLine(title)}`,
    ...(body === "" ? [] : [`It says:\n\n${body}`]),
    ...issues.map((issue) => `It closes ${issue.url}: ${oneLine(issue.title)}\n\n${issue.body}`),
  ].join("\n\n");

/** Reads the pull request that a start names, and brings its commits. */
export async function pullAsked(
  project: Rooted,
  { number, repo }: IssueName,
  name: string,
  line: string,
  env: NodeJS.ProcessEnv,
): Promise<Asked> {
  const read = await readPull(project, Number(number), env);
  if (!read.ok) return read;
  const { pull } = read;
  if (repo !== null && repo.toLowerCase() !== pull.repo.toLowerCase())
    return {
      ok: false,
      problem: `#${number} of ${repo} is asked for, and this project's repository is ${pull.repo}: start in a clone of ${repo}`,
    };
  const brought = await fetchPull(project, pull, env);
  if (!brought.ok) return brought;
  const flags = readFlags(name, line);
  const range = `${brought.base}..${brought.head}`;
  return {
    ok: true,
    line: flags.ok ? line.replace(flags.text, () => range) : range,
    of: (started) => {
      const options = { [PULL_OPTION]: String(number), [ISSUE_OPTION]: pull.url };
      const start = { ...started.start, options: { ...started.start.options, ...options } };
      return { ...started, start, request: requestOf(pull) };
    },
    counts: (settings, { options }) =>
      pull.isCrossRepository && options[RUN_TESTS] === undefined
        ? { ...settings, tests: { ...settings.tests, run: false } }
        : settings,
  };
}
