// `multi-ai notify --test`: what a person types to see whether messages come.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { approveSettings } from "../harness/known.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";
import { receiver } from "../run/notify/receiver.ts";
import { cli } from "./cli.ts";

afterEach(cleanup);

function project(notify: object[], approved = true): string {
  const root = makeProject();
  writeFiles(root, { ".claude/multi-ai.json": JSON.stringify({ notify }) });
  if (approved) approveSettings(root);
  return root;
}
const sendTest = (root: string, env: Record<string, string> = {}) =>
  cli(root, ["notify", "--test"], env);

describe("a test message", () => {
  test("goes to every receiver", async () => {
    const { url, got } = receiver();
    const root = project([
      { kind: "webhook", url },
      { kind: "telegram", url, chat_id: "1", on: ["end"], token_env: "BOT" },
    ]);
    expect(await sendTest(root, { BOT: "tk_1" })).toMatchObject({
      code: 0,
      out: "notify[0] webhook: sent\nnotify[1] telegram: sent\n",
    });
    expect(got).toHaveLength(2);
    expect(existsSync(join(root, ".task"))).toBe(false);
  });

  test("that one does not take is said of that one; exit 1", async () => {
    const [good, bad] = [receiver(), receiver(401)];
    const root = project([
      { kind: "webhook", url: good.url },
      { kind: "webhook", url: bad.url },
      { kind: "telegram", token_env: "NOT_SET", chat_id: "1" },
    ]);
    expect(await sendTest(root)).toMatchObject({
      code: 1,
      err: "notify[0] webhook: sent\nnotify[1] webhook: it answered 401\nnotify[2] telegram: the variable NOT_SET is not set\n",
    });
    expect(good.got).toHaveLength(1);
  });

  test("goes nowhere before the person has approved who is told", async () => {
    const { url, got } = receiver();
    const { code, err } = await sendTest(project([{ kind: "webhook", url }], false));
    expect([code, got]).toEqual([1, []]);
    expect(err).toContain(`notify[0].url: ${url}`);
    expect(err).toContain("multi-ai trust ");
  });

  test("where the settings name nobody says so", async () => {
    const { code, err } = await sendTest(project([]));
    expect([code, err]).toEqual([
      1,
      "Nobody is notified: notify in .claude/multi-ai.json is empty (docs/notifications.md).\n",
    ]);
  });
});
