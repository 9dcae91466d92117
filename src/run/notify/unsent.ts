import { join } from "node:path";
import type { Project, Rooted } from "../../project/project.ts";
import type { Receiver } from "../../settings.ts";
import { readCache, writeFileAtomic } from "../../store/disk.ts";
import { cut, oneLine, plural } from "../../text.ts";
import type { Message } from "./message.ts";
import type { Sent } from "./send.ts";

/** What could not be sent, as it is kept in `.task/` and told. */

export const LOG = "notifications.log";
const MAX_LINES = 200;
const MAX_LINE = 400;

const linesIn = ({ task }: Pick<Project, "task">): string[] =>
  (readCache(join(task, LOG))?.toString("utf8") ?? "").split("\n").filter((line) => line !== "");

/** Adds a line for each receiver that did not get the message; `sent` is what came of each. */
export function noteFailures(
  project: Project,
  { id }: Message,
  receivers: Receiver[],
  sent: Sent[],
): void {
  const lines = sent.flatMap((one, index) =>
    one.state === "failed"
      ? [
          cut(
            oneLine(`${new Date().toISOString()} ${id} ${receivers[index]!.kind}: ${one.why}`),
            MAX_LINE,
          ),
        ]
      : [],
  );
  if (lines.length === 0) return;
  writeFileAtomic(
    join(project.task, LOG),
    `${[...linesIn(project), ...lines].slice(-MAX_LINES).join("\n")}\n`,
  );
}

/** What could not be sent of a run, in one line for people; null: nothing. `root`: its project. */
export function unsentText({ root }: Rooted, run: string): string | null {
  const own = linesIn({ task: join(root, ".task") }).filter((line) =>
    line.split(" ", 2)[1]?.startsWith(`${run}-`),
  );
  const last = own.at(-1);
  if (last === undefined) return null;
  const why = oneLine(last.split(" ").slice(2).join(" "));
  return `${plural(own.length, "message")} could not be sent, the last one by ${why} (.task/${LOG})`;
}
