// docs/extending.md is followed to the letter: its blocks are applied to a copy of the source, and what they add works.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { cleanup, makeProject, onCleanup, tempDir, writeFiles } from "../harness/project.ts";
import { read, root } from "./pages.ts";

afterAll(cleanup);
// The copy is not built: its verbs are those of its sources (tests/cli/cli.ts).
delete process.env.MULTI_AI_TESTS_DATA;

interface Block {
  file: string;
  /** As a page shows a change: ` ` stands there, `-` goes, `+` comes; else the whole file. */
  isDiff: boolean;
  text: string;
}

const blocks = (page: string): Block[] =>
  [...page.matchAll(/^```(\w+) (\S+)\n([\s\S]*?)^```$/gm)].map(([, kind, file, text]) => ({
    file: file!,
    isDiff: kind === "diff",
    text: text!,
  }));

const PAGE = read("docs/extending.md");
const ALL = blocks(PAGE);

/** A file with a block applied. @throws Error where the lines that should be there are not, or stand there twice */
function applied(source: string, { file, isDiff, text }: Block): string {
  if (!isDiff) return text;
  const lines = text.trimEnd().split("\n");
  const without = (mark: string): string =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const before = without("+");
  const found = source.split(before).length - 1;
  if (found !== 1) throw new Error(`${file}: these lines stand there ${found} times:\n${before}`);
  return source.replace(before, () => without("-"));
}

/** The copy: what the plugin is made of, and what brings a run to a state in tests. */
const COPIED = [
  ...["src", "agents", "commands", ".claude-plugin", "plugin.json", "package.json", "tsconfig.json"],
  ...["tests/cli", "tests/harness", "tests/workflows", "tests/docs/pages.ts"],
];
const copy = tempDir();
// biome-ignore lint/suspicious/noExplicitAny: modules of the copy, whose types are those of this repository
const load = (file: string): Promise<any> => import(join(copy, file));

beforeAll(() => {
  for (const path of COPIED) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  for (const path of ["node_modules", "tests/node_modules"]) symlinkSync(join(root, path), join(copy, path));
  for (const block of ALL) {
    const path = join(copy, block.file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, applied(block.isDiff ? readFileSync(path, "utf8") : "", block));
  }
});

