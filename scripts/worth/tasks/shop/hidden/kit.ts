import { handler } from "../src/api.ts";
import { type ClientOptions, ShopClient } from "../src/client.ts";
import { ManualClock } from "../src/clock.ts";
import { type Files, MemoryFiles } from "../src/files.ts";
import { Shop } from "../src/shop.ts";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export interface Answer {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever was answered
  body: any;
  headers: Headers;
}

type Headed = Record<string, string>;

export async function opened(
  files: Files = new MemoryFiles(),
  more: { clock?: ManualClock; reservationMs?: number; ids?: () => string; run?: string } = {},
) {
  const { clock = new ManualClock(), run = "", ...others } = more;
  let made = 0;
  const ids = () => `n${run}${++made}`;
  const shop = await Shop.open(files, { ids, clock, ...others });
  const handle = handler(shop);
  async function http(
    method: string,
    path: string,
    body?: unknown,
    headers: Headed = {},
  ): Promise<Answer> {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const init: RequestInit = { method, headers };
    if (text !== undefined) init.body = text;
    const response = await handle(new Request(`http://shop/${path}`, init));
    const answer = await response.text();
    return {
      status: response.status,
      body: answer === "" ? null : JSON.parse(answer),
      headers: response.headers,
    };
  }
  let keys = 0;
  const get = (path: string) => http("GET", path);
  const product = (id: string, price = 100, stock = 10, name = id) =>
    http("POST", "products", { id, name, price, stock });
  async function cart(items: Record<string, number> | [string, number][]): Promise<string> {
    const { id } = (await http("POST", "carts")).body;
    for (const [one, quantity] of Array.isArray(items) ? items : Object.entries(items))
      await http("PUT", `carts/${id}/items/${encodeURIComponent(one)}`, { quantity });
    return id;
  }
  const post = (path: string, body: unknown, key = `k${run}${++keys}`, headers: Headed = {}) =>
    http("POST", path, body, { "Idempotency-Key": key, ...headers });
  const order = async (
    items: Record<string, number> | [string, number][],
    more: Record<string, unknown> = {},
    key?: string,
  ) => post("orders", { cart: await cart(items), ...more }, key);
  async function paid(items: Record<string, number>, more: Record<string, unknown> = {}) {
    const { id } = (await order(items, more)).body;
    return (await http("POST", `orders/${id}/pay`)).body;
  }
  const refund = (id: string, body: unknown, key?: string, headers?: Headed) =>
    post(`orders/${id}/refunds`, body, key, headers);
  const client = (options: ClientOptions = {}) =>
    new ShopClient("http://shop", { fetch: handle, ...options });
  const events = async (after = 0) =>
    // biome-ignore lint/suspicious/noExplicitAny: events
    (await get(`events?after=${after}&limit=1000`)).body.events as any[];
  const last = async (): Promise<number> => (await get("events?limit=1")).body.last;
  return {
    ...{ shop, files, clock, handle, http, get, post, product, cart, order, paid, refund },
    ...{ client, events, last },
  };
}

export type Opened = Awaited<ReturnType<typeof opened>>;

/** How an operation breaks off: before it does anything, halfway, or once it is done. */
export type Breaking = "before" | "half" | "after";

/** Files of which one operation breaks off; from then on none works, until it is mended. */
export class BreakingFiles implements Files {
  operations = 0;
  isBroken = false;
  stays = true;

  constructor(
    readonly inner: MemoryFiles,
    public breaksAt = Number.POSITIVE_INFINITY,
    private readonly how: Breaking = "before",
  ) {}

  names(): Promise<string[]> {
    return this.reading(() => this.inner.names());
  }

  read(name: string): Promise<string | null> {
    return this.reading(() => this.inner.read(name));
  }

  append(name: string, text: string): Promise<void> {
    return this.changing(
      () => this.inner.append(name, text),
      () => this.inner.append(name, text.slice(0, text.length >> 1)),
    );
  }

  replace(name: string, text: string): Promise<void> {
    return this.changing(() => this.inner.replace(name, text));
  }

  rename(from: string, to: string): Promise<void> {
    return this.changing(() => this.inner.rename(from, to));
  }

  remove(name: string): Promise<void> {
    return this.changing(() => this.inner.remove(name));
  }

  private async reading<T>(work: () => Promise<T>): Promise<T> {
    if (this.isBroken) throw new Error("the disk is gone");
    return work();
  }

