import type { Socket } from "bun";
import type { Project } from "../../project/project.ts";
import { disk, readCache } from "../../store/files/disk.ts";
import { START, scan } from "../../store/journal.ts";
import { journalPath } from "../../store/reader.ts";

/**
 * Whoever keeps a run's events elsewhere, as a job server does. Each decision of the journal goes
 * there as its lines are, from the first one on, and is answered by a line with the number of its
 * last event. Nothing is paid before that.
 */

/** How long an answer may take. */
const PATIENCE_MS = 30_000;

export type Sink = Awaited<ReturnType<typeof openSink>>;

/**
 * Connects to a descriptor of this process, or to a Unix socket. @throws Error where nobody is
 * there
 */
export async function openSink(project: Project, where: string) {
  let queue = Buffer.alloc(0);
  let answers = "";
  let size = -1;
  let sent = 0;
  let acknowledged = 0;
  let problem: string | null = null;
  let heard = Promise.withResolvers<void>();
  const wake = (): void => {
    heard.resolve();
    heard = Promise.withResolvers();
  };
  const lose = (why: string): void => {
    problem ??= why;
    wake();
  };
  const flush = (socket: Socket): void => {
    if (queue.length > 0) queue = queue.subarray(Math.max(0, socket.write(queue)));
  };
  const socket = {
    data(_: Socket, bytes: Buffer): void {
      const lines = (answers + bytes.toString()).split("\n");
      answers = lines.pop()!;
      const last = Number(lines.at(-1) ?? Number.NaN);
      if (last > acknowledged) acknowledged = last;
      wake();
    },
    drain: flush,
    close: () => lose("it closed the connection"),
    error: (_: Socket, error: Error) => lose(error.message),
  };
  const at = /^\d+$/.test(where) ? { fd: Number(where) } : { unix: where };
  // Its types do not know that it takes a descriptor.
  const connected = await Bun.connect({ ...at, socket } as Bun.UnixSocketOptions<undefined>);

  /** Sends what the journal has by now and was not sent. */
  function send(): void {
    const path = journalPath(project.task);
    const now = disk.lstat(path)?.size ?? 0;
    if (now === size || problem !== null) return;
    size = now;
    scan(readCache(path) ?? Buffer.alloc(0), START, (batch, _hash, lines) => {
      const { seq } = batch.at(-1)!;
      if (seq <= sent) return;
      sent = seq;
      queue = Buffer.concat([queue, Buffer.from(lines.map((line) => `${line}\n`).join(""))]);
      flush(connected);
    });
  }

  /**
   * Sends what is new and waits until all of it is acknowledged. Returns why that does not come;
   * null: it is.
   */
  async function settled(): Promise<string | null> {
    send();
    const late = setTimeout(() => lose(`it did not acknowledge event ${sent}`), PATIENCE_MS);
    while (problem === null && acknowledged < sent) await heard.promise;
    clearTimeout(late);
    return acknowledged < sent ? problem : null;
  }

  return { send, settled, close: () => void connected.end() };
}
