// Guarantee: Nothing is lost.
// What an agent may do with git in the person's checkout: look.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { judgeCommand } from "../../src/policy/command.ts";
import { gitRule } from "../../src/policy/git.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";

afterAll(cleanup);

const root = makeProject();

/** `folder`: where the task works; `cwd`: where the line is typed. */
const verdict = (line: string, more: { folder?: string; cwd?: string } = {}) => {
  const { folder = root, cwd = more.folder ?? root } = more;
  const scene = { project: { root } };
  const task = { dispatch: { at: "2999-01-01T00:00:00Z" } };
  const work = { scene, task, folder, isWorktree: folder !== root };
  const rule = gitRule(work as unknown as Parameters<typeof gitRule>[0]);
  const place = {
    root: cwd,
    task: `${root}/.task`,
    folder: cwd,
    home: "/h",
    kept: null,
    git: rule,
  };
  return judgeCommand(line, place)?.rule === "kept" ? "denied" : "may";
};

test.each([
  "git reset -q --hard; git clean -fdq",
  "git stash -qu",
  "git stash drop -q; git branch -qD try",
  "git checkout -q -- .",
  "git checkout -q -f other; git status",
  "git restore --source=other src/a.js",
  "git switch -q -c other",
  "git add -A && git commit -qm work",
  "git -c user.name=x commit -qam wip",
  "git merge -q --autostash other",
  'git -C "$(git rev-parse --show-toplevel)" reset -q --hard',
  "T=`git rev-parse --show-toplevel`; git -C $T stash -qu",
  'f() { git "$@"; }; f stash drop -q',
  "for one in 'reset -q --hard'; do git $one; done",
  "git update-ref -d refs/heads/main",
  "git tag -f v1 HEAD~1",
  "git tag v2",
  "git branch try",
  "git branch -M trunk",
  "git notes add -f -m other",
  "git worktree add -b other /tmp/x",
  "git sparse-checkout set src",
  "git bisect start",
  "git rm -q README.md",
  'sh -c "git stash -q"',
])("not: %s", (line) => {
  expect(verdict(line)).toBe("denied");
});

test.each([
  "git status; git diff --stat; git log -1; git show HEAD:src/a.js > /tmp/a.js",
  "git branch -a; git branch --show-current; git branch --contains HEAD",
  "git tag; git tag -l 'v*'; git remote -v; git stash list",
  "git worktree add --detach /tmp/before HEAD",
  "git apply --check x.patch && git apply x.patch",
  "rm src/a.js && mv src/b.js src/c.js",
  "git add -n .",
])("may: %s", (line) => {
  expect(verdict(line)).toBe("may");
});

test("in a task's own worktree it stages and commits, and stashes nothing", () => {
  const own = { folder: join(root, ".task/worktrees/one") };
  git(root, "worktree", "add", "-q", "--detach", own.folder);
  expect(verdict("git add -A && git commit -qm work", own)).toBe("may");
  expect(verdict("git checkout HEAD -- src/a.js", own)).toBe("may");
  expect(verdict("git stash -q", own)).toBe("denied");
  expect(verdict("git checkout main", own)).toBe("denied");
  // It may stand in the checkout all the same.
  expect(verdict("git add -A && git commit -qm work", { ...own, cwd: root })).toBe("denied");
  expect(verdict(`git -C ${root} commit -qam work`, own)).toBe("denied");
});
