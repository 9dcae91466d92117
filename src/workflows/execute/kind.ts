import * as z from "zod/mini";
import { foldedName, pathIn } from "../../project/project.ts";
import { changedFiles } from "../../project/trees/changes.ts";
import { worktreePath } from "../../project/worktrees/names.ts";
import type { Scene } from "../../record/scene.ts";
import { excludedFolders, isTree } from "../../record/subject.ts";
import { given } from "../../text.ts";
import type { ArtifactKind, Checked } from "../contract/contract.ts";
import { list, optionalList, optionalText, stamp, text } from "../contract/fields.ts";
import { described } from "../kit/artifacts/form.ts";
import { jsonKind } from "../kit/artifacts/json-kind.ts";
import { asTheyWere } from "../kit/artifacts/result.ts";
import { nothing } from "../review/check.ts";
import type { ExecuteFacts } from "./facts.ts";
import { baseOfItem, streamOf } from "./plan/plan.ts";

/** What later phases read of a plan's task; a plan that is carried out alone has none. */
const handedOn = () =>
  described(z.optional(z.nullable(list(text))), {
    form: ({ item }: ExecuteFacts) => (item.plan === undefined ? null : '["<…>"]'),
  });

const taskResult = z.object({
  ...stamp,
  status: z.enum(["done", "partial", "failed"]),
  summary: text,
  // Of any length: a rename across a project touches as many files as there are.
  changed_files: z.array(text),
  deviations: optionalList(text),
  decisions: handedOn(),
  concerns: handedOn(),
  reason: described(z.optional(optionalText), {
    form: () => "<null; or what is missing, and why; or why nothing had to be changed>",
  }),
  /** Commands that the host refused and that would have shown the rest. */
  denied: optionalList(text),
});
export type TaskResult = z.infer<typeof taskResult>;

/** What a result is checked against. */
export interface ResultContext {
  /** Paths that the item's work has changed so far; null: that cannot be told. */
  changed: string[] | null;
  /** A path as the tree names it. */
  pathOf: (named: string) => string;
}

/**
 * A result's problems, and what it says of itself; whether the item is done is decided by what the
 * program sees. Pure.
 */
export function judgeResult(value: TaskResult, { changed, pathOf }: ResultContext): Checked {
  const named = [...new Set(value.changed_files.map(pathOf))];
  const real = changed === null ? undefined : new Set(changed.map(foldedName));
  const untrue = real === undefined ? [] : named.filter((path) => !real.has(foldedName(path)));
  const reason = value.reason?.trim() || null;
  const problems = [
    ...asTheyWere(untrue, "task"),
    ...given(
      value.status !== "done" && reason === null,
      `reason: found nothing, expected what is missing, and why, where status is "${value.status}"`,
    ),
    ...given(
      value.status === "done" && real?.size === 0 && named.length === 0 && reason === null,
      "reason: found nothing, expected why nothing had to be changed: the person is asked whether that is so",
    ),
    ...given(
      value.status !== "partial" && value.denied.length > 0,
      `denied: found ${value.denied.length}, expected none where status is "${value.status}"`,
    ),
  ];
  return {
    ...nothing,
    problems,
    outcome: value.status,
    reason,
    // Where the host did refuse what would have shown the rest, the program's own run shows it.
    ...(value.denied.length > 0
      ? { if_denied: { commands: value.denied, outcome: "partial_denied" } }
      : {}),
  };
}

function contextOf(
  { project, workflow, run }: Scene,
  item: string | null,
  subject: string | null,
): ResultContext {
  const stream = item === null ? null : streamOf(run, item, excludedFolders(workflow));
  const base = baseOfItem(run, item);
  const folders =
    stream === null
      ? [project.root]
      : [worktreePath(project, stream.run, stream.area), project.root];
  const files = base === null || !isTree(subject) ? null : changedFiles(project, base, subject);
  return {
    changed: files?.map(({ path }) => path) ?? null,
    pathOf: pathIn(...folders),
  };
}

/**
 * `tasks/<item>.json`, written by executor: what was done for one task of the plan. Its word passes
 * nothing by itself.
 */
export const kind: ArtifactKind<TaskResult, ExecuteFacts> = jsonKind(
  taskResult,
  (value, scene, task, subject) => judgeResult(value, contextOf(scene, task.item, subject)),
  ({ item }) => [
    "`changed_files` names every file that was created, changed or deleted for this task, in earlier attempts too, and no other. Paths are relative to the project, with forward slashes.",
    "`done` needs every success criterion met; the program runs each of them itself.",
    ...given(
      item.plan !== undefined,
      "`decisions` (what was decided that the plan leaves open, and why) and `concerns` (what whoever goes on has to look out for) stand in the summary of the plan, which later phases read: only what they have to know; most tasks have none.",
    ),
    "Where Claude Code refused you a command, and nothing else is missing, say `partial` with the reason and put that command into `denied`: what the program itself runs decides.",
  ],
);
