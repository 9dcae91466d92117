import { afterEach, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runHost } from "./host.ts";
import { type CodexReply, type CodexScript, type Script, startModel } from "./model.ts";
import { patient } from "./patience.ts";
import { cleanup, makeProject } from "./project.ts";
import { makeSandbox } from "./sandbox.ts";

afterEach(cleanup);

const SCHEMA = {
  type: "object",
  properties: { verdict: { type: "string" } },
  required: ["verdict"],
  additionalProperties: false,
};

/** Runs `codex exec` in a sandbox and returns how it ended and what it left. */
async function runCodex(codex: CodexScript) {
  const model = startModel({ codex });
  const project = makeProject();
  const { env, home } = makeSandbox({ version: "new", project, model });
  const schema = join(home, "schema.json");
  const output = join(home, "output.json");
  writeFileSync(schema, JSON.stringify(SCHEMA));
  const options = [
    "--sandbox",
    "read-only",
    "--skip-git-repo-check",
    "--output-schema",
    schema,
    "-o",
    output,
    "--json",
  ];
  const child = Bun.spawn(["codex", "exec", ...options, "Review the plan"], {
    cwd: project,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    timeout: patient(20_000),
  });
  const [stdout, exitCode] = await Promise.all([child.stdout.text(), child.exited]);
  return { model, exitCode, stdout, output: existsSync(output) ? readFileSync(output, "utf8") : null };
}

test("codex runs a command and answers by the schema", async () => {
  const { model, exitCode, output } = await runCodex(({ prompt, outputs, schema }) => {
    if (outputs.length === 0) return { exec: "cat src/greet.ts" };
    const seen = outputs[0]?.includes("export function greet") && JSON.stringify(schema) === JSON.stringify(SCHEMA);
    return { text: JSON.stringify({ verdict: `${seen ? "saw" : "missed"}: ${prompt}` }) };
  });
  expect({ exitCode, output }).toEqual({ exitCode: 0, output: '{"verdict":"saw: Review the plan"}' });
  expect(model.requests.map((request) => request.thread)).toEqual(["codex", "codex"]);
});

const FAILURES: Array<[string, CodexReply, number]> = [
  ["no message", { noMessage: true }, 0],
  ["a failed response", { failed: true }, 1],
  ["an HTTP error", { status: 400 }, 1],
];
test.each(FAILURES)("codex given %p leaves no answer", async (_, reply, code) => {
  const { exitCode, output } = await runCodex(() => reply);
  expect([exitCode, output || null]).toEqual([code, null]);
});

test("codex can be run by the host", async () => {
  const script: Script = (turn) => {
    if (turn.turn > 0) return { text: turn.toolResults[0]?.text };
    return {
      calls: [{ name: "Bash", input: { command: "codex exec --sandbox read-only 'say it' 2>/dev/null </dev/null" } }],
    };
  };
  const model = startModel({ script, codex: ({ prompt }) => ({ text: `codex heard: ${prompt}` }) });
  const run = await runHost({ version: "new", project: makeProject(), model, prompt: "ask codex" });
  expect(run.results).toEqual(["codex heard: say it"]);
});
