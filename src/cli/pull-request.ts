import { visible } from "../command-line.ts";
import { here } from "../plugin.ts";
import { apart } from "../process/path.ts";
import { programApart } from "../process/program-apart.ts";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { ownTerminal } from "../process/terminal.ts";
import { gitEnvironment } from "../project/git.ts";
import { typed } from "../project/worktrees/names.ts";
import { withoutAgents } from "../record/run-tests.ts";
import { type PullRequest, pullRequest } from "../render/pull-request.ts";
import type { ReportFacts } from "../render/report.ts";
import { CHANGE_LETTER } from "../render/report-parts.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  projectLine,
  RUN_OPTION,
  whichRun,
} from "../run/commands/command.ts";
import { strangerAnswer } from "../run/commands/foreign.ts";
import { type BranchPlan, branchPlan, makeBranch, NoBranch } from "../run/publish/branch.ts";
import { type Remote, remoteFor, withoutPassword } from "../run/publish/remote.ts";
import { reportFacts } from "../run/views/report.ts";
import { clean, clip, cut, oneLine, plural, quote, wrapWhole } from "../text.ts";

/** The way from a completed run to a pull request: shown, asked for, then done. */

/** In milliseconds: a push may have much to carry. */
const PUSH_MS = 300_000;
const GH_MS = 60_000;
/** Files that are shown before they are committed. */
const MAX_FILES = 30;

