// What a job server's worker has done with a run, as it orders it.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { isForeign } from "../../src/record/machine/outside.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { sha256 } from "../../src/store/journal.ts";
import { quote } from "../../src/text.ts";
import { cleanup, homeWithPlugin, tempDir } from "../harness/project.ts";
import { CODE_SONNET } from "../workflows/multi-ai/ids.ts";
import { cli, orphan, PROGRAM } from "./cli.ts";
import { makeRun } from "./made/make-run.ts";

afterEach(cleanup);

const KEY = "5".repeat(64);
const FINGERPRINT = sha256(`multi-ai key ${KEY}`);

const home = (): { HOME: string } => ({ HOME: homeWithPlugin() });

/** A run that a person of this home has begun, copied to another folder. */
async function copied() {
  const until = (run: Parameters<typeof taskOf>[0]) => taskOf(run, CODE_SONNET)?.status === "ready";
  const made = await makeRun({
    key: FINGERPRINT,
    answers: { story: { option: "approve", text: null } },
    until,
  });
  const folder = join(tempDir(), "copy");
  cpSync(made.root, folder, { recursive: true });
  return { ...made, folder };
}

describe("carry", () => {
  /** What it makes of an order in a folder. */
  const carried = (folder: string, env: { HOME: string }, order: object, ...words: string[]) => {
    const command = [process.execPath, PROGRAM, "carry", "--json", ...words].map(quote).join(" ");
    const line = `printf %s ${quote(JSON.stringify(order))} | ${command}`;
    return orphan(["sh", "-c", line], folder, { ...env, CLAUDECODE: "1" });
  };

  test("takes a run up with its key: accepted files are back, and nothing says that they were rolled back", async () => {
    const { folder, run } = await copied();
    const second = home();
    const foreign = () => isForeign(findProject(folder), second);
    const key = KEY;
    for (const [order, code] of [
      [{ key: "a".repeat(64), do: "report" }, 1],
      [{ key: "short", do: "report" }, 2],
      [{ key, do: "dance" }, 2],
      // Before a run a key proves nothing: whoever is below a host approves no settings by it.
      [{ key, do: "approve", code: "c0de" }, 1],
      [{ key, do: "continue", answers: [{ question: "Q1" }] }, 2],
    ] as const)
      expect([(await carried(folder, second, order)).code, foreign()]).toEqual([code, true]);
    const { markdown } = (await carried(folder, second, { key, do: "report" })).json;
    expect(markdown).toStartWith(`# Report of ${run.run}: `);
    expect([markdown.match(/`multi-ai |## Next/), foreign()]).toEqual([null, false]);
    const changed = join(folder, "src/goodbye.ts");
    const was = readFileSync(changed, "utf8");
    writeFileSync(changed, "gone\n");
    const claude = join(tempDir(), "claude");
    writeFileSync(claude, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const gone = await carried(folder, second, { key, do: "continue" }, "--claude", claude);
    expect(gone.json).toMatchObject({ run: run.run, end: "host_failed", refused_answers: [] });
    expect(readFileSync(changed, "utf8")).toBe(was);
    for (const verb of [["report", "--md"], ["status"], ["log"]])
      expect((await cli(folder, verb, second)).out).not.toContain("olled back");
  });

  test("records who has answered", async () => {
    const { root } = await makeRun({
      key: FINGERPRINT,
      until: ({ questions }) => questions.length > 0,
    });
    const answers = [
      { question: "Q1", option: "no such option", text: null, who: "ada" },
      { question: "Q1", option: "approve", text: null, who: "lead (telegram 7)" },
    ];
    const claude = join(tempDir(), "claude");
    writeFileSync(claude, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    const env = home();
    const said = await carried(
      root,
      env,
      { key: KEY, do: "continue", answers },
      "--claude",
      claude,
    );
    expect(said.json.refused_answers).toEqual([expect.stringContaining("no such option")]);
    expect(readRun(findProject(root))!.decisions).toMatchObject([
      { option: "approve", via: "cli", by: "lead (telegram 7)" },
    ]);
    const { out } = await cli(root, ["report", "--md"], env);
    expect(out).toContain("## Decided by lead (telegram 7) (1)");
  });
});
