// `multi-ai pr`: a real git, a bare remote on this disk, and a `gh` that notes how it was called.
import { afterAll, afterEach, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pr as verb } from "../../src/cli/pr.ts";
import { carryOut, parseWords } from "../../src/run/commands/arguments.ts";
import type { Context } from "../../src/run/commands/command.ts";
import { type FakeGh, fakeGh } from "../harness/fake-gh.ts";
import { cleanup, git, tempDir, writeFiles } from "../harness/project.ts";
import { atTerminal, blindly } from "./cli.ts";
import { terminalContext } from "./in-process.ts";
import { type MadeRun, makeRun, STATES } from "./make-run.ts";

afterAll(cleanup);

const PROGRAM = join(import.meta.dir, "../../src/cli/main.ts");
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
const branches = (at: string): string => git(at, "for-each-ref", "refs/heads", "--format=%(refname:short)");
/** `multi-ai pr <args>` where nobody sits at a terminal, in this process. */
async function pr(args: string[], more: Partial<Context> = {}, of = made) {
  let out = "";
  const say = (line: string): void => {
    out += `${line}\n`;
  };
  const context = terminalContext(of.root, { ...process.env, PATH: gh.path }, { say, ...more });
  const { exit, text } = await carryOut("pr", verb, parseWords("pr", verb, args), context);
  return { code: exit, out, text };
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
  const { code, out, text } = await pr(["--yes"]);
  expect([code, text]).toEqual([0, `Opened: ${PULL}`]);
  expect(out).toContain(`One commit on the new branch ${branch}, from HEAD (main, `);
  expect(out).toContain("  A src/goodbye.ts\n  A tests/goodbye.test.ts\n");
  expect(standing()).toEqual(before);

  expect(git(remote, "diff", "--name-status", "main", branch)).toBe("A\tsrc/goodbye.ts\nA\ttests/goodbye.test.ts");
  expect(git(remote, "rev-parse", `${branch}^`)).toBe(git(made.root, "rev-parse", "HEAD"));
  expect(git(remote, "show", `${branch}:src/goodbye.ts`)).toBe(before.at(-1)!.trim());
  expect(git(remote, "log", "-1", "--format=%an %cn%n%B", branch)).toMatch(
    new RegExp(
      `^Test Person Test Person\nSay goodbye by name\n\nApproved by .+\\.\nRun ${made.run.run} of multi-ai\\.$`,
    ),
  );
  const title = "Say goodbye by name";
  expect(gh.calls()).toEqual([["pr", "create", "--head", branch, "--title", title, "--body-file", "-"]]);
  expect(`${title}\n\n${gh.input()}\n`).toBe((await blindly(made.root, ["report", "--pr"])).out);

  // Once more, as after a push that failed: the branch is the same one.
  const again = await pr(["--yes"]);
  expect([again.code, git(remote, "rev-parse", branch)]).toEqual([0, git(made.root, "rev-parse", branch)]);
});

test("what --dry-run prints does the same when it is typed, and --dry-run itself does nothing", async () => {
  fresh();
  const before = standing();
  const { code, text } = await pr(["--dry-run"]);
  expect([code, branches(remote), branches(made.root), gh.calls()]).toEqual([0, "main", "main", []]);
  const folder = tempDir();
  writeFileSync(join(folder, "multi-ai"), `#!/bin/sh\nexec ${process.execPath} ${PROGRAM} "$@"\n`, { mode: 0o755 });
  const env = { PATH: `${folder}:${gh.path}`, HOME: tempDir() };
  const { exitCode } = Bun.spawnSync(["sh", "-ec", text], { cwd: made.root, env });
  expect([exitCode, standing()]).toEqual([0, before]);
  const typed = git(remote, "rev-parse", `${branch}^{tree}`, `${branch}^`);
  const calls = gh.calls();
  git(remote, "update-ref", "-d", `refs/heads/${branch}`);
  git(made.root, "branch", "-q", "-D", branch);
  await pr(["--yes"]);
  expect(git(remote, "rev-parse", `${branch}^{tree}`, `${branch}^`)).toBe(typed);
  expect(gh.calls()).toEqual([...calls, ...calls]);
});

