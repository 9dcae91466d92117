// kill -9 after each git call of a build, in the middle of a checkout and of a merge; and two
// processes at once.
// Runs: in full only.
import { describe, expect, test } from "bun:test";
import { chmodSync, cpSync, existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withGitSettings } from "../../harness/project.ts";
import { deadlyGit, REAL_GIT as REAL } from "./deadly-git.ts";
import { workstreams } from "./projects.ts";
import { RUN, refused, worked } from "./results.ts";

const { close, commit, folder, git, merge, path, persons, repository, text, write } = workstreams();

const WORKER = join(import.meta.dir, "worker.ts");
const deadly = () => deadlyGit(folder("bin"), WORKER);

const ALL = ["open", "commit", "merge", "close"];
const project = () => {
  const root = repository({ "a.txt": "1\n", "b/c.txt": "2\n", "pipeline/x.md": "p" });
  write(root, { "mine.txt": "mine", "b/c.txt": "uncommitted\n" });
  return root;
};
const BUILT = {
  "a.txt": "backend's\n",
  "b/c.txt": "frontend's\n",
  "mine.txt": "mine",
  "new-backend.txt": "backend's\n",
  "new-frontend.txt": "frontend's\n",
};
const files = (root: string) =>
  Object.fromEntries(Object.keys(BUILT).map((name) => [name, text(root, name)]));
const left = (root: string) => ({
  refs: git(root, "for-each-ref", "--format=%(refname)").trim().split("\n"),
  worktrees: readdirSync(join(root, ".git")).includes("worktrees")
    ? readdirSync(join(root, ".git/worktrees"))
    : [],
  task: readdirSync(join(root, ".task/worktrees")),
  indexes: readdirSync(join(root, ".task/objects/trees")).filter((name) => name !== "git"),
});

test("killed after a git call that changed something, the same calls again end where an undisturbed build ends", () => {
  const template = project();
  const { run, calls } = deadly();
  const copy = () => {
    const root = folder("copy");
    cpSync(template, root, { recursive: true, preserveTimestamps: true });
    return root;
  };
  const whole = copy();
  expect(run(whole, null, ALL)).toEqual({ killed: false, ok: true, err: "" });
  expect(files(whole)).toEqual(BUILT);
  const changing = / (update-ref|reset|worktree (add|remove)|checkout-index) /;
  const numbers = calls().flatMap((call, i) => (changing.test(call) ? [i + 1] : []));
  expect(numbers.length).toBeGreaterThan(20);
  // All of them take minutes: MULTI_AI_FAULTS=full.
  const step = process.env.MULTI_AI_FAULTS === "full" ? 1 : 20;
  for (const at of numbers.filter((_, i) => i % step === 0)) {
    const root = copy();
    const before = persons(root);
    expect([at, run(root, at, ALL).killed]).toEqual([at, true]);
    expect([at, run(root, null, ALL)]).toEqual([at, { killed: false, ok: true, err: "" }]);
    expect([at, files(root), left(root)]).toEqual([at, BUILT, left(whole)]);
    expect([at, persons(root)]).toEqual([at, before]);
    rmSync(root, { recursive: true });
  }
});

test("killed in the middle of writing a worktree's files, it is made anew", () => {
  const root = project();
  const bin = folder("bin");
  // The filter runs while git writes the files; it ends the program and every git of it, once.
  writeFileSync(
    join(bin, "git"),
    `#!/bin/sh\necho $$ $PPID > "${bin}/pids"\nexec "${REAL}" "$@"\n`,
  );
  writeFileSync(
    join(bin, "filter"),
    `#!/bin/sh\nif [ -e "${bin}/armed" ]; then rm "${bin}/armed"; kill -9 $(cat "${bin}/pids") $PPID; exit 1; fi\ncat\n`,
  );
  for (const name of ["git", "filter"]) chmodSync(join(bin, name), 0o755);
  write(root, { ".gitattributes": "z.txt filter=deadly\n", "z.txt": "z" });
  writeFileSync(join(bin, "armed"), "");
  const settings = { "filter.deadly.smudge": join(bin, "filter"), "filter.deadly.clean": "cat" };
  const died = withGitSettings(settings, () => {
    const env = { ...process.env, PATH: `${bin}:${process.env.PATH}` };
    return Bun.spawnSync([process.execPath, WORKER, root, "open:backend"], { env });
  });
  expect(died.signalCode).toBe("SIGKILL");
  const place = join(root, ".task/worktrees", RUN, "backend");
  expect([
    existsSync(place),
    existsSync(join(place, "z.txt")),
    existsSync(`${place}.making`),
  ]).toEqual([true, false, true]);
  expect(path(root, "backend")).toBe(place);
  expect([text(place, "z.txt"), text(place, "mine.txt"), existsSync(`${place}.making`)]).toEqual([
    "z",
    "mine",
    false,
  ]);
  expect(git(place, "status", "--porcelain")).toBe("");
});