/** Where it goes, and what is missing for it. */
interface Way {
  plan: BranchPlan;
  remote: Remote | null;
  /** The program; null: there is none. */
  gh: string | null;
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

/** A push of what is named and of nothing beside it, whatever the settings would add. */
const PUSH = ["push", "--no-follow-tags", "--recurse-submodules=no"];

const createWords = (branch: string, base: string | null): string[] => [
  ...["pr", "create", "--head", branch],
  ...(base === null ? [] : ["--base", base]),
];

/** Steps of a shell, each done only where the one before it was. They change nothing of the shell that they are typed into. */
const chained = (steps: string[]): string => `( ${steps.join(" &&\n  ")} )`;

/** The step that opens the pull request. */
function openStep({ plan, remote, text }: Way): string {
  const create = createWords(plan.branch, remote?.base ?? null)
    .map(typed)
    .join(" ");
  return `${text} 2>/dev/null | { IFS= read -r title && gh ${create} --title "$title" --body-file -; }`;
}

const pushStep = (remote: string, commit: string, branch: string): string =>
  // The commit may be a variable of the shell.
  `git ${PUSH.join(" ")} ${typed(remote)} "${commit}":refs/heads/${typed(branch)}`;

/** What the program does, as lines to type; the person's branch, index and files stay as they are by them, too. */
function commandLines(way: Way): string[] {
  const { plan, remote, gh, message, text, folder } = way;
  const paths = plan.files.map(({ path }) => typed(path)).join(" ");
  const steps = [
    ...(folder === null ? [] : [`cd ${typed(folder)}`]),
    // As it stands no shell takes it: nothing is done before the address is in its place.
    ...(remote === null ? ["git remote add origin <address of the repository>"] : []),
    `index="$(git rev-parse --absolute-git-dir)/multi-ai-pr"`,
    `trap 'rm -f "$index"' EXIT`,
    `export GIT_INDEX_FILE="$index"`,
    `git read-tree ${plan.head}`,
    `git update-index --add --remove --replace -- ${paths}`,
    `tree="$(git write-tree)"`,
    `commit="$(git commit-tree "$tree" -p ${plan.head} -m ${quote(message.trim())})"`,
    "unset GIT_INDEX_FILE",
    `git branch ${typed(plan.branch)} "$commit"`,
    pushStep(remote?.name ?? "origin", "$commit", plan.branch),
    openStep(way),
  ];
  return [
    ...(gh !== null
      ? []
      : [`# with gh (https://cli.github.com); without it leave out its line, and open it with what ${text} prints`]),
    chained(steps),
  ];
}

const shownAddresses = ({ addresses }: Remote): string =>
  addresses.map((one) => visible(withoutPassword(one))).join(" and ");

function planText({ plan, remote, pull }: Way, run: string, width: number): string {
  const at = `${plan.on ?? "no branch"}, ${plan.head.slice(0, 8)}`;
  const also =
    remote === null || remote.unpushed === 0
      ? ""
      : `, and with it ${plural(remote.unpushed, "commit")} of yours that it does not have`;
  return [
    `Run ${run}: ${pull.title}`,
    `One commit on the new branch ${plan.branch}, from HEAD (${at}):`,
    ...clip(plan.files, MAX_FILES, ({ path, status }) => `  ${CHANGE_LETTER[status]} ${visible(path)}`),
    ...(remote === null
      ? []
      : [
          `Pushed to ${remote.name} (${shownAddresses(remote)})${also}; then gh opens the pull request for ${remote.base === null ? "the repository's default branch" : `the branch ${visible(remote.base)}`}, with the text of ${here("report --pr")}.`,
        ]),
    "Your branch, your index and your files stay as they are.",
  ]
    .flatMap((line) => wrapWhole(line, width))
    .join("\n");
}

/** The person's environment for what is done in their name, without what would lead git elsewhere and without prompts. */
function ownEnvironment(call: Call): Record<string, string | undefined> {
  const { root } = call.project;
  // Neither hooks of the push nor gh answer for the person: the token is not for them.
  const env = withoutAgents(apart(call.env, root));
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
async function publish(call: Call, way: Way, remote: Remote, gh: string, commit: string): Promise<Answer> {
  const { branch } = way.plan;
  const [cwd, env] = [call.project.root, ownEnvironment(call)];
  const data = { branch, commit, remote: remote.name };
  // Behind the branch, which is made, these are left to type.
  const byHand = (...steps: string[]): string =>
    typeable(chained([...(way.folder === null ? [] : [`cd ${typed(way.folder)}`]), ...steps]));
  const push = {
    command: "git",
    args: [...PUSH, remote.name, `${commit}:refs/heads/${branch}`],
    cwd,
    env,
    timeoutMs: PUSH_MS,
  };
  const pushed = problemOf(await runProcess(push), "git push");
  if (pushed !== null)
    return no(
      `The branch ${branch} is made here; ${pushed}\n${byHand(pushStep(remote.name, commit, branch), openStep(way))}`,
      data,
    );
  const create = [...createWords(branch, remote.base), "--title", way.pull.title, "--body-file", "-"];
  const ran = await runProcess({ command: gh, args: create, cwd, env, timeoutMs: GH_MS, stdin: way.pull.body });
  const opened = problemOf(ran, "gh pr create");
  if (opened !== null)
    return no(`The branch ${branch} is pushed to ${remote.name}; ${opened}\n${byHand(openStep(way))}`, data);
  const url = oneLine(ran.stdout.trim().split("\n").at(-1) ?? "");
  return done(`Opened: ${url}`, { ...data, url });
}

/** Lines to type, behind what says so; where a terminal would show them otherwise than they are, that there are none. */
function typeable(lines: string): string {
  return clean(lines) === lines
    ? `To go on by hand, type:\n${lines}`
    : "A name holds characters that no terminal shows, so nothing is printed to type: commit by hand, with git add -p.";
}

/** Takes the change of a completed run to a pull request: what it will do is shown, then done where the person says yes. */
export const pr: Command = {
  summary: "Open a pull request for a completed run: commits on a new branch, pushes it, asks gh; shows it first",
  options: {
    ...RUN_OPTION,
    yes: { about: "Do it without asking, while no Claude Code is at work on this machine" },
    "dry-run": { about: "Only print the commands to type instead" },
  },
  run: openPullRequest,
};

async function openPullRequest(call: Call): Promise<Answer> {
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
    const whereTo = () => remoteFor(root, plan, ownEnvironment(call));
    const { remote, names } = whereTo();
    const way: Way = {
      plan,
      pull,
      remote,
      gh: programApart("gh", call.env, root),
      folder: projectLine(call) === "" ? null : root,
      message: messageOf(pull.title, facts),
      text: here(`report --pr${kept === "here" ? "" : ` --run ${run.run}`}`),
    };
    const lines = commandLines(way).join("\n");
    const files = plan.files.map(({ path }) => path);
    const isShown = clean(lines) === lines;
    const data = { ...about, branch: plan.branch, files, ...(isShown && { commands: lines.split("\n") }) };
    if (remote === null && names.length > 0)
      return no(
        `Nothing was done: this repository has the remotes ${names.join(", ")}, and nothing says which to push to: git config remote.pushDefault <name> does.`,
        { ...about, remotes: names },
      );
    if (call.has("dry-run")) return isShown ? done(lines, data) : no(typeable(lines), data);
    const lacks = [...(remote === null ? ["no remote to push to"] : []), ...(way.gh === null ? ["no gh on PATH"] : [])];
    if (remote === null || way.gh === null)
      return no(`Nothing was done: there is ${lacks.join(" and ")}. ${typeable(lines)}`, data);
    const shown = `${projectLine(call)}${clean(planText(way, run.run, call.width))}`;
    if (call.belowHost())
      return no(`${shown}\nNothing was done: a person does this in a terminal of their own, with ${here("pr")}.`, data);
    const isAsked = !call.has("yes");
    if (isAsked && (call.json || !hasTerminal()))
      return no(`Nothing was done: ${here("pr")} asks at a terminal, ${here("pr --yes")} does it without.`, data);
    if (!isAsked) call.say(shown);
    const refusal = await call.confirm(shown, null, isAsked ? "always" : "host");
    if (refusal !== null) return no(refusal, data);
    // What was shown is what is pushed to.
    if (JSON.stringify(whereTo().remote) !== JSON.stringify(remote))
      return no("Nothing was done: the remote is another one than was shown. Look once more.", data);
    const commit = makeBranch(place, plan, facts.final!, way.message, call.env);
    return await publish(call, way, remote, way.gh, commit);
  } catch (error) {
    if (error instanceof NoBranch) return no(`Nothing was pushed. ${clean(error.message)}`, about);
    throw error;
  }
}

function hasTerminal(): boolean {
  const terminal = ownTerminal();
  terminal?.close();
  return terminal !== null;
}
