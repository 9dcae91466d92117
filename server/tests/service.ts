// A service of the world outside, on loopback: it keeps what it is asked, and answers as the test says.

export interface Asked {
  method: string;
  path: string;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each service has forms of its own
  body: any;
}

export interface Service {
  url: string;
  asked: Asked[];
  /** What was asked of a path that ends so. */
  of(end: string): Asked[];
  /** The same as soon as there are so many. */
  come(end: string, count?: number): Promise<Asked[]>;
  close(): Promise<void>;
}

/** `answer`: undefined is an empty success. */
export function startService(answer: (asked: Asked) => unknown | Response): Service {
  const asked: Asked[] = [];
  const server = Bun.serve({
    port: 0,
    hostname: "127.0.0.1",
    idleTimeout: 0,
    async fetch(request) {
      const { pathname, search } = new URL(request.url);
      const text = await request.text();
      const one = {
        ...{ method: request.method, path: pathname + search, headers: request.headers },
        body: text === "" ? null : JSON.parse(text),
      };
      asked.push(one);
      const said = await answer(one);
      return said instanceof Response ? said : Response.json(said ?? {});
    },
  });
  const of = (end: string): Asked[] => asked.filter(({ path }) => path.endsWith(end));
  return {
    url: server.url.href.replace(/\/$/, ""),
    asked,
    of,
    async come(end, count = 1) {
      while (of(end).length < count) await Bun.sleep(20);
      return of(end);
    },
    close: () => server.stop(true),
  };
}
