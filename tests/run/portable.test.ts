// A run in one file: what comes out elsewhere, whose it is there, and what no file can do.
// Runs: in full too.
// Not in npm test: ^what is not taken.*(?:with a program|absolute path|own folder)$
// Not in npm test: ^what is not taken.*only begins alike$
// Not in npm test: ^what is not taken.*(?:another word|another run|folder above)$
// Not in npm test: ^what is not taken.*(?:record's folder|behind a link)$
// Not in npm test: ^in another clone.*(?:a clone of the file|without git)
// Not in npm test: ^what is not taken.*(?:or not of export|larger than|another form|an unsealed)
// Not in npm test: ^what is not taken.*(?:whose bytes|another commit)
// Not in npm test: did not come along (?:a later|each accepted|without its)
import { afterEach, describe, expect, test } from "bun:test";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { SnapshotFailed } from "../../src/project/place.ts";
import { findProject } from "../../src/project/project.ts";
import { nowRef } from "../../src/project/worktrees/names.ts";
import { isForeign } from "../../src/record/outside.ts";
import { type Key, ownKey } from "../../src/record/own-key.ts";
import { lackingHere } from "../../src/run/audit/accepted-state.ts";
import { rollBack } from "../../src/run/life/rollback.ts";
import { change, readRun } from "../../src/run/life/run.ts";
import { NoBundle, pack } from "../../src/run/portable/pack.ts";
import { unpack } from "../../src/run/portable/unpack.ts";
import { carryOn, makeRun } from "../cli/make-run.ts";
import { cleanup, git, homeWithPlugin, makeProject, tempDir } from "../harness/project.ts";
import { CODE_SONNET } from "../workflows/multi-ai/ids.ts";

afterEach(cleanup);

const TIMEOUT = 60_000;
/** The person agrees to what a file changes that nobody has sealed. */
const AGREES = async () => null;
const ANSWERS = { story: { option: "approve", text: null } };

/** A home without anything, and its key. */
function home() {
  const env = { HOME: homeWithPlugin() };
  return { env, key: ownKey(env, { root: "/nowhere" })! };
}

/** A run whose change is made and not reviewed. */
const implemented = (root = makeProject()) =>
  makeRun({ root, answers: ANSWERS, until: (run) => taskOf(run, CODE_SONNET)?.status === "ready" });

/** The same in a file. `key`: it is sealed with this one. */
async function exported(key: Key | null, root?: string) {
  const made = await implemented(root);
  const file = join(tempDir(), "run.bundle");
  await pack({ run: made.run, place: made.project, kept: "here" }, file, key, TIMEOUT);
  return { ...made, file };
}

function clone(root: string) {
  const folder = join(tempDir(), "elsewhere");
  // As from another machine: nothing but what HEAD holds comes along.
  git(tempDir(), "clone", "-q", "--no-local", root, folder);
  return findProject(folder);
}

const filesIn = (root: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(root, "src")).map((name) => [
      name,
      readFileSync(join(root, "src", name), "utf8"),
    ]),
  );
const journal = (root: string): string => readFileSync(join(root, ".task/events.jsonl"), "utf8");

