import { expect, setDefaultTimeout, test } from "bun:test";
import { ShopClient } from "../src/client.ts";
import { ShopError } from "../src/errors.ts";
import { broken, errorOf, json, listening, opened, refuse, scripted } from "./kit.ts";

// A machine may be busy.
setDefaultTimeout(60_000);

const idsOf = (list: { id: string }[]) => list.map(({ id }) => id);
const event = (seq: number): string =>
  `id: ${seq}\ndata: ${JSON.stringify({ seq, at: "2026-01-01T00:00:00.000Z", type: "cart.added", id: `c${seq}`, version: 1 })}\n\n`;

/** An answer with these events, which then ends, breaks or stays open. */
const stream =
  (seqs: number[], then: "ends" | "breaks" | "stays" = "ends") =>
  () =>
    new Response(
      new ReadableStream({
        start(controller) {
          for (const seq of seqs) controller.enqueue(new TextEncoder().encode(event(seq)));
          if (then === "ends") controller.close();
        },
        pull(controller) {
          if (then === "breaks") controller.error(new TypeError("the connection was reset"));
          return then === "stays" ? new Promise(() => {}) : undefined;
        },
      }),
      { headers: { "Content-Type": "text/event-stream" } },
    );

async function taken(events: AsyncIterable<{ seq: number }>, count = 1000): Promise<number[]> {
  const seqs: number[] = [];
  for await (const { seq } of events) {
    seqs.push(seq);
    if (seqs.length === count) break;
  }
  return seqs;
}

/** Where a connection is asked to go on. */
const positions = (asked: { path: string; headers: Headers }[]) =>
  asked
    .filter(({ headers }) => headers.get("Accept")?.includes("text/event-stream"))
    .map(({ path, headers }) =>
      Number(headers.get("Last-Event-ID") ?? new URLSearchParams(path.split("?")[1]).get("after")),
    );

const within = <T>(promise: Promise<T>, ms = 3000): Promise<T | "late"> =>
  Promise.race([promise, Bun.sleep(ms).then(() => "late" as const)]);

test("request: a stream tells what was after a number, then what happens", async () => {
  const made = await opened();
  for (const id of ["a", "b", "c"]) await made.product(id);
  const { response, read, rest, controller } = await listening(made, "events?after=1");
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  expect((await read(2)).map(({ id, data }) => [id, data.id])).toEqual([
    ["2", "b"],
    ["3", "c"],
  ]);
  await made.product("d");
  await made.http("PATCH", "products/d", { price: 1 });
  const all = await read(4);
  expect(all.map(({ data }) => data)).toEqual(await made.events(1));
  expect(await rest()).toHaveLength(4);
  controller.abort();
});

test("request: Last-Event-ID goes before after", async () => {
  const made = await opened();
  for (const id of ["a", "b", "c"]) await made.product(id);
  const { rest, controller } = await listening(made, "events?after=0", { "Last-Event-ID": "2" });
  expect((await rest()).map(({ id }) => id)).toEqual(["3"]);
  controller.abort();
});

test("request: with neither a stream tells only what is new", async () => {
  const made = await opened();
  await made.product("a");
  const { rest, read, controller } = await listening(made);
  expect(await rest()).toEqual([]);
  await made.product("b");
  expect((await read(1)).map(({ id }) => id)).toEqual(["2"]);
  controller.abort();
});

test("request: no event comes twice or is left out while a stream begins", async () => {
  const made = await opened();
  for (let n = 0; n < 250; n++) await made.product(`p${n}`);
  const adding = Promise.all(Array.from({ length: 30 }, (_, n) => made.product(`q${n}`)));
  const streams = await Promise.all([1, 2, 3].map(() => listening(made, "events?after=0")));
  await adding;
  for (const { read, controller } of streams) {
    expect((await read(280)).map(({ id }) => Number(id))).toEqual(
      Array.from({ length: 280 }, (_, at) => at + 1),
    );
    controller.abort();
  }
});

test("request: health tells how many streams are open", async () => {
  const made = await opened();
  expect((await made.get("health")).body.streams).toBe(0);
  const [one, two] = [await listening(made), await listening(made)];
  expect((await made.get("health")).body.streams).toBe(2);
  for (const { controller } of [one, two]) controller.abort();
});

test("request: the client orders, pays, refunds and cancels", async () => {
  const made = await opened();
  await made.product("tea", 500, 9);
  const client = made.client();
  const cart = await client.addCart();
  await client.setItem(cart.id, "tea", 2);
  const order = await client.order(cart.id, { discount: 100, key: "mine" });
  expect(order).toMatchObject({ status: "reserved", total: 900 });
  expect((await client.order(cart.id, { discount: 100, key: "mine" })).id).toBe(order.id);
  expect((await client.pay(order.id, { ifMatch: 1 })).status).toBe("paid");
  const refund = await client.refund(order.id, { amount: 1 }, { key: "r", ifMatch: 2 });
  expect(refund).toMatchObject({ order: order.id, amount: 1 });
  expect(await client.refund(order.id, { amount: 1 }, { key: "r", ifMatch: 2 })).toEqual(refund);
  expect(await client.refunds(order.id)).toEqual([refund]);
  expect(await client.getOrder(order.id)).toMatchObject({ refunded: 1 });
  await client.setItem(cart.id, "tea", 1);
  const { id } = await client.order(cart.id);
  expect((await client.cancel(id)).status).toBe("cancelled");
  const stale = await errorOf(client.pay(order.id, { ifMatch: 1 }));
  expect(stale).toBeInstanceOf(ShopError);
  expect(stale).toMatchObject({ status: 412, code: "version", more: { version: 3 } });
});

