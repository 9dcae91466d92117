// A short run to its end wherever a project may lie: which folder is the project's, where its
// settings are read and where `.task/` goes. docs/host.md has the table.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { startModel } from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import { cleanup, git, IN_TURN, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { makeSandbox } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { commanded, DISK, LAUNCHER, playRun, verb } from "./play-place.ts";

afterEach(cleanup);

/** Without them, or with others, the run would wait for the story to be approved. */
const SETTINGS = ".claude/multi-ai.json";
const FILES = {
  ...IN_TURN,
  [SETTINGS]: '{ "auto": true }\n',
  ".gitignore": ".worktrees/\n",
};
const project = () => makeProject({ files: FILES });

/** A project by a folder in which somebody types, and the root that it has to come to. */
interface Lies {
  from: string;
  root?: string;
  /** Words before the program's own. */
  in?: string[];
}

/** A file system of its own at each of these folders, of which git finds nothing above it. */
const mounted = (...folders: string[]): string[] => [
  "bwrap",
  ...DISK,
  ...folders.flatMap((folder) => ["--bind", folder, folder]),
];
const made = (folder: string): string => {
  mkdirSync(folder, { recursive: true });
  return folder;
};
const link = (to: string): string => {
  const at = join(tempDir(), "link");
  symlinkSync(to, at);
  return at;
};

const ALONE: Record<string, () => Lies> = {
  "a subfolder of a repository": () => {
    const root = project();
    return { from: made(join(root, "packages/web")), root };
  },
  "a link to the project": () => {
    const root = project();
    return { from: link(root), root };
  },
  "a link to a subfolder": () => {
    const root = project();
    return { from: link(made(join(root, "packages/web"))), root };
  },
  "`.claude` that is a link": () => {
    const root = project();
    const elsewhere = join(tempDir(), "claude");
    renameSync(join(root, ".claude"), elsewhere);
    symlinkSync(elsewhere, join(root, ".claude"));
    git(root, "add", "-A");
    git(root, "commit", "-qm", "link");
    return { from: root };
  },
};
const MOUNTED: Record<string, () => Lies> = {
  "a folder below a mount": () => {
    const root = project();
    return { from: root, in: mounted(dirname(root)) };
  },
  "a mount inside the repository": () => {
    const root = project();
    const from = made(join(root, "packages/web"));
    return { from, root, in: mounted(from) };
  },
  "`.task` that is a mount": () => {
    const root = project();
    return { from: root, in: mounted(made(join(root, ".task"))) };
  },
};

/** One home, in which a run may be played in each of these. */
function person() {
  const home = tempDir("home-");
  return async ({ from, root = from, in: before = [] }: Lies) => {
    const { worker, printed } = commanded();
    const model = startModel({ script: team(worker), codex: codexReviewer() });
    const { env } = makeSandbox({ version: "new", project: root, model, home });
    const typing = { from, env, program: [...before, LAUNCHER] };
    const none = await verb(typing, "status");
    expect(none.out).toContain(`No run here (${root}).`);
    await playRun(typing, root);
    const id = (await verb(typing, "status", "--json")).out;
    expect([printed, model.failures]).toEqual([["0"], []]);
    return JSON.parse(id).run as string;
  };
}

async function playedAlone(makes: () => Lies): Promise<void> {
  const lies = makes();
  const id = await person()(lies);
  expect(id).toStartWith("multi-ai-");
  if (lies.root && realpathSync(lies.from) !== lies.root)
    expect(existsSync(join(lies.from, ".task/events.jsonl"))).toBe(false);
}

for (const [name, makes] of Object.entries(ALONE)) test(name, () => playedAlone(makes));
for (const [name, makes] of Object.entries(MOUNTED))
  needing("bubblewrap")(name, () => playedAlone(makes));

test("a `.task` that is a link is refused, and named", async () => {
  const root = project();
  const elsewhere = tempDir();
  symlinkSync(elsewhere, join(root, ".task"));
  const model = startModel({ script: team(commanded().worker) });
  const { env } = makeSandbox({ version: "new", project: root, model });
  const { out, err, code } = await verb({ from: root, env }, "run", "multi-ai", "Say goodbye");
  expect([code, out + err]).toEqual([
    3,
    expect.stringContaining(`${root}/.task is a symbolic link`),
  ]);
});

/** Two projects of which each is one of its own; the second one's run begins behind the first. */
const PAIRS: Record<string, () => [Lies, Lies]> = {
  "worktrees of a bare layout": () => {
    const around = realpathSync(tempDir());
    git(around, "clone", "-q", "--bare", project(), join(around, ".bare"));
    writeFiles(around, { ".git": "gitdir: ./.bare\n" });
    git(around, "worktree", "add", "-q", join(around, "main"), "main");
    git(around, "worktree", "add", "-q", "-b", "feature", join(around, "feature"));
    return [{ from: join(around, "main") }, { from: join(around, "feature") }];
  },
  "a worktree in the checkout": () => {
    const root = project();
    git(root, "worktree", "add", "-q", join(root, ".worktrees/feature"));
    const feature = join(root, ".worktrees/feature");
    return [{ from: root }, { from: made(join(feature, "packages/web")), root: feature }];
  },
  "a submodule": () => {
    const outer = project();
    const url = project();
    git(outer, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", url, "inner");
    git(outer, "commit", "-qm", "inner");
    return [{ from: outer }, { from: join(outer, "inner") }];
  },
};

test.each(Object.keys(PAIRS))("%s: each has a run of its own", async (name) => {
  const [one, other] = PAIRS[name]!();
  const play = person();
  const first = await play(one);
  const second = await play(other);
  expect(second).not.toBe(first);
});