describe("at a terminal it is shown and asked for", () => {
  test.each([
    ["", 1, "main"],
    ["y", 0, "main\nB"],
  ])("%j", async (typed, exit, then) => {
    fresh();
    const command = [process.execPath, PROGRAM, "pr"];
    const { result } = await atTerminal(command, made.root, { PATH: gh.path }, () => typed, /Do it\? \[y\/N\] $/);
    expect([result.code, branches(remote).replace(branch, "B")]).toEqual([exit, then]);
    expect(result.out).toContain("Your branch, your index and your files stay as they are.\n");
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
    "a file of the run is staged as something else": [
      () => {
        const text = readFileSync(join(made.root, file), "utf8");
        put("mine\n");
        run("add", file);
        put(text);
      },
      () => {},
      /Staged by you, otherwise than the run left it: src\/goodbye\.ts\./,
    ],
    "HEAD has another state of it": [
      () => {
        const text = readFileSync(join(made.root, file), "utf8");
        put("mine\n");
        run("commit", "-q", "-m", "mine", "--only", "--", file);
        put(text);
      },
      () => run("reset", "-q", "--soft", "HEAD^"),
      /HEAD has it neither as the run found it nor as the run left it: src\/goodbye\.ts\./,
    ],
    "HEAD has all of it": [
      () => run("commit", "-q", "-m", "all", "--only", "--", file, "tests/goodbye.test.ts"),
      () => run("reset", "-q", "--soft", "HEAD^"),
      /HEAD has all of the run's change already: push main/,
    ],
    "another branch has the name": [
      () => run("branch", branch),
      () => {},
      /The branch multi-ai\/\S+ is there already and holds something else/,
    ],
    "there is no remote": [
      () => run("remote", "remove", "origin"),
      () => {},
      /^Nothing was done: there is no remote to push to\. To do it by hand, type:\nexport GIT_INDEX_FILE/,
    ],
  };
  test.each(Object.keys(WAYS))("%s", async (name) => {
    fresh();
    const [before, after, said] = WAYS[name]!;
    const text = readFileSync(join(made.root, file), "utf8");
    const kept = git(made.root, "write-tree");
    if (/staged|HEAD/.test(name)) git(made.root, "add", "-N", file, "tests/goodbye.test.ts");
    before();
    const { code, text: answer } = await pr(["--yes"]);
    const left = [branches(remote), gh.calls()];
    after();
    put(text);
    git(made.root, "read-tree", kept);
    expect([code, answer]).toEqual([1, expect.stringMatching(said)]);
    expect(left).toEqual(["main", []]);
  });

  test("there is no gh: what is to be typed says where it is from", async () => {
    fresh();
    const { code, text } = await pr(["--yes"], { env: process.env });
    expect([code, branches(remote)]).toEqual([1, "main"]);
    expect(text).toMatch(/there is no gh on PATH\.[\s\S]*\n# with gh \(https:\/\/cli\.github\.com\)/);
  });

  test("git or gh says no: what is done is said, and what is left to type", async () => {
    fresh();
    writeFileSync(join(remote, "hooks", "pre-receive"), "#!/bin/sh\necho not you >&2; exit 1\n", { mode: 0o755 });
    const pushed = await pr(["--yes"]);
    expect(pushed.code).toBe(1);
    expect(pushed.text).toMatch(
      /is made here; git push failed: [\s\S]*not you[\s\S]*\ngit push origin multi-ai\/\S+\n/,
    );
    writeFileSync(join(remote, "hooks", "pre-receive"), "#!/bin/sh\n", { mode: 0o755 });
    gh = fakeGh({ "pr create": { err: `a pull request exists: ${PULL}\u001b[2J\n`, code: 1 } });
    const opened = await pr(["--yes"]);
    expect(opened.code).toBe(1);
    expect(opened.text).toContain(`is pushed to origin; gh pr create failed: a pull request exists: ${PULL}[2J`);
    expect(branches(remote)).toContain(branch);
  });

  test("nobody is at a terminal, or a session has started it", async () => {
    fresh();
    expect((await pr([])).text).toMatch(/^Nothing was done: multi-ai pr asks at a terminal/);
    const below = await pr(["--yes"], { belowHost: () => true });
    expect([below.code, below.text]).toEqual([
      1,
      expect.stringContaining("a person does this in a terminal of their own"),
    ]);
    expect(branches(remote)).toBe("main");
  });

  test("the run is not complete", async () => {
    const waiting = await STATES["story question open"]();
    const { code, text } = await pr(["--yes"], {}, waiting);
    const said = `Run ${waiting.run.run} is not complete (waiting_for_user)`;
    expect([code, text]).toEqual([1, expect.stringContaining(said)]);
  });
});
