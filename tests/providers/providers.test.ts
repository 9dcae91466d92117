// Runs: together.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { codexProvider } from "../../src/providers/codex.ts";
import { ENDPOINTS } from "../../src/providers/endpoints.ts";
import { allProviders, type OwnProviders, providerOf } from "../../src/providers/index.ts";
import { modelServer } from "../harness/model-server.ts";
import { patient } from "../harness/patience.ts";
import { cleanup } from "../harness/project.ts";
import { endpointContract } from "./endpoint.contract.ts";
import { type FakeCodexOptions, fakeCodex } from "./fake-codex.ts";
import { type ProgramFixture, programContract } from "./provider.contract.ts";

const without = { PATH: "/nowhere" };
const program: ProgramFixture = {
  provider: providerOf("codex")!,
  fake: fakeCodex,
  without,
  ready: { ok: true, found: "logged in" },
};
programContract(program);
for (const endpoint of ENDPOINTS) endpointContract(endpoint);

test("the contract covers every provider, each of which stands in the table under its own id", () => {
  const covered = [program.provider.id, ...ENDPOINTS.map(({ id }) => id)];
  expect(allProviders().map(({ id }) => id)).toEqual(covered);
  for (const id of covered) expect(providerOf(id)!.id).toBe(id);
});

describe("an address of the person's own", () => {
  afterEach(cleanup);
  const ask = (id: string, own: OwnProviders, model = "m") =>
    providerOf(id, own)!.ask({
      prompt: "p",
      json: true,
      cwd: tmpdir(),
      timeoutMs: patient(5_000),
      env: { OWN_KEY: "own-key", OPENAI_API_KEY: "other-key" },
      scratch: tmpdir(),
      model,
    });

  test.each(["openai", "anthropic"] as const)(
    "speaks %s's protocol, with the key that the settings name and no other",
    async (protocol) => {
      const server = modelServer(() => ({
        text: { status: "approved", summary: "s", findings: [] },
      }));
      const own: OwnProviders = {
        mine: { base_url: `${server.url}/own/`, key_env: "OWN_KEY", protocol },
      };
      expect(await ask("mine", own)).toMatchObject({ ok: true, model: "m" });
      expect(server.log[0]).toMatchObject({
        protocol,
        key: "own-key",
        form: protocol === "openai" ? "json" : "text",
      });
      expect(server.log[0]!.path).toBe(
        protocol === "openai" ? "/own/chat/completions" : "/own/messages",
      );
    },
  );

  test("needs no key where the settings name none, and then none is sent", async () => {
    const server = modelServer(() => ({
      text: { status: "approved", summary: "s", findings: [] },
    }));
    expect(await ask("mine", { mine: { base_url: server.url } })).toMatchObject({ ok: true });
    expect(server.log[0]).toMatchObject({ key: null, form: "json" });
  });

  test("without a model nothing is sent, and without an address there is no provider", async () => {
    const server = modelServer(() => ({ text: "x" }));
    expect(await ask("ollama", { ollama: { base_url: server.url } }, "")).toMatchObject({
      failure: "unknown_model",
    });
    expect(server.log).toEqual([]);
    expect(providerOf("mine", { mine: { model: "m" } })).toBeNull();
    for (const id of ["constructor", "toString", "__proto__"])
      expect(providerOf(id, {})).toBeNull();
  });
});