test("request: ifMatch of products and items is a version in quotes", async () => {
  const { client, asked } = scripted([json({})]);
  await client.changeProduct("a", { price: 1 }, { ifMatch: 3 });
  await client.removeProduct("a", { ifMatch: 4 });
  await client.setItem("c", "a", 1, { ifMatch: 5 });
  await client.changeProduct("a", { price: 1 });
  expect(asked.map(({ headers }) => headers.get("If-Match"))).toEqual(['"3"', '"4"', '"5"', null]);
});

test("request: the client goes through all orders page by page", async () => {
  const made = await opened();
  await made.product("tea", 500, 99);
  const ids: string[] = [];
  for (let n = 0; n < 25; n++) ids.push((await made.order({ tea: 1 })).body.id);
  await made.http("POST", `orders/${ids[3]}/pay`);
  const paths: string[] = [];
  const client = made.client({
    fetch: (request) => {
      paths.push(request.url);
      return made.handle(request);
    },
  });
  const all = await Array.fromAsync(client.orders({ limit: 10 }));
  expect([idsOf(all), paths.length]).toEqual([ids.toReversed(), 3]);
  expect(idsOf(await Array.fromAsync(client.orders()))).toEqual(ids.toReversed());
  expect(idsOf(await Array.fromAsync(client.orders({ status: "paid" })))).toEqual([ids[3]!]);
});

test("request: a call is tried again after longer and longer waits", async () => {
  const { client, asked, waits } = scripted([refuse(503)], { retries: 7 });
  expect(await errorOf(client.product("a"))).toMatchObject({ status: 503, code: "busy" });
  expect([asked.length, waits]).toEqual([8, [100, 200, 400, 800, 1600, 2000, 2000]]);
});

test("request: three more tries unless told, and the last failure is thrown", async () => {
  const script = [refuse(503), broken, refuse(429), refuse(502)];
  const { client, asked, waits } = scripted(script);
  expect(await errorOf(client.product("a"))).toMatchObject({ status: 502 });
  expect([asked.length, waits]).toEqual([4, [100, 200, 400]]);
  const other = scripted([refuse(504), refuse(502), broken, broken]);
  expect(await errorOf(other.client.product("a"))).toBeInstanceOf(TypeError);
  const none = scripted([refuse(503)], { retries: 0 });
  expect(await errorOf(none.client.product("a"))).toMatchObject({ status: 503 });
  expect(none.asked).toHaveLength(1);
  const well = scripted([broken, refuse(504), json({ id: "a" })]);
  expect(await well.client.product("a")).toMatchObject({ id: "a" });
});

test("request: only what may be done twice is tried again", async () => {
  const calls: [
    string,
    boolean,
    (client: ReturnType<typeof scripted>["client"]) => Promise<unknown>,
  ][] = [
    ["products", true, (c) => c.products()],
    ["cart", true, (c) => c.cart("c")],
    ["getOrder", true, (c) => c.getOrder("o")],
    ["orders", true, (c) => Array.fromAsync(c.orders())],
    ["refunds", true, (c) => c.refunds("o")],
    ["setItem", true, (c) => c.setItem("c", "a", 1)],
    ["setItem of a version", false, (c) => c.setItem("c", "a", 1, { ifMatch: 1 })],
    ["pay", true, (c) => c.pay("o")],
    ["pay of a version", false, (c) => c.pay("o", { ifMatch: 1 })],
    ["cancel", true, (c) => c.cancel("o")],
    ["cancel of a version", false, (c) => c.cancel("o", { ifMatch: 1 })],
    ["order", true, (c) => c.order("c")],
    ["refund", true, (c) => c.refund("o", { amount: 1 })],
    ["refund of a version", true, (c) => c.refund("o", { amount: 1 }, { ifMatch: 1 })],
    ["addCart", false, (c) => c.addCart()],
    ["addProduct", false, (c) => c.addProduct({ id: "a", name: "a", price: 1, stock: 1 })],
    ["changeProduct", false, (c) => c.changeProduct("a", { price: 1 })],
    ["removeProduct", false, (c) => c.removeProduct("a")],
  ];
  for (const [name, isTwice, call] of calls)
    for (const failure of [broken, refuse(503), refuse(429)]) {
      const { client, asked } = scripted([failure]);
      await errorOf(call(client));
      expect([name, asked.length]).toEqual([name, isTwice ? 4 : 1]);
    }
  for (const status of [400, 404, 409, 412, 422, 500]) {
    const { client, asked } = scripted([refuse(status)]);
    expect(await errorOf(client.product("a"))).toMatchObject({ status });
    expect([status, asked.length]).toEqual([status, 1]);
  }
});

