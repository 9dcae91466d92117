import type { Client } from "../database/connection.ts";
import { SCHEMA } from "../database/schema.ts";
import { ENDED, type State } from "./job.ts";
import { tellChanged, writeAudit } from "./store.ts";

/**
 * Order among jobs. One that comes after another one has that one's id under `awaits` until it is
 * complete, and is sent to no worker before. Where that one fails or is cancelled, it is skipped: it
 * is cancelled, and waits again once that one is retried.
 */

/** Whoever is looked after by a worker is what it was before. */
export const STATE = "coalesce(wish->>'back', state)";

/** How the job stands that is awaited; null: there is none any more. */
export async function awaitedState(
  client: Pick<Client, "query">,
  id: string,
  more = "",
): Promise<State | null> {
  const { rows } = await client.query<{ state: State }>(
    `select ${STATE} as state from ${SCHEMA}.job where id = $1 ${more}`,
    [id],
  );
  return rows[0]?.state ?? null;
}

/**
 * Has a job that is queued wait for the one that it comes after, as that one stands. A person's
 * `retry` of one that was skipped has it begin without that one, if that one is not under way.
 */
export async function awaitTurn(client: Client, id: string, isRetry: boolean): Promise<void> {
  const { rows } = await client.query<{ after: string | null }>(
    `select after from ${SCHEMA}.job where id = $1`,
    [id],
  );
  const after = rows[0]?.after ?? null;
  if (after === null) return;
  // It does not end before this transaction does, and then it sees this job.
  const state = await awaitedState(client, after, "for share");
  const isOver = state === null || state === "complete";
  const isFree = isOver || (isRetry && ENDED.includes(state));
  await client.query(`update ${SCHEMA}.job set awaits = $2 where id = $1`, [
    ...[id, isFree ? null : after],
  ]);
  if (!isFree && ENDED.includes(state)) await skip(client, after, state);
}

/** Those that await a job that has just ended may begin, or are skipped. */
export async function release(client: Client, id: string, state: State): Promise<void> {
  if (state !== "complete") return skip(client, id, state);
  const { rows } = await client.query(
    `update ${SCHEMA}.job set awaits = null, updated = now() where awaits = $1 and state = 'queued' returning id`,
    [id],
  );
  for (const one of rows) await tellChanged(client, one.id);
}

/** All that await a job which are in a state, and those that await them. */
const DEPENDENTS = (state: State, more = ""): string => `
  with recursive dependents as (
    select id from ${SCHEMA}.job where awaits = $1 and state = '${state}' ${more}
    union select job.id from ${SCHEMA}.job job join dependents on job.awaits = dependents.id where job.state = '${state}' ${more})`;

async function skip(client: Client, id: string, state: State): Promise<void> {
  const { rows } = await client.query(
    `${DEPENDENTS("queued")} update ${SCHEMA}.job set state = 'cancelled', reason = $2, ended = now(), updated = now()
     where id in (select id from ${SCHEMA}.job where id in (select id from dependents) order by id for update)
       and state = 'queued' returning id`,
    [
      id,
      `skipped: it comes after the job ${id}, which is ${state}. Retry that one for both, or this one to begin without it`,
    ],
  );
  for (const one of rows) {
    await writeAudit(client, one.id, "server", "skip", { after: id });
    await tellChanged(client, one.id);
  }
}

/**
 * Those that were skipped because of a job that is retried wait for it again; where who retries may
 * not decide, none that decides everything by itself.
 */
export async function awaitAgain(client: Client, id: string, mayDecide: boolean): Promise<void> {
  // Whoever changes one of them at the moment decides about it.
  const { rows } = await client.query(
    `${DEPENDENTS("cancelled", mayDecide ? "" : "and not job.options ? 'auto'")} update ${SCHEMA}.job set state = 'queued', reason = null, ended = null, updated = now()
     where id in (select id from ${SCHEMA}.job where id in (select id from dependents) for update skip locked)
       and state = 'cancelled' and awaits is not null returning id`,
    [id],
  );
  for (const one of rows) await tellChanged(client, one.id);
}
