import { visible } from "../../command-line.ts";
import { here } from "../../plugin.ts";
import { programApart } from "../../process/files/program-apart.ts";
import { type ProcessResult, runProcess } from "../../process/run.ts";
import { atCommits, signOff, skippedText, titleIn } from "../../project/git/own-commits.ts";
import { otherText } from "../../record/changes/authors.ts";
import { isOwnScript } from "../../record/machine/scripts.ts";
import { type PullRequest, pullRequest } from "../../render/report/pull-request.ts";
import type { ReportFacts } from "../../render/report/report.ts";
import { CHANGE_LETTER } from "../../render/report/report-parts.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  ownedRun,
  projectLine,
  RUN_OPTION,
} from "../../run/commands/command.ts";
import {
  type BranchPlan,
  branchPlan,
  committer,
  makeBranch,
  NoBranch,
} from "../../run/publish/branch.ts";
import { personEnvironment } from "../../run/publish/gh.ts";
import { type Remote, remoteFor, withoutPassword } from "../../run/publish/remote.ts";
import { reportFacts } from "../../run/views/report.ts";
import { clean, clip, cut, given, oneLine, plural, someOf, wrapWhole } from "../../text.ts";
import { PULL_OPTION } from "../../workflows/contract/contract.ts";

/** The way from a completed run to a pull request: shown, asked for, then done. */

/** In milliseconds: a push may have much to carry. */
const PUSH_MS = 300_000;
const GH_MS = 60_000;
/** Files that are shown before they are committed. */
const MAX_FILES = 30;

/**
 * The message of the commit: what it is, who agreed, and the run that says all the rest. `signed`:
 * the lines by which the person signs off.
 */
function messageOf(title: string, facts: ReportFacts, signed: string[]): string {
  const agreed = facts.reviewers
    .filter((reviewer) => reviewer.standing === "approved")
    .map((reviewer) => oneLine(reviewer.name));
  const by = agreed.length === 0 ? [] : [`Approved by ${agreed.join(", ")}.`];
  const parts = [title, [...by, `Run ${facts.run} of multi-ai.`].join("\n"), ...signed];
  return `${parts.join("\n\n")}\n`;
}

/** A push of what is named and of nothing beside it, whatever the settings would add. */
const PUSH = ["push", "--no-follow-tags", "--recurse-submodules=no"];

/** What will be done, whole. */
function planText(
  call: Call,
  plan: BranchPlan,
  remote: Remote,
  { title, message, signing }: Record<"title" | "message" | "signing", string>,
): string {
  const at = `${plan.on ?? "no branch"}, ${plan.head.slice(0, 8)}`;
  const also =
    remote.unpushed === 0
      ? ""
      : `, together with ${plural(remote.unpushed, "unpushed commit")} of yours`;
  const base =
    remote.base === null ? "the repository's default branch" : `the branch ${visible(remote.base)}`;
  const to = remote.addresses.map((address) => visible(withoutPassword(address))).join(" and ");
  const others = someOf(plan.others.map(otherText).map(visible), 8);
  const lines = [
    `Pull request: ${title}`,
    `One commit on the new branch ${plan.branch}, from HEAD (${at})${message === title ? "" : `, called ${visible(message)}`}:`,
    ...clip(
      plan.files,
      MAX_FILES,
      ({ path, status }) => `  ${CHANGE_LETTER[status]} ${visible(path)}`,
    ),
    ...given(others !== "", `Changed during the run but by no task, so not included: ${others}`),
    `Pushed to ${remote.name} (${to})${also}; then gh opens the pull request for ${base}, with the text of ${here("report --pr")}.`,
    ...given(signing !== "", signing),
    "Your branch, your index and your files stay as they are.",
  ];
  return clean(lines.flatMap((line) => wrapWhole(line, call.width)).join("\n"));
}

/** Why a program did not do it, in one line; null: it did. */
function problemOf(ran: ProcessResult, name: string): string | null {
  if (ran.outcome === "exited" && ran.exitCode === 0) return null;
  const failure = cut(oneLine(ran.stderr || ran.stdout) || "no output", 500);
  return ran.outcome === "timeout" ? `${name} timed out` : `${name} failed: ${failure}`;
}

