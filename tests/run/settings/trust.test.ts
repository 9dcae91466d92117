// Gate: a setting of the repository only narrows | it counts | it waits for you | it waits for you
// Settings that run something, send something or decide in the person's place count once the person
// has approved them.
// Runs: in full too, together.
import { afterEach, describe, expect, test } from "bun:test";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join, relative } from "node:path";
import * as z from "zod/mini";
import { findProject } from "../../../src/project/project.ts";
import { readSettings } from "../../../src/run/settings/read-settings.ts";
import { counting, pendingLines, powersOf, say, UNKNOWN } from "../../../src/run/settings/trust.ts";
import { type Settings, setting, settingsFile } from "../../../src/settings.ts";
import { allSettings, leastOwn } from "../../../src/workflows/index.ts";
import { cli } from "../../cli/cli.ts";
import { inFull } from "../../harness/in-full.ts";
import {
  cleanup,
  git,
  homeWithPlugin,
  makeProject,
  tempDir,
  writeFiles,
} from "../../harness/project.ts";

afterEach(cleanup);

const write = (root: string, settings: object): void =>
  writeFiles(root, { ".claude/multi-ai.json": JSON.stringify(settings) });

const home = (): { HOME: string } => ({ HOME: homeWithPlugin() });

async function counts(
  root: string,
  env: object,
): Promise<{ settings: Settings; lines: string[] | null }> {
  const read = await readSettings(root, { ...env });
  if (!read.ok) throw new Error(read.problems.join("\n"));
  return { settings: read.settings, lines: read.waiting ? pendingLines(read.waiting) : null };
}

async function approve(root: string, env: object): Promise<void> {
  const read = await readSettings(root, { ...env });
  if (read.ok && read.waiting) say(findProject(root), read.waiting, "approved", { ...env });
}

const HELD: [
  settings: object,
  line: string,
  left: (settings: Settings) => unknown,
  without: unknown,
][] = [
  [{ auto: true }, "  auto: true (decides in your place)", (one) => one.auto, false],
  [
    { tests: { commands: ["npm test"] } },
    "  tests.commands[0]: npm test (run in every run, in a shell if a line needs one)",
    (one) => one.tests.commands,
    [],
  ],
  [
    { tests: { run: false } },
    "  tests.run: false (decides in your place: no test is run)",
    (one) => one.tests.run,
    true,
  ],
  [
    { codex: { missing: "waive" } },
    "  codex.missing: waive (decides in your place)",
    (one) => one.codex.missing,
    "ask",
  ],
  [
    { secrets: ["src/**"] },
    "  secrets[0]: src/** (hides files from reviewers of other vendors)",
    (one) => one.secrets,
    [],
  ],
  [
    { codex: { missing: "opus" } },
    "  codex.missing: opus (decides in your place)",
    (one) => one.codex.missing,
    "ask",
  ],
  [
    {
      providers: {
        openai: { base_url: "https://elsewhere.example/v1", key_env: "AWS_SECRET_ACCESS_KEY" },
      },
    },
    "  providers.openai.key_env: AWS_SECRET_ACCESS_KEY",
    (one) => one.providers,
    undefined,
  ],
  [
    { team: { commands: { lint: "npx x" } } },
    "  team.commands.lint: npx x (runs, or false: is not run)",
    (one) => one.team?.commands,
    undefined,
  ],
  [
    { team: { commands: { types: false } } },
    "  team.commands.types: false (runs, or false: is not run)",
    (one) => one.team?.commands,
    undefined,
  ],
  [
    { deploy: { command: "./ship" } },
    "  deploy.command: ./ship (deploys)",
    (one) => one.deploy,
    undefined,
  ],
  [
    {
      notify: [
        { kind: "webhook", url: "https://example.com/x", token_env: "AWS_SECRET_ACCESS_KEY" },
      ],
    },
    "  notify[0].token_env: AWS_SECRET_ACCESS_KEY",
    (one) => one.notify,
    undefined,
  ],
  [
    { notify: [{ kind: "webhook", url: "https://a.b" }] },
    "  notify[0].kind: webhook (receives the status of runs and the values of the named variables; a command runs)",
    (one) => one.notify,
    undefined,
  ],
  [
    { limits: { per_reviewer: 50 } },
    "  limits.per_reviewer: 50 (allows more rounds than the default)",
    (one) => one.limits,
    {},
  ],
  [
    { bounds: { planner: { minutes: 5 }, "code-reviewer": { minutes: 10_000 } } },
    "  bounds.code-reviewer.minutes: 10000",
    (one) => one.bounds,
    undefined,
  ],
  [
    { models: { "code-reviewer": "haiku" } },
    "  models.code-reviewer: haiku (chooses the models that work and review)",
    (one) => one.models,
    {},
  ],
  [
    { ceiling_tokens: null },
    "  ceiling_tokens: null (lets a run use more than 30000000 tokens)",
    (one) => one.ceiling_tokens,
    30_000_000,
  ],
  [
    { codex: { dispatch: "agent" } },
    "  codex.dispatch: agent (has an agent start Codex)",
    (one) => one.codex.dispatch,
    "check",
  ],
  [
    { codex: { model: "nano" } },
    "  codex.model: nano (chooses the model that reviews)",
    (one) => one.codex.model,
    undefined,
  ],
  [
    { tests: { timeout_minutes: 200 } },
    "  tests.timeout_minutes: 200 (lets commands run longer than 15 minutes)",
    (one) => one.tests.timeout_minutes,
    15,
  ],
  [
    { team: { qa: ["src/**"] } },
    "  team.qa[0]: src/** (says which files are tests, and not looked at as code)",
    (one) => one.team?.qa,
    undefined,
  ],
  [
    { prices: { "some-model": { input: 0, output: 0 } } },
    "  prices.some-model.input: 0 (sets the prices of models, which budgets use)",
    (one) => one.prices,
    undefined,
  ],
  [
    { checkpoints: { c: { auto_pass_when: "no_warnings" } } },
    "  checkpoints.c.auto_pass_when: no_warnings (decides in your place)",
    (one) => one.checkpoints?.c?.auto_pass_when,
    undefined,
  ],
  [
    { execute: { isolation: "checkout" } },
    "  execute.isolation: checkout (does tasks in the project itself, not in a worktree)",
    (one) => one.execute?.isolation,
    undefined,
  ],
];

