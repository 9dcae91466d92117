// A receiver of messages on this machine, which answers as it is told.
import { onCleanup } from "../../harness/project.ts";

export interface Got {
  path: string;
  headers: Record<string, string>;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was sent
  body: any;
}

/** `hang`: no answer at all; `endless`: an answer that never ends. */
export type Answer =
  | number
  | "hang"
  | "endless"
  | { status: number; headers: Record<string, string> };

/** Answers one after the other, the last for ever; without any 200. */
export function receiver(...answers: Answer[]): { url: string; got: Got[] } {
  const got: Got[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const body = await request.json();
      got.push({
        path: new URL(request.url).pathname,
        headers: request.headers.toJSON() as Got["headers"],
        body,
      });
      const answer = answers.length > 1 ? answers.shift()! : (answers[0] ?? 200);
      if (answer === "hang") return new Promise<Response>(() => {});
      if (answer === "endless")
        return new Response(
          new ReadableStream({ pull: (to) => to.enqueue(new Uint8Array(1_000)) }),
        );
      if (typeof answer === "object") return new Response("", answer);
      return new Response("no more of this", { status: answer });
    },
  });
  onCleanup(() => server.stop(true));
  return { url: `http://127.0.0.1:${server.port}`, got };
}

/** A server that takes a connection and closes it. */
export function closing(): { url: string; connections: () => number } {
  let connections = 0;
  const server = Bun.listen({
    port: 0,
    hostname: "127.0.0.1",
    socket: {
      open: (socket) => {
        connections++;
        socket.end();
      },
      data: () => {},
    },
  });
  onCleanup(() => server.stop(true));
  return { url: `http://127.0.0.1:${server.port}`, connections: () => connections };
}
