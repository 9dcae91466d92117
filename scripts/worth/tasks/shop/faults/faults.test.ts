import { expect, setDefaultTimeout, test } from "bun:test";
import { errorOf, failOnce, HOUR, json, listening, opened, scripted } from "../hidden/kit.ts";
import { ManualClock } from "../src/clock.ts";
import { MemoryFiles } from "../src/files.ts";
import { migrate } from "../src/migrate.ts";

// A machine may be busy.
setDefaultTimeout(60_000);

const event = (seq: number, id = `c${seq}`): string =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, at: "2026-01-01T00:00:00.000Z", type: "product.added", id, version: 1 })}\n\n`;

/** An answer whose body stays open, and tells when it is given up. */
function open(text: string | Uint8Array[]) {
  let isGivenUp = false;
  const chunks = typeof text === "string" ? [new TextEncoder().encode(text)] : text;
  const answer = (request: Request) => {
    request.signal.addEventListener("abort", () => {
      isGivenUp = true;
    });
    return new Response(
      new ReadableStream({
        start(controller) {
          for (const chunk of chunks) controller.enqueue(chunk);
        },
        cancel() {
          isGivenUp = true;
        },
      }),
      { headers: { "Content-Type": "text/event-stream" } },
    );
  };
  return { answer, isGivenUp: () => isGivenUp };
}

const streams = async ({
  get,
}: {
  get: (path: string) => Promise<{ body: { streams: number } }>;
}) => (await get("health")).body.streams;

test("a stream whose reader leaves is no longer open", async () => {
  const made = await opened();
  const [one, two] = [await listening(made), await listening(made)];
  expect(await streams(made)).toBe(2);
  await one.reader.cancel();
  await Bun.sleep(20);
  expect(await streams(made)).toBe(1);
  two.controller.abort();
  await Bun.sleep(20);
  expect(await streams(made)).toBe(0);
});

test("a stream that was left does not fail the requests of others", async () => {
  const made = await opened();
  const gone = await listening(made);
  const stays = await listening(made);
  await gone.reader.cancel();
  expect((await made.product("tea")).status).toBe(201);
  expect((await stays.read(1)).map(({ data }) => data.id)).toEqual(["tea"]);
  stays.controller.abort();
});

test("a product that is named in two lines of a refund gives back no more than was ordered", async () => {
  const { get, product, paid, refund } = await opened();
  await product("tea", 100, 10);
  await product("cup", 100, 10);
  const { id } = await paid({ tea: 1, cup: 5 });
  const line = { product: "tea", quantity: 1 };
  const twice = await refund(id, { lines: [line, line], restock: true });
  expect([twice.status, twice.body.error.code]).toEqual([409, "too-much"]);
  expect((await get("products/tea")).body.stock).toBe(9);
});

test("the share of lines is exact to the cent in a large order", async () => {
  const { product, paid, refund } = await opened();
  await product("a", 8_654_324, 1000);
  await product("b", 23_962_966, 1000);
  const back = async (id: string, product: string, quantity: number) =>
    (await refund(id, { lines: [{ product, quantity }] })).body.amount;
  const a = await paid({ a: 100 });
  expect(await back(a.id, "a", 77)).toBe(77 * 8_654_324);
  const b = await paid({ b: 100 });
  expect(await back(b.id, "b", 11)).toBe(11 * 23_962_966);
  const { id, total } = await paid({ a: 300, b: 200 }, { discount: 123_456_789 });
  const all = 8_654_324n * 300n + 23_962_966n * 200n;
  for (const quantity of [1, 37, 150]) {
    const share = (23_962_966n * BigInt(quantity) * BigInt(total)) / all;
    expect(await back(id, "b", quantity)).toBe(Number(share));
  }
});

test("what a request writes does not grow with what there is", async () => {
  const files = new MemoryFiles();
  let written = 0;
  for (const name of ["append", "replace"] as const) {
    const own = files[name].bind(files);
    files[name] = (to, text) => {
      written += text.length;
      return own(to, text);
    };
  }
  const { product, order } = await opened(files);
  await product("tea", 100, 1000);
  const cost = async (count: number): Promise<number> => {
    const before = written;
    for (let n = 0; n < count; n++) await order({ tea: 1 });
    return (written - before) / count;
  };
  await cost(5);
  const few = await cost(10);
  await cost(80);
  expect((await cost(10)) / few).toBeLessThan(2.5);
});

test("a write that failed leaves no gap in the numbers of events", async () => {
  const files = new MemoryFiles();
  const { product, events, last } = await opened(files);
  await product("a");
  failOnce(files);
  expect((await product("b")).status).toBe(500);
  expect(await last()).toBe(1);
  await product("c");
  expect((await events()).map(({ seq, id }) => [seq, id])).toEqual([
    [1, "a"],
    [2, "c"],
  ]);
  expect((await (await opened(files)).events()).map(({ seq }) => seq)).toEqual([1, 2]);
});

test("an expiry that could not be written is made up for, once", async () => {
  const files = new MemoryFiles();
  const clock = new ManualClock();
  const { get, product, order, events } = await opened(files, { clock });
  await product("tea", 100, 5);
  const { id } = (await order({ tea: 3 })).body;
  clock.advance(HOUR);
  failOnce(files);
  await get("health");
  expect((await get("products/tea")).body.available).toBe(5);
  expect((await get(`orders/${id}`)).body).toMatchObject({ status: "expired", version: 2 });
  const expiries = (await events()).filter(({ type }) => type === "order.expired");
  expect(expiries).toHaveLength(1);
  const again = await opened(files, { clock });
  expect(await again.events()).toEqual(await events());
});

test("where the first of two with one key fails, the second is done", async () => {
  const files = new MemoryFiles();
  const { get, product, cart, post } = await opened(files);
  await product("tea");
  const id = await cart({ tea: 1 });
  failOnce(files);
  const [first, second] = await Promise.all([
    post("orders", { cart: id }, "k"),
    post("orders", { cart: id }, "k"),
  ]);
  expect([first.status, second.status]).toEqual([500, 201]);
  expect((await get("orders")).body.orders).toHaveLength(1);
});

test("two with one key and different bodies at the same time do not share an answer", async () => {
  const { product, cart, post } = await opened();
  await product("tea");
  const [a, b] = [await cart({ tea: 1 }), await cart({ tea: 2 })];
  const both = await Promise.all([
    post("orders", { cart: a }, "k"),
    post("orders", { cart: b }, "k"),
  ]);
  expect(both.map(({ status }) => status)).toEqual([201, 422]);
});

test("a replay does not prolong the time of a key", async () => {
  const { product, cart, post, clock } = await opened();
  await product("tea");
  const id = await cart({ tea: 1 });
  await post("orders", { cart: id }, "k");
  for (const hours of [9, 9, 5]) {
    clock.advance(hours * HOUR);
    expect((await post("orders", { cart: id }, "k")).status).toBe(201);
  }
  clock.advance(HOUR);
  expect((await post("orders", { cart: id }, "k")).status).toBe(409);
});

test("a cursor that is made up is refused, and breaks nothing", async () => {
  const { get, product, order } = await opened();
  for (let n = 0; n < 3; n++) await product(`p${n}`, 1, 9, `name ${n}`);
  for (let n = 0; n < 3; n++) await order({ p0: 1 });
  const genuine = (await get("products?limit=1")).body.next as string;
  const known = Buffer.from(genuine, "base64").toString();
  const texts = ["null", "1", '"a"', "[]", "{}", "[null,null]", "[[],[]]", "\u0000", "a:b:c", "["];
  // Ours, with another kind of value in each place.
  const number = /(?<=[[,:])\d+(?=[\],}])/;
  if (number.test(known))
    for (const value of ["null", "{}", "[]", '"x"', "true"])
      texts.push(known.replace(number, value));
  for (const list of ["products", "products?sort=name", "orders", "orders?status=reserved"])
    for (const text of texts)
      for (const form of ["base64", "base64url"] as const) {
        const cursor = encodeURIComponent(Buffer.from(text).toString(form));
        const path = `${list}${list.includes("?") ? "&" : "?"}cursor=${cursor}`;
        expect([text, list, (await get(path)).status]).toEqual([text, list, 400]);
      }
});

test("old data with ids such as __proto__ is migrated whole", async () => {
  const ids = ["__proto__", "constructor", "2", "1", "toString"];
  const lines = (all: unknown[]) => all.map((one) => `${JSON.stringify(one)}\n`).join("");
  const first = new MemoryFiles(
    new Map([
      ["products.jsonl", lines(ids.map((sku) => ({ sku, title: sku, eur: "1.5" })))],
      ["stock.jsonl", lines(ids.map((sku) => ({ sku, delta: 4 })))],
    ]),
  );
  const second = new MemoryFiles(
    new Map([
      [
        "data.jsonl",
        lines([
          { format: 2 },
          ...ids.map((id) => ({ kind: "product", id, name: id, price: 150, stock: 4 })),
        ]),
      ],
    ]),
  );
  for (const files of [first, second]) {
    await migrate(files);
    const { products } = (await (await opened(files)).get("products")).body;
    expect(products).toMatchObject(ids.map((id) => ({ id, name: id, price: 150, stock: 4 })));
  }
});

test("an event that comes cut into bytes is read whole", async () => {
  const bytes = new TextEncoder().encode(event(1, "käse €") + event(2, "日本"));
  const { answer } = open([...bytes].map((byte) => Uint8Array.of(byte)));
  const { client } = scripted([answer]);
  const ids: string[] = [];
  for await (const { id } of client.events({ after: 0 })) {
    ids.push(id);
    if (ids.length === 2) break;
  }
  expect(ids).toEqual(["käse €", "日本"]);
});

test("who leaves the loop over events leaves the stream", async () => {
  const { answer, isGivenUp } = open(event(1));
  const { client } = scripted([answer]);
  for await (const _ of client.events({ after: 0 })) break;
  await Bun.sleep(20);
  expect(isGivenUp()).toBe(true);
});

test("an aborted signal gives up the stream that was read", async () => {
  const { answer, isGivenUp } = open(event(1));
  const { client } = scripted([answer]);
  const controller = new AbortController();
  for await (const _ of client.events({ after: 0, signal: controller.signal })) controller.abort();
  await Bun.sleep(20);
  expect(isGivenUp()).toBe(true);
});

test("nothing listens to the signal once the events are left", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const known = new Set<unknown>();
  const [add, remove] = [
    signal.addEventListener.bind(signal),
    signal.removeEventListener.bind(signal),
  ];
  signal.addEventListener = ((
    type: "abort",
    listener: EventListener,
    more?: { signal?: AbortSignal },
  ) => {
    known.add(listener);
    more?.signal?.addEventListener("abort", () => known.delete(listener));
    add(type, listener, more);
  }) as typeof signal.addEventListener;
  signal.removeEventListener = ((type: "abort", listener: EventListener) => {
    known.delete(listener);
    remove(type, listener);
  }) as typeof signal.removeEventListener;
  for (let n = 0; n < 3; n++) {
    const { answer } = open(event(1) + event(2));
    const { client } = scripted([answer]);
    let count = 0;
    for await (const _ of client.events({ after: 0, signal })) if (++count === 2) break;
  }
  await Bun.sleep(20);
  expect(known.size).toBe(0);
});

test("a Retry-After that is a date does not end the waiting", async () => {
  for (const odd of ["Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-5", "1.5"]) {
    const busy = json({ error: { code: "busy", message: "" } }, 503, { "Retry-After": odd });
    const { client, waits } = scripted([busy, json({})]);
    await client.product("a");
    expect([odd, waits]).toEqual([odd, [100]]);
  }
});

test("an answer that breaks off is tried again like one that did not come", async () => {
  const breaking = () =>
    new Response(
      new ReadableStream({
        start: (controller) => controller.enqueue(new TextEncoder().encode('{"id":')),
        pull: (controller) => controller.error(new TypeError("the connection was reset")),
      }),
    );
  const { client, asked } = scripted([breaking, json({ id: "o1" })]);
  expect(await client.order("c", { key: "k" })).toMatchObject({ id: "o1" });
  expect(asked.map(({ headers }) => headers.get("Idempotency-Key"))).toEqual(["k", "k"]);
  const never = scripted([breaking, json({})]);
  expect(await errorOf(never.client.addCart())).not.toMatchObject({ none: true });
  expect(never.asked).toHaveLength(1);
});
