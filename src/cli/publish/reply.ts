import type { Run } from "../../engine/run.ts";
import { here, wordOf } from "../../plugin.ts";
import { gitAnswer } from "../../project/git/git.ts";
import type { Project } from "../../project/project.ts";
import { diffTrees } from "../../project/trees/changes.ts";
import { baseTree } from "../../project/trees/tree.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  ownedRun,
  RUN_OPTION,
} from "../../run/commands/command.ts";
import { type Pull, remoteOf } from "../../run/publish/pull.ts";
import { pendingAnswers, planReplies, saidThere, sendReplies } from "../../run/publish/replies.ts";
import { reportFacts } from "../../run/views/report.ts";
import { sha256 } from "../../store/journal.ts";
import { clean, plural } from "../../text.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { atNamedRun } from "../named-run.ts";
import { toPull } from "./to-pull.ts";

/** What a run says to what came back on its pull request: shown whole, asked for, sent. */
export const reply: Command = {
  summary: "Send a run's answers to the comments on its pull request",
  usage: "[run]",
  args: [0, 1],
  options: {
    ...RUN_OPTION,
    "dry-run": { about: "Only show what it would send" },
    shown: { value: "<code>", about: "Send only what --dry-run has shown with this code" },
  },
  run: (call) => replied(atNamedRun(call)),
};

async function replied(call: Call): Promise<Answer> {
  const { run, place } = ownedRun(call);
  const project = { ...place, root: call.project.root };
  const came = moduleOf(run.workflow).answers?.(sceneOf(project, run));
  const items = came?.items ?? [];
  const lacks = `answers no comments. ${here("address '#12'")} answers those of a pull request`;
  const { pull, data, must } = await toPull(call, run, items.length === 0 ? lacks : null);
  const there = must(await saidThere(call.project, pull, call.env));
  const due = pendingAnswers(items, came?.answers ?? [], there.has);
  if (due.length === 0) return done(`${clean(pull.url)} has every answer already.`, data);
  const isFixed = due.some(({ state }) => state === "fixed");
  const commit = isFixed ? commitOf(project, pull, run) : null;
  if (isFixed && commit === null)
    return no(`Nothing was sent: ${clean(pushText(call.project, pull))}`, data);
  const { replies, text } = planReplies(pull, due, commit);
  const code = sha256(text).slice(0, 12);
  if (call.has("dry-run")) return done(text, { ...data, code, replies: text });
  if ((call.value("shown") ?? code) !== code)
    return no("Nothing was sent: the answers are not those that were shown. Look again.", data);
  await call.agreedAtTerminal(text, `reply ${run.run}`, data);
  const { urls, problem } = await sendReplies(call.project, pull, replies, call.env);
  const told = `Sent: ${plural(urls.length, "answer")} on ${clean(pull.url)}`;
  const sent = { ...data, urls };
  return problem === null
    ? done(`${told}. Threads stay as they are: resolve those that are done.`, sent)
    : no(`${told}; then: ${clean(problem)} ${here(`reply ${run.run}`)} sends the rest.`, sent);
}

/**
 * The commit of the pull request that has what the run has changed; null: its last one has not all
 * of that, or is not here.
 */
function commitOf(project: Project, { head }: Pull, run: Run): string | null {
  const { final, files } = reportFacts(project, run);
  const paths = files?.map(({ path }) => path) ?? [];
  const taken = baseTree(project, { exclude: [".task"], at: head.commit });
  const differs = taken.ok ? diffTrees(project, final, taken.tree) : null;
  if (differs === null || differs.some(({ path }) => paths.includes(path))) return null;
  const args = ["--literal-pathspecs", "log", "-1", "--format=%H", head.commit, "--", ...paths];
  return gitAnswer(args, { cwd: project.root }) ?? head.commit;
}

/** How the fixes come to the pull request. */
function pushText(
  { root }: Project,
  { host, repo, number, head, isCrossRepository }: Pull,
): string {
  const onto = `HEAD:${head.branch}`;
  const remote = remoteOf(root, host, repo) ?? "origin";
  const push = isCrossRepository
    ? `push them to ${head.branch} of the fork`
    : `git -C ${wordOf(root)} push ${wordOf(remote)} ${wordOf(onto)}`;
  return `the fixes are not on #${number} yet, so no answer can name their commit. Commit them, then: ${push}. Then this again.`;
}
