import type { Socket } from "bun";
import type { Project } from "../../project/project.ts";
import { disk, readCache } from "../../store/disk.ts";
import { START, scan } from "../../store/journal.ts";
import { journalPath } from "../../store/reader.ts";

/**
 * Whoever keeps a run's events elsewhere, as a job server does. Each decision of the journal goes there as its lines are, from
 * the first one on, and is answered by a line with the number of its last event. Nothing is paid before that.
 */

/** How long an answer may take. */
const PATIENCE_MS = 30_000;

export class Sink {
  private queue = Buffer.alloc(0);
  private answers = "";
  private size = -1;
  private sent = 0;
  private acknowledged = 0;
  private problem: string | null = null;
  private heard = Promise.withResolvers<void>();

  private constructor(private readonly project: Project) {}

  /** Connects to a descriptor of this process, or to a Unix socket. @throws Error where nobody is there */
  static async open(project: Project, where: string): Promise<Sink> {
    const sink = new Sink(project);
    const socket = {
      data: (_: Socket, bytes: Buffer) => sink.hear(bytes.toString()),
      drain: (socket: Socket) => sink.flush(socket),
      close: () => sink.lose("it closed the connection"),
      error: (_: Socket, error: Error) => sink.lose(error.message),
    };
    const at = /^\d+$/.test(where) ? { fd: Number(where) } : { unix: where };
    // Its types do not know that it takes a descriptor.
    const connected = await Bun.connect({ ...at, socket } as Bun.UnixSocketOptions<undefined>);
    sink.write = (text) => {
      sink.queue = Buffer.concat([sink.queue, Buffer.from(text)]);
      sink.flush(connected);
    };
    sink.close = () => connected.end();
    return sink;
  }

  private write: (text: string) => void = () => {};
  /** Ends the connection. */
  close: () => void = () => {};

  private flush(socket: Socket): void {
    if (this.queue.length > 0) this.queue = this.queue.subarray(Math.max(0, socket.write(this.queue)));
  }

  private hear(text: string): void {
    const lines = (this.answers + text).split("\n");
    this.answers = lines.pop()!;
    const last = Number(lines.at(-1) ?? Number.NaN);
    if (last > this.acknowledged) this.acknowledged = last;
    this.wake();
  }

  private lose(problem: string): void {
    this.problem ??= problem;
    this.wake();
  }

  private wake(): void {
    this.heard.resolve();
    this.heard = Promise.withResolvers();
  }

  /** Sends what the journal has by now and was not sent. */
  send(): void {
    const path = journalPath(this.project.task);
    const size = disk.lstat(path)?.size ?? 0;
    if (size === this.size || this.problem !== null) return;
    this.size = size;
    scan(readCache(path) ?? Buffer.alloc(0), START, (batch, _hash, lines) => {
      const { seq } = batch.at(-1)!;
      if (seq <= this.sent) return;
      this.sent = seq;
      this.write(lines.map((line) => `${line}\n`).join(""));
    });
  }

  /** Sends what is new and waits until all of it is acknowledged. Returns why that does not come; null: it is. */
  async settled(): Promise<string | null> {
    this.send();
    const late = setTimeout(() => this.lose(`it did not acknowledge event ${this.sent}`), PATIENCE_MS);
    while (this.problem === null && this.acknowledged < this.sent) await this.heard.promise;
    clearTimeout(late);
    return this.acknowledged < this.sent ? this.problem : null;
  }
}