describe("in another clone and home", () => {
  test("the run, its objects and the changed files are there, and it goes on to its end", async () => {
    const { env, key } = home();
    const { root, file, run } = await exported(key);
    const project = clone(root);
    const result = await unpack({ project, env }, file, [key], TIMEOUT, AGREES);
    expect(result.adopted).toBe(true);
    expect(isForeign(project, env)).toBe(false);
    expect(filesIn(project.root)).toEqual(filesIn(root));
    expect(journal(project.root).startsWith(journal(root))).toBe(true);
    expect(lackingHere(project, readRun(project)!)).toBeNull();
    expect((await carryOn(project.root, { answers: ANSWERS })).run).toMatchObject({
      run: run.run,
      status: "complete",
    });
    // A file of the first machine's folder is named nowhere in it.
    expect(git(project.root, "for-each-ref", "refs/multi-ai")).toContain(nowRef(run.run));
  });

  test("a clone of the file itself will do, and an earlier run there is kept", async () => {
    const { env, key } = home();
    const { root, file } = await exported(key);
    const folder = join(tempDir(), "of-file");
    git(tempDir(), "clone", "-q", file, folder);
    const earlier = await makeRun({ root: folder, until: () => true });
    change(earlier.project, () => [{ do: "cancel", reason: "another one" }]);
    const project = findProject(folder);
    await unpack({ project, env }, file, [key], TIMEOUT, AGREES);
    expect(filesIn(folder)).toEqual(filesIn(root));
    expect(existsSync(join(folder, ".task/history", earlier.run.run, "events.jsonl"))).toBe(true);
    expect((await carryOn(folder, { answers: ANSWERS })).run.status).toBe("complete");
  });

  test("a project without git goes on in an empty folder", async () => {
    const { env, key } = home();
    const { root, file } = await exported(key, makeProject({ git: false }));
    const project = findProject(tempDir());
    expect((await unpack({ project, env }, file, [key], TIMEOUT, AGREES)).adopted).toBe(true);
    expect(filesIn(project.root)).toEqual(filesIn(root));
    expect((await carryOn(project.root, { answers: ANSWERS })).run.status).toBe("complete");
  });

  test("with another key, without a seal, or with a seal that is not the key's, it stays foreign", async () => {
    const { env, key } = home();
    const other = home();
    const forged: Key = { ...key, seal: () => key.seal("something else") };
    for (const seal of [other.key, null, forged]) {
      const { root, file } = await exported(seal);
      const project = clone(root);
      expect((await unpack({ project, env }, file, [key], TIMEOUT, AGREES)).adopted).toBe(false);
      expect(isForeign(project, env)).toBe(true);
    }
  });

  test("there and back again: what went on there replaces what stood here", async () => {
    const { env, key } = home();
    const { root, file, project: first } = await exported(key);
    const project = clone(root);
    await unpack({ project, env }, file, [key], TIMEOUT, AGREES);
    const { run } = await carryOn(project.root, { answers: ANSWERS });
    const back = join(tempDir(), "back.bundle");
    await pack({ run, place: project, kept: "here" }, back, key, TIMEOUT);
    expect((await unpack({ project: first, env }, back, [key], TIMEOUT, AGREES)).run.status).toBe(
      "complete",
    );
    expect(journal(root).startsWith(journal(project.root).trimEnd())).toBe(true);
  });
});

test("what nobody's key has sealed is named before it is written, first what the host and git take orders from", async () => {
  const { env, key } = home();
  const made = makeProject();
  mkdirSync(join(made, ".claude"));
  for (const name of [
    ".claude/settings.json",
    ".mcp.json",
    ".gitattributes",
    "CLAUDE.local.md",
    "a.txt",
  ])
    writeFileSync(join(made, name), "{}");
  const { root, file } = await exported(null, made);
  const project = clone(root);
  let shown = "";
  const asked = unpack({ project, env }, file, [key], TIMEOUT, async (does) => {
    shown = does;
    return "Nothing was done: you did not type the word.";
  });
  expect(await asked.catch((error: Error) => error.message)).toBe("you did not type the word");
  expect(git(project.root, "status", "--porcelain", "--ignored")).toBe("");
  const orders = shown.slice(shown.indexOf("4 of them control"), shown.indexOf("The others:"));
  for (const name of [".claude/settings.json", ".mcp.json", ".gitattributes", "CLAUDE.local.md"])
    expect(orders).toContain(`"${name}"`);
  expect(shown.slice(shown.indexOf("The others:"))).toContain('"a.txt"');
});