describe("a settings file that nobody has approved here", () => {
  test.each(HELD)(
    "%j waits, is shown whole, and is left out",
    async (settings, line, left, without) => {
      const root = makeProject();
      write(root, settings);
      const env = home();
      const before = await counts(root, env);
      expect(before.lines).toContain(line);
      expect(left(before.settings)).toEqual(without);
      await approve(root, env);
      const after = await counts(root, env);
      expect([after.lines, Bun.deepEquals(left(after.settings), without)]).toEqual([null, false]);
    },
  );

  test.each([
    { limits: { per_reviewer: 3, code_reviews: 2 } },
    { limits: { per_reviewer: 1 } },
    { bounds: { planner: { minutes: 5 } }, ceiling_tokens: 5 },
    { areas: { web: ["web/**"] } },
    { tests: { commands: [], timeout_minutes: 1 }, auto: false },
    { team: { commands: {} } },
    { notify: [], models: {} },
    { execute: { isolation: "worktree" } },
    { checkpoints: { a: { auto_pass_when: null } }, budget: { usd_max: 5 } },
  ])("%j counts at once: it only bounds", async (settings) => {
    const root = makeProject();
    write(root, settings);
    expect((await counts(root, home())).lines).toBeNull();
  });

  test("each field says what it does, or that it is harmless", async () => {
    const fields = powersOf(await allSettings());
    expect(fields.length).toBeGreaterThan(30);
    expect(fields.filter(({ does }) => does === UNKNOWN).map(({ field }) => field)).toEqual([]);
    // What narrows a field with fields of its own does not let through one that is new.
    const wholes = fields.filter(({ narrows, without }) => narrows && Bun.deepEquals(without, {}));
    for (const { field, narrows } of wholes)
      expect([field, narrows!({ counts: 999 }, leastOwn())]).toEqual([field, false]);
  });

  describe("a field of which nobody has said what it does", () => {
    const value = z.union([z.number(), z.null(), z.array(z.string())]);
    const added = z.optional(value);
    const known = setting(z.number(), { description: "Known.", power: null });
    const inside = z.strictObject({ known, added });
    const settings = (field: z.ZodMiniType) => settingsFile({ new: field });
    test.each([
      ["a number", added, 999, "new: 999"],
      ["null", added, null, "new: null"],
      ["a list", added, ["a"], "new[0]: a"],
      ["described alone", setting(value, { description: "New." }), 999, "new: 999"],
      [
        "said to narrow, but not what it does",
        setting(value, { narrows: () => true }),
        9,
        "new: 9",
      ],
      ["beside one that is known", z.optional(inside), { known: 1, added: 5 }, "new.added: 5"],
      [
        "in what was said to be harmless",
        setting(inside, { power: null }),
        { known: 1, added: 5 },
        "new.added: 5",
      ],
    ])("waits: %s", (_case, field, value, line) => {
      const schema = settings(field);
      const root = makeProject();
      const read = counting(schema.parse({ new: value }), schema, { root }, home());
      expect(read.waiting && pendingLines(read.waiting)).toEqual([`  ${line} (${UNKNOWN})`]);
      expect((read.settings as { new?: unknown }).new).toEqual(
        line.startsWith("new.") ? { known: 1 } : undefined,
      );
    });
    test("and one that was said to be harmless counts", () => {
      const schema = settings(known);
      const { settings: counts, waiting } = counting(
        schema.parse({ new: 5 }),
        schema,
        { root: makeProject() },
        home(),
      );
      expect([counts, waiting]).toEqual([expect.objectContaining({ new: 5 }), null]);
    });
  });

  test("what narrows goes on to count where the rest waits", async () => {
    const root = makeProject();
    write(root, { limits: { per_reviewer: 2 }, auto: true });
    const { settings, lines } = await counts(root, home());
    expect([lines?.length, settings.limits, settings.auto]).toEqual([
      1,
      { per_reviewer: 2 },
      false,
    ]);
  });

  test("what cannot be seen is shown as its number, and nothing is cut", async () => {
    const root = makeProject();
    const long = `echo ${"a".repeat(260)}; touch PWNED`;
    write(root, { tests: { commands: ["npm test\u202e\u200b\u00a0\u001b[2K", long] } });
    const { lines } = await counts(root, home());
    expect(lines).toEqual([
      "  tests.commands[0]: npm test⟨U+202E⟩⟨U+200B⟩⟨U+00A0⟩⟨U+001B⟩[2K (run in every run, in a shell if a line needs one)",
      `  tests.commands[1]: ${long}`,
    ]);
  });
});

