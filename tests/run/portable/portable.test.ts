// A run in one file: what comes out elsewhere, and what no file can do.
// Runs: in full too.
// Not in npm test: ^what is not taken.*(?:git's own folder|a folder above|the record's folder)$
// Not in npm test: ^what is not taken.*(?:or not of export|another run|another commit)
// Not in npm test: ^in another clone.*(?:a clone of the file|there and back)
import { afterEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { nowRef } from "../../../src/project/worktrees/names.ts";
import { isForeign } from "../../../src/record/machine/outside.ts";
import { missingHere } from "../../../src/run/audit/accepted-state.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import {
  exportedRef,
  exportRun,
  NoBundle,
  recordRef,
} from "../../../src/run/portable/export-run.ts";
import { importRun } from "../../../src/run/portable/import-run.ts";
import { carryOn, makeRun } from "../../cli/made/make-run.ts";
import { cleanup, git, homeWithPlugin, makeProject, tempDir } from "../../harness/project.ts";
import { CODE_SONNET } from "../../workflows/multi-ai/ids.ts";
import { clone, filesIn, journal } from "../elsewhere.ts";

afterEach(cleanup);

const TIMEOUT = 60_000;
const AGREES = async () => {};
const ANSWERS = { story: { option: "approve", text: null } };

const home = () => ({ HOME: homeWithPlugin() });

/** A run whose change is made and not reviewed, in a file. */
async function exported(root = makeProject()) {
  const until = (run: Parameters<typeof taskOf>[0]) => taskOf(run, CODE_SONNET)?.status === "ready";
  const made = await makeRun({ root, answers: ANSWERS, until });
  const file = join(tempDir(), "run.bundle");
  await exportRun(made.project, made.run, file, TIMEOUT, false);
  return { ...made, file };
}

describe("in another clone and home", () => {
  test("the run, its objects and the changed files are there, and it goes on to its end", async () => {
    const env = home();
    const { root, file, run } = await exported();
    const project = clone(root);
    await importRun({ project, env }, file, TIMEOUT, AGREES);
    expect(isForeign(project, env)).toBe(false);
    expect(filesIn(project.root)).toEqual(filesIn(root));
    expect(journal(project.root).startsWith(journal(root))).toBe(true);
    expect(missingHere(project, readRun(project)!)).toBeNull();
    const refs = git(project.root, "for-each-ref", "refs/multi-ai");
    expect(refs).toContain(nowRef(run.run));
    for (const own of [exportedRef(run.run), recordRef(run.run)]) expect(refs).not.toContain(own);
    expect((await carryOn(project.root, { answers: ANSWERS })).run).toMatchObject({
      run: run.run,
      status: "complete",
    });
  });

  test("its files come byte for byte, whatever the project's attributes say", async () => {
    const root = makeProject({ files: { ".gitattributes": "* text eol=crlf\n" } });
    const { file } = await exported(root);
    const project = clone(root);
    await importRun({ project, env: home() }, file, TIMEOUT, AGREES);
    const lies = (at: string, name: string) => readFileSync(join(at, ".task", name), "utf8");
    for (const name of ["user-story.json", "plan-refined.json", "impl-result.json"])
      expect(lies(project.root, name)).toBe(lies(root, name));
  });

  test("a clone of the file itself will do, and an earlier run there is kept", async () => {
    const { root, file } = await exported();
    const folder = join(tempDir(), "of-file");
    git(tempDir(), "clone", "-q", file, folder);
    const earlier = await makeRun({ root: folder, until: () => true });
    change(earlier.project, () => [{ do: "cancel", reason: "another one" }]);
    await importRun({ project: findProject(folder), env: home() }, file, TIMEOUT, AGREES);
    expect(filesIn(folder)).toEqual(filesIn(root));
    expect(existsSync(join(folder, ".task/history", earlier.run.run, "events.jsonl"))).toBe(true);
    expect((await carryOn(folder, { answers: ANSWERS })).run.status).toBe("complete");
  });

  test("there and back again: what went on there replaces what stood here", async () => {
    const env = home();
    const { root, file, project: first } = await exported();
    const project = clone(root);
    await importRun({ project, env }, file, TIMEOUT, AGREES);
    const { run } = await carryOn(project.root, { answers: ANSWERS });
    const back = join(tempDir(), "back.bundle");
    await exportRun(project, run, back, TIMEOUT, false);
    git(root, "stash", "-q", "-u");
    const { status } = await importRun({ project: first, env }, back, TIMEOUT, AGREES);
    expect(status).toBe("complete");
    expect(journal(root).startsWith(journal(project.root).trimEnd())).toBe(true);
    expect(filesIn(root)).toEqual(filesIn(project.root));
  });
});

