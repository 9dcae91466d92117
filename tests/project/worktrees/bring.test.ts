// Guarantee: Nothing is lost.
// kill -9 at each git call by which the work of a worktree is brought into the checkout.
// Runs: in full only.
import { expect, test } from "bun:test";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { addWorktree } from "../../../src/project/worktrees/linked-worktrees.ts";
import { lostWith } from "../../../src/project/worktrees/lost.ts";
import { deadlyGit } from "./deadly-git.ts";
import { workstreams } from "./projects.ts";

const { folder, git, repository, text, write } = workstreams();

const WORKER = join(import.meta.dir, "bring-worker.ts");

/** A worktree with two commits beside a person's own commit, drafts and staged files. */
function worked() {
  const root = repository({ "a.txt": "a\n", "b.txt": "b\n", "gone.txt": "g\n", "mine.txt": "m\n" });
  const made = addWorktree({ root }, folder("data"), {
    name: "work",
    commit: "HEAD",
    branch: "multi-ai/work",
  });
  if (!made.ok) throw new Error(made.problem);
  const { worktree } = made;
  write(worktree.root, { "a.txt": "A\n", "new/n.txt": "n\n" });
  git(worktree.root, "add", "-A");
  git(worktree.root, "commit", "-qm", "one");
  write(worktree.root, { "b.txt": "B\n" });
  git(worktree.root, "rm", "-q", "gone.txt");
  git(worktree.root, "commit", "-qam", "two");
  write(root, { "mine.txt": "committed\n" });
  git(root, "commit", "-qam", "theirs");
  write(root, { "mine.txt": "draft\n", "staged.txt": "s\n", "untracked.txt": "u\n" });
  git(root, "add", "staged.txt");
  const kept = folder("kept");
  cpSync(root, kept, { recursive: true, preserveTimestamps: true });
  const again = (): void => {
    rmSync(root, { recursive: true });
    cpSync(kept, root, { recursive: true, preserveTimestamps: true });
  };
  return { root, worktree, again };
}

/** All that a person sees, times and objects aside. */
const seen = (root: string) => [
  git(root, "status", "--porcelain", "-uall"),
  git(root, "log", "--format=%s %T"),
  git(root, "diff", "HEAD"),
  git(root, "for-each-ref", "--format=%(refname)"),
];

/** Numbers of the calls that change something, from 1. */
const changingIn = (calls: string[]): number[] =>
  calls.flatMap((call, i) =>
    / (update-ref|update-index|checkout-index|write-tree|commit-tree) /.test(`${call} `)
      ? [i + 1]
      : [],
  );

test.each(["commits", "squash", "files"])(
  "as %s: killed after a call that changed something, it is told as not lost, and the same again ends where an undisturbed one does",
  (form) => {
    const { root, worktree, again } = worked();
    const { run, calls } = deadlyGit(folder("bin"), WORKER);
    expect(run(root, null, [form])).toEqual({ killed: false, ok: true, err: "" });
    const whole = seen(root);
    expect(whole[0]).toContain("A  staged.txt");
    const changing = changingIn(calls());
    expect(changing.length).toBeGreaterThan(5);
    for (const at of changing) {
      again();
      expect([at, run(root, at, [form]).killed]).toEqual([at, true]);
      const lost = lostWith(worktree, true);
      const isHere = text(root, "b.txt") === "B\n" && text(root, "a.txt") === "A\n";
      expect([at, isHere || `${lost}`]).toEqual([at, isHere || "2 commits on no other branch"]);
      expect([at, run(root, null, [form])]).toEqual([at, { killed: false, ok: true, err: "" }]);
      expect([at, seen(root)]).toEqual([at, whole]);
    }
  },
);

test("killed, and then the person goes on in one of its files: theirs stays, and it is named", () => {
  const { root, again } = worked();
  const { run, calls } = deadlyGit(folder("bin"), WORKER);
  run(root, null, ["commits"]);
  for (const at of changingIn(calls())) {
    again();
    expect([at, run(root, at, ["commits"]).killed]).toEqual([at, true]);
    write(root, { "b.txt": "theirs\n" });
    const { ok, err } = run(root, null, ["commits"]);
    const isDone = git(root, "log", "--format=%s").startsWith("two\n");
    expect([at, text(root, "b.txt"), text(root, "mine.txt")]).toEqual([at, "theirs\n", "draft\n"]);
    expect([at, ok, isDone || err]).toEqual([
      at,
      isDone,
      isDone || expect.stringContaining("b.txt"),
    ]);
  }
});
