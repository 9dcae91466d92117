// Guarantee: A stranger's repository does nothing.
// Runs: together.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { isTrusted } from "../../../src/host/program.ts";
import { commandLine, runningProcesses } from "../../../src/process/table.ts";
import { findProject, type Project } from "../../../src/project/project.ts";
import {
  addWorktree,
  type Brings,
  uncommitted,
  type Worktree,
  worktreeProject,
} from "../../../src/project/worktrees/linked-worktrees.ts";
import { runSetup, runTests } from "../../../src/record/tests/run-tests.ts";
import { getObject } from "../../../src/store/objects.ts";
import { needing } from "../../harness/needs.ts";
import {
  cleanup,
  git,
  makeProject,
  onCleanup,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";

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

/** `below`: the project's folder in the repository. */
function worktree(brings: Brings, files = {}, below = ""): Worktree {
  const root = makeProject({ files: { "show.sh": SHOWS, ...files } });
  const made = addWorktree({ root: join(root, below) }, tempDir("data-"), {
    ...{ name: "one", commit: "HEAD", branch: null, brings },
  });
  if (!made.ok) throw new Error(made.problem);
  return made.worktree;
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
  await ran(findProject(root), "sh -c 'env >shown.txt'");
  expect(values.filter((value) => read(root, "shown.txt").includes(value))).toEqual(values);
});

test("a program that is not there is told as such", async () => {
  const { root } = worktree("packages");
  expect(await ran(findProject(root), "no-such-program-here")).toMatchObject({
    state: "not_found",
  });
});

describe("in the fence", () => {
  const fenced = needing("bubblewrap");
  // A folder below /dev has no fence.
  const { TMPDIR } = process.env;
  beforeAll(() => {
    process.env.TMPDIR = "/tmp";
  });
  afterAll(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  });

  fenced(
    "they read no other process' environment, reach nobody, and write in the worktree alone",
    async () => {
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
    },
  );

  fenced(
    "they ask no program by its socket, cannot mount anew, nor say that they are no strangers",
    async () => {
      const path = join(tempDir("socket-"), "s.sock");
      const heard: string[] = [];
      const listening = Bun.listen({
        unix: path,
        socket: { data: (_, one) => void heard.push(`${one}`) },
      });
      onCleanup(() => listening.stop(true));
      const asks = `import { connect } from "node:net";
connect(${JSON.stringify(path)}).on("error", () => process.exit(0)).write("hi", () => process.exit(0));
`;
      const { root } = worktree("packages", {
        "ask.ts": asks,
        "mount.sh": "mount -o remount,rw / && echo x >/var/tmp/multi-ai-mounted; true\n",
        "swap.sh":
          "cp -r $(git rev-parse --absolute-git-dir) .g; echo gitdir: $PWD/.g >.git; mv .git .old; true\n",
      });
      const project = findProject(root);
      await ran(project, "bun ask.ts");
      expect(heard).toEqual([]);
      await ran(project, "sh mount.sh");
      expect(existsSync("/var/tmp/multi-ai-mounted")).toBe(false);
      const before = read(root, ".git");
      await ran(project, "sh swap.sh");
      expect(read(root, ".git")).toBe(before);
    },
  );

  fenced("they read none of the person's keys", async () => {
    const home = tempDir("home-");
    const kept = {
      ...{ ".ssh/id_ed25519": "K", ".claude/.credentials.json": "K", ".claude.json": "K" },
      ...{ ".netrc": "K", ".config/gh/hosts.yml": "K", ".aws/credentials": "K" },
    };
    writeFiles(home, { ...kept, ".tools/bin/tool": "seen" });
    const files = [...Object.keys(kept), ".tools/bin/tool"].map((name) => join(home, name));
    const beside = worktree("packages", { "read.sh": `cat ${files.join(" ")} >read.txt` });
    writeFiles(beside.of, { ".env": "K" });
    const command = `sh read.sh; cat ${join(beside.of, ".env")} >>read.txt; true`;
    const { HOME } = process.env;
    process.env.HOME = home;
    try {
      await ran(findProject(beside.root), command);
    } finally {
      process.env.HOME = HOME;
    }
    expect(read(beside.root, "read.txt")).toBe("seen");
  });

  fenced("they name no program for the kernel", async () => {
    const { root } = worktree("packages");
    const command = "sh -c 'if test -w /proc/sys/kernel/core_pattern; then exit 1; fi'";
    expect((await ran(findProject(root), command)).state).toBe("passed");
  });

  fenced("they move nothing away in which the record lies, nor make it", async () => {
    const moves = "mv ../../apps ../../old; mv ../shop ../old; echo x >.task/events.jsonl; true\n";
    const files = { "apps/shop/move.sh": moves };
    const beside = worktree("packages", files, "apps/shop");
    const more = { timeoutMs: 20_000, signal: new AbortController().signal };
    const record = join(beside.root, ".task", "events.jsonl");
    await runSetup("sh move.sh", beside, env, more);
    expect(existsSync(record)).toBe(false);
    await ran(worktreeProject(beside), "sh move.sh");
    expect([beside.root, record].map((path) => existsSync(path))).toEqual([true, false]);
    expect(readdirSync(beside.top).sort()).toEqual([".git", "apps", "show.sh"]);
  });

  fenced(
    "what they leave in the background has ended, whether or not they hold its output",
    async () => {
      const { root } = worktree("packages", {
        "stay.sh": "setsid sleep 71.5 &\n(setsid sleep 71.5 >/dev/null 2>&1 &)\necho begun\n",
      });
      expect((await ran(findProject(root), "sh stay.sh")).state).toBe("passed");
      const left = runningProcesses().filter(({ pid }) => commandLine(pid).includes("71.5"));
      expect(left).toEqual([]);
    },
  );
});

