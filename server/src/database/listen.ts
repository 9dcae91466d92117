import pg from "pg";

const RECONNECT_MS = 500;
/** A connection that was cut without a word gives no answer at all. */
const ANSWER_MS = 5_000;

/**
 * Listens on channels of Postgres, from now until what is returned is called. `heard`: the payload
 * of each notification. `connected`: it listens (again), so something may have been missed.
 * `checkMs`: so often it is asked whether the connection is still there.
 */
export function listenTo(
  url: string,
  channels: string[],
  heard: (payload: string) => void,
  connected: () => void,
  checkMs: number,
): () => Promise<void> {
  let isOver = false;
  let client: pg.Client | null = null;
  let wake = (): void => {};
  const pause = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const loop = async (): Promise<void> => {
    while (!isOver) {
      const current = new pg.Client({
        connectionString: url,
        keepAlive: true,
        connectionTimeoutMillis: ANSWER_MS,
        query_timeout: ANSWER_MS,
      });
      let isBroken = false;
      const broken = (): void => {
        isBroken = true;
        wake();
      };
      current.on("error", broken);
      current.on("end", broken);
      current.on("notification", ({ payload }) => heard(payload ?? ""));
      try {
        await current.connect();
        // Ended while it connects, it would never say so.
        client = current;
        for (const channel of channels) await current.query(`listen "${channel}"`);
        connected();
        // A connection that was cut without a word shows only when it is used.
        while (!isOver && !isBroken) {
          await pause(checkMs);
          if (!isOver && !isBroken) await current.query("select 1");
        }
      } catch {
        // It is tried again.
      }
      await current.end().catch(() => {});
      if (!isOver) await pause(RECONNECT_MS);
    }
  };
  const over = loop();
  return async () => {
    isOver = true;
    wake();
    await client?.end().catch(() => {});
    await over;
  };
}
