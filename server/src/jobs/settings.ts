import { z } from "zod";
import { type Client, holding } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";

/** What people set for all jobs of a server, on the page. */

const count = z.number().int().min(1).max(10_000);

const Keep = z.strictObject({
  days: z.number().int().min(1).max(3_650).nullable().describe("Days after its end."),
  jobs: count.nullable().describe("Of so many ended jobs, the newest ones."),
  job_days: z
    .number()
    .int()
    .min(1)
    .max(36_500)
    .nullable()
    .describe("Days until an ended job itself goes, with its report and diff; null: never."),
});

export const Settings = z.strictObject({
  in_progress: count
    .nullable()
    .describe("So many jobs at once are begun and not over, those with a question among them."),
  per_project: count
    .nullable()
    .describe("So many jobs of a project at once are with workers; null: as many as workers take."),
  vendors: z
    .record(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), count)
    .describe("So many jobs at once use models of a vendor, on all workers."),
  keep: Keep.describe(
    "How long a job's events, results and commits are kept; null: not limited by that.",
  ),
});
export type Settings = z.infer<typeof Settings>;

/** What is set: what is not sent stays as it is. */
export const SettingsChange = Settings.partial().extend({
  vendors: Settings.shape.vendors.nullable().optional(),
  keep: Keep.partial()
    .optional()
    .describe(Settings.shape.keep.description ?? ""),
});
export type SettingsChange = z.infer<typeof SettingsChange>;

const USUAL: Settings = {
  ...{ in_progress: null, per_project: null, vendors: {} },
  keep: { days: 30, jobs: null, job_days: 365 },
};

const withChange = (before: Settings, { vendors, keep, ...change }: SettingsChange): Settings =>
  Settings.parse({
    ...{ ...before, ...change },
    vendors: vendors === undefined ? before.vendors : (vendors ?? {}),
    keep: { ...before.keep, ...keep },
  });

const NAME = "settings";

export async function readSettings(client: Pick<Client, "query">): Promise<Settings> {
  const { rows } = await client.query(`select value from ${SCHEMA}.setting where name = $1`, [
    NAME,
  ]);
  return withChange(USUAL, SettingsChange.parse(rows[0]?.value ?? {}));
}

/** Changes what is set while nobody else does. Null: nothing, because what is set does not fit. */
export async function writeSettings(
  client: Client,
  change: SettingsChange,
  fits: (before: Settings) => boolean,
): Promise<Settings | null> {
  await holding(client, NAME);
  const before = await readSettings(client);
  if (!fits(before)) return null;
  const settings = withChange(before, change);
  await client.query(
    `insert into ${SCHEMA}.setting (name, value) values ($1, $2) on conflict (name) do update set value = excluded.value`,
    [NAME, JSON.stringify(settings)],
  );
  return settings;
}
