import { apart } from "../../process/path.ts";
import { programApart } from "../../process/program-apart.ts";
import { runProcess } from "../../process/run.ts";
import { gitAnswer, gitEnvironment } from "../../project/git.ts";
import type { Rooted } from "../../project/project.ts";
import { withoutAgents } from "../../record/run-tests.ts";
import { fieldsIn } from "../../store/loose.ts";
import { clean, cut, oneLine, plural } from "../../text.ts";
import type { IssueName } from "./start-request.ts";

/** The text of an issue as a request, as `gh` has it. Whoever may write there is a stranger. */

/**
 * `request`: title and body; `url`: where it stands. Else why there is none, and what is to be done
 * about it.
 */
type IssueRead = { ok: true; request: string; url: string } | { ok: false; problem: string };

/** In milliseconds: the host ends the hook that asks after 60 s. */
const PATIENCE_MS = 20_000;
/** Bytes of the answer; GitHub takes 65,536 characters of a body. */
const MAX_ANSWER = 1_048_576;
/** Characters of a title and of a body that become the request. */
const MAX_TITLE = 300;
const MAX_BODY = 20_000;

const ISSUE_URL = /^https:\/\/([\w.-]+)(?::\d+)?\/([\w.-]+\/[\w.-]+)\/issues\/(\d+)$/;

/** Letters that no page shows, in which somebody could write past whoever reads the issue there. */
const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
/**
 * Invisible characters that change how their neighbours look: within emoji, and within words of
 * some scripts.
 */
