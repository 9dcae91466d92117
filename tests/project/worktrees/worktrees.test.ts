// Opening, looking at, committing and closing workstreams: what they hold, and what of the person's
// they leave alone.
// Runs: in full too.
// Not in npm test: ^opening (?:again gives|a branch that an|everything in|a deleted branch)
// Not in npm test: ^opening areas whose
// Not in npm test: ^opening (?:a project folder|work in a repository|a worktree without)
// Not in npm test: ^a branch of another.*(?:one below|one above)
// Not in npm test: the prefix "(?!a~)
// Not in npm test: ^opening (?:a project in|a repository without)
// Not in npm test: ^closing (?:keeps a worktree|after it)
// Not in npm test: a repository without a commit, and one with a detached
// Not in npm test: (?:areas whose plain letters are|another run.s worktrees and branches stay)
// Not in npm test: (?:of work on a detached HEAD keeps|forgets dead worktrees of the run)
// Not in npm test: a worktree without a branch that was deleted
// Not in npm test: work in a submodule lands|^a branch of another.*one that is checked out
import { describe, expect, test } from "bun:test";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { commitOn, startBranch } from "../../../src/project/worktrees/branch.ts";
import { plainName } from "../../../src/project/worktrees/names.ts";
import { workstreamTree } from "../../../src/project/worktrees/workstreams.ts";
import { workstreams } from "./projects.ts";
import { RUN, refused, worked } from "./results.ts";

const {
  at,
  baseTree,
  built,
  changedIn,
  close,
  commit,
  folder,
  git,
  merge,
  open,
  path,
  persons,
  repository,
  state,
  text,
  tree,
  write,
} = workstreams();

const BRANCH = "feature/build-backend";
const refs = (root: string, under = "refs") =>
  git(root, "for-each-ref", "--format=%(refname)", under).trim().split("\n");

