// `multi-ai pr`: a real git, a bare remote on this disk, and a `gh` that notes how it was called.
// Runs: in full too.
// Not in npm test: ^what git would do.*its message
// Not in npm test: ^nothing is pushed.*(?:no gh|git or gh|nobody is at)
// Not in npm test: ^a file that became
// Not in npm test: (?:git or gh says no: what is done|hooks that are not run are named before)
// Not in npm test: the run is not complete
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { confirmed } from "../../../src/cli/confirm.ts";
import { pr as verb } from "../../../src/cli/publish/pull-request.ts";
import { signOff, titleIn } from "../../../src/project/git/own-commits.ts";
import { noteScript } from "../../../src/record/machine/scripts.ts";
import type { Context } from "../../../src/run/commands/command.ts";
import { carryOut, parseWords } from "../../../src/run/commands/usage/arguments.ts";
import { type FakeGh, fakeGh } from "../../harness/fake-gh.ts";
import { needing } from "../../harness/needs.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import { atTerminal, blindly, PROGRAM } from "../cli.ts";
import { terminalContext } from "../in-process.ts";
import { type MadeRun, makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const PULL = "https://github.com/acme/greeter/pull/7";

let made: MadeRun;
let remote: string;
let gh: FakeGh;
let branch: string;

beforeAll(async () => {
  made = await makeRun({ auto: true });
  branch = `multi-ai/pr-${made.run.run}`;
  // What the person has of their own, in files that are none of the run.
  writeFiles(made.root, { "README.md": "# Mine\n", "package.json": "{}\n", "notes.txt": "mine\n" });
  git(made.root, "add", "package.json");
});

/** Everything of the repository that has to stay as it is. */
const standing = (): string[] => [
  git(made.root, "status", "--porcelain=v2", "--branch"),
  git(made.root, "write-tree"),
  git(made.root, "stash", "list"),
  git(made.root, "for-each-ref", "refs/heads/main", "--format=%(objectname)"),
  ...["README.md", "src/goodbye.ts"].map((name) => readFileSync(join(made.root, name), "utf8")),
];
const branches = (at: string): string =>
  git(at, "for-each-ref", "refs/heads", "--format=%(refname:short)");
/** `multi-ai pr <args>` where nobody sits at a terminal, in this process. */
async function pr(args: string[], more: Partial<Context> = {}, of = made) {
  const context = terminalContext(of.root, { ...process.env, PATH: gh.path }, more);
  const { exit, text } = await carryOut("pr", verb, parseWords("pr", verb, args), context);
  return { code: exit, text };
}

/** A new remote that has what HEAD has, and a gh that says yes. */
function fresh(): void {
  remote = join(tempDir(), "remote.git");
  git(made.root, "init", "-q", "--bare", remote);
  git(made.root, "remote", "add", "origin", remote);
  git(made.root, "push", "-q", "origin", "main");
  gh = fakeGh({ "pr create": { out: `${PULL}\n` } });
}

afterEach(() => {
  if (git(made.root, "remote") !== "") git(made.root, "remote", "remove", "origin");
  if (branches(made.root).includes(branch)) git(made.root, "branch", "-q", "-D", branch);
});

test("it commits the run's files alone, pushes them, and gh gets the text; all of the person's stays as it was", async () => {
  fresh();
  const before = standing();
  let out = "";
  const confirm = async (does: string) => {
    out = does;
    return null;
  };
  const { code, text } = await pr([], { confirm });
  expect([code, text]).toEqual([0, `Opened: ${PULL}`]);
  expect(out).toContain(`One commit on the new branch ${branch}, from HEAD (main, `);
  expect(out).toContain("  A src/goodbye.ts\n  A tests/goodbye.test.ts\n");
  expect(standing()).toEqual(before);

  expect(git(remote, "diff", "--name-status", "main", branch)).toBe(
    "A\tsrc/goodbye.ts\nA\ttests/goodbye.test.ts",
  );
  expect(git(remote, "rev-parse", `${branch}^`)).toBe(git(made.root, "rev-parse", "HEAD"));
  expect(git(remote, "show", `${branch}:src/goodbye.ts`)).toBe(before.at(-1)!.trim());
  expect(git(remote, "log", "-1", "--format=%an %cn%n%B", branch)).toMatch(
    new RegExp(
      `^Test Person Test Person\nSay goodbye by name\n\nApproved by .+\\.\nRun ${made.run.run} of multi-ai\\.$`,
    ),
  );
  const title = "Say goodbye by name";
  expect(gh.calls()).toEqual([
    ["pr", "create", "--head", branch, "--title", title, "--body-file", "-"],
  ]);
  expect(`${title}\n\n${gh.input()}\n`).toBe((await blindly(made.root, ["report", "--pr"])).out);

  // Once more, as after a push that failed: the branch is the same one.
  const again = await pr([]);
  expect([again.code, git(remote, "rev-parse", branch)]).toEqual([
    0,
    git(made.root, "rev-parse", branch),
  ]);
});

describe("what git would do at a commit of the person", () => {
  const hook = (name: string) => join(made.root, ".git", "hooks", name);
  const unset = (...keys: string[]) => {
    for (const key of keys) git(made.root, "config", "--unset-all", key);
  };

  test("hooks that are not run are named before, and none is", async () => {
    fresh();
    writeFiles(made.root, {
      ".git/hooks/pre-commit": "#!/bin/sh\ntouch ran\nexit 1\n",
      ".git/hooks/pre-push": "#!/bin/sh\n",
    });
    for (const name of ["pre-commit", "pre-push"]) chmodSync(hook(name), 0o755);
    expect((await pr(["--dry-run"])).text).toContain(
      "Commits of this program run no hooks of git (pre-commit).",
    );
    const { code } = await pr([]);
    expect([code, existsSync(join(made.root, "ran"))]).toEqual([0, false]);
    rmSync(hook("pre-commit"));
    rmSync(hook("pre-push"));
    expect((await pr(["--dry-run"])).text).not.toContain("Commits of this program");
  });

  needing("ssh-keygen")(
    "a person's commit is signed where git signs theirs; a script's is not, and that is said",
    async () => {
      fresh();
      const key = join(tempDir(), "key");
      Bun.spawnSync(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key]);
      for (const [name, value] of [
        ["commit.gpgsign", "true"],
        ["gpg.format", "ssh"],
        ["user.signingkey", key],
      ])
        git(made.root, "config", name!, value!);
      expect((await pr(["--dry-run"])).text).toContain(
        "It is signed with your key (commit.gpgsign).",
      );
      expect((await pr([])).code).toBe(0);
      expect(git(remote, "cat-file", "commit", branch)).toContain("-----BEGIN SSH SIGNATURE-----");
      git(made.root, "config", "gpg.ssh.program", "./steal");
      expect((await pr(["--dry-run"])).text).toContain(
        "are not signed, though commit.gpgsign is set.",
      );
      unset("commit.gpgsign", "gpg.format", "user.signingkey", "gpg.ssh.program");
    },
  );

  test("its message has the form that the project wants", async () => {
    fresh();
    const { settings } = made.run;
    expect(titleIn("Say goodbye", { title: "[{ticket}] {title}" }, "feature/ABC-12-goodbye")).toBe(
      "[ABC-12] Say goodbye",
    );
    expect(titleIn("Say goodbye", { title: "[{ticket}] {title}" }, "main")).toBe("Say goodbye");
    expect(titleIn("Cost $& more", { title: "feat: {title}" })).toBe("feat: Cost $& more");
    expect([signOff(settings.commits, "A <a@b>"), signOff({ sign_off: true }, "A <a@b>")]).toEqual([
      [],
      ["Signed-off-by: A <a@b>"],
    ]);
  });
});

