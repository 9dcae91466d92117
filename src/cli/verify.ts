import { visible } from "../command-line.ts";
import type { TestOutcome } from "../engine/events.ts";
import { isLive, type Run } from "../engine/run.ts";
import { here } from "../plugin.ts";
import { runTests } from "../record/tests/run-tests.ts";
import { type NamedTest, type TestRecord, testsOf } from "../record/tests/test-record.ts";
import {
  type Call,
  type Command,
  done,
  Ends,
  no,
  refuseStranger,
} from "../run/commands/command.ts";
import { settingsIn } from "../run/commands/usage/broken-settings.ts";
import { change } from "../run/journal/change.ts";
import { waitingText } from "../run/settings/trust.ts";
import type { Settings } from "../settings.ts";
import { clean } from "../text.ts";
import { moduleOf, sceneOf } from "../workflows/index.ts";
import { journalled, limitOf } from "../workflows/tests/run-command.ts";
import { nameTests } from "../workflows/tests/test-questions.ts";
import { endOf, newFailures } from "../workflows/words/test-words.ts";

/** Where tests are named that nobody was asked about. `open`: a question about commands. */
const nameThem = (open = ""): string =>
  `No test command is approved here. ${open === "" ? "No question is open about one either. Name" : `Answer ${open}, which ${here("status")} shows, or name`} ${nameTests}`;

/**
 * The commands that the project's run runs itself, or those of the settings where there is none.
 * @throws Ends where there are none
 */
async function commandsOf(
  call: Call,
  run: Run | null,
): Promise<{ tests: NamedTest[]; settings: Settings }> {
  if (run !== null) {
    const tests = moduleOf(run.workflow).tests?.(sceneOf(call.project, run)) ?? testsOf(run);
    if (typeof tests === "string" && isLive(run))
      throw new Ends(no(`Run ${run.run} runs no test: ${tests}.`));
    if (typeof tests !== "string" && tests.length > 0) return { tests, settings: run.settings };
  }
  const { settings, waiting } = await settingsIn(call);
  if (waiting !== undefined) throw new Ends(no(waitingText("terminal", waiting)));
  const tests = settings.tests.commands.map((text) => ({
    text,
    shellAllowed: true,
    from: "tests.commands of the settings",
  }));
  if (tests.length === 0)
    throw new Ends(no(nameThem(run?.questions.find(({ commands }) => commands?.length)?.id)));
  return { tests, settings };
}

const VERDICT: Record<TestOutcome, string> = {
  pass: "All pass.",
  known: "The same tests failed before the implementation.",
  fail: "New failures.",
  unclear: "Failing, and unknown whether they failed before the implementation.",
  red: "Some fail.",
  none: "No test was run.",
  cannot_run: "Not every command finished.",
};

function testRecordText(record: TestRecord): string {
  const lines = record.commands.flatMap((command) => [
    `${command.state === "passed" ? "✓" : "✗"} ${command.command}: ${endOf(command)}, ${(command.ms / 1_000).toFixed(1)} s`,
    ...(command.state === "passed" ? [] : command.lines.map((line) => `    ${line}`)),
    ...newFailures(command).map((line) => `    new: ${line}`),
    ...command.gone.map((name) => `    passed before the implementation, not run now: ${name}`),
  ]);
  return clean([...lines, VERDICT[record.outcome]].join("\n"));
}

export const verify: Command = {
  summary: "Run the approved test commands now",
  async run(call) {
    refuseStranger(call);
    const run = call.ownRun();
    const commands = await commandsOf(call, run);
    const from = new Map(commands.tests.map((test) => [test.text, test.from]));
    const stop = new AbortController();
    const end = (): void => stop.abort();
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    const record = await runTests(call.project, run && sceneOf(call.project, run), commands.tests, {
      env: call.env,
      signal: stop.signal,
      timeoutMs: limitOf(commands),
      baseline: false,
      task: null,
      starting: (command) => call.say(`▶ ${visible(command)} (${from.get(command)})`),
    }).finally(() => {
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
    });
    if (stop.signal.aborted) return no("Stopped by you. Nothing was recorded.");
    if (run !== null && isLive(run))
      change(call.project, () => [{ do: "tested", task: null, ...journalled(record) }]);
    const good = record.outcome === "pass" || record.outcome === "known";
    return good
      ? done(testRecordText(record), record)
      : { exit: 1, text: testRecordText(record), data: record, isReport: true };
  },
};
