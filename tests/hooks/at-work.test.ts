// What a person reads who types something while an agent is at work.
import { afterAll, expect, test } from "bun:test";
import { ownProcess } from "../../src/process/identity.ts";
import { makeRunAtWork, SESSION } from "../cli/make-run.ts";
import { typed } from "../harness/hook.ts";
import { cleanup } from "../harness/project.ts";

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
