import { resolve } from "node:path";
import * as z from "zod/mini";
import type { Task } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { isInside, pathIn, treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { readPlainText } from "../../../store/plain-file.ts";
import { list, optionalText, stamp, text } from "../../contract/fields.ts";
import { about, told } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { type Changed, judgeFix, judgeHypothesis, judgeReproduction } from "./judge.ts";
import { reproductionOf, roundsOf, surveyOf } from "./recorded.ts";

/** What debugger writes. */

const maybe = <T extends z.ZodMiniType>(field: T) => z.optional(z.nullable(field));

export const hypothesisSchema = z.strictObject({
  ...stamp,
  symptoms: maybe(
    z.strictObject({
      expected: about(optionalText, "what should happen"),
      actual: about(optionalText, "what happens"),
      errors: about(optionalText, "message, or null"),
      reproduction: about(optionalText, "how it is brought about"),
      started: about(optionalText, "since when, or null"),
    }),
  ),
  hypothesis: about(text, "one cause, so exact that a test can show it to be wrong"),
  test: told(
    z.strictObject({
      kind: z.enum(["command", "observation"]),
      command: optionalText,
      exit: maybe(z.enum(["zero", "nonzero"])),
      output: optionalText,
      file: optionalText,
      line: maybe(z.number()),
      quote: optionalText,
      means: maybe(z.enum(["confirmed", "ruled_out"])),
    }),
    {
      form: () =>
        '{"kind": "command", "command": "<one line>", "exit": "<zero | nonzero>", "output": "<words that its output then has, or null>"}',
      rules: () => [
        "`test` says what happens if the hypothesis is right: the exit code, and where that alone would not tell, words of the output. It is compared with what then happens: as predicted confirms, anything else rules out.",
        'Where reading is enough: {"kind": "observation", "file": "<path>", "line": <number>, "quote": "<words copied from there>", "means": "<confirmed | ruled_out>"}.',
        "The command changes nothing and ends by itself. Best is one that runs without a question.",
      ],
    },
  ),
  proves: about(text, "what is known if it comes true, and what if it does not"),
  if_so: told(z.enum(["root_cause", "narrows"]), {
    rules: () => [
      '`if_so` is "root_cause" where mending this alone would end what is wrong, else "narrows".',
      "A cause that was ruled out is not named again.",
    ],
  }),
});

/** The text of a file of the project; null: it has none of this name. */
function readIn(root: string, path: string): string | null {
  const file = resolve(root, path);
  return isInside(file, root) ? readPlainText(file) : null;
}

/** A supposed cause, and the test that decides on it. */
export const hypothesis = jsonKind(hypothesisSchema, (value, scene) =>
  judgeHypothesis(value, {
    ruledOut: [
      ...(surveyOf(scene)?.eliminated ?? []).map((one) => one.hypothesis),
      ...roundsOf(scene.run).flatMap((one) => (one.outcome === "ruled_out" ? [one.hypothesis] : [])),
    ],
    read: (path) => readIn(scene.project.root, path),
  }),
);

/** Files that differ between the dispatch of a task and now. */
const changedBy = ({ project }: Scene, task: Task, subject: string | null): Changed =>
  isTree(task.base) && isTree(subject)
    ? unlessUnreadable(
        () => changedFiles(project.root, task.base!, subject, treeStore(project)).map(({ path }) => path),
        null,
      )
    : null;

export const reproductionSchema = z.strictObject({
  ...stamp,
  command: told(about(text, "one line that runs this test, and as little else as can be"), {
    rules: () => [
      "`command` exits with another code than 0 now, because of the bug and of nothing else, and with 0 once it is mended.",
    ],
  }),
  files: told(list(about(text, "path of each test file that was created or changed")), {
    rules: () => [
      "`files` has every file that this task has changed; it is empty where a test that is there fails already.",
    ],
  }),
  shows: about(text, "what fails, and why only because of the cause"),
});

/** The test that fails because of the cause. */
export const reproduction = jsonKind(reproductionSchema, (value, scene, task, subject) => {
  const pathOf = pathIn(scene.project.root);
  return judgeReproduction({ ...value, files: value.files.map(pathOf) }, changedBy(scene, task, subject));
});

export const fixSchema = z.strictObject({
  ...stamp,
  status: z.enum(["done", "failed"]),
  summary: about(text, "what was mended, in a sentence or two"),
  changed_files: told(list(about(text, "path")), {
    rules: () => [
      "`changed_files` names every file that this task has created, changed or deleted, and no other.",
      "The program runs the failing test, and the project's own tests that passed before.",
    ],
  }),
  reason: told(z.optional(optionalText), { form: () => "<null; or why it cannot be mended>" }),
});

/** The change that mends the cause. */
export const fix = jsonKind(fixSchema, (value, scene, task, subject) => {
  const pathOf = pathIn(scene.project.root);
  const named = { ...value, changed_files: value.changed_files.map(pathOf) };
  const tests = reproductionOf(scene)?.files.map(pathOf) ?? [];
  return judgeFix(named, changedBy(scene, task, subject), tests);
});
