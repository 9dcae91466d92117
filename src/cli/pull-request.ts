import { quote } from "../host/check-command.ts";
import { here } from "../plugin.ts";
import { apart, pathApart } from "../process/path.ts";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { ownTerminal } from "../process/terminal.ts";
import { gitEnvironment } from "../project/git.ts";
import { typed } from "../project/worktrees/names.ts";
import { type PullRequest, pullRequest } from "../render/pull-request.ts";
import type { ReportFacts } from "../render/report.ts";
import { type BranchPlan, branchPlan, makeBranch, NoBranch } from "../run/branch.ts";
import { type Answer, type Call, done, no, projectLine, whichRun } from "../run/commands/command.ts";
import { strangerAnswer } from "../run/commands/foreign.ts";
import { type Remote, remoteFor } from "../run/remote.ts";
import { reportFacts } from "../run/report.ts";
import { clean, clip, cut, oneLine, plural, wrapWhole } from "../text.ts";

/** The way from a completed run to a pull request: shown, asked for, then done. */

/** In milliseconds: a push may have much to carry. */
const PUSH_MS = 300_000;
const GH_MS = 60_000;
/** Files that are shown before they are committed. */
const MAX_FILES = 30;

const LETTERS = { added: "A", modified: "M", deleted: "D" };

/** Where it goes, and what is missing for it. */
interface Way {
  plan: BranchPlan;
  remote: Remote | null;
  hasGh: boolean;
  pull: PullRequest;
  /** Of the one commit. */
  message: string;
  /** How the text of the pull request is printed again. */
  text: string;
  /** The project's folder, where the person is in another one. */
  folder: string | null;
}

/** The message of the commit: what it is, who agreed, and the run that says all the rest. */
function messageOf(title: string, facts: ReportFacts): string {
  const agreed = facts.reviewers.filter((one) => one.standing === "approved").map((one) => oneLine(one.name));
  const by = agreed.length === 0 ? [] : [`Approved by ${agreed.join(", ")}.`];
  return `${[title, [...by, `Run ${facts.run} of multi-ai.`].join("\n")].join("\n\n")}\n`;
}

/** What the program does, as lines to type; the person's branch, index and files stay as they are by them, too. */
function commandLines({ plan, remote, hasGh, message, text, folder }: Way): string[] {
  const paths = plan.files.map(({ path }) => typed(path)).join(" ");
  const opens = `${text} 2>/dev/null | { IFS= read -r title; gh pr create --head ${typed(plan.branch)} --title "$title" --body-file -; }`;
  return [
    ...(folder === null ? [] : [`cd ${typed(folder)}`]),
    `export GIT_INDEX_FILE="$(git rev-parse --absolute-git-dir)/multi-ai-pr" && git read-tree HEAD && git --literal-pathspecs add -A -f -- ${paths}`,
    `git branch ${typed(plan.branch)} "$(git commit-tree "$(git write-tree)" -p HEAD -m ${quote(message.trim())})"; rm -f "$GIT_INDEX_FILE"; unset GIT_INDEX_FILE`,
    ...(remote === null ? ["git remote add origin <address of the repository>"] : []),
    `git push ${typed(remote?.name ?? "origin")} ${typed(plan.branch)}`,
    ...(hasGh ? [] : [`# with gh (https://cli.github.com); or open it in the browser with what ${text} prints`]),
    opens,
  ];
}

function planText({ plan, remote, pull }: Way, run: string, width: number): string {
  const at = `${plan.on ?? "no branch"}, ${plan.head.slice(0, 8)}`;
  const also =
    remote === null || remote.unpushed === 0
      ? ""
      : `, and with it ${plural(remote.unpushed, "commit")} of yours that it does not have`;
  return [
    `Run ${run}: ${pull.title}`,
    `One commit on the new branch ${plan.branch}, from HEAD (${at}):`,
    ...clip(plan.files, MAX_FILES, ({ path, status }) => `  ${LETTERS[status]} ${oneLine(path)}`),
    ...(remote === null
      ? []
      : [
          `Pushed to ${remote.name} (${oneLine(remote.url)})${also}; then gh opens the pull request, with the text of ${here("report --pr")}.`,
        ]),
    "Your branch, your index and your files stay as they are.",
  ]
    .flatMap((line) => wrapWhole(line, width))
    .join("\n");
}

/** The person's environment for what is done in their name, without what would lead git elsewhere and without prompts. */
function ownEnvironment(call: Call): Record<string, string | undefined> {
  const { root } = call.project;
  const env = apart(call.env, root);
  const { HOME, PATH } = gitEnvironment(env, root);
  const astray =
    /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX|COMMON_DIR)$/;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !astray.test(name))),
    ...{ HOME, PATH, GIT_TERMINAL_PROMPT: "0", GH_PROMPT_DISABLED: "1", GH_NO_UPDATE_NOTIFIER: "1", NO_COLOR: "1" },
  };
}