const SHAPING =
  /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f|(?<=[#*\d])\ufe0f(?=\u20e3)|(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;

/** For the git that gh starts: nothing that the repository's own config names is run. */
const GIT_SETTINGS = {
  ...{ GIT_CONFIG_COUNT: "2", GIT_CONFIG_KEY_0: "core.fsmonitor", GIT_CONFIG_VALUE_0: "false" },
  ...{ GIT_CONFIG_KEY_1: "core.hooksPath", GIT_CONFIG_VALUE_1: "/dev/null" },
};

/** Characters that GitHub takes of a body: what is longer is not looked through. */
const MAX_WHOLE = 65_536;
/** Code, all of which a page shows: between fences, and within a paragraph. */
const CODE =
  /^ {0,3}(?<fence>`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^ {0,3}\k<fence>[`~]*[ \t]*$|[\s\S]*)|(?<!`)(?<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])*?(?<!`)\k<ticks>(?!`)/;
/** What no page shows: comments, also an open one that begins a line, and definitions of links. */
const NOT_SHOWN =
  /<!--[\s\S]*?-->|^ {0,3}<!--[\s\S]*|^ {0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]*\S+(?:[ \t]*\n?[ \t]*(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
/** Whichever of them begins first holds all that is in it. */
const EITHER = new RegExp(`(?<code>${CODE.source})|${NOT_SHOWN.source}`, "gm");

/** A text without letters that no page shows. */
function seen(text: string): string {
  const kept = new Set([...text.matchAll(SHAPING)].map(({ index }) => index));
  return clean(text.replace(UNSEEN, (letter, at: number) => (kept.has(at) ? letter : "")));
}

/** What a page shows of a text, with nothing that a terminal would carry out, and how many characters were left out for that. */
function visibleText(text: string): { text: string; hidden: number } {
  const whole = text.slice(0, MAX_WHOLE).toWellFormed().replace(/\r\n?/g, "\n");
  // Letters go first: a comment may be written with some of them in its marks.
  const shown = seen(whole).replace(EITHER, (_, code: string | undefined) => code ?? "");
  return { text: shown.replace(/\n{3,}/g, "\n\n").trim(), hidden: whole.length - shown.length };
}

const shown = (stderr: string): string => cut(oneLine(stderr) || "it said nothing", 300);

/** Asks gh for an issue, in the project's folder, as whoever is logged in there. Starts no shell, and asks nobody. */
export async function readIssue(
  { root }: Rooted,
  { number, repo }: IssueName,
  env: NodeJS.ProcessEnv,
): Promise<IssueRead> {
  const address = repo === null ? null : `https://github.com/${repo}/issues/${number}`;
  const what = address === null ? `issue #${number}` : `issue #${number} of ${repo}`;
  const fail = (problem: string): IssueRead => ({ ok: false, problem });
  const gh = programApart("gh", env, root);
  const absent = fail(
    `${what} needs gh, GitHub's command-line tool, which is not installed (https://cli.github.com).`,
  );
  if (gh === null) return absent;
  const ran = await runProcess({
    command: gh,
    args: ["issue", "view", address ?? number, "--json", "title,body,url,number"],
    cwd: root,
    env: {
      ...gitEnvironment(withoutAgents(apart(env, root)), root),
      // It would name the repository whose issue is read.
      GH_REPO: undefined,
      ...GIT_SETTINGS,
      ...{
        GH_PROMPT_DISABLED: "1",
        GH_NO_UPDATE_NOTIFIER: "1",
        NO_COLOR: "1",
        GH_FORCE_TTY: undefined,
      },
    },
    timeoutMs: PATIENCE_MS,
    maxOutputBytes: MAX_ANSWER,
  });
  if (ran.outcome === "not_found") return absent;
  if (ran.outcome === "timeout")
    return fail(`gh gave no answer for ${what} within ${PATIENCE_MS / 1_000} s.`);
  if (ran.outcome !== "exited" || ran.exitCode !== 0)
    return fail(`gh could not read ${what}: ${shown(ran.stderr)}`);
  const read = ran.truncated ? null : parsed(ran.stdout);
  if (read === null) return fail(`gh's answer for ${what} is not an issue.`);
  if (/\/pull\/\d+$/.test(read.url)) return fail(`#${number} is a pull request, not an issue.`);
  const [, host, answered, at] = ISSUE_URL.exec(read.url) ?? [];
  const meant = repo ?? originOf(root, host ?? "");
  const isOther = meant !== null && answered?.toLowerCase() !== meant.toLowerCase();
  if (at === undefined || at !== String(read.number) || Number(at) !== Number(number) || isOther)
    return fail(
      `gh answered for ${what}${meant === null || repo !== null ? "" : ` of ${meant} (origin)`} with another address: ${shown(read.url)}. Give the full address of the issue.`,
    );
  const title = cut(oneLine(visibleText(read.title).text), MAX_TITLE);
  if (title === "") return fail(`${what} has no title.`);
  const { text: body, hidden: unseen } = visibleText(read.body);
  const hidden =
    unseen === 0 ? "" : `\n\n[${plural(unseen, "character")} hidden on the page left out]`;
  const more = `\n\n[… ${body.length - MAX_BODY} more characters at ${read.url}]`;
  const bounded =
    body.length > MAX_BODY ? `${body.slice(0, MAX_BODY).toWellFormed()}${more}` : body;
  return { ok: true, request: `${title}\n\n${bounded}`.trim() + hidden, url: read.url };
}

/** `owner/name` of the remote `origin`, where it is of the same host; null: there is none, or another one answers for it. */
function originOf(root: string, host: string): string | null {
  const address = gitAnswer(["remote", "get-url", "origin"], { cwd: root }) ?? "";
  const [, at, name] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+)?[:/]\/*([\w.-]+\/[\w.-]+?)(?:\.git)?\/*$/i.exec(
      address,
    ) ?? [];
  return name !== undefined && at!.toLowerCase().replace(/^ssh\./, "") === host.toLowerCase()
    ? name
    : null;
}

function parsed(text: string): { title: string; body: string; url: string; number: number } | null {
  const { title, body, url, number } = fieldsIn(text);
  if (typeof title !== "string" || typeof url !== "string" || !Number.isSafeInteger(number))
    return null;
  return { title, body: typeof body === "string" ? body : "", url, number: number as number };
}
