// An agent of the field: one tool call after the other, as a model makes them, decided when its
// turn comes.
import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import type { Reply, Script, Turn } from "../harness/model.ts";
import type { Files } from "../harness/project.ts";
import { type Brief, obedientMain, readBrief } from "../harness/team.ts";

type Call = NonNullable<Reply["calls"]>[number];
/** What is done next; null: nothing is to do, as for a file that is there already. */
export type Step = (turn: Turn) => Call | null;
/** What an agent does from its brief to its end; `again`: it was sent back. */
export type Role = (brief: Brief, again: boolean) => Step[];

/** The folder of the project that a brief is about. */
export const rootOf = (brief: Brief): string =>
  brief.writes.slice(0, brief.writes.search(/\/(?:\.task|pipeline)\//));
/** A brief's own file, from the project's folder. */
export const fileOf = (brief: Brief): string => brief.writes.slice(rootOf(brief).length + 1);

/** A file as the host shows it: it keeps a file's line ends to itself. */
export const textAt = (path: string): string | null =>
  existsSync(path) ? readFileSync(path, "utf8").replaceAll("\r\n", "\n") : null;

/** Reads files that are there; folders and what is missing are passed over. */
export const reads = (root: string, paths: readonly string[]): Step[] =>
  paths.map((path) => () => {
    const whole = isAbsolute(path) ? path : join(root, path);
    return path.endsWith("/") || !existsSync(whole)
      ? null
      : { name: "Read", input: { file_path: whole } };
  });

export const runs =
  (command: string, description = "Run the tests"): Step =>
  () => ({
    name: "Bash",
    input: { command, description },
  });

/** Gives files another name, as a person would: by git in a worktree of its own alone. */
export const renames = (
  moves: Record<string, string>,
  inOwn?: (command: string) => string,
): Step[] =>
  Object.entries(moves).map(([from, to]) =>
    runs(inOwn?.(`git mv ${from} ${to}`) ?? `mv ${from} ${to}`, "Rename the file"),
  );

/**
 * Writes a file; one that is there is read first and, by an agent that can, edited where it
 * differs.
 */
export function changes(root: string, path: string, text: string | (() => string)): Step[] {
  const whole = isAbsolute(path) ? path : join(root, path);
  const wanted = (): string => (typeof text === "string" ? text : text());
  return [
    () => (textAt(whole) === null ? null : { name: "Read", input: { file_path: whole } }),
    (turn) => {
      const before = textAt(whole);
      const after = wanted();
      if (before === after) return null;
      const edit = before === null || !turn.hasTool("Edit") ? null : editOf(before, after);
      return edit === null
        ? { name: "Write", input: { file_path: whole, content: after } }
        : { name: "Edit", input: { file_path: whole, ...edit } };
    },
  ];
}

export const changesAll = (root: string, files: Files): Step[] =>
  Object.entries(files).flatMap(([path, text]) => changes(root, path, text));

/**
 * The lines that differ, with what is needed around them to be found once; null where that comes to
 * the whole file.
 */
function editOf(before: string, after: string): { old_string: string; new_string: string } | null {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const least = Math.min(old.length, now.length);
  let head = 0;
  while (head < least && old[head] === now[head]) head++;
  let tail = 0;
  while (tail < least - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail++;
  for (let more = 1; more < old.length; more++) {
    const [from, behind] = [Math.max(0, head - more), Math.max(0, tail - more)];
    const old_string = old.slice(from, old.length - behind).join("\n");
    const new_string = now.slice(from, now.length - behind).join("\n");
    if (old_string !== "" && old_string !== before && before.split(old_string).length === 2)
      return { old_string, new_string };
  }
  return null;
}

/**
 * An artifact as a model writes it: what it copies out of a file, tabs too, stands in the strings
 * as it stood there.
 */
export const asWritten = (brief: Brief, value: object): string =>
  JSON.stringify({ task: brief.task, nonce: brief.nonce, ...value }, null, 2).replaceAll(
    "\\t",
    "\t",
  );

/**
 * A script for main and every agent; a role's steps are made once for each brief, and anew when it
 * is sent back.
 */
export function script(role: Role): Script {
  const queues = new Map<string, Step[]>();
  const next = (turn: Turn): Reply => {
    const brief = readBrief(turn.firstUser);
    if (!brief) return { text: "no brief" };
    if (turn.told.includes("<tool_use_error>"))
      throw new Error(`${brief.task} called a tool in a wrong way: ${turn.told}`);
    const isSentBack = turn.told.includes(`${brief.task} is not done`);
    const queue = isSentBack ? role(brief, true) : (queues.get(brief.nonce) ?? role(brief, false));
    queues.set(brief.nonce, queue);
    for (let step = queue.shift(); step; step = queue.shift()) {
      const call = step(turn);
      if (call !== null) return { calls: [call] };
    }
    return { text: `${brief.task} is done` };
  };
  return (turn) => (turn.thread === "main" ? obedientMain(turn) : next(turn));
}
