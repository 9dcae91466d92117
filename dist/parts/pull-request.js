// @bun
import {
  here
} from "./s12.js";
import {
  runProcess
} from "./s232.js";
import {
  gitEnvironment,
  runGit,
  placesOf,
  openStore,
  removeIndex,
  gitErrors
} from "./s187.js";
import {
  wrapWhole,
  clip,
  cut,
  someOf,
  clean,
  oneLine2,
  plural
} from "./s27.js";
import {
  workflowOf,
  sceneOf
} from "./s70.js";
import {
  TreeUnreadable
} from "./s125.js";
import {
  changedFiles
} from "./s260.js";
import {
  pullRequest
} from "./s131.js";
import {
  headOf2
} from "./s220.js";
import {
  excludedFolders,
  projectTree
} from "./s243.js";
import {
  reportFacts2
} from "./s103.js";
import {
  ownTerminal
} from "./s253.js";
import {
  strangerAnswer
} from "./s100.js";
import {
  done,
  no,
  projectLine,
  whichRun
} from "./s158.js";
import {
  baseTree
} from "./s226.js";
import {
  quote
} from "./s239.js";
import {
  typed2
} from "./s235.js";
import {
  treeStore
} from "./s168.js";
import {
  pathApart,
  apart
} from "./s15.js";

// src/run/branch.ts
import { join } from "path";
class NoBranch extends Error {
}
var MAX_NAMES = 8;
var names = (files) => someOf(files, MAX_NAMES);
var branchOf = ({ run }) => `multi-ai/pr-${run}`;
function git(cwd, args, more = {}) {
  const ran = runGit(args, { cwd, ...more });
  if (!ran.ok)
    throw new NoBranch(`git ${args[0]} failed: ${gitErrors(ran)}`);
  return ran.out.toString();
}
var listed = (out) => out.split("\x00").filter((name) => name !== "");
function branchPlan(place, run, { base, final }) {
  const { root } = place;
  const places = placesOf(root);
  const head = headOf2(root);
  if (places === null)
    throw new NoBranch("The project is in no git repository.");
  if (head?.commit == null)
    throw new NoBranch("The repository has no commit yet, or keeps its refs so that HEAD cannot be read.");
  if (base === null || final === null)
    throw new NoBranch(`Run ${run.run} changed no file.`);
  const scratch = treeStore(place);
  const of = (from, to) => changedFiles(root, from, to, scratch);
  try {
    const changed = new Map(of(base, final).map((one) => [one.path, one]));
    if (changed.size === 0)
      throw new NoBranch(`Run ${run.run} changed no file.`);
    const ours = (files) => files.map(({ path }) => path).filter((path) => changed.has(path));
    const strange = [...changed.keys()].filter((path) => path.includes("\uFFFD"));
    if (strange.length > 0)
      throw new NoBranch(`A name is not UTF-8: ${names(strange)}. Commit by hand.`);
    const present = projectTree(sceneOf(place, run));
    if (!present.ok)
      throw new NoBranch(present.problem);
    const since = ours(of(final, present.subject));
    if (since.length > 0)
      throw new NoBranch(`Changed after the reviewers approved it: ${names(since)}. What they approved is not what would be committed. Bring it back, or commit by hand.`);
    const taken = baseTree(root, { exclude: excludedFolders(workflowOf(run.workflow)), scratch });
    if (!taken.ok)
      throw new NoBranch(`${taken.problem}; ${taken.remedy}`);
    const left = new Set(ours(of(taken.tree, final)));
    if (left.size === 0)
      throw new NoBranch(`HEAD has all of the run's change already: push ${head.branch ?? "a branch of it"} and open the pull request for that.`);
    const foreign = ours(of(base, taken.tree)).filter((path) => left.has(path));
    if (foreign.length > 0)
      throw new NoBranch(`HEAD has it neither as the run found it nor as the run left it: ${names(foreign)}. Changes of your own, which you had not committed when the run began, or made since, would be taken along or undone. Commit by hand, with git add -p.`);
    const staged = new Set(listed(git(root, ["diff", "--cached", "--name-only", "--relative", "--no-renames", "-z", "HEAD"])));
    const unlike = listed(git(root, ["diff", "--name-only", "--relative", "--no-renames", "-z"]));
    const own = unlike.filter((path) => staged.has(path) && left.has(path));
    if (own.length > 0)
      throw new NoBranch(`Staged by you, otherwise than the run left it: ${names(own)}. Commit or unstage that first (git restore --staged).`);
    const files = [...changed.values()].filter(({ path }) => left.has(path));
    return { branch: branchOf(run), head: head.commit, on: head.branch, files, places };
  } catch (error) {
    if (error instanceof TreeUnreadable)
      throw new NoBranch(`The files as the run left them are not kept any more: ${error.message}.`);
    throw error;
  }
}
function makeBranch(place, plan, final, message) {
  const { root } = place;
  const { branch, head, files, places } = plan;
  const index = join(openStore(treeStore(place), places), `index-${process.pid}-branch`);
  removeIndex(index);
  const env = { GIT_WORK_TREE: places.top, GIT_INDEX_FILE: index };
  try {
    git(root, ["read-tree", head], { env });
    const paths = Buffer.from(files.map(({ path }) => `${path}\x00`).join(""));
    git(root, ["update-index", "--add", "--remove", "--replace", "-z", "--stdin"], { env, stdin: paths });
    const prefix = places.prefix === "" ? [] : [`--prefix=${places.prefix}`];
    const made = `git:${git(root, ["write-tree", ...prefix], { env }).trim()}`;
    const wanted = new Set(files.map(({ path }) => path));
    const unlike = changedFiles(root, made, final, treeStore(place)).filter(({ path }) => wanted.has(path));
    if (unlike.length > 0)
      throw new NoBranch(`Changed meanwhile: ${names(unlike.map(({ path }) => path))}. Nothing was committed.`);
    const tree = git(root, ["write-tree"], { env }).trim();
    const there = runGit(["rev-parse", "--quiet", "--verify", `refs/heads/${branch}^{commit}`], { cwd: root });
    if (there.ok)
      return sameCommit(root, branch, there.out.toString().trim(), { head, tree });
    const commit = git(root, ["commit-tree", tree, "-p", head, "-F", "-"], { stdin: Buffer.from(message) }).trim();
    git(root, ["update-ref", `refs/heads/${branch}`, commit, "0".repeat(commit.length)]);
    return commit;
  } finally {
    removeIndex(index);
  }
}
function sameCommit(root, branch, commit, made) {
  const [tree, ...parents] = git(root, ["log", "--max-count=1", "--format=%T %P", commit]).trim().split(" ");
  if (tree === made.tree && parents.join(" ") === made.head)
    return commit;
  throw new NoBranch(`The branch ${branch} is there already and holds something else: git branch -D ${branch} removes it.`);
}

