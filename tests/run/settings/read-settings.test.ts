import { afterEach, describe, expect, test } from "bun:test";
import { chownSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { settingsSchema } from "../../../scripts/settings-schema.ts";
import { readSettings } from "../../../src/run/settings/read-settings.ts";
import { globProblem, MAX_GLOB, settingsFile, WITHOUT_FILE } from "../../../src/settings.ts";
import { cli } from "../../cli/cli.ts";
import { approveSettings } from "../../harness/known.ts";
import { asRoot } from "../../harness/mount.ts";
import { cleanup, makeProject } from "../../harness/project.ts";

afterEach(cleanup);

/** What is wrong with settings as they stand in a project; none: they hold. */
async function problems(settings: unknown): Promise<string[]> {
  const root = makeProject();
  mkdirSync(join(root, ".claude"), { recursive: true });
  writeFileSync(
    join(root, ".claude/multi-ai.json"),
    typeof settings === "string" ? settings : JSON.stringify(settings),
  );
  const read = await readSettings(root);
  return read.ok ? [] : read.problems;
}

test("a name that every object has is no field", async () => {
  const settings: unknown = JSON.parse('{"bounds": {"__proto__": {"tool_calls": 9999}}}');
  expect((await problems(settings)).join()).toContain("found __proto__, which is not a setting");
});

test("without a file the same holds as with an empty one, a ceiling among it; null takes that away", async () => {
  const none = { ok: true as const, settings: WITHOUT_FILE, present: false };
  expect(await readSettings(makeProject())).toEqual(none);
  // A file where the folder would be holds no settings.
  expect(await readSettings(makeProject({ files: { ".claude": "" } }))).toEqual(none);
  const read = async (settings: object) => {
    const root = makeProject({ files: { ".claude/multi-ai.json": JSON.stringify(settings) } });
    approveSettings(root);
    const found = await readSettings(root);
    return found.ok ? found.settings : found.problems;
  };
  expect(await read({})).toMatchObject(WITHOUT_FILE);
  expect(await read({})).toMatchObject({ ceiling_tokens: 30_000_000 });
  expect(await read({ ceiling_tokens: null })).toMatchObject({ ceiling_tokens: null });
});

asRoot("whoever owns the file, it is read: what is in it is asked about", async () => {
  const root = makeProject({ files: { ".claude/multi-ai.json": '{"auto": true}' } });
  chownSync(join(root, ".claude/multi-ai.json"), 12345, 12345);
  const read = await readSettings(root);
  expect([read.ok, read.ok && read.present, read.ok && read.settings.auto]).toEqual([
    true,
    true,
    false,
  ]);
  approveSettings(root);
  const approved = await readSettings(root);
  expect(approved.ok && approved.settings.auto).toBe(true);
});

test("a folder that is a link to itself is told as one that cannot be read", async () => {
  const root = makeProject();
  symlinkSync(".claude", join(root, ".claude"));
  expect(await readSettings(root)).toEqual({
    ok: false,
    problems: [".claude/multi-ai.json: it cannot be opened: ELOOP"],
  });
});

test("a name that is unknown is told with those that are known", async () => {
  const [limit] = await problems({ limits: { per_reviewr: 3 } });
  expect(limit).toMatch(
    /^\.claude\/multi-ai\.json: limits\.per_reviewr: found 3, which is not a setting; did you mean per_reviewer\? known: .*per_reviewer.*plan_reviews/,
  );
  expect((await problems({ tests: { comands: [] } }))[0]).toContain(
    "known: run, commands, timeout_minutes",
  );
  expect((await problems({ bounds: { pm: { minute: 1 } } }))[0]).toContain(
    "known: tool_calls, minutes, tokens",
  );
  expect((await problems({ deploy: { command: "x", adaptor: "none" } }))[0]).toContain(
    "known: command, check",
  );
});

test("all that is wrong in a file is told at once, whatever kind of fault it is", async () => {
  const said = await problems({
    models: { implementer: 5, planer: "opus" },
    bounds: { planner: { minutes: 5, hours: 1 } },
    deploy: {},
    council: { use: { "grok-devil": "nobody/x" } },
    modles: {},
  });
  expect(said.map((line) => line.replace(/^\S+: /, "").split(/[:"]/)[0])).toEqual([
    ...["bounds.planner.hours", "models.implementer", "deploy.command", "modles"],
    ...["models", "council.use.grok-devil"],
  ]);
  expect((await problems({ models: { planer: "opus" }, council: 5 })).length).toBe(2);
  for (const whole of [[], "x", 5, null]) expect((await problems([whole][0])).length).toBe(1);
});

const LIST =
  "multi-ai has code-reviewer, codex-reviewer, implementer, plan-reviewer, planner, requirements-gatherer; docs/settings.md lists all agents";

test.each([
  ["planer", "did you mean planner?"],
  ["Implementer", "did you mean implementer?"],
  ["multi-ai:implementer", "did you mean implementer?"],
  ["reviewer", "did you mean code-reviewer, codex-reviewer, plan-reviewer?"],
  ["wizard", LIST],
])("an agent %s that there is none: who was meant, or who there is", async (agent, words) => {
  expect(await problems({ models: { [agent]: "opus" } })).toEqual([
    `.claude/multi-ai.json: models: no agent "${agent}"; ${words}`,
  ]);
});

const KNOWN =
  "host/opus, host/sonnet, host/haiku, codex, anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm";

test.each<[string, string, string]>([
  ["grok/grok-4.7", "; another provider needs providers.grok.base_url", "by the name of its model"],
  ["deepsek/deepseek-v4-pro", "; another provider needs providers.deepsek.base_url", "with a slip"],
  ["gateway/large", "; another provider needs providers.gateway.base_url", "that nobody knows"],
  ["host/gpt-4", "", "of the host that is none"],
  ["host", "", "of the host without a model"],
])("who has a role is somebody: %s", async (who, more) => {
  const council = { use: { "grok-devil": [who] } };
  expect(await problems({ council })).toEqual([
    `.claude/multi-ai.json: council.use.grok-devil: found "${who}", expected one of ${KNOWN}${more}`,
  ]);
});

test("a role may be a provider's of the settings, or a program's; one that there is not is told", async () => {
  const providers = { house: { base_url: "https://models.example.org/v1", model: "large" } };
  expect(
    await problems({ providers, council: { use: { refiner: ["house/large", "codex"] } } }),
  ).toEqual([]);
  const [role] = await problems({ council: { use: { grok: "xai/grok-4.7" } } });
  expect(role).toContain("council.use.grok: found");
  expect(role).toContain("known: refiner, auditor, tech-researcher, plan-maker, claude-");
});

test.each<[object, string]>([
  [
    { team: { profile: "app_worktree" } },
    'team.profile: found "app_worktree", which is no longer a setting; use execute.isolation: "worktree" for app_worktree, "checkout" for local',
  ],
  [
    { prices: { "my-model": { input: 1, output: 2, cache_write: 3 } } },
    "prices.my-model.cache_write: found 3, which is no longer a setting; it is 1.25 times the price of input",
  ],
  [
    { agent_commits: true },
    "agent_commits: found true, which is no longer a setting; the program commits, agents only look with git",
  ],
])("what was a setting is told with what there is instead: %j", async (settings, told) => {
  expect(await problems(settings)).toEqual([`.claude/multi-ai.json: ${told}`]);
});

test("a limit is at most a hundred of what it counts", () => {
  const isTaken = (limits: Record<string, unknown>): boolean =>
    settingsFile({}, { per_reviewer: "10" }).safeParse({ limits }).success;
  expect([100, 101, 0, 1.5].map((per_reviewer) => isTaken({ per_reviewer }))).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

/** Every field of the settings that takes globs. */
const FIELDS: [field: string, settings: (glob: string) => object][] = [
  ["secrets[0]", (glob) => ({ secrets: [glob] })],
  ["areas.app[1]", (glob) => ({ areas: { app: ["ok", glob] } })],
  ["team.qa[0]", (glob) => ({ team: { qa: [glob] } })],
];

const REFUSED: [glob: string, words: string][] = [
  ["", "not an empty one"],
  ["  ", "not an empty one"],
  ["!a", "no ! before it"],
  ["C:\\src", "not from a drive"],
  ["~/project/**", "home folder"],
  ["../x/**", "without a .. segment"],
  ["a/../b", "without a .. segment"],
  ["a\\..\\b", "without a .. segment"],
  ["a\u0000", "no control character"],
  ["a\n", "no control character"],
  ["src/{a,b", "an unmatched brace"],
  ["a}", "an unmatched brace"],
  ["}a{", "an unmatched brace"],
  ["/", "a glob that names files"],
  ["./.", "a glob that names files"],
  ["a".repeat(MAX_GLOB + 1), `at most ${MAX_GLOB} characters, not ${MAX_GLOB + 1}`],
];
const TAKEN = [
  ...[
    "**",
    "src/**",
    "*.sql",
    "docs/",
    "src\\a\\**",
    "./a",
    "/a",
    "{a,b}/**",
    "{a,{b,c}d}",
    "app/[id]/**",
  ],
  ...["größe/**", "..a", "a..", "...", ".env", "a~", "ab:c", "日".repeat(MAX_GLOB)],
];

describe.each(FIELDS)("globs of %s", (field, settings) => {
  test.each(REFUSED)("%j is refused", async (glob, words) => {
    const [first, ...more] = await problems(settings(glob));
    expect(first).toStartWith(`.claude/multi-ai.json: ${field}: found "`);
    expect(first).toContain(words);
    expect(more).toEqual([]);
  });

  test("others are taken", async () => {
    for (const glob of TAKEN) expect([glob, ...(await problems(settings(glob)))]).toEqual([glob]);
  });
});

test("a verb that needs the settings names file, field, what was found, what is expected, and the command that helps", async () => {
  const root = makeProject();
  mkdirSync(join(root, ".claude"), { recursive: true });
  writeFileSync(join(root, ".claude/multi-ai.json"), '{"areas": {"app": ["../x/**"]}}');
  const { code, err } = await cli(root, ["notify", "--test"]);
  expect(code).toBe(3);
  expect(err).toContain(
    '.claude/multi-ai.json: areas.app[0]: found "../x/**", expected a path inside the project',
  );
  expect(err).toContain("Fix .claude/multi-ai.json; multi-ai dry-run checks it.");
  for (const words of [["trust"], ["run", "multi-ai", "Add a door"]])
    expect([words, await cli(root, words)]).toMatchObject([words, { code: 3, err }]);
  const dryRun = await cli(root, ["dry-run", "--json"]);
  expect(JSON.stringify(dryRun.json.findings)).toContain("areas.app[0]");
});

test("the published schema refuses what a pattern can tell, and nothing that the program takes", async () => {
  const schema = JSON.parse(await settingsSchema());
  const { pattern, minLength, maxLength } = schema.properties.secrets.items;
  expect(schema.properties.areas.additionalProperties.items.pattern).toBe(pattern);
  expect([minLength, maxLength]).toEqual([1, MAX_GLOB]);
  const byPattern = (glob: string): boolean =>
    new RegExp(pattern, "u").test(glob) && [...glob].length <= MAX_GLOB;
  for (const glob of TAKEN) expect([glob, byPattern(glob)]).toEqual([glob, true]);
  for (const [glob, words] of REFUSED)
    expect([glob, byPattern(glob)]).toEqual([glob, words.includes("unmatched")]);
  const glob = fc.string({
    unit: fc.constantFrom("a", "/", "\\", ".", "*", "!", "~", ":", " ", "{", "}", "\n"),
    maxLength: 8,
  });
  fc.assert(
    fc.property(glob, (text) => {
      const problem = globProblem(text);
      expect([text, byPattern(text)]).toEqual([
        text,
        problem === null || problem.includes("unmatched"),
      ]);
    }),
    { numRuns: 5_000 },
  );
});

describe("areas", () => {
  test.each<[string, Record<string, string[]>]>([
    ["none: the project is one", {}],
    ["one", { app: ["**"] }],
    ["five", { a: ["a"], b: ["b"], c: ["c"], d: ["d"], データ: ["e"] }],
    [
      "names that are not ASCII",
      { हिन्दी: ["x"], "3d": ["y"], constructor: ["z"], größe: ["src/größe/"] },
    ],
  ])("are taken: %s", async (_name, areas) => {
    expect(await problems({ areas })).toEqual([]);
  });

  test.each<[string, Record<string, string[]>, string]>([
    ["no glob", { a: [] }, "areas.a: found [], expected at least 1 entry"],
    ["qa", { QA: ["**"] }, "names of letters, digits, - and _"],
    ["principal", { principal: ["**"] }, "names of letters, digits, - and _"],
    ["a slash", { "a/b": ["**"] }, "names of letters, digits, - and _"],
    ["a dash first", { "-a": ["**"] }, "names of letters, digits, - and _"],
    ["a blank", { "a b": ["**"] }, "names of letters, digits, - and _"],
    ["nothing", { "": ["**"] }, "names of letters, digits, - and _"],
    ["digits alone", { "12": ["**"] }, "names of letters, digits, - and _"],
    ["too long", { ["a".repeat(31)]: ["**"] }, "names of letters, digits, - and _"],
    ["not NFC", { "gro\u0308ße": ["**"] }, "names of letters, digits, - and _"],
    ["case", { Ärger: ["a"], ärger: ["b"] }, "names of letters, digits, - and _"],
    [
      "too many",
      Object.fromEntries("abcdefghijklm".split("").map((name) => [name, ["x"]])),
      "at most 12 areas",
    ],
  ])("are refused: %s", async (_name, areas, words) => {
    const found = await problems({ areas });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(words);
  });
});
