// @bun
import {
  runProcess
} from "./s232.js";
import {
  gitEnvironment
} from "./s187.js";
import {
  cut,
  clean,
  oneLine2
} from "./s27.js";
import {
  apart
} from "./s15.js";

// src/run/issue.ts
var PATIENCE_MS = 20000;
var MAX_ANSWER = 1048576;
var MAX_TITLE = 300;
var MAX_BODY = 20000;
var ISSUE_URL = /^https:\/\/[\w.-]+(?::\d+)?\/[\w.-]+\/[\w.-]+\/issues\/(\d+)$/;
var UNSEEN = /[\u200b\u2060-\u2064\ufeff\u{e0000}-\u{e007f}]/gu;
var GIT_SETTINGS = {
  ...{ GIT_CONFIG_COUNT: "2", GIT_CONFIG_KEY_0: "core.fsmonitor", GIT_CONFIG_VALUE_0: "false" },
  ...{ GIT_CONFIG_KEY_1: "core.hooksPath", GIT_CONFIG_VALUE_1: "/dev/null" }
};
var visibleText = (text) => clean(text.replace(/\r\n?/g, `
`).replace(/<!--[\s\S]*?(?:-->|$)/g, "")).replace(UNSEEN, "").replace(/\n{3,}/g, `

`).trim();
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
async function readIssue({ root }, { number, repo, isPull }, env) {
  const address = repo === null ? null : `https://github.com/${repo}/issues/${number}`;
  const what = address === null ? `issue #${number}` : `issue #${number} of ${repo}`;
  const fail = (problem) => ({ ok: false, problem });
  const pull = fail(`#${number} is a pull request, and no issue.`);
  if (isPull)
    return pull;
  const ran = await runProcess({
    command: "gh",
    args: ["issue", "view", address ?? number, "--json", "title,body,url,number"],
    cwd: root,
    env: {
      ...gitEnvironment(apart(env, root), root),
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
  if (ISSUE_URL.exec(read.url)?.[1] !== String(read.number))
    return fail(`gh answered on ${what} with the address of something else: ${said(read.url)}`);
  const title = cut(oneLine2(visibleText(read.title)), MAX_TITLE);
  if (title === "")
    return fail(`${what} has no title.`);
  const body = visibleText(read.body);
  const more = `

[\u2026 ${body.length - MAX_BODY} more characters at ${read.url}]`;
  const bounded = body.length > MAX_BODY ? `${body.slice(0, MAX_BODY).toWellFormed()}${more}` : body;
  return { ok: true, request: `${title}

${bounded}`.trim(), url: read.url };
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