test("--dry-run shows it and does nothing", async () => {
  fresh();
  const before = standing();
  const { code, text } = await pr(["--dry-run"]);
  expect([code, branches(remote), branches(made.root), gh.calls()]).toEqual([
    0,
    "main",
    "main",
    [],
  ]);
  expect([text, standing()]).toEqual([expect.stringContaining("  A src/goodbye.ts\n"), before]);
});

/** A completed run of a new project with these files, at whose change something is `done`. */
async function runThat(
  does: (root: string) => void,
  files: Record<string, string> = {},
): Promise<MadeRun> {
  const root = makeProject();
  writeFiles(root, files);
  git(root, "add", "-A");
  git(root, "commit", "-q", "--allow-empty", "-m", "more");
  const worker = (brief: Brief) => {
    if (brief.writes.includes("impl-result")) does(root);
    return undefined;
  };
  return makeRun({ auto: true, root, worker });
}

test("a file that became a folder is committed with those files of it that the run made", async () => {
  gh = fakeGh({ "pr create": { out: `${PULL}\n` } });
  const of = await runThat(
    (root) => {
      rmSync(join(root, "conf"), { force: true });
      writeFiles(root, { "conf/a.txt": "a\n" });
    },
    { conf: "old\n", ".gitignore": "*.log\n" },
  );
  writeFiles(of.root, { "conf/mine.log": "mine\n" });
  const to = join(tempDir(), "remote.git");
  git(of.root, "init", "-q", "--bare", to);
  git(of.root, "remote", "add", "origin", to);
  const [name, elsewhere] = [`multi-ai/pr-${of.run.run}`, join(tempDir(), "no.git")];
  expect((await pr([], {}, of)).code).toBe(0);
  const names = git(
    to,
    "diff",
    "--name-status",
    "--no-renames",
    git(of.root, "rev-parse", "HEAD"),
    name,
  );
  expect(names).toBe("D\tconf\nA\tconf/a.txt\nA\tsrc/goodbye.ts\nA\ttests/goodbye.test.ts");

  // All of its addresses are shown, without a password; the branch that this one follows is what
  // the pull request is for.
  git(of.root, "branch", "-D", name);
  git(of.root, "config", "branch.main.remote", "origin");
  git(of.root, "config", "branch.main.merge", "refs/heads/release-1.x");
  git(of.root, "remote", "set-url", "--push", "origin", "https://me:p@ss@example.org/x");
  git(of.root, "remote", "set-url", "--push", "--add", "origin", elsewhere);
  let out = "";
  const confirm = async (does: string) => {
    out = does;
    git(of.root, "remote", "set-url", "--push", "--add", "origin", join(elsewhere, "2"));
    return null;
  };
  const { text: changed } = await pr([], { confirm }, of);
  expect(out.replaceAll(/\s+/g, " ")).toContain(
    `Pushed to origin (https://example.org/x and ${elsewhere}); then gh opens the pull request for the branch release-1.x,`,
  );
  expect([changed, branches(of.root)]).toEqual([
    expect.stringContaining("has changed since it was shown"),
    "main",
  ]);
  git(of.root, "remote", "rename", "origin", "one");
  git(of.root, "config", "--unset", "branch.main.remote");
  git(of.root, "remote", "add", "two", to);
  expect((await pr([], {}, of)).text).toContain("the remotes one, two, and none is the default");
});