/** Pushes the commit, and has gh open the pull request. */
async function publish(
  call: Call,
  {
    branch,
    commit,
    remote,
    gh,
    pull,
  }: { branch: string; commit: string; remote: Remote; gh: string; pull: PullRequest },
): Promise<Answer> {
  const common = { cwd: call.project.root, env: personEnvironment(call.env, call.project.root) };
  const data = { branch, commit, remote: remote.name };
  const push = [...PUSH, remote.name, `${commit}:refs/heads/${branch}`];
  const pushed = problemOf(
    await runProcess({ ...common, command: "git", args: push, timeoutMs: PUSH_MS }),
    "git push",
  );
  const again = `${here("pr")} retries; ${here("report --pr")} prints the text, so that you can open the pull request yourself.`;
  if (pushed !== null)
    return no(`The branch ${branch} was created here; ${pushed}\n${again}`, data);
  const base = remote.base === null ? [] : ["--base", remote.base];
  const create = [
    "pr",
    "create",
    "--head",
    branch,
    ...base,
    "--title",
    pull.title,
    "--body-file",
    "-",
  ];
  const ran = await runProcess({
    ...common,
    command: gh,
    args: create,
    timeoutMs: GH_MS,
    stdin: pull.body,
  });
  const opened = problemOf(ran, "gh pr create");
  if (opened !== null)
    return no(`The branch ${branch} was pushed to ${remote.name}; ${opened}\n${again}`, data);
  const url = oneLine(ran.stdout.trim().split("\n").at(-1) ?? "");
  return done(`Opened: ${url}`, { ...data, url });
}

/**
 * Takes the change of a completed run to a pull request: what it will do is shown, then done where
 * the person says yes.
 */
export const pr: Command = {
  summary:
    "Open a pull request for a completed run: shows it, then commits on a new branch, pushes, calls gh",
  options: {
    ...RUN_OPTION,
    "dry-run": { about: "Only show what it would do" },
  },
  run: openPullRequest,
};

async function openPullRequest(call: Call): Promise<Answer> {
  const { run, place } = ownedRun(call);
  const about = { run: run.run };
  const nothing = (why: string): Answer => no(`Nothing was done: ${why}`, about);
  if (run.status !== "complete")
    return no(
      `Run ${run.run} is not complete (${run.status}): the reviewers have not approved anything.`,
      about,
    );
  const { [PULL_OPTION]: number } = run.options;
  if (number !== undefined)
    return nothing(`run ${run.run} is about #${number}. Commit to that branch, and push it.`);
  const facts = reportFacts(place, run);
  try {
    const plan = branchPlan(place, run, facts);
    const { root } = call.project;
    const pull = pullRequest(facts);
    const whereTo = () => remoteFor(root, plan, personEnvironment(call.env, root));
    const { remote, names } = whereTo();
    if (remote === null)
      return nothing(
        names.length === 0
          ? "no remote to push to."
          : `this repository has the remotes ${names.join(", ")}, and none is the default to push to. Set one: git config remote.pushDefault <name>.`,
      );
    const gh = programApart("gh", call.env, root);
    if (gh === null)
      return nothing(
        `gh is not installed (https://cli.github.com). ${here("report --pr")} prints the text.`,
      );
    const at = atCommits(root);
    // A script has nobody beside it who could type a passphrase.
    const signs = at.isSigned && at.maySign && !isOwnScript(call.project, run.run, call.env);
    const { commits: form } = run.settings;
    const title = titleIn(pull.title, form, plan.on);
    const message = messageOf(title, facts, signOff(form, committer(root, call.env)));
    const signing = [
      skippedText(at, signs),
      ...given(signs, "It is signed with your key (commit.gpgsign)."),
    ]
      .join(" ")
      .trim();
    const shown = planText(call, plan, remote, { title: pull.title, message: title, signing });
    const data = { ...about, branch: plan.branch, files: plan.files.map(({ path }) => path) };
    if (call.has("dry-run")) return done(`${projectLine(call)}${shown}`, data);
    await call.agreedAtTerminal(shown, "pr", data);
    // What was shown is what is pushed to.
    if (JSON.stringify(whereTo().remote) !== JSON.stringify(remote))
      return nothing("the remote has changed since it was shown. Check it again.");
    const commit = makeBranch(place, plan, facts.final!, { message, person: call.env, signs });
    return await publish(call, { branch: plan.branch, commit, remote, gh, pull });
  } catch (error) {
    if (error instanceof NoBranch) return no(`Nothing was pushed. ${clean(error.message)}`, about);
    throw error;
  }
}
