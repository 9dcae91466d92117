// docs/extending.md is followed to the letter: its blocks are applied to a copy of the source, and
// what they add works.
// Runs: in full too.
// Not in npm test: ^a provider:|^all of it has the types
import { afterAll, expect, test } from "bun:test";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { cleanup, makeProject, onCleanup, tempDir, writeFiles } from "../harness/project.ts";
import { blocksOf, PAGE, pluginWith, SECTIONS } from "./guide.ts";
import { root } from "./pages.ts";

afterAll(cleanup);
// The copy is not compiled: its verbs are those of its sources (tests/cli/cli.ts).
delete process.env.MULTI_AI_TESTS_DATA;

const ALL = blocksOf(PAGE);
/** With what brings a run to a state in tests. */
const copy = pluginWith(ALL, [
  "tests/cli",
  "tests/harness",
  "tests/workflows",
  "tests/docs/pages.ts",
  "scripts",
]);
symlinkSync(join(root, "tests/node_modules"), join(copy, "tests/node_modules"));
// biome-ignore lint/suspicious/noExplicitAny: modules of the copy, whose types are those of this repository
const load = (file: string): Promise<any> => import(join(copy, file));

test("every block names its file, and each section has one", () => {
  expect([...PAGE.matchAll(/^```\w+/gm)].length).toBe(ALL.length);
  expect([...SECTIONS].map(([title, blocks]) => [title, blocks.length > 0])).toEqual(
    ["A reviewer", "A gate", "A verb", "A provider", "A setting", "A workflow"].map((title) => [
      title,
      true,
    ]),
  );
});

test("each name in the data of the changed workflows leads to something", async () => {
  const { missingNames } = await load("tests/workflows/missing-names.ts");
  const { moduleOf, WORKFLOW_NAMES } = await load("src/workflows/index.ts");
  expect(WORKFLOW_NAMES).toContain("docs-review");
  for (const name of ["multi-ai", "docs-review"])
    expect([name, await missingNames(moduleOf(name))]).toEqual([name, []]);
});

test("a reviewer and a gate: a run has their reviews, asks its last question, and its status lists them", async () => {
  const { makeRun } = await load("tests/cli/made/make-run.ts");
  const { cli } = await load("tests/cli/cli.ts");
  const answers = { story: { option: "approve", text: null } };
  const made = await makeRun({ root: makeProject(), answers });
  const { out } = await cli(made.root, ["status"]);
  for (const review of [
    "Plan Review - Haiku",
    "Plan Review - Safety",
    "Code Review - Haiku",
    "Code Review - Safety",
  ])
    expect(out).toContain(review);
  expect(out).toContain("Every reviewer approved. Is the change done?");
  const { carryOn } = await load("tests/cli/made/make-run.ts");
  const done = await carryOn(made.root, {
    answers: { "last-look": { option: "approve", text: null } },
  });
  expect(done.run.status).toBe("complete");
});

test("a verb: it answers in a terminal and as a slash command", async () => {
  const { makeRun } = await load("tests/cli/made/make-run.ts");
  const { cli } = await load("tests/cli/cli.ts");
  const made = await makeRun({ root: makeProject() });
  expect(await cli(made.root, ["who"])).toMatchObject({ code: 0, out: "Nobody is at work.\n" });
  const { handle } = await load("src/hooks/index.ts");
  const { hookCall } = await load("src/hooks/hook-call.ts");
  const { narrow } = await load("src/host/payload.ts");
  const { findProject } = await load("src/project/project.ts");
  const typed = {
    hook_event_name: "UserPromptExpansion",
    command_name: "multi-ai:who",
    command_args: "",
  };
  const call = hookCall(narrow({ ...typed, session_id: "s" }), findProject(made.root), process.env);
  expect(JSON.stringify(await handle(call))).toContain("Nobody is at work.");
});

test("a setting: it waits for the person, and editors and the page of settings have it", async () => {
  const { allSettings } = await load("src/workflows/index.ts");
  const { counting } = await load("src/run/settings/trust.ts");
  const schema = await allSettings();
  const { settings, waiting } = counting(
    schema.parse({ label: "Acme" }),
    schema,
    { root: makeProject() },
    {},
  );
  expect([settings.label, waiting.held]).toEqual([
    undefined,
    [{ field: "label", value: "Acme", does: "words your reports", without: undefined }],
  ]);
  const { settingsPage } = await load("scripts/settings-page.ts");
  expect(await settingsPage()).toContain(
    "- `label` (text; default none; waits). Text before the title of a report.",
  );
  const { settingsSchema } = await load("scripts/settings-schema.ts");
  expect(JSON.parse(await settingsSchema()).properties.label.examples).toEqual(["Acme"]);
});

test("a provider: it is asked at its address, with its key, and a role can have it", async () => {
  const { providerOf } = await load("src/providers/index.ts");
  const heard: (string | null)[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      heard.push(
        request.headers.get("authorization"),
        ((await request.json()) as { model: string }).model,
      );
      const message = { role: "assistant", content: '{"hello": "Ada"}' };
      return Response.json({
        id: "1",
        object: "chat.completion",
        created: 0,
        model: "acme-large",
        choices: [{ index: 0, message, finish_reason: "stop" }],
        usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
      });
    },
  });
  onCleanup(() => server.stop(true));
  const provider = providerOf("acme", { acme: { base_url: `http://127.0.0.1:${server.port}/v1` } });
  const env = { ...process.env, ACME_API_KEY: "k-1234567890" };
  const scratch = tempDir();
  const result = await provider.ask({
    prompt: "Hello?",
    schema: {},
    cwd: scratch,
    timeoutMs: 60_000,
    env,
    scratch,
  });
  expect([result.ok, JSON.parse(result.text)]).toEqual([true, { hello: "Ada" }]);
  expect(heard).toEqual(["Bearer k-1234567890", "acme-large"]);
  const [{ assignedNow }, { DEFAULT_SETTINGS }] = [
    await load("src/run/external/absent-reviewers.ts"),
    await load("src/settings.ts"),
  ];
  const settings = {
    ...DEFAULT_SETTINGS,
    council: { use: { "grok-devil": ["acme/acme-large", "host/sonnet"] } },
  };
  expect(assignedNow("council", { root: scratch }, settings, env)["grok-devil"]).toMatchObject([
    { provider: "acme", model: "acme-large" },
    { model: "sonnet" },
  ]);
});

test.each([[50, ["src/workflows/docs-review/index.ts", "prompts/roles/docs-writer.md"]]])(
  "a workflow has at most %d lines: %j",
  (most, files) => {
    const lines = files.flatMap((file) => readFileSync(join(copy, file), "utf8").split("\n"));
    expect(lines.filter((line) => line.trim() !== "").length).toBeLessThanOrEqual(most);
  },
);

test("all of it has the types of the source", () => {
  const config = { extends: "./tsconfig.json", include: ["src"] };
  writeFiles(copy, { "tsconfig.source.json": JSON.stringify(config) });
  const checked = Bun.spawnSync(
    [join(root, "tests/node_modules/.bin/tsc"), "-p", "tsconfig.source.json", "--singleThreaded"],
    {
      cwd: copy,
    },
  );
  expect(checked.stdout.toString()).toBe("");
});

test("both manifests name the workflows' commands", () => {
  for (const file of ["plugin.json", ".claude-plugin/plugin.json"])
    expect(JSON.parse(readFileSync(join(copy, file), "utf8")).commands).toEqual(
      expect.arrayContaining(["./commands/docs-review.md"]),
    );
});