describe("opening", () => {
  test("gives each area a worktree on its branch, from one commit that holds what the person sees", () => {
    const root = repository({
      "a.txt": "1\n",
      "gone.txt": "x\n",
      ".gitignore": "*.log\n",
      "pipeline/brief.md": "b\n",
    });
    write(root, {
      "a.txt": "changed\n",
      "new/ü.txt": "new\n",
      "x.log": "ignored",
      ".task/events.jsonl": "{}\n",
    });
    rmSync(join(root, "gone.txt"));
    git(root, "add", "a.txt");
    const before = persons(root);
    const backend = worked(open(root, "backend"));
    write(root, { "a.txt": "later\n" });
    const frontend = worked(open(root, "frontend"));
    expect(backend.path).toBe(join(root, ".task/worktrees", RUN, "backend"));
    expect(frontend.base).toBe(backend.base);
    for (const place of [backend.path, frontend.path]) {
      expect(text(place, "a.txt")).toBe("changed\n");
      expect(text(place, "new/ü.txt")).toBe("new\n");
      for (const absent of ["gone.txt", "x.log", ".task", "pipeline"])
        expect(existsSync(join(place, absent))).toBe(false);
      expect(git(place, "status", "--porcelain")).toBe("");
    }
    expect(git(root, "rev-parse", `${backend.base}^`)).toBe(git(root, "rev-parse", "HEAD"));
    expect(git(root, "rev-parse", `refs/multi-ai/${RUN}-build`).trim()).toBe(backend.base);
    expect(persons(root)).toEqual(before);
    // The person's own git shows nothing of it, and whoever works there belongs to the main
    // project's run.
    expect(git(root, "status", "--porcelain", "--untracked-files=all")).not.toContain(".task");
    expect(findProject(join(backend.path, "new")).root).toBe(root);
  });

  test("again gives the same place, with all that was done there", () => {
    const root = repository();
    const first = worked(open(root, "backend"));
    write(first.path, { "work.txt": "mine" });
    const { missing: _, ...place } = first;
    expect(open(root, "backend")).toEqual(place);
    expect(text(first.path, "work.txt")).toBe("mine");
  });

  test("a worktree that was deleted comes back with what was committed", () => {
    const root = repository();
    const place = built(root, "backend", { "work.txt": "done" });
    rmSync(place, { recursive: true });
    expect(state(root, "backend").kind).toBe("missing");
    expect(path(root, "backend")).toBe(place);
    expect(text(place, "work.txt")).toBe("done");
  });

  test("a worktree without a branch that was deleted comes back with what was committed in it, also by others", () => {
    const root = repository();
    const detached = { prefix: undefined };
    const place = path(root, "backend", detached);
    write(place, { "work.txt": "done" });
    git(place, "add", ".");
    git(place, "commit", "-q", "-m", "by an agent");
    const made = git(place, "rev-parse", "HEAD").trim();
    rmSync(place, { recursive: true });
    worked(close(root, detached));
    expect(git(root, "for-each-ref", "--contains", made)).toContain(
      `refs/multi-ai/${RUN}-build-backend`,
    );
    expect(text(path(root, "backend", detached), "work.txt")).toBe("done");
    rmSync(place, { recursive: true });
    expect(text(path(root, "backend", detached), "work.txt")).toBe("done");
  });

  test("everything in .task deleted: the branch and the base are found again", () => {
    const root = repository();
    const { base } = worked(open(root, "backend"));
    built(root, "backend", { "work.txt": "done" });
    rmSync(join(root, ".task"), { recursive: true });
    const again = worked(open(root, "backend"));
    expect(again.base).toBe(base);
    expect(text(again.path, "work.txt")).toBe("done");
  });

  test("a deleted branch of a deleted worktree comes back with its last work", () => {
    const root = repository();
    const place = built(root, "backend", { "work.txt": "done" });
    rmSync(place, { recursive: true });
    git(root, "worktree", "prune");
    git(root, "branch", "-D", BRANCH);
    expect(text(path(root, "backend"), "work.txt")).toBe("done");
  });

  test.each([
    ["backend", "backend"],
    ["web_2-b", "web_2-b"],
    ["bücher", /^bucher-[0-9a-f]{8}$/],
    ["后端", /^area-[0-9a-f]{8}$/],
    ["-x", /^x-[0-9a-f]{8}$/],
    ["a.lock", /^alock-[0-9a-f]{8}$/],
    ["..", /^area-[0-9a-f]{8}$/],
  ])("the area %p becomes a valid ref and folder", (area, name) => {
    expect(plainName(area)).toMatch(name instanceof RegExp ? name : new RegExp(`^${name}$`));
    expect(plainName(area.normalize("NFD"))).toBe(plainName(area));
  });

  test("areas whose plain letters are the same have branches of their own", () => {
    const root = repository();
    const [one, other] = [worked(open(root, "bücher")), worked(open(root, "bûcher"))];
    expect(one.path).not.toBe(other.path);
  });

  test("no hook runs, nothing is signed, and the person's git variables and settings do not matter", () => {
    const root = repository();
    const names = [
      "post-checkout",
      "pre-commit",
      "post-index-change",
      "reference-transaction",
      "post-commit",
    ];
    for (const name of names) {
      writeFileSync(
        join(root, ".git/hooks", name),
        `#!/bin/sh\ntouch "${root}/.task/ran-${name}"\nexit 1\n`,
      );
      chmodSync(join(root, ".git/hooks", name), 0o755);
    }
    for (const setting of [
      "commit.gpgSign",
      "tag.gpgSign",
      "submodule.recurse",
      "extensions.worktreeConfig",
    ])
      git(root, "config", setting, "true");
    git(root, "config", "gpg.program", "/bin/false");
    git(root, "config", "user.useConfigOnly", "true");
    const before = { ...process.env };
    Object.assign(process.env, {
      GIT_DIR: "/nonexistent",
      GIT_WORK_TREE: "/nonexistent",
      GIT_INDEX_FILE: "/nonexistent",
    });
    try {
      write(path(root, "backend"), { "x.txt": "x" });
      worked(commit(root, "backend"));
      worked(merge(root, ["backend"]));
      worked(close(root));
    } finally {
      for (const name of ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"]) delete process.env[name];
      Object.assign(process.env, before);
    }
    expect(text(root, "x.txt")).toBe("x");
    expect(readdirSync(join(root, ".task")).filter((name) => name.startsWith("ran-"))).toEqual([]);
  });

  test("a repository without a commit, and one with a detached HEAD, build like any other", () => {
    const fresh = folder();
    git(fresh, "init", "-q");
    write(fresh, { "a.txt": "1\n" });
    const detached = repository();
    git(detached, "checkout", "-q", "--detach");
    for (const root of [fresh, detached]) {
      const before = persons(root);
      expect(text(path(root, "backend"), "a.txt")).toBe("1\n");
      built(root, "backend", { "b.txt": "b" });
      worked(merge(root, ["backend"]));
      expect(text(root, "b.txt")).toBe("b");
      expect(persons(root)).toEqual(before);
    }
  });

  test("a project in a linked worktree builds from that one", () => {
    const main = repository();
    const linked = folder("linked");
    git(main, "worktree", "add", "-q", "-b", "other", linked);
    write(linked, { "only-here.txt": "1" });
    const place = built(linked, "backend", { "b.txt": "b" });
    expect(place.startsWith(`${linked}/.task/`)).toBe(true);
    expect(text(place, "only-here.txt")).toBe("1");
    worked(merge(linked, ["backend"]));
    expect([text(linked, "b.txt"), text(main, "b.txt")]).toEqual(["b", null]);
  });

  test("a project in a folder of the repository: its folder in the worktree is where work is done", () => {
    const top = repository({
      "shared.txt": "1\n",
      "app/src/a.txt": "1\n",
      "app/pipeline/x.md": "p",
    });
    const root = join(top, "app");
    const opened = worked(open(root, "backend"));
    expect(opened.path).toBe(join(root, ".task/worktrees", RUN, "backend", "app"));
    expect(text(opened.path, "../shared.txt")).toBe("1\n");
    expect(existsSync(join(opened.path, "pipeline"))).toBe(false);
    expect(worked(workstreamTree(at(root), { run: RUN, area: "backend" })).tree).toBe(
      tree(root, [".task", "pipeline"]),
    );
    write(opened.path, { "src/a.txt": "2\n", "src/b.txt": "b" });
    expect(changedIn(root, "backend").map((file) => file.path)).toEqual(["src/a.txt", "src/b.txt"]);
    worked(commit(root, "backend"));
    worked(merge(root, ["backend"]));
    expect(text(root, "src/a.txt")).toBe("2\n");
    write(opened.path, { "../shared.txt": "2\n" });
    expect(refused(commit(root, "backend")).problem).toContain(
      "outside the project's folder app/: shared.txt",
    );
  });

  test("a project folder without files has an empty base", () => {
    const top = repository();
    mkdirSync(join(top, "empty"));
    const root = join(top, "empty");
    built(root, "backend", { "b.txt": "b" });
    expect(changedIn(root, "backend").map((file) => file.path)).toEqual(["b.txt"]);
    worked(merge(root, ["backend"]));
    expect(text(root, "b.txt")).toBe("b");
  });

  test.each(["a submodule", "a repository inside"])(
    "work in %s lands, and is in no commit of the project's",
    (what) => {
      const inner = repository({ "lib.txt": "1\n", "old.txt": "1\n" });
      const root = repository({ "a.txt": "1\n" });
      if (what === "a submodule") {
        git(root, "submodule", "--quiet", "add", inner, "lib");
        git(root, "commit", "-qm", "sub");
      } else git(root, "clone", "-q", inner, "lib");
      write(join(root, "lib"), {
        "mine.txt": "uncommitted\n",
        ".gitignore": ".env\nnode_modules\n",
        ".env": "A=1\n",
      });
      write(join(root, "lib"), { "node_modules/left/index.js": "1\n" });
      const build = { run: "council-0badcafe" };
      worked(startBranch(at(root), build));
      const place = path(root, "backend");
      expect(
        ["mine.txt", ".env", "node_modules/left/index.js"].map((name) =>
          text(place, `lib/${name}`),
        ),
      ).toEqual(["uncommitted\n", "A=1\n", "1\n"]);
      expect([changedIn(root, "backend"), state(root, "backend").kind]).toEqual([[], "clean"]);
      write(place, { "lib/lib.txt": "2\n", "lib/new.txt": "1\n", "a.txt": "2\n" });
      rmSync(join(place, "lib/old.txt"));
      expect(changedIn(root, "backend").map((file) => file.path)).toEqual([
        "a.txt",
        "lib/lib.txt",
        "lib/new.txt",
        "lib/old.txt",
      ]);
      worked(close(root));
      expect(text(place, "lib/new.txt")).toBe("1\n");
      worked(commit(root, "backend"));
      worked(merge(root, ["backend"]));
      const of = { landed: { run: RUN, area: "backend" } };
      const made = worked(commitOn(at(root), { ...build, branch: "work", title: "x", of })).commit!;
      expect(git(root, "diff", "--name-only", "HEAD", made).trim()).toBe("a.txt");
      worked(close(root));
      expect([
        existsSync(place),
        text(root, "lib/lib.txt"),
        text(root, "lib/new.txt"),
        text(root, "lib/old.txt"),
      ]).toEqual([false, "2\n", "1\n", null]);
      expect(git(join(root, "lib"), "status", "--porcelain", "-uall").split("\n").sort()).toEqual(
        ["", " D old.txt", " M lib.txt", "?? .gitignore", "?? mine.txt", "?? new.txt"].sort(),
      );
      git(root, "checkout", "-q", "--", "a.txt");
      git(root, "merge", "-q", "work");
    },
  );
});

describe("a branch of another's that has the name", () => {
  const taken: [string, (root: string) => void, string, string][] = [
    ["the person's own", (root) => git(root, "branch", BRANCH), BRANCH, "HEAD"],
    ["one below it", (root) => git(root, "branch", `${BRANCH}/more`), `${BRANCH}/more`, "HEAD"],
    ["one above it", (root) => git(root, "branch", "feature"), "feature", "HEAD"],
    [
      "one that is checked out",
      (root) => {
        built(root, "backend", { "b.txt": "b" });
        worked(close(root));
        git(root, "checkout", "-qf", BRANCH);
      },
      BRANCH,
      BRANCH,
    ],
  ];
  test.each(taken)("%s: it stays, and the worktree works without one", (_, how, name, at) => {
    const root = repository();
    how(root);
    const before = git(root, "rev-parse", at);
    const place = built(root, "backend", { "more.txt": "m" });
    expect(git(place, "rev-parse", "--abbrev-ref", "HEAD")).toBe("HEAD\n");
    worked(merge(root, ["backend"]));
    expect(text(root, "more.txt")).toBe("m");
    worked(close(root));
    expect(existsSync(place)).toBe(false);
    expect(git(root, "rev-parse", name)).toBe(before);
  });

  test.each(["-", "a..b/", "a b/", "x.lock/", "/", "a~"])(
    "the prefix %p, which git takes for none",
    (prefix) => {
      const root = repository();
      const place = built(root, "backend", { "b.txt": "b" }, { prefix });
      worked(merge(root, ["backend"], { prefix }));
      worked(close(root, { prefix }));
      expect([text(root, "b.txt"), existsSync(place)]).toEqual(["b", false]);
    },
  );
});

describe("opening is refused", () => {
  test("without git", () => {
    const root = repository();
    const { PATH } = process.env;
    process.env.PATH = "/nonexistent";
    try {
      expect(refused(open(root, "backend")).problem).toContain("git is not installed");
    } finally {
      process.env.PATH = PATH;
    }
  });

  test("outside of a repository, and in a bare one", () => {
    const plain = folder();
    expect(refused(open(plain, "backend")).problem).toContain("not in a git repository");
    expect(existsSync(join(plain, ".task"))).toBe(false);
    const bare = folder();
    git(bare, "init", "-q", "--bare");
    expect(refused(open(bare, "backend")).problem).toContain("not in a git repository");
    const turned = repository();
    git(turned, "config", "core.bare", "true");
    expect(refused(open(turned, "backend")).problem).toContain("bare repository");
  });

  test.each(["../x", "", "a/b", "-x"])("for the run %p", (run) => {
    expect(refused(open(repository(), "backend", { run })).problem).toContain(
      "expected the id of a run",
    );
  });

  test("where something else stands in its place, which stays", () => {
    const root = repository();
    write(root, { [`.task/worktrees/${RUN}/backend/mine.txt`]: "mine" });
    expect(refused(open(root, "backend")).problem).toContain("holds something else");
    expect(text(root, `.task/worktrees/${RUN}/backend/mine.txt`)).toBe("mine");
  });

  test("through a link in the place of a folder", () => {
    const root = repository();
    const other = folder();
    mkdirSync(join(root, ".task"));
    symlinkSync(other, join(root, ".task/worktrees"));
    expect(refused(open(root, "backend")).problem).toContain("symbolic link");
    expect(readdirSync(other)).toEqual([]);
    rmSync(join(root, ".task/worktrees"));
    mkdirSync(join(root, ".task/worktrees"));
    symlinkSync(other, join(root, ".task/worktrees", RUN));
    expect(refused(open(root, "backend")).problem).toContain("symbolic link");
    expect(readdirSync(other)).toEqual([]);
  });
});

describe("the state of a worktree", () => {
  const opened = () => {
    const root = repository();
    return { root, place: path(root, "backend") };
  };
  const nothing = () => {};
  const cases: [
    kind: string,
    says: string,
    how: (root: string, place: string) => void,
    mended: (root: string) => void,
  ][] = [
    ["clean", "no uncommitted work", nothing, nothing],
    ["dirty", "uncommitted", (_, place) => write(place, { "new.txt": "1" }), nothing],
    ["dirty", "uncommitted", (_, place) => write(place, { "a.txt": "2" }), nothing],
    ["dirty", "uncommitted", (_, place) => rmSync(join(place, "a.txt")), nothing],
    [
      "missing",
      "not there",
      (_, place) => rmSync(place, { recursive: true }),
      (root) => path(root, "backend"),
    ],
    ["foreign", "lost its .git file", (_, place) => rmSync(join(place, ".git")), nothing],
    [
      "foreign",
      "lost its .git file",
      (root, place) => writeFileSync(join(place, ".git"), `gitdir: ${root}/.git\n`),
      nothing,
    ],
    [
      "clean",
      "no uncommitted work",
      (_, place) => git(place, "checkout", "-q", "--detach"),
      nothing,
    ],
    ["clean", "no uncommitted work", (_, place) => git(place, "checkout", "-qb", "mine"), nothing],
    [
      "moved",
      "does not contain",
      (_, place) => git(place, "reset", "-q", "--hard", git(place, "rev-parse", "HEAD^").trim()),
      nothing,
    ],
    [
      "moved",
      "does not contain",
      (root) => git(root, "update-ref", "-d", `refs/heads/${BRANCH}`),
      nothing,
    ],
    [
      "busy",
      "index is locked",
      (root) => writeFileSync(join(root, ".git/worktrees/backend/index.lock"), ""),
      nothing,
    ],
    [
      "busy",
      "middle of a merge",
      (root) =>
        writeFileSync(
          join(root, ".git/worktrees/backend/MERGE_HEAD"),
          git(root, "rev-parse", "HEAD"),
        ),
      nothing,
    ],
  ];
  test.each(cases)("%s: %s", (kind, says, how) => {
    const { root, place } = opened();
    how(root, place);
    const found = state(root, "backend");
    expect([found.kind, found.message]).toEqual([kind as never, expect.stringContaining(says)]);
    expect(found.message).toContain("backend");
    expect(found.remedy !== "" || kind === "clean").toBe(true);
  });

  const command = (remedy: string) => remedy.replace(/ \(.*/s, "").replace(/^.*?: (?=rm )/, "");
  test.each(cases.filter(([kind]) => ["moved", "foreign", "busy"].includes(kind)))(
    "the command for %s (%s) mends it",
    (kind, says, how) => {
      const { root, place } = opened();
      write(place, { "work.txt": "kept" });
      how(root, place);
      const { remedy } = state(root, "backend");
      const words =
        kind === "busy" && says.includes("merge")
          ? `git -C ${place} merge --abort`
          : command(remedy);
      const done = Bun.spawnSync(["sh", "-c", words], { cwd: root, env: process.env });
      // What it points to may be all of another repository: only the missing file can be made again
      // by git.
      if (says === "lost its .git file" && existsSync(join(place, ".git")) && done.exitCode !== 0)
        return;
      expect([words, done.exitCode]).toEqual([words, 0]);
      expect(["dirty", "clean"]).toContain(state(root, "backend").kind);
      expect(text(place, "work.txt")).toBe("kept");
    },
  );

  const stopping = cases.filter(([kind]) => ["moved", "foreign"].includes(kind));
  test.each(stopping)(
    "%s: it is neither committed nor merged (%s), and opened where it is ours",
    (kind, _says, how) => {
      const { root, place } = opened();
      write(place, { "work.txt": "kept" });
      how(root, place);
      const refs = () => git(root, "for-each-ref");
      const before = [refs(), persons(root)];
      for (const result of [commit(root, "backend"), merge(root, ["backend"])])
        expect(refused(result).problem).toContain("The worktree of backend");
      expect([refs(), persons(root)]).toEqual(before);
      if (kind === "foreign")
        expect(refused(open(root, "backend")).problem).toContain("The worktree of backend");
      else {
        expect(open(root, "backend").ok).toBe(true);
        expect([state(root, "backend").kind, commit(root, "backend").ok]).toEqual(["dirty", true]);
      }
      expect(text(place, "work.txt")).toBe("kept");
    },
  );

  test("of another area's or run's worktree in its place is not ours", () => {
    const { root, place } = opened();
    renameSync(place, join(root, ".task/worktrees", RUN, "frontend"));
    expect(state(root, "frontend").kind).toBe("foreign");
    expect(refused(open(root, "frontend")).problem).toContain("holds something else");
  });
});

describe("committing", () => {
  test("puts uncommitted, untracked and staged work on the branch, by the program", () => {
    const root = repository({ "a.txt": "1\n", "gone.txt": "x", ".gitignore": "*.log\n" });
    const before = persons(root);
    const place = path(root, "backend");
    write(place, {
      "a.txt": "2\n",
      "ü \n.txt": "new",
      "x.log": "ignored",
      "pipeline/pr.md": "no",
      ".task/x": "no",
    });
    rmSync(join(place, "gone.txt"));
    git(place, "add", "a.txt");
    const { commit: made } = worked(commit(root, "backend"));
    expect(git(place, "rev-parse", BRANCH).trim()).toBe(made);
    const names = git(place, "ls-tree", "-rz", "--name-only", made).split("\0").slice(0, -1);
    expect(names).toEqual([".gitignore", "a.txt", "ü \n.txt"]);
    expect(git(place, "log", "-1", "--format=%an %cn %s")).toBe(
      `multi-ai multi-ai multi-ai: the work of backend in ${RUN}\n`,
    );
    expect(git(place, "status", "--porcelain")).toBe("?? .task/\n?? pipeline/\n");
    expect(persons(root)).toEqual(before);
    expect(worked(commit(root, "backend"))).toEqual({ ok: true, commit: made });
  });

  test("leaves the owner's own commits, but for folders that are no part of the build", () => {
    const root = repository();
    const place = path(root, "backend");
    write(place, { "b.txt": "b", "pipeline/pr.md": "no" });
    git(place, "add", "-A");
    git(place, "commit", "-qm", "the owner's");
    const { commit: made } = worked(commit(root, "backend"));
    expect(git(place, "log", "--format=%s", "-2")).toBe(
      `multi-ai: the work of backend in ${RUN}\nthe owner's\n`,
    );
    expect(git(place, "ls-tree", "-r", "--name-only", made)).toBe("a.txt\nb.txt\nsrc/b.txt\n");
    expect(text(place, "pipeline/pr.md")).toBe("no");
  });
});

describe("what changed", () => {
  test("is named against the base, with trees that compare with the project's", () => {
    const root = repository({ "a.txt": "1\n", "b.txt": "2\n", "c.txt": "3\n" });
    const place = path(root, "backend");
    const stream = { run: RUN, area: "backend" };
    const project = tree(root, [".task", "pipeline"]);
    expect(worked(workstreamTree(at(root), stream)).tree).toBe(project);
    expect(baseTree(root)).toBe(project);
    write(place, { "a.txt": "1\n1\n", "new.txt": "n\n", "pipeline/pr.md": "no" });
    rmSync(join(place, "b.txt"));
    expect(changedIn(root, "backend")).toEqual([
      { path: "a.txt", status: "modified", added: 1, removed: 0 },
      { path: "b.txt", status: "deleted", added: 0, removed: 1 },
      { path: "new.txt", status: "added", added: 1, removed: 0 },
    ]);
    worked(commit(root, "backend"));
    expect(changedIn(root, "backend").length).toBe(3);
  });

  test("is refused before a workstream is open", () => {
    expect(refused(merge(repository(), ["backend"])).problem).toContain("was opened yet");
    const root = repository();
    path(root, "backend");
    expect(refused(workstreamTree(at(root), { run: RUN, area: "frontend" })).problem).toContain(
      "not there",
    );
  });
});

describe("closing", () => {
  test("removes merged worktrees with their branches, and leaves one ref", () => {
    const root = repository();
    const before = persons(root);
    built(root, "backend", { "b.txt": "b" });
    path(root, "frontend");
    worked(merge(root, ["backend", "frontend"]));
    const merged = git(root, "rev-parse", `refs/multi-ai/${RUN}-merged`).trim();
    worked(close(root));
    expect(refs(root, "refs/multi-ai")).toEqual([`refs/multi-ai/${RUN}-built`]);
    expect(git(root, "rev-parse", `refs/multi-ai/${RUN}-built`).trim()).toBe(merged);
    expect(git(root, "worktree", "list").trim().split("\n").length).toBe(1);
    expect(existsSync(join(root, ".task/worktrees", RUN))).toBe(false);
    expect(persons(root)).toEqual(before);
    expect(refs(root).filter((ref) => ref.includes("feature/build"))).toEqual([]);
    worked(close(root));
  });

  test("after it, the run's next build starts from the checkout as it is then", () => {
    const root = repository();
    built(root, "backend", { "b.txt": "b" });
    worked(merge(root, ["backend"]));
    worked(close(root));
    write(root, { "later.txt": "l" });
    const place = built(root, "backend", { "b.txt": "second" });
    expect(text(place, "later.txt")).toBe("l");
    worked(merge(root, ["backend"]));
    worked(close(root));
    expect(text(root, "b.txt")).toBe("second");
    expect(refs(root, "refs/multi-ai")).toEqual([`refs/multi-ai/${RUN}-built`]);
  });

  test.each([
    ["uncommitted work", (_: string, place: string) => write(place, { "more.txt": "m" })],
    [
      "a document that no commit takes",
      (_: string, place: string) => write(place, { "pipeline/pr.md": "m" }),
    ],
    ["a lock", (root: string, place: string) => git(root, "worktree", "lock", place)],
  ])("keeps a worktree with %s", (_, how) => {
    const root = repository();
    const place = built(root, "backend", { "b.txt": "b" });
    worked(merge(root, ["backend"]));
    how(root, place);
    worked(close(root));
    expect(existsSync(join(place, "b.txt"))).toBe(true);
    expect(refs(root)).toContain(`refs/heads/${BRANCH}`);
    expect(refs(root)).toContain(`refs/multi-ai/${RUN}-build`);
  });

  test("keeps a branch whose commits are not merged", () => {
    const root = repository();
    built(root, "backend", { "b.txt": "b" });
    worked(close(root));
    expect(existsSync(join(root, ".task/worktrees", RUN))).toBe(false);
    expect(text(path(root, "backend"), "b.txt")).toBe("b");
  });

  test("forgets dead worktrees of the run, and none of the person's", () => {
    const root = repository();
    const mine = folder("mine");
    git(root, "worktree", "add", "-q", "-b", "mine", mine);
    rmSync(mine, { recursive: true });
    const place = path(root, "backend");
    rmSync(place, { recursive: true });
    worked(close(root));
    expect(refs(root)).not.toContain(`refs/heads/${BRANCH}`);
    const list = git(root, "worktree", "list", "--porcelain");
    expect([list.includes(mine), list.includes(place)]).toEqual([true, false]);
  });

  test("of work on a detached HEAD keeps what is not merged", () => {
    const root = repository();
    const place = path(root, "backend");
    git(place, "checkout", "-q", "--detach");
    write(place, { "b.txt": "b" });
    git(place, "add", "-A");
    git(place, "commit", "-qm", "the owner's");
    worked(close(root));
    expect(existsSync(place)).toBe(false);
    expect(text(path(root, "backend"), "b.txt")).toBe("b");
    worked(merge(root, ["backend"]));
    expect(text(root, "b.txt")).toBe("b");
  });

  test("another run's worktrees and branches stay", () => {
    const root = repository();
    const place = built(root, "backend", { "b.txt": "b" });
    const last = git(root, "rev-parse", BRANCH);
    const other = { run: "team-11111111" };
    expect(text(path(root, "backend", other), "b.txt")).toBeNull();
    worked(close(root, other));
    expect([text(place, "b.txt"), git(root, "rev-parse", BRANCH)]).toEqual(["b", last]);
  });
});
