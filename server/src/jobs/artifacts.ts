import { basename } from "node:path";
import { z } from "zod";
import type { Pool } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { count, words } from "../fields.ts";

/** A result that a job's journal speaks of. What no event says of it is null. */
export const Artifact = z.object({
  sha: words("SHA-256 of its bytes."),
  size: count("Bytes."),
  name: words("The file that the task has written.").nullable(),
  kind: words("What kind of result it is, such as plan.").nullable(),
  task: words("The task that has made it, such as T2.").nullable(),
  title: words("What that task is called.").nullable(),
  outcome: words("What it came to, such as approved.").nullable(),
});
export type Artifact = z.infer<typeof Artifact>;

interface Line {
  type: string;
  task: string;
  artifact?: string;
  outcome?: string;
  writes?: string | null;
  schema?: string;
  subject?: string | null;
}

const TOLD = '"type": ?"(task_created|accepted)"';

/** The results of a job, in the order in which they were accepted; those of no task come last. */
export async function artifactsOf(pool: Pool, job: string): Promise<Artifact[]> {
  const objects = await pool.query<{ sha: string; size: number }>(
    `select sha, length(bytes) as size from ${SCHEMA}.object where job = $1 order by sha`,
    [job],
  );
  const left = new Map(objects.rows.map((row) => [row.sha, row.size]));
  const events = await pool.query<{ line: string }>(
    `select line from ${SCHEMA}.event where job = $1 and line ~ $2 order by seq`,
    [job, TOLD],
  );
  const tasks = new Map<string, Line>();
  const found: Artifact[] = [];
  for (const line of events.rows.map((row): Line => JSON.parse(row.line))) {
    if (line.type === "task_created") tasks.set(line.task, line);
    const sha = line.type === "accepted" ? (line.artifact ?? "") : "";
    const size = left.get(sha);
    if (size === undefined) continue;
    const { task, outcome = null } = line;
    const { writes, schema = null, subject = null } = tasks.get(task) ?? {};
    left.delete(sha);
    const name = writes ? basename(writes) : null;
    found.push({ sha, size, name, kind: schema, task, title: subject, outcome });
  }
  const unknown = { name: null, kind: null, task: null, title: null, outcome: null };
  return [...found, ...[...left].map(([sha, size]) => ({ sha, size, ...unknown }))];
}