test("a pipe that they leave keeps git waiting for nobody", async () => {
  const beside = worktree("packages", {
    "a/pipes.sh": "mkfifo .gitignore a/.gitattributes a/x.ts\n",
  });
  expect((await ran(findProject(beside.root), "sh a/pipes.sh")).state).toBe("passed");
  const more = { timeoutMs: 20_000, signal: new AbortController().signal };
  expect(await runSetup("sh a/pipes.sh", beside, env, more)).toMatchObject({ exitCode: 0 });
  expect(uncommitted(beside)).toEqual([]);
  expect(readdirSync(join(beside.root, "a"))).toEqual(["pipes.sh"]);
});

test("a link in their commits where reports lie is not followed", async () => {
  const elsewhere = tempDir("elsewhere-");
  const { root } = worktree("packages");
  mkdirSync(join(root, ".task"));
  symlinkSync(elsewhere, join(root, ".task", "reports"));
  expect(ran(findProject(root))).rejects.toThrow("is a symbolic link");
  expect(readdirSync(elsewhere)).toEqual([]);
});

test("a repository that they leave in a submodule's place runs nothing when the worktree is looked at", async () => {
  const root = makeProject();
  const sub = join(root, "sub");
  const commit = [
    "-c",
    "user.name=a",
    "-c",
    "user.email=a@b",
    "commit",
    "--allow-empty",
    "-qm",
    "a",
  ];
  git(root, "init", "-q", "sub");
  git(sub, ...commit);
  const says = '[submodule "sub"]\n\tpath = sub\n\turl = ./x\n\tignore = none\n';
  writeFiles(root, { ".gitmodules": says });
  git(root, "add", "-A");
  git(root, "commit", "-qm", "sub");
  const making = { name: "one", commit: "HEAD", branch: null, brings: "packages" } as const;
  const made = addWorktree({ root }, tempDir("data-"), making);
  if (!made.ok) throw new Error(made.problem);
  const theirs = join(made.worktree.top, "sub");
  const ranHere = join(tempDir("ran-"), "x");
  git(theirs, "init", "-q");
  writeFiles(theirs, { ".gitattributes": "* filter=theirs\n", "a.txt": "a\n" });
  git(theirs, "add", "-A");
  git(theirs, ...commit);
  git(theirs, "config", "filter.theirs.clean", `sh -c 'echo x >${ranHere}; cat'`);
  writeFiles(theirs, { "a.txt": "b\n" });
  expect(uncommitted(made.worktree)).toEqual(["sub"]);
  expect(existsSync(ranHere)).toBe(false);
});

test("who changes what its worktree says of itself stays a stranger", async () => {
  const beside = worktree("packages");
  const { root } = beside;
  writeFileSync(join(root, ".git"), "gitdir: elsewhere\n");
  await ran({ root, task: join(root, ".task"), found: "git" });
  const more = { timeoutMs: 20_000, signal: new AbortController().signal };
  const said = read(root, "shown.txt");
  await runSetup("sh show.sh", beside, env, more);
  for (const shown of [said, read(root, "shown.txt")])
    expect(values.filter((value) => shown.includes(value))).toEqual([]);
  const home = tempDir("home-");
  const projects = { [root.split("/multi-ai-worktrees/")[0]!]: { hasTrustDialogAccepted: true } };
  writeFileSync(join(home, ".claude.json"), JSON.stringify({ projects }));
  expect(isTrusted({ HOME: home }, root)).toBe(false);
});

test("a project's folder that is a link in a stranger's commits is no place for a worktree", () => {
  const root = makeProject({ files: { "app/a.txt": "a\n" } });
  const app = join(root, "app");
  git(root, "checkout", "-q", "-b", "theirs");
  rmSync(app, { recursive: true });
  symlinkSync("..", app);
  git(root, "add", "-A");
  git(root, "commit", "-qm", "link");
  const made = (commit: string, name: string) =>
    addWorktree({ root: app }, tempDir("data-"), { name, commit, branch: null, brings: "nothing" });
  const theirs = git(root, "rev-parse", "HEAD");
  git(root, "checkout", "-q", "-");
  expect(made("HEAD", "ours")).toMatchObject({ ok: true });
  expect(made(theirs, "theirs")).toMatchObject({ ok: false, problem: "app/ is a link there" });
});
