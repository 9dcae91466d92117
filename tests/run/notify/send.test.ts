// One message to one receiver on this machine, which may misbehave, or to a command of the person.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { testMessage } from "../../../src/run/notify/message.ts";
import { send } from "../../../src/run/notify/send.ts";
import type { Receiver } from "../../../src/settings.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { closing, receiver } from "./receiver.ts";

afterEach(cleanup);

const MESSAGE = { ...testMessage("/home/me/shop", "2026-01-01"), text: "3 < 4 & <!channel>" };
const TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw";
const ENV = { TOKEN, PATH: "" };

const to = (one: Receiver, env: Record<string, string | undefined> = ENV, limit = 5_000) =>
  send(one, MESSAGE, { env, root: "/home/me/shop", limit });

describe("what is sent", () => {
  test("to Telegram: plain text to the chat, the token in the address", async () => {
    const { url, got } = receiver();
    expect(await to({ kind: "telegram", url, token_env: "TOKEN", chat_id: "-100200" })).toBeNull();
    expect(got).toMatchObject([
      {
        path: `/bot${TOKEN}/sendMessage`,
        body: {
          chat_id: "-100200",
          text: "multi-ai: test\n3 < 4 & <!channel>",
          link_preview_options: { is_disabled: true },
        },
      },
    ]);
  });

  test("to a webhook: the fields, under the message's id", async () => {
    const { url, got } = receiver();
    await to({ kind: "webhook", url, token_env: "TOKEN" });
    expect(
      got.map((one) => [one.body.id, one.headers["idempotency-key"], one.headers.authorization]),
    ).toEqual([["test-2026-01-01", "test-2026-01-01", `Bearer ${TOKEN}`]]);
    expect(got[0]!.body).toMatchObject({ on: "test", project: "shop", title: "multi-ai: test" });
  });
});

describe("a receiver that misbehaves", () => {
  const webhook = (url: string): Receiver => ({ kind: "webhook", url });

  test.each([400, 429, 500])("says %i", async (status) => {
    const { url, got } = receiver(status);
    expect([await to(webhook(url)), got.length]).toEqual([`it answered ${status}`, 1]);
  });

  test("leads elsewhere: the token does not go there", async () => {
    const other = receiver();
    const { url } = receiver({ status: 307, headers: { location: other.url } });
    expect(await to({ kind: "webhook", url, token_env: "TOKEN" })).toBe("it answered 307");
    expect(other.got).toEqual([]);
  });

  test("hangs: the try ends at the limit", async () => {
    const { url } = receiver("hang");
    expect(await to(webhook(url), ENV, 20)).toBe("no answer within 0.02 s");
  });

  test("closes the connection", async () => {
    expect(await to(webhook(closing().url))).toMatch(/^it cannot be reached \(\w+\)$/);
  });

  test("answers without end: nobody reads it", async () => {
    const { url } = receiver("endless");
    expect(await to(webhook(url))).toBeNull();
  });

  test("is not there: what is said of it holds no token", async () => {
    const gone: Receiver = {
      kind: "telegram",
      url: "http://127.0.0.1:9",
      token_env: "TOKEN",
      chat_id: "1",
    };
    const why = await to(gone);
    expect(why).toStartWith("it cannot be reached");
    expect(why).not.toContain(TOKEN);
  });
});

describe("variables", () => {
  test.each([{}, { TOKEN: "" }])("%j: nothing is sent", async (env) => {
    const { url, got } = receiver();
    const why = await to({ kind: "webhook", url, token_env: "TOKEN" }, env);
    expect([why, got]).toEqual(["the variable TOKEN is not set", []]);
  });

  test.each(["ftp://secret", "secret", "https://", "https://secret\n.example"])(
    "an address that is none (%j) is not shown",
    async (HOOK) => {
      const why = await to({ kind: "webhook", url_env: "HOOK" }, { HOOK });
      expect(why).toMatch(/^it cannot be reached/);
      expect(why).not.toContain("secret");
    },
  );

  test("a token that no header takes is not shown", async () => {
    const { url, got } = receiver();
    const why = await to({ kind: "webhook", url, token_env: "TOKEN" }, { TOKEN: "a\nsecret" });
    expect([why, got]).toEqual([expect.stringMatching(/^it cannot be reached \(\w+\)$/), []]);
  });
});

const COMMAND_ENV = {
  PATH: process.env.PATH,
  HOME: "/nowhere",
  MULTI_AI_TOKEN: "0123456789abcdef",
  MULTI_AI_OFF: "1",
  KEEP: "kept",
};
const FOR_COMMAND = {
  ...testMessage("/p", "2030-01-01"),
  title: 'it\'s "$(touch pwned)"',
  data: { on: "end", run: "r-1" },
};
const runs = (command: string, root = makeProject(), more: { limit?: number } = {}) =>
  send({ kind: "command", command }, FOR_COMMAND, { env: COMMAND_ENV, root, ...more });

describe("a command", () => {
  test("gets the message as JSON, in the project's folder, and nothing by which it could answer", async () => {
    const root = makeProject();
    expect(await runs("cat >got.json; env >env.txt", root)).toBeNull();
    expect(JSON.parse(readFileSync(join(root, "got.json"), "utf8"))).toMatchObject({
      title: FOR_COMMAND.title,
      on: "end",
    });
    const env = readFileSync(join(root, "env.txt"), "utf8").split("\n").sort();
    expect(env.filter((one) => one.startsWith("MULTI_AI_"))).toEqual([]);
    expect(env).toEqual(expect.arrayContaining(["KEEP=kept", "TESTED_BY_MULTI_AI=1"]));
    expect(existsSync(join(root, "pwned"))).toBe(false);
  });

  test.each([
    ["sh -c 'echo one; echo two >&2; exit 3'", {}, "it ended with 3"],
    ["no-such-program-here", {}, "it could not be started"],
    ["sleep 600", { limit: 1_000 }, "it was stopped after 1 s"],
    ["sh -c 'yes x | head -c 3000000 >&2; exit 1'", {}, "it ended with 1"],
  ])("%s fails, and says why in one line", async (command, more, why) => {
    expect(await runs(command, undefined, more)).toBe(why);
  });
});
