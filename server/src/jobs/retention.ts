import { type Pool, transaction } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { ENDED } from "./job.ts";
import { readSettings } from "./settings.ts";

/**
 * Records of ended jobs go after their time. The job, its report, its diff, and who did what stay.
 */

/** So many in one transaction. */
const AT_ONCE = 100;

const OLD = `
  select id from (select id, ended, row_number() over (order by ended desc) as place, cleared from ${SCHEMA}.job
    where state = any($1)) one
  where cleared is null and (ended < now() - make_interval(days => $2) or place > $3) limit ${AT_ONCE}`;

/**
 * Removes the records of jobs that ended so long ago, or before so many others. Returns of how
 * many.
 */
export async function clearOld(pool: Pool): Promise<number> {
  const { days, jobs } = (await readSettings(pool)).keep;
  for (let count = 0; ; ) {
    const cleared = await transaction(pool, async (client) => {
      const { rows } = await client.query<{ id: string }>(OLD, [ENDED, days, jobs]);
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