  private async changing(work: () => Promise<void>, half = async () => {}): Promise<void> {
    if (this.isBroken) throw new Error("the disk is gone");
    if (++this.operations === this.breaksAt) {
      this.isBroken = this.stays;
      if (this.how === "half") await half();
      if (this.how === "after") await work();
      throw new Error("the disk has failed");
    }
    await work();
  }
}

export const copyOf = (files: MemoryFiles): MemoryFiles => new MemoryFiles(new Map(files.texts));

/** Fails the next append, which may be written in part; all is well after it. */
export function failOnce(files: MemoryFiles, written = 9): void {
  const own = {
    append: files.append.bind(files),
    replace: files.replace.bind(files),
  };
  files.append = async (name, text) => {
    Object.assign(files, own);
    await own.append(name, text.slice(0, written));
    throw new Error("the disk is full");
  };
  files.replace = async () => {
    Object.assign(files, own);
    throw new Error("the disk is full");
  };
}

/** Reads a stream of events as it comes. */
export async function listening(
  { handle }: Pick<Opened, "handle">,
  path = "events",
  headers: Record<string, string> = {},
) {
  const controller = new AbortController();
  const response = await handle(
    new Request(`http://shop/${path}`, {
      headers: { Accept: "text/event-stream", ...headers },
      signal: controller.signal,
    }),
  );
  const reader = response.body!.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let pending: ReturnType<typeof reader.read> | null = null;
  const blocks = () =>
    text
      .split("\n\n")
      .slice(0, -1)
      .filter((block) => /^data:/m.test(block))
      .map((block) => {
        const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1] ?? "";
        return { id: field("id"), data: JSON.parse(field("data")) };
      });
  /** All that has come, once there are so many, or nothing more comes. */
  async function read(count: number) {
    while (blocks().length < count) {
      pending ??= reader.read();
      const got = await Promise.race([pending, Bun.sleep(3_000).then(() => null)]);
      if (got === null) break;
      pending = null;
      if (got.done) break;
      text += decoder.decode(got.value, { stream: true });
    }
    return blocks();
  }
  /** What comes in a short while more. */
  async function rest() {
    for (;;) {
      pending ??= reader.read();
      const got = await Promise.race([pending, Bun.sleep(40).then(() => null)]);
      if (got === null || got.done) return blocks();
      pending = null;
      text += decoder.decode(got.value, { stream: true });
    }
  }
  return { response, reader, controller, read, rest };
}

/** A client that speaks to a script of answers, and keeps what it asked for. */
export function scripted(
  script: ((request: Request) => Response | Promise<Response>)[],
  options: ClientOptions = {},
) {
  const asked: { method: string; path: string; headers: Headers; body: string }[] = [];
  const waits: number[] = [];
  const client = new ShopClient("http://shop", {
    ids: () => "made",
    ...options,
    sleep: async (ms) => {
      waits.push(ms);
      await options.sleep?.(ms);
    },
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url);
      asked.push({
        method: request.method,
        path: pathname + search,
        headers: request.headers,
        body: await request.clone().text(),
      });
      const next = script.length > 1 ? script.shift()! : script[0]!;
      return next(request);
    },
  });
  return { client, asked, waits };
}

export const json =
  (body: unknown, status = 200, headers: Headed = {}) =>
  () =>
    Response.json(body, { status, headers });
export const refuse = (status: number, headers: Headed = {}) =>
  json({ error: { code: "busy", message: "not now" } }, status, headers);
export const broken = () => {
  throw new TypeError("the connection was reset");
};

/** What a promise is refused with. */
export const errorOf = (promise: Promise<unknown>): Promise<Record<string, unknown>> =>
  promise.then(
    () => ({ none: true }),
    (error) => error,
  );

/** All pages of a list, with what happens between them. */
export async function walk(
  { get }: Pick<Opened, "get">,
  list: "products" | "orders",
  query: string,
  between: (page: number) => Promise<unknown> = async () => {},
  // biome-ignore lint/suspicious/noExplicitAny: what is listed
): Promise<any[]> {
  const all = [];
  let cursor = "";
  for (let page = 1; page < 200; page++) {
    const { status, body } = await get(`${list}?${query}${cursor}`);
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
    all.push(...body[list]);
    if (body.next === null) return all;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
    await between(page);
  }
  throw new Error("the pages do not end");
}
