// Each program that may be an agent keeps one contract: Claude Code and Codex, on scripted models.
// Runs: in full too, on disk.
// Not in npm test: ^Claude Code as an agent.*(?:by the signal|asks nothing)
// Not in npm test: ^two of Codex at once
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AgentHost, ClaudeHost } from "../../src/host/agent-host.ts";
import { transcriptBytes, usageIn } from "../../src/host/transcript/transcript.ts";
import { startedWith } from "../../src/process/table.ts";
import { findProject, type Project } from "../../src/project/project.ts";
import { CodexHost } from "../../src/run/driver/codex-host.ts";
import { resultFolder, transcriptFor } from "../../src/run/results/agent-files.ts";
import { codexPath } from "../harness/codex-program.ts";
import { type Model, startModel } from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import { eventually } from "../harness/patience.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";

afterEach(cleanup);

const WRITES = ".task/result.json";
const inSandbox = needing("sandbox of Codex");
const BRIEF = "run: r1\ntask: T1\n\nDo it.";

type Env = Record<string, string>;
interface Kind {
  host(project: Project, env: Env): AgentHost;
  /** Where its commands put the result. */
  result(project: Project, env: Env, host: AgentHost): string;
}

const KINDS: Record<string, Kind> = {
  "Claude Code": {
    host: ({ root }, env) =>
      new ClaudeHost(
        [claudePath("new"), "--model", "sonnet", "--permission-mode", "bypassPermissions"],
        { cwd: root, env },
      ),
    result: ({ root }) => join(root, WRITES),
  },
  Codex: {
    host: (project, env) =>
      new CodexHost({
        ...{
          project,
          env,
          agent: "multi-ai:implementer",
          model: "gpt-6.1-sol",
          profile: undefined,
        },
        task: { writes: WRITES },
        edits: { folder: project.root, inWorktree: false },
        registries: [],
      }),
    result: (project, env, { session }) => join(resultFolder(project, env, session), WRITES),
  },
};

/** A model of either that runs one command, and then says that it is done. */
function given(kind: Kind, command: (result: string) => string, more = {}) {
  let line = "";
  const root = makeProject();
  const model: Model = startModel({
    script: (turn) =>
      turn.toolResults.length === 0
        ? { calls: [{ name: "Bash", input: { command: line } }] }
        : { text: "done" },
    codex: ({ outputs }) => (outputs.length === 0 ? { exec: line } : { text: "done" }),
  });
  const { env } = makeSandbox({ version: "new", project: root, model, ...more });
  const project = findProject(root)!;
  mkdirSync(project.task, { recursive: true });
  const host = kind.host(project, env);
  const result = kind.result(project, env, host);
  line = command(result);
  const left = () => startedWith(`MULTI_AI_CALL=${host.call}`);
  return { project, env, model, host, result, left };
}

describe.each(Object.entries(KINDS))("%s as an agent", (title, kind) => {
  const works = title === "Codex" ? inSandbox : test;

  test("one that is not needed asks nothing, and leaves nothing", async () => {
    const { host, model, left } = given(kind, () => "true");
    await host.end();
    expect(host.title).toBe(title);
    expect(host.call).toContain(host.session);
    expect(model.requests).toEqual([]);
    expect(left()).toEqual([]);
  });

  works(
    "it does its brief: the result is there, and its transcript says what it took",
    async () => {
      const { host, project, env, result, left } = given(
        kind,
        (path) => `echo '{"a":1}' > '${path}' && echo x > made.txt`,
      );
      let begun = 0;
      const ended = await host.work(BRIEF, new AbortController().signal, () => begun++);
      expect([ended.outcome, ended.exitCode, ended.stderr.includes("failed")]).toEqual([
        "exited",
        0,
        false,
      ]);
      expect(begun).toBe(host.hasHooks ? 0 : 1);
      expect(readFileSync(result, "utf8").trim()).toBe('{"a":1}');
      expect(existsSync(join(project.root, "made.txt"))).toBe(true);
      const transcript = transcriptFor(project, env, host.session)!;
      const used = usageIn(transcriptBytes(transcript, host.session));
      expect(used.tool_calls).toBe(1);
      expect(used.tokens).toBeGreaterThan(0);
      expect(left()).toEqual([]);
    },
  );

  works("it ends by the signal, with all that it has started", async () => {
    const { host, left } = given(kind, () => "touch begun.txt; sleep 600");
    const stop = new AbortController();
    const ended = host.work(BRIEF, stop.signal, () => {});
    expect(await eventually(() => left().length > 1, 30_000)).toBe(true);
    stop.abort();
    expect((await ended).outcome).toBe("cancelled");
    expect(left()).toEqual([]);
  });
});

inSandbox(
  "two of Codex at once: nothing is mounted in folders of both, and one without helpers starts again",
  async () => {
    const folder = tempDir("codex-lost-");
    const words = "WARNING: proceeding, even though we could not create PATH aliases: No such file";
    const first = `[ "$1" = exec ] && mkdir '${folder}/seen' && { echo '${words}' >&2; sleep 600; }`;
    const script = `#!/bin/sh\n${first}\nexec '${codexPath()}' "$@"\n`;
    writeFileSync(join(folder, "codex"), script, { mode: 0o755 });
    const list = (path: string) => `ls -A "$TMPDIR" > '${path}'`;
    const { host, result } = given(KINDS.Codex!, list, { inFront: [folder] });
    const ended = await host.work(BRIEF, new AbortController().signal, () => {});
    expect([ended.outcome, ended.exitCode]).toEqual(["exited", 0]);
    expect(readFileSync(result, "utf8")).not.toMatch(/^\./m);
  },
);

inSandbox("a Codex that its API refuses ends with the API's words", async () => {
  const root = makeProject();
  const words = "The model gpt-6.1-sol does not exist";
  const model = startModel({ codex: () => ({ status: 404, text: words }) });
  const { env } = makeSandbox({ version: "new", project: root, model });
  const project = findProject(root)!;
  mkdirSync(project.task, { recursive: true });
  const host = KINDS.Codex!.host(project, env);
  const ended = await host.work(BRIEF, new AbortController().signal, () => {});
  expect([ended.exitCode, ended.stderr]).toEqual([1, expect.stringContaining(words)]);
});
