// Commands that the program itself runs are allowed to an agent that changes the project, to the
// letter and nowhere else.
// Runs: together.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { policy } from "../../../src/policy/policy.ts";
import { change } from "../../../src/run/journal/change.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { dispatchTask, type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { toolCall, verdictOf } from "../call.ts";

afterAll(cleanup);

const APPROVED = ["bun test", "bun test | cat"];

/**
 * A run with approved commands whose first task of that kind is at work, its agent bound as
 * `agent`.
 */
async function working(schema: string): Promise<MadeRun> {
  const tests = { ...DEFAULT_SETTINGS.tests, commands: APPROVED };
  const due = (made: MadeRun["run"]) =>
    made.tasks.find((one) => one.schema === schema && one.status === "ready");
  const made = await makeRun({
    auto: true,
    settings: { tests },
    until: (run) => due(run) !== undefined,
  });
  const task = due(made.run)!;
  await dispatchTask(made.project, made.run, task);
  const { run } = change(made.project, (now) => {
    const { call } = now!.tasks.find((one) => one.id === task.id)!.dispatch!;
    return [{ do: "bind", task: task.id, call, agent: "agent" }];
  });
  return { ...made, run: run! };
}

let building: MadeRun;
let reviewing: MadeRun;
beforeAll(async () => {
  building = await working("impl-result");
  reviewing = await working("code-review");
  mkdirSync(join(building.root, "sub"));
});

/** A command of the agent as the host tells of it. */
const bashCall = (input: object, cwd: string) => toolCall("Bash", input, { agent: "agent", cwd });

/** What is answered to an agent's command. */
const verdict = (made: MadeRun, input: object, cwd = made.root): string =>
  verdictOf(policy(bashCall(input, cwd), made.project));

describe("the implementer's command", () => {
  test.each<[string, object, string]>([
    ["an approved one", { command: "bun test" }, "allow"],
    [
      "with words about it and a time limit",
      { command: "bun test", description: "Tests", timeout: 600_000 },
      "allow",
    ],
    ["with blanks around it", { command: " bun test\n" }, "allow"],
    ["one with a pipe, approved with the pipe", { command: "bun test | cat" }, "allow"],
    ["said to be in the foreground", { command: "bun test", run_in_background: false }, "allow"],
    ["in the background", { command: "bun test", run_in_background: true }, "silent"],
    [
      "without the host's sandbox",
      { command: "bun test", dangerouslyDisableSandbox: true },
      "silent",
    ],
    ["longer", { command: "bun test tests/a.test.ts" }, "silent"],
    ["shorter", { command: "bun" }, "silent"],
    ["piped elsewhere", { command: "bun test | tee out.txt" }, "silent"],
    ["chained", { command: "bun test && touch PWNED" }, "silent"],
    ["chained by a line", { command: "bun test\ntouch PWNED" }, "silent"],
    ["behind another", { command: "touch PWNED; bun test" }, "silent"],
    ["with another environment", { command: "PATH=/evil bun test" }, "silent"],
    ["by another name", { command: "bun  test" }, "silent"],
    ["in a folder that it goes to", { command: "cd sub && bun test" }, "silent"],
    ["that nobody approved", { command: "npm test" }, "silent"],
    ["that a rule forbids", { command: "rm -rf .task" }, "deny"],
  ])("%s", (_name, input, expected) => {
    expect(verdict(building, input)).toBe(expected);
  });

  test("nothing around an approved one is allowed", () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom(" ", ";", "&&", "|", "\n", "$(x)", "`x`", "#", "\u202e", "\u00a0"),
    );
    fc.assert(
      fc.property(part, part, fc.constantFrom(...APPROVED), (before, behind, command) => {
        const line = `${before}${command}${behind}`;
        // Other white space is a letter of a word for a shell.
        const expected = APPROVED.includes(line.replace(/^[ \t\n]+|[ \t\n]+$/g, ""))
          ? "allow"
          : "not";
        expect(verdict(building, { command: line }) === "allow" ? "allow" : "not").toBe(expected);
      }),
    );
  });
});

test("a reviewer runs none: what the program saw stands in its brief", () => {
  expect(verdict(reviewing, { command: "bun test" })).toBe("deny");
});
