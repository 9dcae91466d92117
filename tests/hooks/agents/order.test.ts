// Guarantee: Nobody is trapped.
// What a person types counts the same wherever the host's transcript has it: recorded rows, in any
// order, with the hook before, between and behind them.
// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { makeRun, SESSION } from "../../cli/made/make-run.ts";
import { answerTo } from "../../harness/hook.ts";
import { runs } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";

afterAll(cleanup);

const ENV = {
  PATH: process.env.PATH,
  CLAUDE_CODE_ENTRYPOINT: "cli",
  CLAUDE_PID: String(process.pid),
};
const COMMANDS = ["cancel", "reset"] as const;

/** The types of a journal's events; none once the run has left its place. */
function recorded(task: string): string[] {
  const path = join(task, "events.jsonl");
  const lines = existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
  return lines.map((line) => JSON.parse(line).type);
}

/**
 * Rows that a host wrote while a command was queued behind a prompt, with this text in place of the
 * queued one.
 */
const rowsOf = (text: string): string[] =>
  readFileSync(join(import.meta.dir, "../../fixtures/queued.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((row) => row.replace("/multi-ai:cancel", text));

describe("the order of a transcript's rows", () => {
  /**
   * Types `text` while `rows` stand in the transcript; the rest of them follow, and it is typed a
   * second time.
   */
  async function typed(name: string, fields: object, rows: string[], at: number) {
    const { root, project } = await makeRun();
    const transcript = join(root, "..", "transcript.jsonl");
    const said = { transcript_path: transcript, ...fields };
    const send = async () =>
      JSON.stringify(await answerTo(root, name, said, { session: SESSION, env: ENV }));
    writeFileSync(transcript, rows.slice(0, at).join("\n"));
    const first = await send();
    const events = () => recorded(project.task);
    const then = events();
    writeFileSync(transcript, rows.join("\n"));
    return { first, then, second: await send(), events };
  }

  const orders = (text: string) => {
    const rows = rowsOf(text);
    return fc.tuple(fc.shuffledSubarray(rows, { minLength: rows.length }), fc.nat(rows.length));
  };

  test.each(COMMANDS)("/multi-ai:%s is heard once", async (command) => {
    await fc.assert(
      fc.asyncProperty(orders(`/multi-ai:${command}`), async ([rows, at]) => {
        const fields = {
          command_name: `multi-ai:${command}`,
          command_args: "",
          prompt: `/multi-ai:${command}`,
        };
        const { first, second } = await typed("UserPromptExpansion", fields, rows, at);
        expect(first).toMatch(/is (?:cancelled|archived)/);
        expect(second).toMatch(/is already over|No run here/);
      }),
      { numRuns: runs(15) },
    );
  });

  test("an answer counts once, accuses nobody and opens no second question", async () => {
    await fc.assert(
      fc.asyncProperty(orders("A"), async ([rows, at]) => {
        const { then, events } = await typed("UserPromptSubmit", { prompt: "A" }, rows, at);
        expect(then.filter((type) => type === "answered")).toEqual(["answered"]);
        expect(events().filter((type) => ["answered", "noticed"].includes(type))).toEqual([
          "answered",
        ]);
      }),
      { numRuns: runs(15) },
    );
  });
});