describe("what is not taken leaves everything as it was", () => {
  /** The reason, where nothing was written. */
  async function refused(
    file: string,
    project = findProject(makeProject()),
    keys: Key[] = [],
  ): Promise<string> {
    const before = [
      git(project.root, "status", "--porcelain", "--ignored"),
      git(project.root, "for-each-ref"),
    ];
    try {
      await unpack({ project, env: home().env }, file, keys, TIMEOUT, AGREES);
    } catch (error) {
      expect(error instanceof NoBundle || error instanceof SnapshotFailed).toBe(true);
      expect([
        git(project.root, "status", "--porcelain", "--ignored"),
        git(project.root, "for-each-ref"),
      ]).toEqual(before);
      return (error as Error).message;
    }
    return "taken";
  }

  /**
   * A file of export whose record was changed by somebody: `change` gets a repository with it and
   * makes its new commit.
   */
  async function changed(change: (repo: string, record: string) => string) {
    const { root, file } = await exported(null);
    const repo = tempDir();
    git(repo, "init", "-q", "--bare", ".");
    git(repo, "fetch", "-q", file, "refs/*:refs/*");
    const record = git(repo, "rev-parse", "refs/multi-ai/export");
    git(repo, "update-ref", "refs/multi-ai/export", change(repo, record));
    const hostile = join(tempDir(), "hostile.bundle");
    git(repo, "bundle", "create", "-q", hostile, "--all");
    return { hostile, project: clone(root) };
  }
  const withInput = (repo: string, args: string[], input: string): string =>
    Bun.spawnSync(["git", ...args], { cwd: repo, stdin: Buffer.from(input) })
      .stdout.toString()
      .trim();
  const committed = (repo: string, tree: string, message: string): string =>
    withInput(repo, ["-c", "user.name=x", "-c", "user.email=x@x", "commit-tree", tree], message);
  const messageOf = (repo: string, record: string): string =>
    git(repo, "log", "-1", "--format=%B", record);

  /** A tree with entries of any name, which git itself would not make. */
  const rawTree = (repo: string, lines: string[]): string => {
    const parts = lines.map((line) => {
      const [, mode, hash, name] = /^(\d+) \w+ (\w+)\t(.+)$/.exec(line)!;
      return Buffer.concat([
        Buffer.from(`${mode!.replace(/^0/, "")} ${name}\0`),
        Buffer.from(hash!, "hex"),
      ]);
    });
    const args = ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"];
    const { stdout } = Bun.spawnSync(["git", ...args], { cwd: repo, stdin: Buffer.concat(parts) });
    return stdout.toString().trim();
  };

  /** The record with one entry more in a folder of it. */
  const withEntry = (folder: string, entry: (blob: string, tree: string) => string) =>
    changed((repo, record) => {
      const blob = withInput(repo, ["hash-object", "-w", "--stdin"], "planted");
      const tree = git(repo, "rev-parse", `${record}:${folder}`);
      const lines = [...git(repo, "ls-tree", tree).split("\n"), entry(blob, tree)].filter(Boolean);
      const folderNow = rawTree(repo, lines);
      const top = git(repo, "ls-tree", record).replace(tree, folderNow);
      return committed(repo, withInput(repo, ["mktree"], `${top}\n`), messageOf(repo, record));
    });

  test("a file that is cut, altered, empty, no file, or not of export", async () => {
    const { root, file } = await exported(null);
    const whole = readFileSync(file);
    const project = clone(root);
    const variant = (bytes: Buffer): string => {
      const path = join(tempDir(), "variant");
      writeFileSync(path, bytes);
      return path;
    };
    const altered = Buffer.from(whole);
    altered[whole.length - 200]! ^= 0xff;
    expect(await refused(variant(whole.subarray(0, whole.length - 100)), project)).toMatch(
      /git cannot read it/,
    );
    expect(await refused(variant(altered), project)).toMatch(/git cannot read it/);
    const another = /^it was not made by export; expected a file from multi-ai export --to <file>$/;
    expect(await refused(variant(Buffer.alloc(0)), project)).toMatch(another);
    expect(await refused(variant(Buffer.from("{}")), project)).toMatch(another);
    expect(await refused(join(tempDir(), "none"), project)).toBe("it does not exist");
    expect(await refused(tempDir(), project)).toBe("it is not a regular file");
    const link = join(tempDir(), "link");
    symlinkSync(file, link);
    expect(await refused(link, project)).toBe("it is not a regular file");
    const other = join(tempDir(), "other.bundle");
    git(root, "bundle", "create", "-q", other, "HEAD");
    expect(await refused(other, project)).toMatch(another);
  });

  test("one that is larger than anything honest", async () => {
    const path = join(tempDir(), "huge");
    writeFileSync(path, "");
    truncateSync(path, 2 * 1024 ** 3);
    expect(await refused(path)).toMatch(/and at most \d+ are read/);
  });

  test("another form, another run, and refs that are not the run's", async () => {
    const say = (alter: (text: string) => string) =>
      changed((repo, record) =>
        committed(repo, git(repo, "rev-parse", `${record}^{tree}`), alter(messageOf(repo, record))),
      );
    const later = await say((text) => text.replace("export 1", "export 2"));
    expect(await refused(later.hostile, later.project)).toMatch(
      /it has format 2, but this version reads format 1/,
    );
    const other = await say((text) => text.replace(/"run":"[^"]+"/, '"run":"multi-ai-00000000"'));
    expect(await refused(other.hostile, other.project)).toMatch(
      /it does not say which run|its journal is of run/,
    );
    const refs = await say((text) =>
      text.replaceAll(/refs\/multi-ai\/[^"]+-exported/g, "refs/heads/main"),
    );
    expect(await refused(refs.hostile, refs.project)).toBe("it does not say which run it holds");
  });

  test.each([
    ["a link", "objects", (blob: string) => `120000 blob ${blob}\t${"a".repeat(64)}`],
    ["a program", "objects", (blob: string) => `100755 blob ${blob}\t${"a".repeat(64)}`],
    ["an absolute path", "files", (blob: string) => `100644 blob ${blob}\t/etc/planted`],
    ["a path that leads out", "files", (blob: string) => `100644 blob ${blob}\t..`],
    ["a path to git's own folder", "files", (blob: string) => `100644 blob ${blob}\t.git`],
  ])("a record with %s", async (_what, folder, entry) => {
    const { hostile, project } = await withEntry(folder, entry);
    expect(await refused(hostile, project)).toMatch(
      /its record holds .*, which does not belong in a record/,
    );
  });

  test("files of a workflow whose folder is the record's own", async () => {
    const { hostile, project } = await withEntry(
      "files",
      (blob) => `100644 blob ${blob}\t.gitignore`,
    );
    expect(await refused(hostile, project)).toMatch(
      /its record holds files of its workflow's folder/,
    );
  });

  test.each([
    ["of a run whose id only begins alike", (id: string) => `refs/multi-ai/${id}0`],
    ["that names the run behind another word", (id: string) => `refs/multi-ai/other-${id}`],
    ["that is a branch of another run", (id: string) => `refs/heads/multi-ai/work-${id}x`],
  ])("a ref %s", async (_what, other) => {
    const { hostile, project } = await changed((repo, record) => {
      const about = messageOf(repo, record);
      const [, id] = /"run":"([^"]+)"/.exec(about)!;
      const text = about.replace(
        '"refs":[',
        `"refs":[["${other(id!)}","${git(repo, "rev-parse", `refs/multi-ai/${id}-exported`)}"],`,
      );
      return committed(repo, git(repo, "rev-parse", `${record}^{tree}`), text);
    });
    expect(await refused(hostile, project)).toBe("it does not say which run it holds");
  });

  test("an unsealed file replaces no ref that is there", async () => {
    const { root, file, run } = await exported(null);
    const project = clone(root);
    git(project.root, "update-ref", nowRef(run.run), "HEAD");
    expect(await refused(file, project)).toMatch(/-now is here already and names another commit/);
  });

  test("an object whose bytes are others", async () => {
    for (const name of ["b".repeat(64), ".gitignore"]) {
      const object = await withEntry("objects", (blob) => `100644 blob ${blob}\t${name}`);
      expect(await refused(object.hostile, object.project)).toMatch(/does not match its name/);
    }
  });

  test.each([
    [
      "a file behind a link",
      (blob: string, folder: string) => [`120000 blob ${blob}\tsrc`, `040000 tree ${folder}\tSrc`],
    ],
    ["git's own folder", (_blob: string, folder: string) => [`040000 tree ${folder}\t.GIT`]],
    ["a folder above", (_blob: string, folder: string) => [`040000 tree ${folder}\t..`]],
    ["the record's folder", (_blob: string, folder: string) => [`040000 tree ${folder}\t.task`]],
  ])("files of the project with %s", async (_what, entries) => {
    const { hostile, project } = await changed((repo, record) => {
      const about = messageOf(repo, record);
      const [, ref, commit] = /"(refs\/multi-ai\/[^"]+-exported)","(\w+)"/.exec(about)!;
      const blob = withInput(repo, ["hash-object", "-w", "--stdin"], "/tmp");
      const tree = rawTree(repo, entries(blob, rawTree(repo, [`100644 blob ${blob}\tplanted`])));
      const state = committed(repo, tree, "state");
      git(repo, "update-ref", ref!, state);
      return committed(
        repo,
        git(repo, "rev-parse", `${record}^{tree}`),
        about.replace(commit!, state),
      );
    });
    expect(await refused(hostile, project)).toMatch(/the kept state \w+ holds/);
  });

  test("a journal that was altered", async () => {
    const { hostile, project } = await changed((repo, record) => {
      const text = git(repo, "show", `${record}:events.jsonl`).replace(
        "Say goodbye",
        "Say something",
      );
      const blob = withInput(repo, ["hash-object", "-w", "--stdin"], `${text}\n`);
      const was = git(repo, "rev-parse", `${record}:events.jsonl`);
      const top = git(repo, "ls-tree", record).replace(was, blob);
      return committed(repo, withInput(repo, ["mktree"], `${top}\n`), messageOf(repo, record));
    });
    expect(await refused(hostile, project)).toMatch(
      /its journal cannot be read: .*broken at line 1/,
    );
  });

  test("another commit, files in no commit, another live run", async () => {
    const { root, file, run } = await exported(null);
    const other = makeProject({ files: { "other.txt": "another repository\n" } });
    expect(await refused(file, findProject(other))).toMatch(
      /its run is at commit \w{12}, but this repository is at \w{12}: `git fetch/,
    );
    const dirty = clone(root);
    writeFileSync(join(dirty.root, "mine.txt"), "mine\n");
    expect(await refused(file, dirty)).toMatch(/it would replace uncommitted files here/);
    expect(await refused(file, findProject(root))).toMatch(
      `run ${run.run} is here already, and your key`,
    );
    const busy = clone(root);
    const live = await makeRun({ root: busy.root, until: () => true });
    expect(await refused(file, busy)).toBe(
      `run ${live.run.run} is still open here: park or cancel it first`,
    );
  });
});

describe("a run whose record or files did not come along", () => {
  test("without its objects, it says which results are missing", async () => {
    const { root, run } = await implemented();
    const project = clone(root);
    mkdirSync(project.task);
    cpSync(join(root, ".task/events.jsonl"), join(project.task, "events.jsonl"));
    const text = lackingHere(project, readRun(project)!);
    expect(text).toMatch(`The record of run ${run.run} lacks the request, the result of T1`);
  });

  test("without the changed files, it names them; with them brought back it goes on", async () => {
    const { root, run } = await implemented();
    const project = clone(root);
    cpSync(join(root, ".task"), project.task, { recursive: true });
    expect(lackingHere(project, readRun(project)!)).toMatch(/the repository does not have \w{12}/);
    git(project.root, "fetch", "-q", "origin", "refs/multi-ai/*:refs/multi-ai/*");
    expect(lackingHere(project, readRun(project)!)).toMatch(
      /The changes of T6 of run \S+ are not in this project: "src\//,
    );
    const back = rollBack(project, run, null, { undo: false, yes: true, from: nowRef(run.run) });
    expect(back).toMatchObject({ refused: null, done: true });
    expect(lackingHere(project, readRun(project)!)).toBeNull();
    expect(filesIn(project.root)).toEqual(filesIn(root));
  });

  test("a later change by hand is no lack", async () => {
    const { root, project } = await implemented();
    writeFileSync(join(root, "src/mine.ts"), "export {};\n");
    for (const name of readdirSync(join(root, "src")))
      writeFileSync(
        join(root, "src", name),
        `${readFileSync(join(root, "src", name), "utf8")}// mine\n`,
      );
    expect(lackingHere(project, readRun(project)!)).toBeNull();
  });

  test("each accepted change has its commit in the journal, one behind the other on the ref", async () => {
    const { root, run } = await implemented();
    const accepted = journal(root)
      .split("\n")
      .filter((line) => line.includes('"kept":'));
    expect(accepted).toHaveLength(1);
    const { kept } = JSON.parse(accepted[0]!) as { kept: string };
    expect(git(root, "rev-parse", nowRef(run.run))).toBe(kept);
    rmSync(join(root, ".task/state.json"));
    expect(change(findProject(root), () => []).run?.kept?.commit).toBe(kept);
    expect(existsSync(join(root, ".git/logs/refs/multi-ai"))).toBe(false);
  });
});
