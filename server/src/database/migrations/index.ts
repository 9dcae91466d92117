import { start } from "./1-start.ts";
import { lacks } from "./2-lacks.ts";
import { workers } from "./3-workers.ts";
import { scale } from "./4-scale.ts";
import { webhooks } from "./5-webhooks.ts";
import { order } from "./6-order.ts";
import { spending } from "./7-spending.ts";
import { moved } from "./8-moved.ts";
import { followUps } from "./9-follow-ups.ts";

/**
 * How the server's tables came to be, in order; a database keeps the number of the last one that it
 * has. To add one:
 *
 * 1. A file `<number>-<name>.ts` beside these, and a line at the end of the list. The number is the
 *    place in the list. What is on the main branch is never changed, reordered or removed.
 * 2. Workers of the version before go on with what they have while the server is updated, so it only
 *    adds: tables, indexes, columns with a default. What nobody reads any more goes one release
 *    later.
 * 3. It runs in one transaction, and others wait for the locks that it takes: no long rewrite of
 *    `job` or `event`.
 * 4. A new pg-boss with another schema of its own needs a number too, with `select 1`: workers wait
 *    for the number, and never change the queue's tables.
 *
 * server/tests/upgrade.test.ts starts each database of before, and those between the numbers.
 */
export interface Migration {
  name: string;
  sql: string;
}

export const MIGRATIONS: readonly Migration[] = [
  start,
  lacks,
  workers,
  scale,
  webhooks,
  order,
  spending,
  moved,
  followUps,
];