/** Why a program did not do it, in one line; null: it did. */
function problemOf(ran: ProcessResult, name: string): string | null {
  if (ran.outcome === "exited" && ran.exitCode === 0) return null;
  const said = cut(oneLine(ran.stderr || ran.stdout) || "it said nothing", 500);
  return ran.outcome === "timeout" ? `${name} did not end in time` : `${name} failed: ${said}`;
}

/** Pushes the commit, and has gh open the pull request. */
async function publish(call: Call, way: Way, remote: Remote, commit: string): Promise<Answer> {
  const { branch } = way.plan;
  const [cwd, env] = [call.project.root, ownEnvironment(call)];
  const data = { branch, commit, remote: remote.name };
  // Behind the branch, which is made, these are left to type.
  const rest = commandLines({ ...way, hasGh: true });
  const push = ["push", remote.name, `${commit}:refs/heads/${branch}`];
  const pushed = problemOf(await runProcess({ command: "git", args: push, cwd, env, timeoutMs: PUSH_MS }), "git push");
  if (pushed !== null)
    return no(`The branch ${branch} is made here; ${pushed}\nTo go on by hand:\n${rest.slice(-2).join("\n")}`, data);
  const create = ["pr", "create", "--head", branch, "--title", way.pull.title, "--body-file", "-"];
  const ran = await runProcess({ command: "gh", args: create, cwd, env, timeoutMs: GH_MS, stdin: way.pull.body });
  const opened = problemOf(ran, "gh pr create");
  if (opened !== null)
    return no(`The branch ${branch} is pushed to ${remote.name}; ${opened}\nTo go on by hand:\n${rest.at(-1)}`, data);
  const url = oneLine(ran.stdout.trim().split("\n").at(-1) ?? "");
  return done(`Opened: ${url}`, { ...data, url });
}

/** Asks the person at the terminal; null: there is none. */
function saysYes(): boolean | null {
  const terminal = ownTerminal();
  if (terminal === null) return null;
  const said = terminal.ask("Do it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(said?.trim() ?? "");
}

/** `multi-ai pr`: what it will do is shown, then done where the person says yes. */
export async function openPullRequest(call: Call): Promise<Answer> {
  const which = whichRun(call);
  if (!which.ok) return which.answer;
  const { run, place, kept } = which.found;
  const stranger = strangerAnswer(call, place.task);
  if (stranger !== null) return stranger;
  const about = { run: run.run };
  if (run.status !== "complete")
    return no(`Run ${run.run} is not complete (${run.status}): there is nothing that the reviewers approved.`, about);
  const facts = reportFacts(place, run);
  try {
    const plan = branchPlan(place, run, facts);
    const { root } = call.project;
    const pull = pullRequest(facts);
    const way: Way = {
      plan,
      pull,
      remote: remoteFor(root, plan),
      hasGh: Bun.which("gh", { PATH: pathApart(call.env.PATH, root, call.env.HOME) }) !== null,
      folder: projectLine(call) === "" ? null : root,
      message: messageOf(pull.title, facts),
      text: here(`report --pr${kept === "here" ? "" : ` --run ${run.run}`}`),
    };
    const commands = commandLines(way);
    const data = { ...about, branch: plan.branch, files: plan.files.map(({ path }) => path), commands };
    const toType = clean(commands.join("\n"));
    if (call.has("dry-run")) return done(toType, data);
    const lacks = [...(way.remote === null ? ["no remote to push to"] : []), ...(way.hasGh ? [] : ["no gh on PATH"])];
    if (lacks.length > 0)
      return no(`Nothing was done: there is ${lacks.join(" and ")}. To do it by hand, type:\n${toType}`, data);
    const shown = `${projectLine(call)}${clean(planText(way, run.run, call.width))}`;
    if (call.belowHost())
      return no(`${shown}\nNothing was done: a person does this in a terminal of their own, with ${here("pr")}.`, data);
    if (!call.has("yes")) {
      if (!call.json) call.say(shown);
      const said = call.json ? null : saysYes();
      if (said === null)
        return no(`Nothing was done: ${here("pr")} asks at a terminal, ${here("pr --yes")} does it without.`, data);
      if (!said) return no("Nothing was done.", data);
    } else call.say(shown);
    return await publish(call, way, way.remote!, makeBranch(place, plan, facts.final!, way.message));
  } catch (error) {
    if (error instanceof NoBranch) return no(`Nothing was pushed. ${clean(error.message)}`, about);
    throw error;
  }
}