describe("Codex", () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "codex-")));
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  let count = 0;
  const WRITES = `cat > /dev/null; printf '{"status":"approved"}' > "$OUT"`;

  async function run(
    behaviour: string,
    options: FakeCodexOptions & { model?: string; timeoutMs?: number } = {},
  ) {
    const folder = join(root, String(++count));
    for (const name of ["bin", "project", "scratch"])
      mkdirSync(join(folder, name), { recursive: true });
    const { env, record } = fakeCodex(join(folder, "bin"), behaviour, options);
    const result = await codexProvider().ask({
      prompt: "p",
      json: true,
      cwd: join(folder, "project"),
      timeoutMs: options.timeoutMs ?? patient(20_000),
      model: options.model,
      env,
      scratch: join(folder, "scratch"),
    });
    const recorded = (name: string) => readFileSync(join(record, name), "utf8");
    return { result, recorded, folder };
  }
  const events = (...list: object[]) =>
    `printf '%s\\n' ${list.map((event) => `'${JSON.stringify(event)}'`).join(" ")}`;
  const turnFailed = (message: string) => ({ type: "turn.failed", error: { message } });

  test("a raw line break within a text is read as it is meant, and of what is no JSON it is said where", async () => {
    const { result } = await run(
      `printf '{"status": "approved", "summary": "one\\ntwo\\t.", "findings": []}' > "$OUT"`,
    );
    expect(result.ok && JSON.parse(result.text).summary).toBe("one\ntwo\t.");
    const { result: cut } = await run(`printf '{"status": "approved",\\n "summary": x}' > "$OUT"`);
    expect(cut).toMatchObject({
      ok: false,
      failure: "invalid_output",
      raw: expect.stringContaining("approved"),
    });
    expect(!cut.ok && cut.message).toContain(
      'its verdict is not JSON: line 2, column 13: found "x}", invalid symbol',
    );
    const { result: list } = await run(`printf '[]' > "$OUT"`);
    expect(!list.ok && list.message).toContain("its verdict is not a JSON object");
    const { result: bytes } = await run(`printf '{"a": "\\377"}' > "$OUT"`);
    expect(!bytes.ok && bytes.message).toContain("its verdict is not valid UTF-8");
  });

  test("runs read-only, and trusts nothing of the project", async () => {
    const { recorded, folder } = await run(WRITES, { model: "gpt-x" });
    const given = recorded("arguments").trim().split("\n");
    expect(given.slice(0, 3)).toEqual(["exec", "--json", "--skip-git-repo-check"]);
    expect(given.join(" ")).toContain("--sandbox read-only");
    expect(given.at(-1)).toBe("-");
    for (const expected of [
      "--model=gpt-x",
      "--ephemeral",
      "--ignore-rules",
      'approval_policy="never"',
    ]) {
      expect(given).toContain(expected);
    }
    expect(given).toContain("project_doc_max_bytes=0");
    expect(given.find((value) => value.startsWith("projects="))).toContain(
      `"${join(folder, "project")}"={trust_level="untrusted"}`,
    );
    expect(given.join(" ")).not.toMatch(/dangerous|workspace-write|--trust|--add-dir/);
  });

  test.each([
    "--output-last-message",
    "--json",
    "--sandbox",
    "--skip-git-repo-check",
    "--ephemeral",
  ])("without %s it is too old, and no review is tried", async (flag) => {
    const { result, recorded } = await run(WRITES, { lacks: [flag] });
    expect(result).toMatchObject({ ok: false, failure: "too_old" });
    expect(result.ok ? "" : result.message).toContain(flag);
    expect(() => recorded("arguments")).toThrow();
  });

  // The words are those of codex-cli 0.169.0; codex-real.test.ts has it say them itself.
  test.each([
    [
      "unexpected status 401 Unauthorized: Incorrect API key provided, url: https://x",
      "not_logged_in",
    ],
    ["Missing environment variable: `OPENAI_API_KEY`.", "not_logged_in"],
    ["Quota exceeded. Check your plan and billing details.", "quota"],
    ["exceeded retry limit, last status: 429 Too Many Requests", "quota"],
    ["To use Codex with your ChatGPT plan, upgrade to Plus: https://x", "quota"],
    ["rate limit exceeded: Rate limit reached. Please try again in 0.1s", "quota"],
    ["You’ve hit your usage limit. Upgrade to Pro or try again later.", "quota"],
    ["We’re currently experiencing high demand, which may cause temporary errors.", "failed"],
    ["Codex ran out of room in the model's context window.", "failed"],
  ])("%s", async (message, failure) => {
    const quoted = message.replaceAll("'", "'\\''");
    const { result } = await run(`${events({ type: "error", message: "x" })}
printf '%s\\n' '${JSON.stringify(turnFailed("HERE")).replace("HERE", quoted)}'; exit 1`);
    expect(result).toMatchObject({ ok: false, failure });
    expect(result.ok ? "" : result.message).toContain(message);
  });

  test("a failed turn is a failure also with exit code 0 and a verdict", async () => {
    const { result } = await run(`${WRITES}; ${events(turnFailed("boom"))}; exit 0`);
    expect(result).toMatchObject({ ok: false, failure: "failed" });
  });

  test("what the model or a command says is never taken for an error of Codex", async () => {
    const item = { type: "agent_message", text: "401 Unauthorized: usage limit, not logged in" };
    const command = { type: "command_execution", aggregated_output: '{"type":"turn.failed"}' };
    const { result } = await run(
      `${events({ type: "item.completed", item }, { type: "item.completed", item: command }, turnFailed("boom"))}; exit 1`,
    );
    expect(result).toMatchObject({ ok: false, failure: "failed" });
    expect(result.ok ? "" : result.message).toContain("boom");
  });

  describe("probe", () => {
    async function probe(
      options: FakeCodexOptions,
      config?: string,
      env: Record<string, string> = {},
    ) {
      const folder = join(root, String(++count));
      mkdirSync(join(folder, ".codex"), { recursive: true });
      if (config !== undefined) writeFileSync(join(folder, ".codex", "config.toml"), config);
      return codexProvider().probe({ ...fakeCodex(folder, "exit 9", options).env, ...env });
    }
    const out = { login: "echo 'Not logged in' >&2; exit 1" };

    test("without a login it is not started: it would try again for minutes", async () => {
      const folder = join(root, String(++count));
      const fake = fakeCodex(folder, "touch started; sleep 60", out);
      const scratch = join(folder, "scratch");
      mkdirSync(scratch, { recursive: true });
      let sent = false;
      const asked = {
        prompt: "x",
        schema: { type: "object", properties: {} },
        cwd: folder,
        timeoutMs: patient(30_000),
        env: fake.env,
        scratch,
      };
      const result = await codexProvider().ask({ ...asked, sending: () => (sent = true) });
      expect(result).toMatchObject({
        ok: false,
        failure: "not_logged_in",
        message: expect.stringContaining("codex login"),
      });
      expect([
        sent,
        existsSync(join(folder, "started")),
        existsSync(join(folder, "record/arguments")),
      ]).toEqual([false, false, false]);
    });

    test("a broken configuration, or program, is told in its own words", async () => {
      expect(
        await probe({ login: "echo 'Error loading configuration: bad' >&2; exit 1" }),
      ).toMatchObject({
        ok: false,
        problem: expect.stringContaining("Error loading configuration: bad"),
      });
    });
  });
});
