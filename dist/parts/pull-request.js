// @bun
import {
  visible
} from "./s2.js";
import {
  here
} from "./s12.js";
import {
  runProcess
} from "./s236.js";
import {
  ownTerminal
} from "./s257.js";
import {
  gitEnvironment,
  runGit,
  placesOf,
  openStore,
  removeIndex,
  gitErrors
} from "./s191.js";
import {
  withoutAgents
} from "./s218.js";
import {
  excludedFolders,
  projectTree
} from "./s247.js";
import {
  TreeUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  wrapWhole,
  clip,
  cut,
  someOf,
  clean,
  oneLine2,
  quote,
  plural
} from "./s28.js";
import {
  workflowOf,
  sceneOf
} from "./s70.js";
import {
  pullRequest
} from "./s106.js";
import {
  headOf2
} from "./s224.js";
import {
  reportFacts2
} from "./s103.js";
import {
  programApart
} from "./s173.js";
import {
  strangerAnswer
} from "./s101.js";
import {
  done,
  no,
  projectLine,
  whichRun
} from "./s162.js";
import {
  baseTree
} from "./s230.js";
import {
  typed2
} from "./s240.js";
import {
  denyList
} from "./s276.js";
import {
  treeStore
} from "./s172.js";
import {
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
function inSubmodules(root, paths) {
  const entries = [
    ...listed(git(root, ["ls-tree", "-r", "-z", "HEAD"])),
    ...listed(git(root, ["ls-files", "--stage", "-z"]))
  ];
  const modules = entries.filter((one) => one.startsWith("160000 ")).map((one) => one.slice(one.indexOf("\t") + 1));
  return paths.filter((path) => modules.some((module) => path === module || path.startsWith(`${module}/`)));
}
var personIn = (env) => Object.fromEntries(Object.entries(env).filter((one) => one[1] !== undefined && /^GIT_(?:AUTHOR|COMMITTER)_(?:NAME|EMAIL|DATE)$/.test(one[0])));
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
    const linked = inSubmodules(root, [...changed.keys()]);
    if (linked.length > 0)
      throw new NoBranch(`In a submodule: ${names(linked)}. Commit there, and here, by hand.`);
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
    const isSecret = denyList(run.settings.secrets);
    const secret = files.filter(({ path, status }) => status !== "deleted" && isSecret(path)).map(({ path }) => path);
    if (secret.length > 0)
      throw new NoBranch(`By its name it may hold secrets: ${secret.map(visible).join(", ")}. Remove it, or commit by hand what belongs there.`);
    const [above] = branchOf(run).split("/");
    if (runGit(["rev-parse", "--quiet", "--verify", `refs/heads/${above}`], { cwd: root }).ok)
      throw new NoBranch(`A branch is called ${above}, so none can be called ${branchOf(run)}: git branch -m ${above} <another name>.`);
    return { branch: branchOf(run), head: head.commit, on: head.branch, files, places };
  } catch (error) {
    if (error instanceof TreeUnreadable)
      throw new NoBranch(`The files as the run left them are not kept any more: ${error.message}.`);
    throw error;
  }
}
function makeBranch(place, plan, final, message, person) {
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
    const commit = git(root, ["commit-tree", tree, "-p", head, "-F", "-"], {
      env: personIn(person),
      stdin: Buffer.from(message)
    }).trim();
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
var withoutPassword = (address) => address.replace(/\/\/[^/?#]*@/, "//");
var settingsIn = (env) => Object.fromEntries(Object.entries(env).filter((one) => one[1] !== undefined && /^GIT_CONFIG/.test(one[0])));
function remoteFor(root, { on, head }, env) {
  const ask = (...args) => {
    const ran = runGit(args, { cwd: root, env: settingsIn(env) });
    return ran.ok ? ran.out.toString().trim() : "";
  };
  const all = ask("remote").split(`
`).filter((name) => /^[\w][\w./-]*$/.test(name));
  const ofBranch = (key) => on === null ? "" : ask("config", "--get", `branch.${on}.${key}`);
  const follows = ofBranch("remote");
  const set = [
    ofBranch("pushRemote"),
    ask("config", "--get", "remote.pushDefault"),
    follows,
    "origin",
    ...all.length === 1 ? all : []
  ];
  const name = set.find((one) => all.includes(one));
  if (name === undefined)
    return { remote: null, names: all };
  const base = follows === "." ? null : /^refs\/heads\/([^\s-]\S*)$/.exec(ofBranch("merge"));
  const remote = {
    name,
    addresses: ask("remote", "get-url", "--push", "--all", name).split(`
`),
    unpushed: Number(ask("rev-list", "--count", head, "--not", `--remotes=${name}`)),
    base: base?.[1] ?? null
  };
  return { remote, names: all };
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
var PUSH = ["push", "--no-follow-tags", "--recurse-submodules=no"];
var createWords = (branch, base) => [
  ...["pr", "create", "--head", branch],
  ...base === null ? [] : ["--base", base]
];
var chained = (steps) => `( ${steps.join(` &&
  `)} )`;
function openStep({ plan, remote, text }) {
  const create = createWords(plan.branch, remote?.base ?? null).map(typed2).join(" ");
  return `${text} 2>/dev/null | { IFS= read -r title && gh ${create} --title "$title" --body-file -; }`;
}
var pushStep = (remote, commit, branch) => `git ${PUSH.join(" ")} ${typed2(remote)} "${commit}":refs/heads/${typed2(branch)}`;
function commandLines(way) {
  const { plan, remote, gh, message, text, folder } = way;
  const paths = plan.files.map(({ path }) => typed2(path)).join(" ");
  const steps = [
    ...folder === null ? [] : [`cd ${typed2(folder)}`],
    ...remote === null ? ["git remote add origin <address of the repository>"] : [],
    `index="$(git rev-parse --absolute-git-dir)/multi-ai-pr"`,
    `trap 'rm -f "$index"' EXIT`,
    `export GIT_INDEX_FILE="$index"`,
    `git read-tree ${plan.head}`,
    `git update-index --add --remove --replace -- ${paths}`,
    `tree="$(git write-tree)"`,
    `commit="$(git commit-tree "$tree" -p ${plan.head} -m ${quote(message.trim())})"`,
    "unset GIT_INDEX_FILE",
    `git branch ${typed2(plan.branch)} "$commit"`,
    pushStep(remote?.name ?? "origin", "$commit", plan.branch),
    openStep(way)
  ];
  return [
    ...gh !== null ? [] : [`# with gh (https://cli.github.com); without it leave out its line, and open it with what ${text} prints`],
    chained(steps)
  ];
}
var shownAddresses = ({ addresses }) => addresses.map((one) => visible(withoutPassword(one))).join(" and ");
function planText({ plan, remote, pull }, run, width) {
  const at = `${plan.on ?? "no branch"}, ${plan.head.slice(0, 8)}`;
  const also = remote === null || remote.unpushed === 0 ? "" : `, and with it ${plural(remote.unpushed, "commit")} of yours that it does not have`;
  return [
    `Run ${run}: ${pull.title}`,
    `One commit on the new branch ${plan.branch}, from HEAD (${at}):`,
    ...clip(plan.files, MAX_FILES, ({ path, status }) => `  ${LETTERS[status]} ${visible(path)}`),
    ...remote === null ? [] : [
      `Pushed to ${remote.name} (${shownAddresses(remote)})${also}; then gh opens the pull request for ${remote.base === null ? "the repository's default branch" : `the branch ${visible(remote.base)}`}, with the text of ${here("report --pr")}.`
    ],
    "Your branch, your index and your files stay as they are."
  ].flatMap((line) => wrapWhole(line, width)).join(`
`);
}
function ownEnvironment(call) {
  const { root } = call.project;
  const env = withoutAgents(apart(call.env, root));
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
async function publish(call, way, remote, gh, commit) {
  const { branch } = way.plan;
  const [cwd, env] = [call.project.root, ownEnvironment(call)];
  const data = { branch, commit, remote: remote.name };
  const byHand = (...steps) => typeable(chained([...way.folder === null ? [] : [`cd ${typed2(way.folder)}`], ...steps]));
  const push = {
    command: "git",
    args: [...PUSH, remote.name, `${commit}:refs/heads/${branch}`],
    cwd,
    env,
    timeoutMs: PUSH_MS
  };
  const pushed = problemOf(await runProcess(push), "git push");
  if (pushed !== null)
    return no(`The branch ${branch} is made here; ${pushed}
${byHand(pushStep(remote.name, commit, branch), openStep(way))}`, data);
  const create = [...createWords(branch, remote.base), "--title", way.pull.title, "--body-file", "-"];
  const ran = await runProcess({ command: gh, args: create, cwd, env, timeoutMs: GH_MS, stdin: way.pull.body });
  const opened = problemOf(ran, "gh pr create");
  if (opened !== null)
    return no(`The branch ${branch} is pushed to ${remote.name}; ${opened}
${byHand(openStep(way))}`, data);
  const url = oneLine2(ran.stdout.trim().split(`
`).at(-1) ?? "");
  return done(`Opened: ${url}`, { ...data, url });
}
function typeable(lines) {
  return clean(lines) === lines ? `To go on by hand, type:
${lines}` : "A name holds characters that no terminal shows, so nothing is printed to type: commit by hand, with git add -p.";
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
    const whereTo = () => remoteFor(root, plan, ownEnvironment(call));
    const { remote, names } = whereTo();
    const way = {
      plan,
      pull,
      remote,
      gh: programApart("gh", call.env, root),
      folder: projectLine(call) === "" ? null : root,
      message: messageOf(pull.title, facts),
      text: here(`report --pr${kept === "here" ? "" : ` --run ${run.run}`}`)
    };
    const lines = commandLines(way).join(`
`);
    const files = plan.files.map(({ path }) => path);
    const isShown = clean(lines) === lines;
    const data = { ...about, branch: plan.branch, files, ...isShown && { commands: lines.split(`
`) } };
    if (remote === null && names.length > 0)
      return no(`Nothing was done: this repository has the remotes ${names.join(", ")}, and nothing says which to push to: git config remote.pushDefault <name> does.`, { ...about, remotes: names });
    if (call.has("dry-run"))
      return isShown ? done(lines, data) : no(typeable(lines), data);
    const lacks = [...remote === null ? ["no remote to push to"] : [], ...way.gh === null ? ["no gh on PATH"] : []];
    if (remote === null || way.gh === null)
      return no(`Nothing was done: there is ${lacks.join(" and ")}. ${typeable(lines)}`, data);
    const shown = `${projectLine(call)}${clean(planText(way, run.run, call.width))}`;
    if (call.belowHost())
      return no(`${shown}
Nothing was done: a person does this in a terminal of their own, with ${here("pr")}.`, data);
    const isAsked = !call.has("yes");
    if (isAsked && (call.json || !hasTerminal()))
      return no(`Nothing was done: ${here("pr")} asks at a terminal, ${here("pr --yes")} does it without.`, data);
    if (!isAsked)
      call.say(shown);
    const refusal = await call.confirm(shown, null, isAsked ? "always" : "host");
    if (refusal !== null)
      return no(refusal, data);
    if (JSON.stringify(whereTo().remote) !== JSON.stringify(remote))
      return no("Nothing was done: the remote is another one than was shown. Look once more.", data);
    const commit = makeBranch(place, plan, facts.final, way.message, call.env);
    return await publish(call, way, remote, way.gh, commit);
  } catch (error) {
    if (error instanceof NoBranch)
      return no(`Nothing was pushed. ${clean(error.message)}`, about);
    throw error;
  }
}
function hasTerminal() {
  const terminal = ownTerminal();
  terminal?.close();
  return terminal !== null;
}
export {
  openPullRequest
};
