import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where `multi-ai run` sends its events, and which it asks to acknowledge them. */

export interface Event {
  seq: number;
  line: string;
}

const MAX_FOLDER = 70;
/** Bytes of a line; the journal's own limit is below that. */
const MAX_LINE = 16 * 1_024 * 1_024;

/** Number of an event, and whether it ends what was decided at once. Null: it is not an event. */
function readEvent(line: string): (Event & { isLast: boolean }) | null {
  try {
    const { seq, batch } = JSON.parse(line);
    if (!Number.isInteger(seq) || seq < 1) return null;
    return { seq, line, isLast: !Array.isArray(batch) || batch[0] === batch[1] };
  } catch {
    return null;
  }
}

/**
 * Listens on a socket that nobody else of this machine may use. `keep` gets events in their order,
 * whole decisions only, and not before it has settled what it got before; what it throws ends the
 * connection, and is given to `failed`.
 */
export class SinkServer {
  private constructor(
    readonly path: string,
    private readonly folder: string,
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  static async open(
    keep: (events: Event[]) => Promise<void>,
    failed: (error: Error) => void,
  ): Promise<SinkServer> {
    // A path of a socket has at most 107 bytes.
    const folder = mkdtempSync(
      join(tmpdir().length > MAX_FOLDER ? "/tmp" : tmpdir(), "multi-ai-sink-"),
    );
    chmodSync(folder, 0o700);
    const path = join(folder, "sink");
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
      void receive(socket, keep).catch((error) => {
        socket.destroy();
        failed(error);
      });
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, resolve);
    });
    return new SinkServer(path, folder, server, sockets);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Takes lines from a connection until it ends, and acknowledges what `keep` has kept. */
async function receive(socket: Socket, keep: (events: Event[]) => Promise<void>): Promise<void> {
  let rest = Buffer.alloc(0);
  let open: Event[] = [];
  for await (const bytes of socket) {
    rest = Buffer.concat([rest, bytes as Buffer]);
    const end = rest.lastIndexOf("\n");
    if (end < 0) {
      if (rest.length > MAX_LINE) throw new Error("a line of the sink has no end");
      continue;
    }
    const lines = rest.subarray(0, end).toString().split("\n");
    rest = rest.subarray(end + 1);
    const whole: Event[] = [];
    for (const text of lines) {
      const event = readEvent(text);
      if (event === null) throw new Error(`the sink got what is no event: ${text.slice(0, 200)}`);
      const { isLast, ...one } = event;
      open.push(one);
      if (!isLast) continue;
      whole.push(...open);
      open = [];
    }
    if (whole.length === 0) continue;
    await keep(whole);
    socket.write(`${whole.at(-1)!.seq}\n`);
  }
}