test("each file that it changes is named before it is written", async () => {
  const made = makeProject();
  mkdirSync(join(made, ".claude"));
  const names = [".claude/settings.json", ".mcp.json", "CLAUDE.local.md", "a.txt"];
  for (const name of names) writeFileSync(join(made, name), "{}");
  const { root, file } = await exported(made);
  const project = clone(root);
  let shown: string[] = [];
  const asked = importRun({ project, env: home() }, file, TIMEOUT, async (_run, changed) => {
    shown = changed;
    throw new Error("the person does not want it");
  });
  expect(await asked.catch((error: Error) => error.message)).toBe("the person does not want it");
  expect(git(project.root, "status", "--porcelain", "--ignored")).toBe("");
  expect(shown).toEqual(expect.arrayContaining(names));
});

describe("what is not taken leaves everything as it was", () => {
  /** The reason, where nothing was written. */
  async function refused(file: string, project = findProject(makeProject())): Promise<string> {
    const state = () => [
      git(project.root, "status", "--porcelain", "--ignored"),
      git(project.root, "for-each-ref"),
    ];
    const before = state();
    const failure = await importRun({ project, env: home() }, file, TIMEOUT, AGREES).then(
      () => new Error("taken"),
      (error) => error,
    );
    expect(state()).toEqual(before);
    expect(failure).toBeInstanceOf(NoBundle);
    return failure.message;
  }

  const withInput = (repo: string, args: string[], input: string | Buffer): string =>
    Bun.spawnSync(["git", ...args], { cwd: repo, stdin: Buffer.from(input as string) })
      .stdout.toString()
      .trim();
  const committed = (repo: string, tree: string, ...parents: string[]): string => {
    const who = ["-c", "user.name=x", "-c", "user.email=x@x"];
    const behind = parents.flatMap((one) => ["-p", one]);
    return git(repo, ...who, "commit-tree", "-m", "changed", ...behind, tree);
  };

  /** A tree with entries of any name, which git itself would not make. */
  const rawTree = (repo: string, lines: string[]): string => {
    const parts = lines.map((line) => {
      const [, mode, hash, name] = /^(\d+) \w+ (\w+)\t(.+)$/.exec(line)!;
      const entry = Buffer.from(`${mode!.replace(/^0/, "")} ${name}\0`);
      return Buffer.concat([entry, Buffer.from(hash!, "hex")]);
    });
    const args = ["hash-object", "-t", "tree", "-w", "--literally", "--stdin"];
    return withInput(repo, args, Buffer.concat(parts));
  };

  /** A file of export that somebody has changed: `tree` makes another tree of that of a ref. */
  async function changed(
    refOf: (run: string) => string,
    tree: (repo: string, was: string) => string,
  ) {
    const { root, file, run } = await exported();
    const repo = tempDir();
    git(repo, "init", "-q", "--bare", ".");
    git(repo, "fetch", "-q", file, "refs/*:refs/*");
    const ref = refOf(run.run);
    const parents = git(repo, "log", "-1", "--format=%P", ref).split(" ").filter(Boolean);
    git(repo, "update-ref", ref, committed(repo, tree(repo, `${ref}^{tree}`), ...parents));
    const hostile = join(tempDir(), "hostile.bundle");
    git(repo, "bundle", "create", "-q", hostile, "--all");
    return { hostile, project: clone(root), run };
  }

  /** The tree with another file or folder at a path. */
  const withEntry = (repo: string, was: string, mode: string, hash: string, path: string) => {
    const env = { ...process.env, GIT_INDEX_FILE: join(repo, "changed") };
    for (const args of [
      ["read-tree", was],
      ["update-index", "--add", "--cacheinfo", `${mode},${hash},${path}`],
    ])
      Bun.spawnSync(["git", ...args], { cwd: repo, env });
    return Bun.spawnSync(["git", "write-tree"], { cwd: repo, env }).stdout.toString().trim();
  };
  const blob = (repo: string, text: string): string =>
    withInput(repo, ["hash-object", "-w", "--stdin"], text);

  test("a file that is cut, altered, empty, no file, or not of export", async () => {
    const { root, file } = await exported();
    const whole = readFileSync(file);
    const project = clone(root);
    const variant = (bytes: Buffer): string => {
      const path = join(tempDir(), "variant");
      writeFileSync(path, bytes);
      return path;
    };
    const altered = Buffer.from(whole);
    altered[whole.length - 200]! ^= 0xff;
    for (const one of [
      variant(whole.subarray(0, whole.length - 100)),
      variant(altered),
      variant(Buffer.alloc(0)),
      variant(Buffer.from("{}")),
      tempDir(),
    ])
      expect(await refused(one, project)).toMatch(/^git cannot read it: /);
    expect(await refused(join(tempDir(), "none"), project)).toBe("there is no such file");
    const other = join(tempDir(), "other.bundle");
    git(root, "bundle", "create", "-q", other, "--branches");
    expect(await refused(other, project)).toBe("it was not made by export");
  });

  test("another run than it says, a record that is not whole, a journal that was altered", async () => {
    const journalWith = (alter: (text: string) => string) =>
      changed(recordRef, (repo, was) => {
        const text = git(repo, "show", `${was}:.task/events.jsonl`);
        return withEntry(repo, was, "100644", blob(repo, `${alter(text)}\n`), ".task/events.jsonl");
      });
    const altered = await journalWith((text) => text.replace("Say goodbye", "Say something"));
    expect(await refused(altered.hostile, altered.project)).toMatch(
      /its journal cannot be read: .*broken at line 1/,
    );
    const empty = await journalWith(() => "");
    expect(await refused(empty.hostile, empty.project)).toMatch(/its journal has no events/);
    const bare = await changed(recordRef, (repo, was) => {
      const text = git(repo, "show", `${was}:.task/events.jsonl`);
      const tree = withInput(
        repo,
        ["mktree"],
        `100644 blob ${blob(repo, `${text}\n`)}\tevents.jsonl\n`,
      );
      return withInput(repo, ["mktree"], `040000 tree ${tree}\t.task\n`);
    });
    expect(await refused(bare.hostile, bare.project)).toBe("its record lacks the request");
    const { root, file, run } = await exported();
    const repo = tempDir();
    git(repo, "init", "-q", "--bare", ".");
    git(repo, "fetch", "-q", file, "refs/*:refs/*");
    const other = "multi-ai-00000000";
    git(repo, "update-ref", recordRef(other), recordRef(run.run));
    git(repo, "update-ref", "-d", recordRef(run.run));
    const renamed = join(tempDir(), "renamed.bundle");
    git(repo, "bundle", "create", "-q", renamed, "--all");
    expect(await refused(renamed, clone(root))).toBe(
      `its journal is of run ${run.run}, but the file says ${other}`,
    );
  });

  test.each([
    [
      "a file behind a link",
      (link: string, folder: string) => [`120000 blob ${link}\tsrc`, `040000 tree ${folder}\tSrc`],
    ],
    ["git's own folder", (_link: string, folder: string) => [`040000 tree ${folder}\t.GIT`]],
    ["a folder above", (_link: string, folder: string) => [`040000 tree ${folder}\t..`]],
    ["the record's folder", (_link: string, folder: string) => [`040000 tree ${folder}\t.task`]],
  ])("files of the project with %s", async (_what, entries) => {
    const { hostile, project } = await changed(exportedRef, (repo) => {
      const folder = rawTree(repo, [`100644 blob ${blob(repo, "planted")}\tplanted`]);
      return rawTree(repo, entries(blob(repo, "/tmp"), folder));
    });
    expect(await refused(hostile, project)).toMatch(/the kept state \w+ holds/);
  });

  test("another commit, files in no commit, another live run", async () => {
    const { root, file } = await exported();
    const ahead = clone(root);
    writeFileSync(join(ahead.root, "more.txt"), "more\n");
    git(ahead.root, "add", "-A");
    git(ahead.root, "-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "more");
    expect(await refused(file, ahead)).toMatch(
      /its run is at commit \w{12}, but this repository is at \w{12}: `git fetch/,
    );
    const dirty = clone(root);
    writeFileSync(join(dirty.root, "mine.txt"), "mine\n");
    expect(await refused(file, dirty)).toMatch(/there are uncommitted files here/);
    const busy = clone(root);
    const live = await makeRun({ root: busy.root, until: () => true });
    expect(await refused(file, busy)).toBe(
      `run ${live.run.run} is still open here: park or cancel it first`,
    );
    await carryOn(root, { answers: ANSWERS });
    expect(await refused(file, findProject(root))).toMatch(/was continued here as well/);
  });

  test("in a record: a link is a file, and nothing leads out of its folders", async () => {
    const secret = join(tempDir(), "secret");
    writeFileSync(secret, "mine\n");
    const { hostile, project } = await changed(recordRef, (repo, was) => {
      const file = blob(repo, "planted");
      const linked = withEntry(repo, was, "120000", blob(repo, secret), ".task/note.json");
      const stray = withEntry(repo, linked, "100644", file, "src/planted.ts");
      return withEntry(repo, stray, "100644", file, ".task/history/x/events.jsonl");
    });
    await importRun({ project, env: home() }, hostile, TIMEOUT, AGREES);
    const note = join(project.root, ".task/note.json");
    expect([lstatSync(note).isFile(), readFileSync(note, "utf8")]).toEqual([true, secret]);
    for (const path of ["src/planted.ts", ".task/history"])
      expect(existsSync(join(project.root, path))).toBe(false);
    expect(readdirSync(dirname(secret))).toEqual(["secret"]);
  });
});
