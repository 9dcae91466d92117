// Guarantee: Nothing is lost.
// Random files, random changes: a rollback brings back exactly what the snapshot saw, an undo
// exactly what the rollback replaced.
// Runs: in full too.
// Not in npm test: ^in a (?:folder in|linked)
import { expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import fc from "fast-check";
import type { Run, Task } from "../../../src/engine/run.ts";
import { rollBack, snapshotBefore } from "../../../src/run/end/rollback.ts";
import { runs } from "../../harness/in-full.ts";
import { scan } from "../../project/scan.ts";
import { projects } from "../../project/trees/tree-projects.ts";

const { folder, git, write } = projects();

const task = { schema: "impl-result", status: "ready", dispatches: 0, facts: {} } as Task;
// What is changed here stands on no record: it is the person's, and only `--all` takes it back.
const run = { run: "multi-ai-0badcafe", workflow: "multi-ai", tasks: [task] } as unknown as Run;
const at = (root: string) => ({ root, task: join(root, ".task"), found: "git" as const });

/** What of the repository nothing of ours may change: all of it but objects and our own refs. */
function repositoryOf(
  gitDir: string,
  path = "",
  found: Record<string, string> = {},
): Record<string, string> {
  for (const name of readdirSync(join(gitDir, path))) {
    const inner = path === "" ? name : `${path}/${name}`;
    if (inner === "objects" || inner === "refs/multi-ai") continue;
    if (lstatSync(join(gitDir, inner)).isDirectory()) repositoryOf(gitDir, inner, found);
    else found[inner] = readFileSync(join(gitDir, inner)).toString("base64");
  }
  return found;
}

type Op =
  | { do: "write"; path: string; text: string; exec: boolean }
  | { do: "link"; path: string; target: string }
  | { do: "remove"; path: string }
  | { do: "stage" }
  | { do: "commit" };

const name = fc.constantFrom(
  "a",
  "b",
  "a b",
  "zwei\nZeilen",
  "ä ö.txt",
  "目標",
  '"q"',
  "cr\r",
  "-x",
  ".dot",
  "back\\s",
);
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const text = fc.constantFrom(
  "",
  "one\n",
  "two\r\nlines\r\n",
  "\u0000binary\u0001",
  "long ".repeat(2_000),
);
const op: fc.Arbitrary<Op> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("write" as const), path, text, exec: fc.boolean() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("link" as const),
      path,
      target: fc.constantFrom("a", "..", "nowhere", "/etc"),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("remove" as const), path }) },
  { weight: 1, arbitrary: fc.constantFrom({ do: "stage" as const }, { do: "commit" as const }) },
);

/** Makes way for a path: what lies on it or above it and is no folder goes. */
function makeWay(root: string, path: string): void {
  const parts = path.split("/");
  for (let i = 1; i < parts.length; i++) {
    const parent = join(root, parts.slice(0, i).join("/"));
    if (lstatSync(parent, { throwIfNoEntry: false })?.isDirectory() === false) rmSync(parent);
  }
  rmSync(join(root, path), { recursive: true, force: true });
  mkdirSync(dirname(join(root, path)), { recursive: true });
}

function carryOut(root: string, ops: Op[]): void {
  for (const one of ops) {
    if (one.do === "stage") git(root, "add", "-A", "--", ".");
    else if (one.do === "commit") git(root, "commit", "-qam", "one", "--allow-empty");
    else {
      makeWay(root, one.path);
      if (one.do === "link") symlinkSync(one.target, join(root, one.path));
      if (one.do === "write") {
        writeFileSync(join(root, one.path), one.text);
        chmodSync(join(root, one.path), one.exec ? 0o755 : 0o644);
      }
    }
  }
}

const KINDS = {
  "a repository": () => {
    const root = folder();
    git(root, "init", "-q");
    return { root, top: root, gitDir: join(root, ".git") };
  },
  "a folder in a repository": () => {
    const top = folder("ö top");
    git(top, "init", "-q");
    write(top, { "beside.txt": "beside\n", "in side/.keep": "" });
    git(top, "add", "-A");
    return { root: join(top, "in side"), top, gitDir: join(top, ".git") };
  },
  "a linked worktree": () => {
    const main = folder();
    git(main, "init", "-q");
    git(main, "commit", "-qm", "first", "--allow-empty");
    const top = join(folder(), "linked");
    git(main, "worktree", "add", "-q", top);
    return { root: top, top, gitDir: join(main, ".git") };
  },
};

test.each(Object.keys(KINDS) as (keyof typeof KINDS)[])(
  "in %s nothing is lost and nothing else is touched",
  (kind) => {
    fc.assert(
      fc.property(
        fc.array(op, { maxLength: 8 }),
        fc.array(op, { maxLength: 8 }),
        fc.array(op, { maxLength: 2 }),
        (first, then, later) => {
          const { root, top, gitDir } = KINDS[kind]();
          git(top, "config", "core.autocrlf", "true");
          carryOut(root, first);
          const before = scan(root);
          expect(snapshotBefore(at(root), run, task)).toMatchObject({ ok: true });

          carryOut(root, then);
          const worked = scan(root);
          const repository = repositoryOf(gitDir);
          const shown = rollBack(at(root), run, null, { undo: false, yes: false, all: true });
          expect([shown.refused, scan(root)]).toEqual([null, worked]);
          expect(existsSync(join(gitDir, "refs/multi-ai", `${run.run}-before-rollback`))).toBe(
            false,
          );

          const done = rollBack(at(root), run, null, { undo: false, yes: true, all: true });
          expect([done.refused, done.changes, scan(root)]).toEqual([null, shown.changes, before]);

          carryOut(
            root,
            later.filter((one) => one.do !== "stage" && one.do !== "commit"),
          );
          const edited = scan(root);
          const undone = rollBack(at(root), run, null, { undo: true, yes: true, all: true });
          // Without a change there was nothing to keep, so nothing to go back to.
          if (done.changes.length === 0)
            expect(undone.refused).toContain("no rollback that could be undone");
          else expect([undone.refused, scan(root)]).toEqual([null, worked]);
          expect(repositoryOf(gitDir)).toEqual(repository);
          // What the undo replaced is kept too.
          if (undone.done && undone.changes.length > 0) {
            git(top, "read-tree", "--empty");
            const kept = git(
              root,
              "ls-tree",
              "-r",
              "-z",
              "--name-only",
              "--full-tree",
              undone.to,
            ).split("\0");
            expect(kept.filter((one) => one !== "").sort()).toEqual(Object.keys(edited).sort());
          }
        },
      ),
      { numRuns: runs(40) },
    );
  },
  60_000,
);