test("every block names its file, and each section has one", () => {
  expect([...PAGE.matchAll(/^```\w+/gm)].length).toBe(ALL.length);
  const sections = PAGE.split(/^## /m).slice(1);
  expect(sections.map((one) => [one.split("\n")[0], blocks(one).length > 0])).toEqual(
    ["A reviewer", "A gate", "A verb", "A provider", "A workflow"].map((title) => [title, true]),
  );
});

test("each name in the data of the changed workflows leads to something", async () => {
  const { missingNames } = await load("tests/workflows/missing-names.ts");
  const { moduleOf, WORKFLOW_NAMES } = await load("src/workflows/index.ts");
  expect(WORKFLOW_NAMES).toContain("greeting");
  for (const name of ["multi-ai", "greeting"]) expect([name, await missingNames(moduleOf(name))]).toEqual([name, []]);
});

test("a reviewer and a gate: a run has their reviews, asks its last question, and its status lists them", async () => {
  const { makeRun } = await load("tests/cli/make-run.ts");
  const { cli } = await load("tests/cli/cli.ts");
  const answers = { story: { option: "approve", text: null } };
  const made = await makeRun({ root: makeProject(), answers });
  const { out } = await cli(made.root, ["status"]);
  for (const review of ["Plan Review - Haiku", "Plan Review - Safety", "Code Review - Haiku", "Code Review - Safety"])
    expect(out).toContain(review);
  expect(out).toContain("Every reviewer approved. Is the change done?");
  const { carryOn } = await load("tests/cli/make-run.ts");
  const done = await carryOn(made.root, { answers: { "last-look": { option: "approve", text: null } } });
  expect(done.run.status).toBe("complete");
});

test("a verb: it answers in a terminal and as a slash command", async () => {
  const { makeRun } = await load("tests/cli/make-run.ts");
  const { cli } = await load("tests/cli/cli.ts");
  const made = await makeRun({ root: makeProject() });
  expect(await cli(made.root, ["who"])).toMatchObject({ code: 0, out: "Nobody is at work.\n" });
  const { handle } = await load("src/hooks/index.ts");
  const { hookCall } = await load("src/hooks/step.ts");
  const { narrow } = await load("src/host/payload.ts");
  const { findProject } = await load("src/project/project.ts");
  const typed = { hook_event_name: "UserPromptExpansion", command_name: "multi-ai:who", command_args: "" };
  const call = hookCall(narrow({ ...typed, session_id: "s" }), findProject(made.root), process.env);
  expect(JSON.stringify(await handle(call))).toContain("Nobody is at work.");
});

test("a provider: it is asked at its address, with its key, and the checkup names it for a role", async () => {
  const { providerOf } = await load("src/providers/index.ts");
  const heard: (string | null)[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    async fetch(request) {
      heard.push(request.headers.get("authorization"), ((await request.json()) as { model: string }).model);
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
  const result = await provider.ask({ prompt: "Hello?", schema: {}, cwd: scratch, timeoutMs: 60_000, env, scratch });
  expect([result.ok, JSON.parse(result.text)]).toEqual([true, { hello: "Ada" }]);
  expect(heard).toEqual(["Bearer k-1234567890", "acme-large"]);
  const project = makeProject();
  writeFiles(project, {
    ".claude/multi-ai.json": '{"council": {"use": {"grok-devil": ["acme/acme-large", "host/sonnet"]}}}',
  });
  const { rolesCheckup } = await load("src/checkup/roles.ts");
  const found = await rolesCheckup({ project, env } as object);
  expect(JSON.stringify(found)).toContain("acme/acme-large");
});

describe("a workflow", () => {
  const begun = async (): Promise<string> => {
    const { startRun } = await load("src/run/start.ts");
    const { findProject } = await load("src/project/project.ts");
    const { DEFAULT_SETTINGS } = await load("src/settings.ts");
    const { startedHere } = await load("tests/harness/known.ts");
    const { SESSION } = await load("tests/cli/make-run.ts");
    const at = makeProject();
    const of = { workflow: "greeting", request: "our new colleague Ada", auto: false, session: SESSION, host: null };
    startRun(findProject(at), { ...of, settings: DEFAULT_SETTINGS, note: startedHere });
    return at;
  };
  const worker = (greeting: string) => () => ({ artifact: { greeting } });
  const answers = { agree: { option: "yes", text: null } };

  test("its slash command starts it", async () => {
    const { handle } = await load("src/hooks/index.ts");
    const { hookCall } = await load("src/hooks/step.ts");
    const { narrow } = await load("src/host/payload.ts");
    const { findProject } = await load("src/project/project.ts");
    const payload = narrow({
      hook_event_name: "UserPromptExpansion",
      session_id: "3f0c2c1e-0000-4000-8000-000000000001",
      command_name: "multi-ai:greeting",
      command_args: "our new colleague Ada",
    });
    const env = { PATH: process.env.PATH, HOME: "/nonexistent" };
    const started = await handle(hookCall(payload, findProject(makeProject()), env));
    expect(JSON.stringify(started)).toContain("Write a greeting");
  });

  test("its agent works, the person is asked, and the run completes", async () => {
    const { carryOn } = await load("tests/cli/make-run.ts");
    const at = await begun();
    await carryOn(at, { worker: worker("Hello, Ada.") });
    const { cli } = await load("tests/cli/cli.ts");
    const { out } = await cli(at, ["status"]);
    expect(out).toContain("Write a greeting");
    expect(out).toContain("Is this greeting right?");
    expect((await carryOn(at, { answers })).run.status).toBe("complete");
  });

  test("an artifact that breaks its rule is refused", async () => {
    const { carryOn } = await load("tests/cli/make-run.ts");
    await expect(carryOn(await begun(), { worker: worker("Hello, Ada"), answers })).rejects.toThrow(
      'greeting: found "Hello, Ada", expected . or ! at its end',
    );
  });

  test("both manifests name its command", () => {
    for (const file of ["plugin.json", ".claude-plugin/plugin.json"])
      expect(JSON.parse(readFileSync(join(copy, file), "utf8")).commands).toContain("./commands/greeting.md");
  });
});