describe("a merge that ended while it wrote the checkout's files", () => {
  const halfway = () => {
    const root = project();
    const { run } = deadly();
    expect(run(root, null, ["open", "commit"]).ok).toBe(true);
    // This ref is written right before the files.
    expect(run(root, `update-ref --no-deref refs/multi-ai/${RUN}-merging`, ["merge"]).killed).toBe(
      true,
    );
    expect(files(root)["a.txt"]).toBe("1\n");
    write(root, { "a.txt": "backend's\n", "new-frontend.txt": "frontend's\n" });
    return root;
  };

  test("goes on", () => {
    const root = halfway();
    expect(refused(close(root)).problem).toContain("halfway");
    worked(merge(root, ["backend", "frontend"]));
    expect(files(root)).toEqual(BUILT);
    expect(git(root, "for-each-ref", `refs/multi-ai/${RUN}-merging`)).toBe("");
  });

  test("goes on with other work, and takes back what it had written of the former", () => {
    const root = halfway();
    const place = path(root, "backend");
    write(place, { "a.txt": "better\n" });
    worked(commit(root, "backend"));
    const other = path(root, "frontend");
    rmSync(join(other, "new-frontend.txt"));
    worked(commit(root, "frontend"));
    worked(merge(root, ["backend", "frontend"]));
    expect(files(root)).toEqual({
      ...BUILT,
      "a.txt": "better\n",
      "new-frontend.txt": null,
    } as never);
  });

  test("does not write over what the person did since", () => {
    const root = halfway();
    write(root, { "a.txt": "the person's" });
    const refusal = merge(root, ["backend", "frontend"]);
    expect(refusal).toMatchObject({ ok: false, changed: ["a.txt"] });
    expect(text(root, "a.txt")).toBe("the person's");
    expect(text(root, "new-backend.txt")).toBeNull();
  });
});

describe("two at once", () => {
  const start = (root: string, ...words: string[]) =>
    Bun.spawn([process.execPath, WORKER, root, ...words], { env: process.env, stderr: "pipe" });
  const end = async (...all: ReturnType<typeof start>[]) => {
    for (const one of all)
      expect([await one.exited, await new Response(one.stderr).text()]).toEqual([0, ""]);
  };

  test("that open the same area, and others, get one worktree each from one base", async () => {
    const root = project();
    const words = ["open:backend", "open:backend", "open:frontend", "open:frontend"];
    await end(...words.map((word) => start(root, word)));
    expect(readdirSync(join(root, ".git/worktrees")).sort()).toEqual(["backend", "frontend"]);
    const base = git(root, "rev-parse", `refs/multi-ai/${RUN}-build`);
    for (const area of ["backend", "frontend"])
      expect(git(root, "rev-parse", `feature/build-${area}`)).toBe(base);
  });

  test("that commit and merge the same build bring it over once", async () => {
    const root = project();
    await end(start(root, "open"));
    await end(start(root, "commit"), start(root, "commit"));
    for (const area of ["backend", "frontend"])
      expect(
        git(root, "rev-list", "--count", `refs/multi-ai/${RUN}-build..feature/build-${area}`),
      ).toBe("1\n");
    await end(start(root, "merge"), start(root, "merge"));
    expect(files(root)).toEqual(BUILT);
    await end(start(root, "close"), start(root, "close"));
    expect(git(root, "for-each-ref", "--format=%(refname)", "refs/multi-ai")).toBe(
      `refs/multi-ai/${RUN}-built\n`,
    );
  });
});