test("request: all tries of a call have one key", async () => {
  let made = 0;
  const ids = () => `made ${++made}`;
  const { client, asked } = scripted([broken, refuse(503), json({}), broken, json({})], { ids });
  await client.order("c", { discount: 3 });
  await client.refund("o", { amount: 2 });
  expect(asked.map(({ headers }) => headers.get("Idempotency-Key"))).toEqual([
    ...["made 1", "made 1", "made 1", "made 2", "made 2"],
  ]);
  expect(asked.map(({ body }) => JSON.parse(body))).toEqual([
    ...Array(3).fill({ cart: "c", discount: 3 }),
    ...Array(2).fill({ amount: 2 }),
  ]);
  const own = scripted([broken, json({})]);
  await own.client.order("c", { key: "mine" });
  expect(own.asked.map(({ headers }) => headers.get("Idempotency-Key"))).toEqual(["mine", "mine"]);
});

test("request: Retry-After is waited for, at most half a minute", async () => {
  const script = [
    ...[refuse(503, { "Retry-After": "2" }), refuse(429, { "Retry-After": "3600" })],
    ...[refuse(503, { "Retry-After": "0" }), json({})],
  ];
  const { client, waits } = scripted(script);
  await client.product("a");
  expect(waits).toEqual([2000, 30_000, 0]);
});

test("request: events go on after the last one that was given out", async () => {
  const { client, asked, waits } = scripted([
    ...[stream([4, 5]), stream([6], "breaks"), broken, refuse(503), stream([7, 8], "stays")],
  ]);
  expect(await taken(client.events({ after: 3 }), 5)).toEqual([4, 5, 6, 7, 8]);
  expect(positions(asked)).toEqual([3, 5, 6, 6, 6]);
  expect(waits).toEqual([100, 100, 200, 400]);
});

test("request: so many failures in a row are allowed, and an event begins anew", async () => {
  const { client, asked } = scripted(
    [broken, stream([]), stream([1]), broken, refuse(503), refuse(502)],
    { retries: 2 },
  );
  const seqs: number[] = [];
  const failed = await errorOf(
    (async () => {
      for await (const { seq } of client.events({ after: 0 })) seqs.push(seq);
    })(),
  );
  expect([seqs, failed.status, asked.length]).toEqual([[1], 503, 5]);
});

test("request: other refusals of a stream are thrown at once", async () => {
  const { client, asked } = scripted([refuse(400)]);
  expect(await errorOf(taken(client.events({ after: 9 })))).toMatchObject({ status: 400 });
  expect(asked).toHaveLength(1);
});

test("request: an aborted signal ends the events while they are waited for", async () => {
  const { client } = scripted([stream([1, 2], "stays")]);
  const controller = new AbortController();
  const reading = taken(client.events({ after: 0, signal: controller.signal }));
  await Bun.sleep(20);
  controller.abort();
  expect(await within(reading)).toEqual([1, 2]);
});

test("request: an aborted signal ends the events while they connect or wait to", async () => {
  for (const script of [[() => new Promise<Response>(() => {})], [broken]] as Parameters<
    typeof scripted
  >[0][]) {
    const { client } = scripted(script, { sleep: () => new Promise(() => {}) });
    const controller = new AbortController();
    const reading = taken(client.events({ after: 0, signal: controller.signal }));
    await Bun.sleep(20);
    controller.abort();
    expect(await within(reading)).toEqual([]);
  }
  const { client, asked } = scripted([stream([1], "stays")]);
  const over = AbortSignal.abort();
  expect(await within(taken(client.events({ after: 0, signal: over })))).toEqual([]);
  expect(asked).toHaveLength(0);
});

test("request: without after nothing is lost from when iteration begins", async () => {
  const made = await opened();
  await made.product("old");
  let connections = 0;
  const asked: Request[] = [];
  const client = made.client({
    sleep: async () => {},
    fetch: async (request) => {
      asked.push(request);
      if (!request.headers.get("Accept")?.includes("event-stream")) return made.handle(request);
      connections++;
      // While nobody listens, something happens.
      if (connections <= 2) {
        await made.product(`new${connections}`);
        throw new TypeError("the connection was reset");
      }
      return made.handle(request);
    },
  });
  const controller = new AbortController();
  const events = client.events({ signal: controller.signal });
  expect(asked).toHaveLength(0);
  const got: { id: string }[] = [];
  await within(
    (async () => {
      for await (const one of events) {
        got.push(one);
        if (got.length === 2) break;
      }
    })(),
  );
  controller.abort();
  expect(idsOf(got)).toEqual(["new1", "new2"]);
});

test("request: the client follows a real server", async () => {
  const made = await opened();
  const server = Bun.serve({ port: 0, fetch: made.handle });
  try {
    const client = new ShopClient(`http://localhost:${server.port}`);
    const reading = taken(client.events({ after: 0 }), 3);
    for (const id of ["a", "b", "c"]) await client.addProduct({ id, name: id, price: 1, stock: 1 });
    expect(await within(reading)).toEqual([1, 2, 3]);
  } finally {
    await server.stop(true);
  }
});
