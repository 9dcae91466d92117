// `dry-run` and a start ask the same checks: where one says no, the other does, in the same words.
// Runs: in full too.
// In npm test: ^where dry-run says
import { afterEach, describe, expect, test } from "bun:test";
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { putPrograms } from "../harness/own-programs.ts";
import { cleanup, git, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { SYSTEM_PATH } from "../harness/sandbox.ts";
import { cli } from "./cli.ts";
import { makeRun } from "./made/make-run.ts";

afterEach(cleanup);

const CLAUDE = `case "$*" in
  --version) echo "2.1.328 (Claude Code)" ;;
  *"plugin details"*) echo "  Agents (6)  planner"; echo "  Hooks (11)  Stop" ;;
  *) exit 1 ;;
esac`;

/** A terminal in which a run can start, as far as its programs go. */
function terminal(scripts: Record<string, string> = { claude: CLAUDE }): Record<string, string> {
  const [HOME, bin] = [tempDir(), tempDir()];
  putPrograms(bin, scripts);
  symlinkSync(process.execPath, join(bin, "bun"));
  return { HOME, PATH: `${bin}:${SYSTEM_PATH}` };
}

interface Finding {
  state: string;
  found: string;
}

/** What both say; `errors`: what dry-run found in the way. */
async function both(root: string, env: Record<string, string>, workflow = "multi-ai") {
  const dry = await cli(root, ["dry-run", "--json"], env);
  const findings: Finding[] = dry.json.findings;
  const of = (state: string) =>
    findings.filter((one) => one.state === state).map(({ found }) => found);
  const ran = await cli(root, ["run", workflow, "Add a door"], env);
  return { ok: dry.json.ok, errors: of("error"), warnings: of("warning"), dry, ran };
}

const journal = (root: string): boolean => existsSync(join(root, ".task/events.jsonl"));

test("where dry-run says that a run can start, one does", async () => {
  for (const root of [makeProject(), makeProject({ git: false }), tempDir()]) {
    const { ok, errors, ran } = await both(root, terminal());
    expect([ok, errors, journal(root)]).toEqual([true, [], true]);
    expect(ran.err).toContain("Claude Code failed");
  }
});

describe("what keeps a run from starting, dry-run says before", () => {
  const cases: [string, string, () => { root: string; env: Record<string, string> }][] = [
    [
      "the person's settings of Claude Code turn all hooks off",
      "Hooks are off",
      () => {
        const env = terminal();
        writeFiles(env.HOME!, { ".claude/settings.json": '{"disableAllHooks": true}' });
        return { root: makeProject(), env };
      },
    ],
    [
      "the project's settings of Claude Code do",
      "Hooks are off",
      () => ({
        root: makeProject({ files: { ".claude/settings.json": '{"disableAllHooks": true}' } }),
        env: terminal(),
      }),
    ],
    [
      "a command of the project has the plugin's name",
      ".claude/commands/multi-ai.md takes the name /multi-ai",
      () => ({
        root: makeProject({ files: { ".claude/commands/multi-ai.md": "Do it.\n" } }),
        env: terminal(),
      }),
    ],
    [
      "no git",
      "it is needed to compare",
      () => {
        const env = terminal();
        const bin = tempDir();
        for (const name of ["sh", "ps", "env"])
          symlinkSync(Bun.which(name, { PATH: "/usr/bin:/bin" })!, join(bin, name));
        return { root: makeProject(), env: { ...env, PATH: `${env.PATH!.split(":")[0]}:${bin}` } };
      },
    ],
  ];
  test.each(cases)("%s", async (_name, words, make) => {
    const { root, env } = make();
    const { ok, errors, dry, ran } = await both(root, env);
    expect([ok, dry.code, journal(root)]).toEqual([false, 1, false]);
    expect(errors.join("\n")).toContain(words);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain("Nothing was started");
    expect(ran.err.toLowerCase()).toContain(errors[0]!.toLowerCase());
  });

  test("a run that is not over, and one that did not start on this machine", async () => {
    const env = terminal();
    const { root } = await makeRun();
    const own = await both(root, { ...process.env, ...env, HOME: process.env.HOME! } as never);
    expect([own.ok, own.ran.code]).toEqual([false, 1]);
    expect(own.errors.join()).toContain("is not over");
    const foreign = makeProject();
    writeFiles(foreign, {
      ".task/events.jsonl": await Bun.file(join(root, ".task/events.jsonl")).text(),
    });
    const theirs = await both(foreign, env);
    expect([theirs.ok, theirs.ran.code]).toEqual([false, 1]);
    expect(theirs.errors.join()).toContain("was not started on this machine");
  });

  test("a branch in the way of one command's: dry-run names that command, and no other is refused", async () => {
    const [root, env] = [makeProject(), terminal()];
    git(root, "branch", "multi-ai");
    const council = await both(root, env, "council");
    expect([council.ok, council.errors, journal(root)]).toEqual([true, [], false]);
    expect(council.warnings.join()).toMatch(/council.*refs\/heads\/multi-ai/s);
    expect(council.ran.err).toContain("refs/heads/multi-ai");
    await both(root, env);
    expect(journal(root)).toBe(true);
  });

  const notRoot = test.skipIf(process.getuid?.() === 0);

  notRoot("a folder of the record that nobody can write to", async () => {
    const [root, env] = [makeProject(), terminal()];
    mkdirSync(join(root, ".task/objects"), { recursive: true });
    writeFileSync(join(root, ".task/.gitignore"), "*\n");
    chmodSync(join(root, ".task/objects"), 0o555);
    const { ok, errors, ran } = await both(root, env);
    chmodSync(join(root, ".task/objects"), 0o755);
    expect([ok, ran.code === 0, journal(root)]).toEqual([false, false, false]);
    expect(ran.err.toLowerCase()).toContain(errors[0]!.toLowerCase());
  });

  notRoot("files of another program that cannot be moved out of the way", async () => {
    const [root, env] = [makeProject(), terminal()];
    writeFiles(root, { "pipeline/brief.md": "Mine.\n" });
    chmodSync(join(root, "pipeline"), 0o555);
    const { warnings, ran } = await both(root, env, "team");
    chmodSync(join(root, "pipeline"), 0o755);
    expect([ran.code === 0, journal(root)]).toEqual([false, false]);
    expect(warnings.join("\n")).toMatch(/team.*pipeline/s);
  });
});