describe("what the person has approved counts until it changes", () => {
  test("other settings may change; a change of it is asked about again, and the way back is not", async () => {
    const [root, env] = [makeProject(), home()];
    const settings = { tests: { commands: ["npm test"] } };
    write(root, settings);
    await approve(root, env);
    write(root, { ...settings, limits: { per_reviewer: 2 } });
    expect((await counts(root, env)).lines).toBeNull();
    write(root, { tests: { commands: ["npm test; curl evil"] } });
    expect((await counts(root, env)).lines).not.toBeNull();
    write(root, settings);
    expect((await counts(root, env)).lines).toBeNull();
  });

  test("in this project alone, and in the worktrees of its repository", async () => {
    const [root, other, env] = [makeProject(), makeProject(), home()];
    const settings = { tests: { commands: ["npm test"] } };
    for (const one of [root, other]) write(one, settings);
    await approve(root, env);
    expect((await counts(other, env)).lines).not.toBeNull();
    const tree = join(tempDir(), "tree");
    git(root, "worktree", "add", "-q", tree);
    write(tree, settings);
    expect((await counts(tree, env)).lines).toBeNull();
    // As newer versions of git write it.
    const note = join(root, ".git/worktrees/tree");
    writeFileSync(
      join(note, "gitdir"),
      `${relative(realpathSync(note), join(realpathSync(tree), ".git"))}\n`,
    );
    expect((await counts(tree, env)).lines).toBeNull();
    // A file that only says that it is one of them.
    const liar = tempDir();
    writeFileSync(join(liar, ".git"), await Bun.file(join(tree, ".git")).text());
    write(liar, settings);
    expect((await counts(liar, env)).lines).not.toBeNull();
    // One that brings the repository's note of it along.
    const forger = tempDir();
    writeFiles(forger, {
      ".git": "gitdir: note\n",
      "note/HEAD": "ref: refs/heads/main\n",
      "note/gitdir": `${join(forger, ".git")}\n`,
      "note/commondir": `${join(root, ".git")}\n`,
    });
    write(forger, settings);
    expect((await counts(forger, env)).lines).not.toBeNull();
  });

  test("a record in the project, or one that others may write, is none", async () => {
    const root = makeProject();
    write(root, { auto: true });
    mkdirSync(join(root, ".claude/plugins/data/multi-ai-inline"), { recursive: true });
    const inside = {
      HOME: root,
      CLAUDE_PLUGIN_DATA: join(root, ".claude/plugins/data/multi-ai-inline"),
    };
    await approve(root, inside);
    expect(readdirSync(join(root, ".claude/plugins/data/multi-ai-inline"))).toEqual([]);

    const open = makeProject();
    write(open, { auto: true });
    const env = home();
    await approve(open, env);
    const data = join(env.HOME, ".claude/plugins/data/multi-ai-inline");
    chmodSync(join(data, "outside"), 0o777);
    expect((await counts(open, env)).lines).not.toBeNull();
    chmodSync(join(data, "outside"), 0o700);
    renameSync(join(data, "outside"), join(data, "elsewhere"));
    symlinkSync("elsewhere", join(data, "outside"));
    expect((await counts(open, env)).lines).not.toBeNull();
  });
});

