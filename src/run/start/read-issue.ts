import { gitAnswer } from "../../project/git/git.ts";
import type { Rooted } from "../../project/project.ts";
import { fieldsIn } from "../../store/json/fields.ts";
import { cut, oneLine } from "../../text.ts";
import { askGh } from "../publish/gh.ts";
import { issueRequest } from "../publish/issue-request.ts";
import { repositoryOf } from "../publish/remote.ts";
import { ISSUE_URL, type IssueName } from "./start-request.ts";

/** The text of an issue as a request, as `gh` has it. Whoever may write there is a stranger. */

/**
 * `request`: title and body; `url`: where it stands. Else why there is none, and what is to be done
 * about it.
 */
type IssueRead = { ok: true; request: string; url: string } | { ok: false; problem: string };

/** Asks gh for an issue, in the project's folder, as whoever is logged in there. Starts no shell, and asks nobody. */
export async function readIssue(
  { root }: Rooted,
  { number, repo }: IssueName,
  env: NodeJS.ProcessEnv,
): Promise<IssueRead> {
  const address = repo === null ? null : `https://github.com/${repo}/issues/${number}`;
  const what = address === null ? `issue #${number}` : `issue #${number} of ${repo}`;
  const fail = (problem: string): IssueRead => ({ ok: false, problem });
  const args = ["issue", "view", address ?? number, "--json", "title,body,url,number"];
  const answer = await askGh({ root }, { args, about: what }, env);
  if (!answer.ok) return fail(answer.problem);
  const read = parsed(answer.out);
  if (read === null) return fail(`gh's answer for ${what} is not an issue.`);
  if (/\/pull\/\d+$/.test(read.url)) return fail(`#${number} is a pull request, not an issue.`);
  const [, host, answered, at] = ISSUE_URL.exec(read.url) ?? [];
  const origin = repositoryOf(gitAnswer(["remote", "get-url", "origin"], { cwd: root }));
  const meant = repo ?? (origin?.host === host?.toLowerCase() ? (origin?.repo ?? null) : null);
  const isOther = meant !== null && answered?.toLowerCase() !== meant.toLowerCase();
  if (at === undefined || at !== String(read.number) || Number(at) !== Number(number) || isOther)
    return fail(
      `gh answered for ${what}${meant === null || repo !== null ? "" : ` of ${meant} (origin)`} with another address: ${cut(oneLine(read.url), 300)}. Give the full address of the issue.`,
    );
  const request = issueRequest(read);
  return request === null ? fail(`${what} has no title.`) : { ok: true, request, url: read.url };
}

function parsed(text: string): { title: string; body: string; url: string; number: number } | null {
  const { title, body, url, number } = fieldsIn(text);
  if (typeof title !== "string" || typeof url !== "string" || !Number.isSafeInteger(number))
    return null;
  return { title, body: typeof body === "string" ? body : "", url, number: number as number };
}
