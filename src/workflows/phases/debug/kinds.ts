import * as z from "zod/mini";
import { isTree } from "../../../record/subject.ts";
import { shortJson } from "../../../text.ts";
import { commandText, optionalText, stamp, text } from "../../contract/fields.ts";
import { passesAlways } from "../../execute/plan/plan-rules.ts";
import { about, described } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { nothing } from "../../review/check.ts";
import { wordsAlone } from "../same-words.ts";
import { filesHandedIn, sessionOf } from "./session-file.ts";

/** What debugger writes, and what it is held to. */

/** Commands whose end says nothing of the project. */
const ALWAYS_FAILS = /^(?:false|exit [1-9]\d*)$/;
const commandProblems = (field: string, line: string): string[] =>
  passesAlways(line) || ALWAYS_FAILS.test(line)
    ? [
        `${field}: found ${shortJson(line)}, which ends as it does whatever the project holds, expected one that looks`,
      ]
    : [];

export const hypothesisSchema = z.strictObject({
  ...stamp,
  hypothesis: about(text, "one cause, so exact that a test can show it to be wrong"),
  test: described(
    z.strictObject({
      command: commandText,
      exit: z.enum(["zero", "nonzero"]),
      output: z.optional(optionalText),
    }),
    {
      form: () =>
        '{"command": "<one line>", "exit": "<zero | nonzero>", "output": "<words that its output then has, or null>"}',
      rules: () => [
        "`test` says what happens if the hypothesis is right: the exit code, and where that alone would not tell, words of the output. It is compared with what then happens: as predicted confirms, anything else rules out.",
        "The command changes nothing and ends by itself; to look whether something stands in a file is a command, too, such as `grep -q`. Best is one that runs without a question.",
      ],
    },
  ),
  proves: about(text, "what is known if it comes true, and what if it does not"),
  if_so: described(z.enum(["root_cause", "narrows"]), {
    rules: () => [
      '`if_so` is "root_cause" where mending this alone would end what is wrong, else "narrows".',
      "A cause that was ruled out is not named again.",
    ],
  }),
});

/** A supposed cause that nobody has ruled out, and the test that decides on it. */
export const hypothesis = jsonKind(hypothesisSchema, (value, scene) => {
  const before = sessionOf(scene)?.eliminated.find(
    (one) => wordsAlone(one.hypothesis) === wordsAlone(value.hypothesis),
  );
  const problems = [
    ...(before === undefined
      ? []
      : [`hypothesis: ${shortJson(before.hypothesis)} was ruled out, expected another cause`]),
    ...commandProblems("test.command", value.test.command),
  ];
  return { ...nothing, problems, outcome: "done", commands: [value.test.command] };
});

export const reproductionSchema = z.strictObject({
  ...stamp,
  command: described(
    about(commandText, "one line that runs this test, and as little else as can be"),
    {
      rules: () => [
        "`command` exits with another code than 0 now, because of the bug and of nothing else, and with 0 once it is mended.",
        "Nothing but test files is created or changed; nothing at all where a test that is there fails already.",
      ],
    },
  ),
  shows: about(text, "what fails, and why only because of the cause"),
});

/** Bytes of the paths of one task that a line of the journal has room for. */
const MAX_PATHS = 8_000;

/** The test that fails because of the cause. */
export const reproduction = jsonKind(reproductionSchema, ({ command }, scene, task, subject) => {
  const files = filesHandedIn(scene, task, isTree(subject) ? subject : null);
  const problems = commandProblems("command", command);
  // Nobody may change them after it, so all of them are noted.
  if (files === null)
    problems.push("which files were changed cannot be told: the project's files cannot be read");
  else if (Buffer.byteLength(JSON.stringify(files)) > MAX_PATHS)
    problems.push(`found ${files.length} changed files, expected those of one test alone`);
  return {
    ...nothing,
    problems,
    outcome: "done",
    commands: [command],
    facts: { files: files ?? [] },
  };
});

export const fixSchema = z.strictObject({
  ...stamp,
  status: z.enum(["done", "failed"]),
  summary: about(text, "what was mended, in a sentence or two"),
  reason: described(z.optional(optionalText), {
    form: () => "<null; or why it cannot be mended>",
    rules: () => [
      "The program runs the failing test, and the project's own tests that passed before.",
    ],
  }),
});

/** The change that mends the cause, and leaves the failing test alone. */
export const fix = jsonKind(fixSchema, ({ status, reason: given }) => {
  const reason = given?.trim() || null;
  const isSilent = status === "failed" && reason === null;
  const problems = isSilent
    ? ['reason: found nothing, expected why, where status is "failed"']
    : [];
  return { ...nothing, problems, outcome: status, reason };
});