describe("multi-ai trust", () => {
  test("shows all of it with a code; the code approves exactly that, another one or an older one nothing", async () => {
    const [root, env] = [makeProject(), home()];
    expect((await cli(root, ["trust"], env)).out).toBe("Nothing here needs approval.\n");
    expect((await cli(root, ["trust", "all"], env)).code).toBe(0);
    expect(await cli(root, ["trust", "abcd"], env)).toMatchObject({
      code: 1,
      err: "Nothing here needs approval.\n",
    });
    write(root, { auto: true, tests: { commands: ["npm test"] } });
    const shown = await cli(root, ["trust"], env);
    expect(shown.out).toMatch(/auto: true.*\n.*npm test/);
    const code = /multi-ai trust ([0-9a-f]{10})\n/.exec(shown.out)![1]!;
    write(root, { auto: true, tests: { commands: ["npm test", "curl evil"] } });
    const late = await cli(root, ["trust", code], env);
    expect([late.code, late.err]).toEqual([1, expect.stringContaining("curl evil")]);
    expect((await counts(root, env)).settings.auto).toBe(false);
    write(root, { auto: true, tests: { commands: ["npm test"] } });
    expect((await cli(root, ["trust", code], env)).out).toContain("apply here from now on");
    expect((await counts(root, env)).settings).toMatchObject({
      auto: true,
      tests: { commands: ["npm test"] },
    });
  });

  inFull("a start in a terminal shows the code each time", async () => {
    const [root, env] = [makeProject(), home()];
    write(root, { auto: true });
    const start = async () =>
      (await cli(root, ["run", "multi-ai", "Add x to y", "--claude", "/bin/true"], env)).err;
    const first = await start();
    expect(first).toMatch(/auto: true[\s\S]*To approve all of it: multi-ai trust [0-9a-f]{10}\n/);
    expect(await start()).toBe(first);
  });

  test("says what is approved by the code, for what, and until when", async () => {
    const [root, env] = [makeProject(), home()];
    write(root, { auto: true });
    const shown = (await cli(root, ["trust"], env)).out;
    expect(shown).toMatch(
      /^\.claude\/multi-ai\.json sets what may run, be sent, be used or decide for you\. You have not approved it for this project:\n {2}auto: true/,
    );
    const [, code] = /^To approve all of it: multi-ai trust (\w+)$/m.exec(shown)!;
    expect(shown).toContain(`To work without it: multi-ai trust ${code} --without`);
  });
});

test("a host with letters of another alphabet is shown as the network calls it", () => {
  const shown = (url: string) =>
    pendingLines({ held: [{ field: "notify.url", value: url, does: "sends" }] })[0];
  expect(shown("https://api.ex\u0430mple.com/v1")).toContain(
    "(its host is api.xn--exmple-4nf.com)",
  );
  for (const plain of ["https://api.example.com/v1", "npm test", "https://xn--exmple-4nf.com"])
    expect(shown(plain)).not.toContain("its host");
});