// src/run/remote.ts
function remoteFor(root, { on, head }) {
  const ask = (...args) => {
    const ran = runGit(args, { cwd: root });
    return ran.ok ? ran.out.toString().trim() : "";
  };
  const all = ask("remote").split(`
`).filter((name) => /^[\w][\w./-]*$/.test(name));
  const set = [
    ...on === null ? [] : [ask("config", "--get", `branch.${on}.pushRemote`)],
    ask("config", "--get", "remote.pushDefault"),
    ...on === null ? [] : [ask("config", "--get", `branch.${on}.remote`)],
    "origin",
    ...all.length === 1 ? all : []
  ];
  const name = set.find((one) => all.includes(one));
  if (name === undefined)
    return null;
  const unpushed = Number(ask("rev-list", "--count", head, "--not", `--remotes=${name}`));
  return { name, url: ask("remote", "get-url", "--push", name).replace(/\/\/[^@/]*@/, "//"), unpushed };
}

// src/cli/pull-request.ts
var PUSH_MS = 300000;
var GH_MS = 60000;
var MAX_FILES = 30;
var LETTERS = { added: "A", modified: "M", deleted: "D" };
function messageOf(title, facts) {
  const agreed = facts.reviewers.filter((one) => one.standing === "approved").map((one) => oneLine2(one.name));
  const by = agreed.length === 0 ? [] : [`Approved by ${agreed.join(", ")}.`];
  return `${[title, [...by, `Run ${facts.run} of multi-ai.`].join(`
`)].join(`

`)}
`;
}
function commandLines({ plan, remote, hasGh, message, text, folder }) {
  const paths = plan.files.map(({ path }) => typed2(path)).join(" ");
  const opens = `${text} 2>/dev/null | { IFS= read -r title; gh pr create --head ${typed2(plan.branch)} --title "$title" --body-file -; }`;
  return [
    ...folder === null ? [] : [`cd ${typed2(folder)}`],
    `export GIT_INDEX_FILE="$(git rev-parse --absolute-git-dir)/multi-ai-pr" && git read-tree HEAD && git --literal-pathspecs add -A -f -- ${paths}`,
    `git branch ${typed2(plan.branch)} "$(git commit-tree "$(git write-tree)" -p HEAD -m ${quote(message.trim())})"; rm -f "$GIT_INDEX_FILE"; unset GIT_INDEX_FILE`,
    ...remote === null ? ["git remote add origin <address of the repository>"] : [],
    `git push ${typed2(remote?.name ?? "origin")} ${typed2(plan.branch)}`,
    ...hasGh ? [] : [`# with gh (https://cli.github.com); or open it in the browser with what ${text} prints`],
    opens
  ];
}
function planText({ plan, remote, pull }, run, width) {
  const at = `${plan.on ?? "no branch"}, ${plan.head.slice(0, 8)}`;
  const also = remote === null || remote.unpushed === 0 ? "" : `, and with it ${plural(remote.unpushed, "commit")} of yours that it does not have`;
  return [
    `Run ${run}: ${pull.title}`,
    `One commit on the new branch ${plan.branch}, from HEAD (${at}):`,
    ...clip(plan.files, MAX_FILES, ({ path, status }) => `  ${LETTERS[status]} ${oneLine2(path)}`),
    ...remote === null ? [] : [
      `Pushed to ${remote.name} (${oneLine2(remote.url)})${also}; then gh opens the pull request, with the text of ${here("report --pr")}.`
    ],
    "Your branch, your index and your files stay as they are."
  ].flatMap((line) => wrapWhole(line, width)).join(`
`);
}
function ownEnvironment(call) {
  const { root } = call.project;
  const env = apart(call.env, root);
  const { HOME, PATH } = gitEnvironment(env, root);
  const astray = /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX|COMMON_DIR)$/;
  return {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !astray.test(name))),
    ...{ HOME, PATH, GIT_TERMINAL_PROMPT: "0", GH_PROMPT_DISABLED: "1", GH_NO_UPDATE_NOTIFIER: "1", NO_COLOR: "1" }
  };
}
function problemOf(ran, name) {
  if (ran.outcome === "exited" && ran.exitCode === 0)
    return null;
  const said = cut(oneLine2(ran.stderr || ran.stdout) || "it said nothing", 500);
  return ran.outcome === "timeout" ? `${name} did not end in time` : `${name} failed: ${said}`;
}
async function publish(call, way, remote, commit) {
  const { branch } = way.plan;
  const [cwd, env] = [call.project.root, ownEnvironment(call)];
  const data = { branch, commit, remote: remote.name };
  const rest = commandLines({ ...way, hasGh: true });
  const push = ["push", remote.name, `${commit}:refs/heads/${branch}`];
  const pushed = problemOf(await runProcess({ command: "git", args: push, cwd, env, timeoutMs: PUSH_MS }), "git push");
  if (pushed !== null)
    return no(`The branch ${branch} is made here; ${pushed}
To go on by hand:
${rest.slice(-2).join(`
`)}`, data);
  const create = ["pr", "create", "--head", branch, "--title", way.pull.title, "--body-file", "-"];
  const ran = await runProcess({ command: "gh", args: create, cwd, env, timeoutMs: GH_MS, stdin: way.pull.body });
  const opened = problemOf(ran, "gh pr create");
  if (opened !== null)
    return no(`The branch ${branch} is pushed to ${remote.name}; ${opened}
To go on by hand:
${rest.at(-1)}`, data);
  const url = oneLine2(ran.stdout.trim().split(`
`).at(-1) ?? "");
  return done(`Opened: ${url}`, { ...data, url });
}
function saysYes() {
  const terminal = ownTerminal();
  if (terminal === null)
    return null;
  const said = terminal.ask("Do it? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(said?.trim() ?? "");
}
async function openPullRequest(call) {
  const which = whichRun(call);
  if (!which.ok)
    return which.answer;
  const { run, place, kept } = which.found;
  const stranger = strangerAnswer(call, place.task);
  if (stranger !== null)
    return stranger;
  const about = { run: run.run };
  if (run.status !== "complete")
    return no(`Run ${run.run} is not complete (${run.status}): there is nothing that the reviewers approved.`, about);
  const facts = reportFacts2(place, run);
  try {
    const plan = branchPlan(place, run, facts);
    const { root } = call.project;
    const pull = pullRequest(facts);
    const way = {
      plan,
      pull,
      remote: remoteFor(root, plan),
      hasGh: Bun.which("gh", { PATH: pathApart(call.env.PATH, root, call.env.HOME) }) !== null,
      folder: projectLine(call) === "" ? null : root,
      message: messageOf(pull.title, facts),
      text: here(`report --pr${kept === "here" ? "" : ` --run ${run.run}`}`)
    };
    const commands = commandLines(way);
    const data = { ...about, branch: plan.branch, files: plan.files.map(({ path }) => path), commands };
    const toType = clean(commands.join(`
`));
    if (call.has("dry-run"))
      return done(toType, data);
    const lacks = [...way.remote === null ? ["no remote to push to"] : [], ...way.hasGh ? [] : ["no gh on PATH"]];
    if (lacks.length > 0)
      return no(`Nothing was done: there is ${lacks.join(" and ")}. To do it by hand, type:
${toType}`, data);
    const shown = `${projectLine(call)}${clean(planText(way, run.run, call.width))}`;
    if (call.belowHost())
      return no(`${shown}
Nothing was done: a person does this in a terminal of their own, with ${here("pr")}.`, data);
    if (!call.has("yes")) {
      if (!call.json)
        call.say(shown);
      const said = call.json ? null : saysYes();
      if (said === null)
        return no(`Nothing was done: ${here("pr")} asks at a terminal, ${here("pr --yes")} does it without.`, data);
      if (!said)
        return no("Nothing was done.", data);
    } else
      call.say(shown);
    return await publish(call, way, way.remote, makeBranch(place, plan, facts.final, way.message));
  } catch (error) {
    if (error instanceof NoBranch)
      return no(`Nothing was pushed. ${clean(error.message)}`, about);
    throw error;
  }
}
export {
  openPullRequest
};
