// Guarantee: A stranger's repository does nothing.
// Runs: together.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findProject, type Project } from "../../src/project/project.ts";
import { type Beside, type Brings, makeBeside } from "../../src/project/worktrees/beside.ts";
import { runSetup, runTests } from "../../src/record/run-tests.ts";
import { getObject } from "../../src/store/objects.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const SECRETS = {
  GH_TOKEN: "ghp_ofThePersonAlone0123456789",
  ANTHROPIC_API_KEY: "sk-of-the-person-alone",
  DATABASE_URL: "postgres://me:of-the-person-alone@db/shop",
};
/** Masked in what is kept, so the values are written to a file of the worktree. */
const SHOWS = `env >shown.txt
if test -f pid.txt; then cat "/proc/$(cat pid.txt)/environ" >other.txt; fi
cat /proc/net/dev >net.txt
echo here >"$HOME/home.txt" && echo there >"$TMPDIR/tmp.txt" && echo written
`;

const env = { ...process.env, ...SECRETS };

function worktree(brings: Brings, files = {}): Beside {
  const root = makeProject({ files: { "show.sh": SHOWS, ...files } });
  const made = makeBeside({ root }, tempDir("data-"), {
    ...{ name: "one", commit: "HEAD", branch: null, brings },
  });
  if (!made.ok) throw new Error(made.problem);
  return made.beside;
}

async function ran(project: Project, command = "sh show.sh") {
  mkdirSync(project.task, { recursive: true });
  const signal = new AbortController().signal;
  const options = { env, signal, timeoutMs: 20_000, baseline: false, task: null };
  const record = await runTests(project, null, [{ text: command, shellAllowed: true }], options);
  const { state, log } = record.commands[0]!;
  return { state, said: log === null ? "" : getObject(project.task, log)!.toString() };
}

const read = (root: string, name: string): string => readFileSync(join(root, name), "utf8");
const values = Object.values(SECRETS);

/** Whether bubblewrap works here. */
const isFenced =
  Bun.which("bwrap") !== null &&
  Bun.spawnSync("bwrap --ro-bind / / --unshare-net --unshare-pid true".split(" ")).exitCode === 0;

test("its tests see a path, a home of their own, and no secret", async () => {
  const { root } = worktree("packages");
  expect(await ran(findProject(root))).toEqual({ state: "passed", said: "written\n" });
  const shown = read(root, "shown.txt");
  expect(values.filter((value) => shown.includes(value))).toEqual([]);
  expect(/^PATH=(.*)$/m.exec(shown)?.[1]).toBe(process.env.PATH);
  const home = /^HOME=(.*)$/m.exec(shown)![1]!;
  expect(home).not.toBe(homedir());
  expect(/^TMPDIR=(.*)$/m.exec(shown)?.[1]).toBe(home);
  expect(existsSync(home)).toBe(false);
});

test("nor does what runs in a copy, or makes the worktree ready", async () => {
  const beside = worktree("packages");
  const project = findProject(beside.root);
  const copy = join(project.task, "worktrees", "copy-1");
  mkdirSync(copy, { recursive: true });
  writeFileSync(join(copy, "show.sh"), SHOWS);
  expect(await ran({ ...project, root: copy })).toEqual({ state: "passed", said: "written\n" });
  const more = { timeoutMs: 20_000, signal: new AbortController().signal };
  const named = { ...env, WORKTREE_NAME: "one" };
  expect(await runSetup("sh show.sh", beside, named, more)).toMatchObject({ exitCode: 0 });
  for (const root of [copy, beside.root])
    expect(values.filter((value) => read(root, "shown.txt").includes(value))).toEqual([]);
  expect(/^WORKTREE_NAME=(.*)$/m.exec(read(beside.root, "shown.txt"))?.[1]).toBe("one");
});

test("what is the person's own has all of the environment", async () => {
  const { root } = worktree("all");
  await ran(findProject(root));
  expect(values.filter((value) => read(root, "shown.txt").includes(value))).toEqual(values);
});

test("a program that is not there is told as such", async () => {
  const { root } = worktree("packages");
  expect(await ran(findProject(root), "no-such-program-here")).toMatchObject({
    state: "not_found",
  });
});

describe.if(isFenced)("in the fence", () => {
  // A folder below /dev has no fence.
  const { TMPDIR } = process.env;
  beforeAll(() => {
    process.env.TMPDIR = "/tmp";
  });
  afterAll(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  test("they read no other process' environment, reach nobody, and write in the worktree alone", async () => {
    const elsewhere = tempDir("elsewhere-");
    const { root } = worktree("packages", {
      "write.sh": `echo x >${elsewhere}/x; echo x >.task/x; echo x >in.txt\n`,
    });
    const project = findProject(root);
    const other = Bun.spawn(["sleep", "60"], { env });
    onCleanup(() => other.kill());
    writeFileSync(join(root, "pid.txt"), String(other.pid));
    await ran(project);
    expect(read(root, "other.txt")).toBe("");
    const devices = read(root, "net.txt").match(/^ *[\w-]+(?=:)/gm);
    expect(devices?.map((one) => one.trim())).toEqual(["lo"]);
    await ran(project, "sh write.sh");
    expect(["in.txt", ".task/x"].map((name) => existsSync(join(root, name)))).toEqual([
      true,
      false,
    ]);
    expect(existsSync(join(elsewhere, "x"))).toBe(false);
  });
});
