// Guarantee: Nothing is lost.
// What an agent may do with git in the person's checkout: look.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { join } from "node:path";
import { judgeCommand } from "../../src/policy/command.ts";
import { gitRule } from "../../src/policy/git.ts";
import { boundCall } from "../../src/policy/policy.ts";
import { asInProject, type Workplace, workplaceOf } from "../../src/run/audit/workplace.ts";
import { sceneOf } from "../../src/workflows/index.ts";
import { makeTeamRun } from "../cli/made/make-team-run.ts";
import { cleanup, git, makeProject } from "../harness/project.ts";
import { toolCall, verdictOf } from "./call.ts";

afterAll(cleanup);

const root = makeProject();

/** `folder`: where the task works; `cwd`: where the line is typed. */
const verdict = (line: string, more: { folder?: string; cwd?: string } = {}) => {
  const { folder = root, cwd = more.folder ?? root } = more;
  const work = {
    scene: { project: { root }, workflow: { files: ".task" } },
    task: { dispatch: { at: "2999-01-01T00:00:00Z" } },
    folder,
    isWorktree: folder !== root,
  } as unknown as Workplace;
  const seen = asInProject(work, { cwd }, line);
  if (seen === null) return "denied";
  const place = {
    root,
    task: `${root}/.task`,
    folder: seen.cwd,
    home: "/h",
    kept: null,
    git: gitRule(work, cwd),
  };
  return judgeCommand(seen.input.command, place)?.rule === "kept" ? "denied" : "may";
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
  "bash -lc 'git add -A && git commit -qm x'",
  "git branch -v -D other; git status",
  "git branch --no-track new",
  "git tag --no-sign -d v1",
  "git remote -v rm origin",
  "git -C /tmp -C $(git rev-parse --show-toplevel) stash",
  `cd /tmp && git --git-dir=${root}/.git branch -D other`,
  'ROOT=$(git rev-parse --show-toplevel); cd "$ROOT" && git add -A',
  `REPO=${root}; cd "$REPO" && git stash`,
  'out="$(git commit -qam "x" 2>&1)"',
  "echo $((1 << 2))\ngit stash",
  'grep -rn "cout << x" src\ngit add -A',
  "find . -name b.js -exec git checkout -- {} \\;",
  "env -u X git add -A; until git stash; do :; done",
  "timeout -s KILL 5 git stash",
  "git clean -fd -enode_modules",
  "git branch -D other -- --help",
  "git init --separate-git-dir=/tmp/x",
  "git apply --cache x.patch",
  "git apply -RN x.patch",
  "git fetch -P -p; git fetch --tags --force",
  "git log -1 --output=src/a.js",
  "mkdir -p new && cd new && git add -A ..",
  "git worktree add /tmp/x",
  "git init -q && git add -A && git commit -qm x",
  "git worktree add /tmp/x other",
  "W=$OLD; git worktree remove --force $W",
  "git worktree list --porcelain | xargs git worktree remove --force",
  "git worktree add -d /tmp/x && cd /tmp/x && git stash pop",
  "git worktree add -d /tmp/x && git -C /tmp/x branch -D other",
  "git worktree add -d /tmp/x && cd /tmp/x && git checkout -B other main",
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
  "git add -n .; git rm -n src/a.js; git commit -h",
  "git symbolic-ref --short HEAD; git update-index -q --refresh; git notes show HEAD",
  "git tag -v v1; git tag v1 -l; git branch main --list; git remote --verbose; git verify-commit HEAD",
  'echo "use \\`git stash\\` or \\$(git stash)" >> docs/x.md',
  'T=$(mktemp -d) && git init -q "$T" && git -C "$T" add -A && git -C "$T" tag v1',
  "git clone -q . /tmp/c && cd /tmp/c && git checkout -q -b other && git commit -qam x",
  'TMP=$(mktemp -d); git worktree add --detach "$TMP" HEAD; git -C "$TMP" reset -q --hard HEAD~1; git worktree remove --force "$TMP"',
  "git diff --output=/tmp/x.patch",
  "git submodule status --recursive; git stash show -p; git reflog; git bisect log",
])("may: %s", (line) => {
  expect(verdict(line)).toBe("may");
});

test("in a task's own worktree it stages and commits, and stashes nothing", () => {
  const own = { folder: join(root, ".task/worktrees/one") };
  git(root, "worktree", "add", "-q", "--detach", own.folder);
  expect(verdict("git add -A && git commit -qm work", own)).toBe("may");
  expect(verdict("git checkout HEAD -- src/a.js", own)).toBe("may");
  for (const cwd of [root, own.folder])
    for (const line of [
      `cd '${own.folder}' && git add -A && git commit -qm work`,
      `git -C ${own.folder} restore src/a.js`,
      `cd ${own.folder}/packages && git rm -q x`,
      `cd ${own.folder} && bash -lc 'git add -A'`,
    ])
      expect([cwd, line, verdict(line, { ...own, cwd })]).toEqual([cwd, line, "may"]);
  expect(verdict(`cd ${own.folder} && git stash`, { ...own, cwd: root })).toBe("denied");
  expect(verdict("cd src && git add -A", { ...own, cwd: root })).toBe("denied");
  expect(verdict("git stash -q", own)).toBe("denied");
  expect(verdict("git checkout main", own)).toBe("denied");
  // It may stand in the checkout all the same.
  expect(verdict("git add -A && git commit -qm work", { ...own, cwd: root })).toBe("denied");
  expect(verdict(`git -C ${root} commit -qam work`, own)).toBe("denied");
});

test("so does the owner of an area, as its call is judged whole", async () => {
  const made = await makeTeamRun({
    answer: () => null,
    settings: { execute: { isolation: "worktree" } },
  });
  const task = made.run.tasks.find(({ schema }) => schema === "stage-04")!;
  task.dispatch = { call: "c", at: new Date().toISOString(), agent: "a" } as typeof task.dispatch;
  const { folder } = workplaceOf(sceneOf(made.project, made.run), task);
  git(made.root, "worktree", "add", "-q", "--detach", folder);
  const says = (command: string, cwd: string): string => {
    const by = { agent: "a", type: "multi-ai:area-owner", cwd };
    return verdictOf(boundCall(toolCall("Bash", { command }, by), made.project, made.run, task));
  };
  for (const cwd of [made.root, folder]) {
    expect(says(`cd '${folder}' && git add -A && git commit -qm work`, cwd)).toBe("silent");
    expect(says(`cd '${folder}' && git stash`, cwd)).toBe("deny");
  }
  expect(says("git add -A", folder)).toBe("silent");
  expect(says("git add -A", made.root)).toBe("deny");
});