test.each<[string, (root: string) => void, string]>([
  [
    "may hold secrets",
    (root) => writeFiles(root, { "a/.env": "x\n", "b/id_rsa": "x\n" }),
    "secrets: a/.env, b/id_rsa.",
  ],
  [
    "is in a submodule",
    (root) => writeFiles(root, { "lib/n": "1\n" }),
    "In a submodule or repository inside: lib/n.",
  ],
])("refused: a file that %s", async (_, does, said) => {
  gh = fakeGh({});
  const of = await runThat(does);
  if (said.includes("submodule")) {
    const commit = git(of.root, "rev-parse", "HEAD");
    git(of.root, "update-index", "--add", "--cacheinfo", `160000,${commit},lib`);
  }
  expect(await pr(["--dry-run"], {}, of)).toMatchObject({
    code: 1,
    text: expect.stringContaining(said),
  });
});

describe("at a terminal it is shown and asked for", () => {
  test.each([
    ["y", 1, "main", () => "y"],
    ["the word", 0, "main\nB", (word: string) => word],
  ] as const)("%s", async (_, exit, then, word) => {
    fresh();
    const command = [process.execPath, PROGRAM, "pr"];
    const { result, screen } = await atTerminal(command, made.root, { PATH: gh.path }, word);
    expect([result.code, branches(remote).replace(branch, "B")]).toEqual([exit, then]);
    expect(screen).toContain(
      "Your branch, your index and your files stay as they are.\r\nTo confirm, type ",
    );
  });
});

