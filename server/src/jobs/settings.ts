import { z } from "zod";
import type { Client } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";

/** What people set for all jobs of a server, on the page. */

const count = z.number().int().min(1).max(10_000);

export const Settings = z.strictObject({
  in_progress: count
    .nullable()
    .default(null)
    .describe("So many jobs at once are begun and not over, those with a question among them."),
  per_project: count
    .nullable()
    .default(null)
    .describe("So many jobs of a project at once are with workers; null: as many as workers take."),
  vendors: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), count)
    .default({})
    .describe("So many jobs at once use models of a vendor, on all workers."),
  keep: z
    .strictObject({
      days: z
        .number()
        .int()
        .min(1)
        .max(3_650)
        .nullable()
        .default(30)
        .describe("Days after its end."),
      jobs: count.nullable().default(null).describe("Of so many ended jobs, the newest ones."),
      job_days: z
        .number()
        .int()
        .min(1)
        .max(36_500)
        .nullable()
        .default(365)
        .describe("Days until an ended job itself goes, with its report and diff; null: never."),
    })
    .default({ days: 30, jobs: null, job_days: 365 })
    .describe("How long a job's events, results and commits are kept; null: not limited by that."),
});
export type Settings = z.infer<typeof Settings>;

const NAME = "settings";

export async function readSettings(client: Pick<Client, "query">): Promise<Settings> {
  const { rows } = await client.query(`select value from ${SCHEMA}.setting where name = $1`, [
    NAME,
  ]);
  return Settings.parse(rows[0]?.value ?? {});
}

export const writeSettings = (client: Client, settings: Settings) =>
  client.query(
    `insert into ${SCHEMA}.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
    [NAME, JSON.stringify(settings)],
  );
