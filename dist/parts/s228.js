// @bun
import {
  runGit
} from "./s191.js";
import {
  headOf2
} from "./s224.js";
import {
  leftAmong
} from "./s19.js";
import {
  typed2
} from "./s240.js";

// src/workflows/phases/execute/history.ts
var COMMIT = /^[0-9a-f]{7,64}$/;
var SUBJECT = /^\w+\((\d+(?:\.\d+)*-\d+)\)!?:/;
var tips = (root) => ["--branches", ...headOf2(root)?.commit ? ["HEAD"] : []];
function planCommits(root, ids, of = "branches") {
  const from = of === "branches" ? tips(root) : tips(root).slice(1);
  if (ids.length === 0 || from.length === 0)
    return [];
  const said = ids.flatMap((id) => [`--grep=(${id})`, `--grep=Plan: ${id}`]);
  const log = runGit(["log", "-z", "--topo-order", "--reverse", "--fixed-strings", ...said, "--format=%H%n%B", ...from], {
    cwd: root
  });
  if (!log.ok)
    return [];
  const found = log.out.toString().split("\x00").filter((one) => one.trim() !== "");
  return found.flatMap((one) => {
    const [commit = "", subject = "", ...rest] = one.trim().split(`
`);
    const trailer = (name) => rest.findLast((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
    const plan = trailer("Plan") ?? SUBJECT.exec(subject)?.[1];
    const task = trailer("Plan") === undefined ? null : Number(trailer("Task"));
    return plan !== undefined && ids.includes(plan) ? [{ commit, subject, plan, task: Number.isInteger(task) ? task : null }] : [];
  });
}
var planIn = (text) => {
  const lines = text.split(`
`);
  return lines.findLast((line) => line.startsWith("Plan: "))?.slice(6) ?? SUBJECT.exec(lines[0] ?? "")?.[1] ?? null;
};
function plansNamed(root, commits) {
  const known = commits.filter((one) => COMMIT.test(one));
  if (known.length === 0)
    return [];
  const log = runGit(["log", "-z", "--no-walk=unsorted", "--format=%B", ...known], { cwd: root });
  if (!log.ok)
    return [];
  const texts = log.out.toString().split("\x00");
  return texts.filter((one) => one.trim() !== "").map((one) => planIn(one.trim()));
}
function lostReason(root, commit, branch) {
  if (!COMMIT.test(commit))
    return `${commit}: found no commit of that name`;
  const found = runGit(["rev-parse", "--verify", "--quiet", `${commit}^{commit}`], { cwd: root });
  if (!found.ok)
    return `commit ${commit} is not in this repository`;
  const whole = found.out.toString().trim();
  const refs = runGit([
    "for-each-ref",
    "--count=1",
    `--contains=${whole}`,
    "--format=%(refname)",
    "refs/heads",
    "refs/remotes",
    "refs/tags"
  ], { cwd: root });
  if (refs.ok && refs.out.length > 0)
    return null;
  if (runGit(["merge-base", "--is-ancestor", whole, "HEAD"], { cwd: root }).ok)
    return null;
  return `commit ${commit} is on no branch any more; bring it back: git branch ${typed2(branch)} ${commit}`;
}
function wasDeleted(root, path) {
  const args = ["log", "--max-count=1", "--diff-filter=D", "--no-renames", "--format=%H", ...tips(root)];
  const { ok, out } = runGit([...args, "--", `:(literal)${path}`], { cwd: root });
  return ok && out.length > 0;
}
var STATUS = { A: "added", D: "deleted" };
function changesOf(root, commits) {
  return commits.map((commit) => {
    const args = ["diff-tree", "-r", "-z", "--root", "--no-commit-id", "--no-renames", "--name-status", "--relative"];
    const { ok, out } = runGit([...args, commit], { cwd: root });
    const words = ok ? out.toString().split("\x00") : [];
    const changed = [];
    for (let at = 0;at + 1 < words.length; at += 2)
      changed.push({ status: STATUS[words[at].trim()] ?? "modified", path: words[at + 1] });
    return changed;
  });
}
function changesTogether(all) {
  const files = new Map;
  for (const { path, status } of all.flat()) {
    const before = files.get(path);
    if (before === "added" && status === "deleted")
      files.delete(path);
    else if (before === "added")
      files.set(path, "added");
    else
      files.set(path, before === "deleted" && status === "added" ? "modified" : status);
  }
  return [...files].map(([path, status]) => ({ path, status })).sort((a, b) => a.path < b.path ? -1 : 1);
}
function uncommitted(root, aside) {
  const untracked = runGit(["ls-files", "--others", "--exclude-standard", "--directory", "-z"], { cwd: root });
  if (!untracked.ok)
    return null;
  const out = [...aside, ...leftAmong(root, untracked.out.toString().split("\x00"))];
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all"];
  const status = runGit([...args, "--", ".", ...out.map((one) => `:(exclude,literal)${one}`)], { cwd: root });
  const prefix = runGit(["rev-parse", "--show-prefix"], { cwd: root });
  if (!status.ok || !prefix.ok)
    return null;
  const skip = prefix.out.toString().trim().length;
  return status.out.toString().split("\x00").filter((one) => one.length > 3).map((one) => one.slice(3 + skip));
}
function isBranchName(root, name) {
  const { ok, out } = runGit(["check-ref-format", "--branch", name], { cwd: root });
  return ok && out.toString().trim() === name;
}
var isBranch = (root, name) => runGit(["rev-parse", "--verify", "--quiet", `refs/heads/${name}^{commit}`], { cwd: root }).ok;

export { planCommits, plansNamed, lostReason, wasDeleted, changesOf, changesTogether, uncommitted, isBranchName, isBranch };