describe("nothing is pushed, and why is said", () => {
  const file = "src/goodbye.ts";
  const put = (text: string | null): void => {
    if (text !== null) writeFileSync(join(made.root, file), text);
  };
  const run = (...args: string[]): string => git(made.root, ...args);
  const WAYS: Record<string, [() => void, () => void, RegExp]> = {
    "a file of the run was changed since": [
      () => put("changed\n"),
      () => {},
      /^Nothing was pushed\. Changed after the reviewers approved it: src\/goodbye\.ts\./,
    ],
    "HEAD has another state of it": [
      () => {
        const text = readFileSync(join(made.root, file), "utf8");
        put("mine\n");
        run("commit", "-q", "-m", "mine", "--only", "--", file);
        put(text);
      },
      () => run("reset", "-q", "--soft", "HEAD^"),
      /HEAD matches neither what the run found nor what it left: src\/goodbye\.ts\./,
    ],
    "HEAD has all of it": [
      () => run("commit", "-q", "-m", "all", "--only", "--", file, "tests/goodbye.test.ts"),
      () => run("reset", "-q", "--soft", "HEAD^"),
      /HEAD has all of the run's change already: push main/,
    ],
    "another branch has the name": [
      () => run("branch", branch),
      () => {},
      /The branch multi-ai\/\S+ already exists with other content/,
    ],
    "there is no remote": [
      () => run("remote", "remove", "origin"),
      () => {},
      /^Nothing was done: no remote to push to\.$/,
    ],
  };
  test.each(Object.keys(WAYS))("%s", async (name) => {
    fresh();
    const [before, after, said] = WAYS[name]!;
    const text = readFileSync(join(made.root, file), "utf8");
    const kept = git(made.root, "write-tree");
    if (/HEAD/.test(name)) git(made.root, "add", "-N", file, "tests/goodbye.test.ts");
    before();
    const { code, text: answer } = await pr([]);
    const left = [branches(remote), gh.calls()];
    after();
    put(text);
    git(made.root, "read-tree", kept);
    expect([code, answer]).toEqual([1, expect.stringMatching(said)]);
    expect(left).toEqual(["main", []]);
  });

  test("there is no gh", async () => {
    fresh();
    const { code, text } = await pr([], { env: process.env });
    expect([code, branches(remote)]).toEqual([1, "main"]);
    expect(text).toStartWith("Nothing was done: gh is not installed (https://cli.github.com).");
  });

  test("git or gh says no: what is done is said, and what is left", async () => {
    fresh();
    writeFileSync(join(remote, "hooks", "pre-receive"), "#!/bin/sh\necho not you >&2; exit 1\n", {
      mode: 0o755,
    });
    const pushed = await pr([]);
    expect(pushed.code).toBe(1);
    expect(pushed.text).toMatch(
      /was created here; git push failed: [\s\S]*not you[\s\S]*\nmulti-ai pr retries; /,
    );
    writeFileSync(join(remote, "hooks", "pre-receive"), "#!/bin/sh\n", { mode: 0o755 });
    gh = fakeGh({ "pr create": { err: `a pull request exists: ${PULL}\u001b[2J\n`, code: 1 } });
    const opened = await pr([]);
    expect(opened.code).toBe(1);
    expect(opened.text).toContain(
      `was pushed to origin; gh pr create failed: a pull request exists: ${PULL}[2J`,
    );
    expect(branches(remote)).toContain(branch);
  });

  test("nobody says yes, or a session has started it", async () => {
    fresh();
    expect((await pr([], { confirm: async () => "Nobody did." })).text).toBe("Nobody did.");
    const below = await pr([], { belowHost: () => true });
    expect([below.code, below.text]).toEqual([
      1,
      expect.stringContaining("run it yourself, in a terminal of your own"),
    ]);
    expect(branches(remote)).toBe("main");
  });

  test("nobody is at a terminal; the token of the script that has started the run counts", async () => {
    fresh();
    const env = {
      ...process.env,
      CLAUDE_PLUGIN_DATA: tempDir(),
      MULTI_AI_TOKEN: "0123456789abcdef",
    };
    const ask = (does: string, slash: string | null) =>
      confirmed(
        { project: made.project, env },
        { does, slash },
        () => null,
        () => null,
      );
    const { code, text } = await pr([], { confirm: ask });
    expect([code, text]).toEqual([
      1,
      expect.stringMatching(/^Nothing was done: .* there is none here\. Type the same/),
    ]);
    expect([branches(remote), gh.calls()]).toEqual(["main", []]);
    noteScript(made.project, made.run.run, env);
    expect(await ask("It pushes.", null)).toBeNull();
  });

  test("the run is not complete", async () => {
    const waiting = await STATES["story question open"]();
    const { code, text } = await pr([], {}, waiting);
    const said = `Run ${waiting.run.run} is not complete (waiting_for_user)`;
    expect([code, text]).toEqual([1, expect.stringContaining(said)]);
  });
});
