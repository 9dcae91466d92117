import { type Pool, transaction } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { ENDED } from "./job.ts";
import { readSettings } from "./settings.ts";

/**
 * Records of ended jobs go after their time: events, results and commits first, the job with its
 * report and diff much later. Who did what stays.
 */

/** So many in one transaction. */
const AT_ONCE = 100;

/** Before this moment ended those that are not among the newest $1 ended jobs. */
const BEYOND = `(select ended from ${SCHEMA}.job where ended is not null order by ended desc offset $1 limit 1)`;
const OLD = `
  select id from ${SCHEMA}.job where ended is not null and cleared is null and state = any($2)
    and (ended < now() - make_interval(days => $3) or $1::int is not null and ended <= ${BEYOND}) limit ${AT_ONCE}`;
const GONE = `
  delete from ${SCHEMA}.job where state = any($1) and id in
    (select id from ${SCHEMA}.job where ended < now() - make_interval(days => $2) limit ${AT_ONCE})`;

/**
 * Removes the records of jobs that ended so long ago, or before so many others. Returns of how
 * many.
 */
export async function clearOld(pool: Pool): Promise<number> {
  const { days, jobs } = (await readSettings(pool)).keep;
  for (let count = 0; ; ) {
    const cleared = await transaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(OLD, [jobs, ENDED, days]);
      const ids = rows.map(({ id }) => id);
      // One that was tried again meanwhile keeps it.
      const still = await client.query<{ id: string }>(
        `update ${SCHEMA}.job set cleared = now() where id = any($1) and state = any($2) and cleared is null returning id`,
        [ids, ENDED],
      );
      const gone = still.rows.map(({ id }) => id);
      for (const table of ["event", "object", "tree"])
        await client.query(`delete from ${SCHEMA}.${table} where job = any($1)`, [gone]);
      return gone.length;
    });
    if (cleared === 0) return count;
    count += cleared;
  }
}

/** Removes jobs themselves that ended so long ago; the audit stays. Returns how many. */
export async function removeOld(pool: Pool): Promise<number> {
  const { job_days: days } = (await readSettings(pool)).keep;
  if (days === null) return 0;
  for (let count = 0; ; ) {
    const { rowCount } = await pool.query(GONE, [ENDED, days]);
    if (!rowCount) return count;
    count += rowCount;
  }
}
