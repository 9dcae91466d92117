import { afterEach, describe, expect, test } from "bun:test";
import { tmpdir } from "node:os";
import { type Endpoint, withOwn } from "../../src/providers/endpoint.ts";
import { endpointProvider } from "../../src/providers/index.ts";
import type { AskRequest, AskResult } from "../../src/providers/provider.ts";
import {
  type ModelAnswer,
  type ModelScript,
  modelServer,
  SELF_SIGNED,
} from "../harness/model-server.ts";
import { patient } from "../harness/patience.ts";
import { cleanup, onCleanup } from "../harness/project.ts";
import { expectForPeople } from "./provider.contract.ts";

/** Has every character that a mask could trip over. */
export const KEY = "sk-test_Key.0123+/=4567";
const VERDICT = { status: "approved", summary: "fine", findings: [{ id: "F1", line: null }] };
const READ = { status: "approved", summary: "fine", findings: [{ id: "F1" }] };
const MODEL = "some-model";

/** The promises on the port, run over every endpoint. */
export function endpointContract(endpoint: Endpoint): void {
  afterEach(cleanup);
  const keyed = endpoint.keys.length > 0;
  const form = endpoint.protocol === "openai" ? "json" : "text";
  const env = Object.fromEntries(endpoint.keys.slice(0, 1).map((name) => [name, KEY]));

  /** A server with this script, and the endpoint as the settings bring it there. */
  const at = (script: ModelScript, options: Parameters<typeof modelServer>[1] = {}) => {
    const server = modelServer(script, options);
    // One that the server has no path of its own for is asked where its protocol stands.
    const own = server.providers()[endpoint.id] ?? server.providers()[endpoint.protocol]!;
    const provider = endpointProvider(
      withOwn(endpoint, { ...own, key_env: undefined, model: MODEL }),
      {
        firstWaitMs: 1,
      },
    );
    const ask = (rest: Partial<AskRequest> = {}) =>
      provider.ask({
        prompt: "Review this.",
        json: true,
        cwd: tmpdir(),
        timeoutMs: patient(20_000),
        env,
        scratch: tmpdir(),
        ...rest,
      });
    return { server, provider, ask };
  };
  const answering = (answer: ModelAnswer) => at(() => answer);

  describe(`${endpoint.title} keeps the contract`, () => {
    test("an answer is handed on as JSON, with what it took, and as it came", async () => {
      const { server, ask } = answering({
        text: VERDICT,
        usage: { input: 100, cached: 40, output: 7 },
      });
      const result = await ask({ prompt: "é `$x`", maxOutputTokens: 77 });
      if (!result.ok) throw new Error(result.message);
      expect(JSON.parse(result.text)).toEqual(READ);
      expect(JSON.parse(result.raw)).toEqual(VERDICT);
      expect(result.usage).toEqual({ input: 100, cached: 40, output: 7, calls: 0 });
      expect(result.model).toBe(MODEL);
      const [asked] = server.log;
      expect(server.log.length).toBe(1);
      expect(asked).toMatchObject({ model: MODEL, maxTokens: 77, key: keyed ? KEY : null });
      expect(asked!.prompt).toBe("é `$x`");
      expect(asked!.form).toBe(form);
    });

    test("one fence around the whole of an answer is taken off", async () => {
      const { ask } = answering({
        text: `\`\`\`json\n${JSON.stringify(VERDICT, null, 2)}\n\`\`\``,
      });
      const result = await ask();
      if (!result.ok) throw new Error(result.message);
      expect(JSON.parse(result.text)).toEqual(READ);
      expect(result.raw).toStartWith("```json\n");
    });

    test.each([
      ["prose", "Looks good to me!"],
      ["prose before an object", `Sure: ${JSON.stringify(VERDICT)}`],
      ["an object before prose", `${JSON.stringify(VERDICT)} That is all.`],
      ["two objects", `${JSON.stringify(VERDICT)}\n${JSON.stringify(VERDICT)}`],
      ["two fences", `\`\`\`json\n{}\n\`\`\`\nor\n\`\`\`json\n{}\n\`\`\``],
      ["half an object", '{"status":"approved"'],
      ["a list", `[${JSON.stringify(VERDICT)}]`],
      ["null", "null"],
      ["nothing", ""],
      ["blanks", " \n "],
    ])("%s is no answer", async (_, text) => {
      const result = await answering({ text }).ask();
      expect(result).toMatchObject({
        ok: false,
        failure: "invalid_output",
        raw: text,
        usage: { output: 20 },
      });
      failed(result);
    });

    test.each(["length", "refusal"] as const)(
      "an answer that ended by %s does not count, though it looks whole",
      async (stop) => {
        const result = await answering({ text: VERDICT, stop }).ask();
        expect(result).toMatchObject({ ok: false, failure: "invalid_output" });
        failed(result);
      },
    );

    test.skipIf(form === "text")(
      "one that cannot be held to JSON is asked once more without",
      async () => {
        const { server, ask } = at(({ form }) =>
          form === "text" ? { text: VERDICT } : { status: 400, text: "no such field" },
        );
        const result = await ask();
        expect(result.ok).toBe(true);
        expect(server.log.map((one) => one.form)).toEqual(["json", "text"]);
      },
    );

    const troubles: [string, ModelAnswer, string, number][] = [
      ["401", { status: 401 }, "bad_key", 1],
      ["403", { status: 403 }, "bad_key", 1],
      ["404", { status: 404 }, "unknown_model", 1],
      ["402", { status: 402 }, "quota", 1],
      [
        "429 for an empty account",
        { status: 429, error: { code: "insufficient_quota" } },
        "quota",
        1,
      ],
      ["429", { status: 429 }, "rate_limited", 4],
      [
        "429 and how long to wait",
        { status: 429, headers: { "retry-after": "0" } },
        "rate_limited",
        4,
      ],
      [
        "429 and a wait beyond the time limit",
        { status: 429, headers: { "retry-after": "3600" } },
        "rate_limited",
        1,
      ],
      ["408", { status: 408 }, "server_error", 4],
      ["500", { status: 500 }, "server_error", 4],
      ["529", { status: 529 }, "server_error", 4],
      [
        "another address",
        { status: 307, headers: { location: "http://127.0.0.1:1/" } },
        "server_error",
        1,
      ],
      ["a web page", { does: "html" }, "server_error", 1],
      ["a web page with 502", { does: "html", status: 502 }, "server_error", 4],
      ["half of an answer, and closes", { does: "close" }, "server_error", 4],
      ["more than is read", { does: "flood" }, "server_error", 1],
    ];
    test.each(troubles)("%s in place of an answer", async (_, answer, failure, requests) => {
      const { server, ask } = answering(answer);
      const result = await ask();
      if (result.ok) throw new Error(`passed with ${result.text}`);
      expect(result.failure).toBe(failure as typeof result.failure);
      expect(server.log.length).toBe(requests);
      failed(result);
    });

    test("a limit tells when it ends, as a time and in the message", async () => {
      const result = await answering({ status: 429, headers: { "retry-after": "3600" } }).ask();
      if (result.ok) throw new Error("passed");
      expect(result.resetsAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
      expect(result.message).toContain(result.resetsAt!);
    });

    test.each([429, 500, 503])(
      "after %d it is asked again, and each request is told before it goes out",
      async (status) => {
        const { server, ask } = at(({ nth }) => (nth < 3 ? { status } : { text: VERDICT }));
        const told: number[] = [];
        const result = await ask({ sending: () => told.push(server.log.length) });
        expect(result.ok).toBe(true);
        expect(told).toEqual([0, 1, 2]);
      },
    );

    test.each(["hang", "blanks"] as const)(
      "one that would %s for ever is ended by the time limit",
      async (does) => {
        const result = await answering({ does }).ask({ timeoutMs: 60 });
        expect(result).toMatchObject({ ok: false, failure: "timeout" });
        failed(result);
      },
    );

    test.each(["hang", "blanks"] as const)(
      "a cancel ends a request that would %s",
      async (does) => {
        const stop = new AbortController();
        const { server, ask } = answering({ does });
        const asked = ask({ signal: stop.signal });
        while (server.log.length === 0) await Bun.sleep(1);
        stop.abort();
        expect(await asked).toMatchObject({ ok: false, failure: "cancelled" });
      },
    );

    test("a certificate that nobody trusts, whatever the environment says of that, and a server that is not there", async () => {
      const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
      process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
      onCleanup(() => {
        if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
        else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
      });
      const { server, ask } = at(() => ({ text: VERDICT }), { tls: SELF_SIGNED });
      const result = await ask();
      expect(result).toMatchObject({ ok: false, failure: "unreachable" });
      expect(!result.ok && result.message).toContain("certificate");
      expect(server.log).toEqual([]);
      const { server: gone, ask: askGone } = answering({ text: VERDICT });
      await gone.stop();
      const refused = await askGone();
      expect(refused).toMatchObject({ ok: false, failure: "unreachable" });
      failed(refused);
    });

    test.skipIf(!keyed)(
      "without a key, or with one that cannot be one, nothing is sent",
      async () => {
        const { server, ask } = answering({ text: VERDICT });
        const [name] = endpoint.keys;
        expect(await ask({ env: {} })).toMatchObject({ ok: false, failure: "no_key" });
        for (const bad of [`${KEY}\n`, `${KEY}\nX: y`, ` ${KEY}`, "clé", "a\u0000b"]) {
          const result = await ask({ env: { [name!]: bad } });
          expect(result).toMatchObject({ ok: false, failure: "bad_key" });
          expect(!result.ok && result.message).toContain(name!);
          expect(JSON.stringify(result)).not.toContain(KEY);
          failed(result);
        }
        expect(server.log).toEqual([]);
      },
    );

    test.skipIf(!keyed)("a key goes to no other machine in the clear", async () => {
      const open = endpointProvider(withOwn(endpoint, { base_url: "http://models.example/v1" }));
      const result = await open.ask({
        prompt: "x",
        cwd: tmpdir(),
        timeoutMs: 1_000,
        env,
        scratch: tmpdir(),
      });
      expect(result).toMatchObject({ ok: false, failure: "bad_key" });
      expect(!result.ok && result.message).toContain("https");
    });

    test.skipIf(!keyed)(
      "the key stands in nothing that comes back, wherever the endpoint shows it",
      async () => {
        const shown = `${KEY} ${encodeURIComponent(KEY)} ${btoa(KEY)}`;
        const answers: ModelAnswer[] = [
          { status: 401, text: `Incorrect key: ${shown}` },
          { status: 400, text: shown },
          { status: 500, text: shown },
          { text: shown },
          { text: { ...VERDICT, summary: shown } },
        ];
        for (const answer of answers)
          for (const json of [true, false]) {
            const said = JSON.stringify(await answering(answer).ask({ json }));
            for (const form of shown.split(" ")) expect(said).not.toContain(form);
            expect(said).toContain("[masked]");
          }
      },
    );

    test("what is known of it without asking it makes no request", async () => {
      const { server, provider } = answering({ text: VERDICT });
      expect((await provider.probe(env)).ok).toBe(true);
      const broken = { ...env, ...Object.fromEntries(provider.keys.map((name) => [name, "a\nb"])) };
      if (provider.keys.length > 0)
        expect(await provider.probe(broken)).toMatchObject({
          problem: expect.stringContaining("a key that is not sent: it contains a line break"),
        });
      const without = await provider.probe({});
      expect(without.ok).toBe(!keyed);
      if (!without.ok) expect(without.remedy).toContain(endpoint.keys[0]!);
      expect(server.log).toEqual([]);
    });
  });
}

const failed = (result: AskResult): void => {
  if (result.ok) throw new Error("passed");
  expectForPeople(result);
};
