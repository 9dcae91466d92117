// @bun
import {
  runProcess
} from "./s236.js";
import {
  gitEnvironment,
  runGit
} from "./s191.js";
import {
  withoutAgents
} from "./s218.js";
import {
  cut,
  clean,
  oneLine2,
  plural
} from "./s28.js";
import {
  programApart
} from "./s173.js";
import {
  apart
} from "./s15.js";

// src/run/issue.ts
var PATIENCE_MS = 20000;
var MAX_ANSWER = 1048576;
var MAX_TITLE = 300;
var MAX_BODY = 20000;
var ISSUE_URL = /^https:\/\/([\w.-]+)(?::\d+)?\/([\w.-]+\/[\w.-]+)\/issues\/(\d+)$/;
var UNSEEN = /\p{Default_Ignorable_Code_Point}/gu;
var SHAPING = /(?<=\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)\u200d(?=\p{Extended_Pictographic})|(?<=\p{Extended_Pictographic})\ufe0f|(?<=[#*\d])\ufe0f(?=\u20e3)|(?<=[\p{L}\p{M}])[\u200c\u200d](?=[\p{L}\p{M}])/gu;
var GIT_SETTINGS = {
  ...{ GIT_CONFIG_COUNT: "2", GIT_CONFIG_KEY_0: "core.fsmonitor", GIT_CONFIG_VALUE_0: "false" },
  ...{ GIT_CONFIG_KEY_1: "core.hooksPath", GIT_CONFIG_VALUE_1: "/dev/null" }
};
var MAX_WHOLE = 65536;
var CODE = /^ {0,3}(?<fence>`{3,}|~{3,})[^\n]*\n(?:[\s\S]*?^ {0,3}\k<fence>[`~]*[ \t]*$|[\s\S]*)|(?<!`)(?<ticks>`+)(?!`)(?:(?!\n\n)[\s\S])*?(?<!`)\k<ticks>(?!`)/;
var NOT_SHOWN = /<!--[\s\S]*?-->|^ {0,3}<!--[\s\S]*|^ {0,3}\[[^\]\n]+\]:[ \t]*\n?[ \t]*\S+(?:[ \t]*\n?[ \t]*(?:"[^"]*"|'[^']*'|\([^()]*\)))?[ \t]*$/;
var EITHER = new RegExp(`(?<code>${CODE.source})|${NOT_SHOWN.source}`, "gm");
function seen(text) {
  const kept = new Set([...text.matchAll(SHAPING)].map(({ index }) => index));
  return clean(text.replace(UNSEEN, (letter, at) => kept.has(at) ? letter : ""));
}
function visibleText(text) {
  const whole = text.slice(0, MAX_WHOLE).toWellFormed().replace(/\r\n?/g, `
`);
  const shown = seen(whole).replace(EITHER, (_, code) => code ?? "");
  return { text: shown.replace(/\n{3,}/g, `

`).trim(), left: whole.length - shown.length };
}
var FAILURES = [
  [
    /no git remotes|none of the git remotes|not a git repository/i,
    (what) => `This project has no remote at GitHub, so nobody knows whose ${what} is meant: type its whole address.`
  ],
  [
    /no default remote/i,
    (what) => `This project has several remotes: gh repo set-default says which one has ${what}, or type its whole address.`
  ],
  [
    /gh auth login|GH_TOKEN|not logged in|authentication|HTTP 401|bad credentials/i,
    (what) => `gh is not logged in, so it cannot read ${what}: gh auth login does that.`
  ],
  [
    /could not resolve to|HTTP 404|HTTP 410/i,
    (what) => `There is no ${what}, or whoever is logged in with gh may not see it.`
  ],
  [/disabled issues/i, (what) => `The repository of ${what} has no issues.`]
];
var said = (stderr) => cut(oneLine2(stderr) || "it said nothing", 300);
async function readIssue({ root }, { number, repo, isPull, isSlip }, env) {
  const address = repo === null ? null : `https://github.com/${repo}/issues/${number}`;
  const what = address === null ? `issue #${number}` : `issue #${number} of ${repo}`;
  const fail = (problem) => ({ ok: false, problem });
  const pull = fail(`#${number} is a pull request, and no issue.`);
  if (isPull)
    return pull;
  if (isSlip)
    return fail(`To name an issue, type ${address ?? `#${number}`} alone; behind -- it is a request as it stands.`);
  const gh = programApart("gh", env, root);
  if (gh === null)
    return fail(`${what} is read by gh, GitHub's own program, which is not installed (https://cli.github.com).`);
  const ran = await runProcess({
    command: gh,
    args: ["issue", "view", address ?? number, "--json", "title,body,url,number"],
    cwd: root,
    env: {
      ...gitEnvironment(withoutAgents(apart(env, root)), root),
      GH_REPO: undefined,
      ...GIT_SETTINGS,
      ...{ GH_PROMPT_DISABLED: "1", GH_NO_UPDATE_NOTIFIER: "1", NO_COLOR: "1", GH_FORCE_TTY: undefined }
    },
    timeoutMs: PATIENCE_MS,
    maxOutputBytes: MAX_ANSWER
  });
  if (ran.outcome === "not_found")
    return fail(`${what} is read by gh, GitHub's own program, which is not installed (https://cli.github.com).`);
  if (ran.outcome === "timeout")
    return fail(`gh gave no answer on ${what} within ${PATIENCE_MS / 1000} s.`);
  if (ran.outcome !== "exited" || ran.exitCode !== 0) {
    const [, told] = FAILURES.find(([pattern]) => pattern.test(ran.stderr)) ?? [];
    return fail(told?.(what) ?? `gh could not read ${what}: ${said(ran.stderr)}`);
  }
  const read = ran.truncated ? null : parsed(ran.stdout);
  if (read === null)
    return fail(`gh answered on ${what} with what is no issue.`);
  if (/\/pull\/\d+$/.test(read.url))
    return pull;
  const [, host, answered, at] = ISSUE_URL.exec(read.url) ?? [];
  const meant = repo ?? originOf(root, host ?? "");
  const isOther = meant !== null && answered?.toLowerCase() !== meant.toLowerCase();
  if (at === undefined || at !== String(read.number) || Number(at) !== Number(number) || isOther)
    return fail(`gh answered on ${what}${meant === null || repo !== null ? "" : ` of ${meant}, which is origin,`} with the address of something else: ${said(read.url)}. The address of the issue, whole, says which one is meant.`);
  const title = cut(oneLine2(visibleText(read.title).text), MAX_TITLE);
  if (title === "")
    return fail(`${what} has no title.`);
  const { text: body, left } = visibleText(read.body);
  const hidden = left === 0 ? "" : `

[${plural(left, "character")} that the page does not show left out]`;
  const more = `

[\u2026 ${body.length - MAX_BODY} more characters at ${read.url}]`;
  const bounded = body.length > MAX_BODY ? `${body.slice(0, MAX_BODY).toWellFormed()}${more}` : body;
  return { ok: true, request: `${title}

${bounded}`.trim() + hidden, url: read.url };
}
function originOf(root, host) {
  const ran = runGit(["remote", "get-url", "origin"], { cwd: root });
  const address = ran.ok ? ran.out.toString().trim() : "";
  const [, at, name] = /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([\w.-]+)(?::\d+)?[:/]\/*([\w.-]+\/[\w.-]+?)(?:\.git)?\/*$/i.exec(address) ?? [];
  return name !== undefined && at.toLowerCase().replace(/^ssh\./, "") === host.toLowerCase() ? name : null;
}
function parsed(text) {
  try {
    const { title, body, url, number } = JSON.parse(text);
    const isIssue = [title, url].every((one) => typeof one === "string") && Number.isSafeInteger(number);
    return isIssue ? { title, body: typeof body === "string" ? body : "", url, number } : null;
  } catch {
    return null;
  }
}
export {
  readIssue
};
