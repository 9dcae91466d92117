// What a person reads who types something while an agent is at work.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { ownProcess } from "../../../src/process/identity.ts";
import { makeRunAtWork, SESSION } from "../../cli/made/make-run.ts";
import { answerTo, typed } from "../../harness/hook.ts";
import { cleanup } from "../../harness/project.ts";

afterAll(cleanup);

const SENDER = {
  session: SESSION,
  env: {
    PATH: process.env.PATH,
    CLAUDE_CODE_ENTRYPOINT: "claude-vscode",
    CLAUDE_PID: String(process.pid),
  },
};
const WORKING = /^All is well: T1 Gather requirements is running \(0 of 9 tasks done\)\./;
const atWork = () => makeRunAtWork("T1", "a1b2c3", { host: ownProcess() });

test.each(["", "--force"])(
  "resume %s says that the run continues, and who is at work, in no word for the model",
  async (args) => {
    const { root, run } = await atWork();
    const { decision, reason } = (await typed(root, "resume", args, SENDER))!;
    const [first, second, ...more] = reason!.split("\n");
    expect([decision, first, more]).toEqual([
      "block",
      `Run ${run.run} continues in this session.`,
      [],
    ]);
    expect(second).toMatch(WORKING);
  },
);

describe("words that ask for a stop", () => {
  const says = async (prompt: string): Promise<string> => {
    const { root } = await atWork();
    return (await answerTo(root, "UserPromptSubmit", { prompt }, SENDER))!.systemMessage!;
  };
  const WAYS = "Nothing was stopped: /multi-ai:cancel ends the run, /multi-ai:park puts it aside.";

  test.each(["stop", "Stop!", "please stop the run", "cancel it", "halt now", "abort this task"])(
    "%p: the line at work names what stops the run",
    async (prompt) => {
      const line = await says(prompt);
      expect(line).toMatch(WORKING);
      expect(line).toEndWith(WAYS);
    },
  );

  test.each(["stop using tabs", "why did it stop?", "don't stop", "stop the server, then go on"])(
    "%p asks for something else",
    async (prompt) => {
      const line = await says(prompt);
      expect(line).toMatch(WORKING);
      expect(line).not.toContain("park");
    },
  );
});
