import { expect, setDefaultTimeout, test } from "bun:test";
import { run } from "../src/cli.ts";
import { ManualClock } from "../src/clock.ts";
import { MemoryFiles } from "../src/files.ts";
import { BreakingFiles, copyOf, failOnce, HOUR, listening, MINUTE, opened, walk } from "./kit.ts";

// A machine may be busy.
setDefaultTimeout(60_000);

const codeOf = ({ status, body }: { status: number; body: { error: { code: string } } }) => [
  status,
  body.error.code,
];
const idsOf = (list: { id: string }[]) => list.map(({ id }) => id);

test("request: products and carts have a version and an ETag", async () => {
  const { http, get, product } = await opened();
  const made = await product("tea");
  expect([made.body.version, made.headers.get("ETag")]).toEqual([1, '"1"']);
  const changed = await http("PATCH", "products/tea", { price: 7, stock: 3 });
  expect([changed.body.version, changed.headers.get("ETag")]).toEqual([2, '"2"']);
  const cart = await http("POST", "carts");
  expect([cart.body.version, cart.headers.get("ETag")]).toEqual([1, '"1"']);
  const put = await http("PUT", `carts/${cart.body.id}/items/tea`, { quantity: 1 });
  expect([put.body.version, put.headers.get("ETag")]).toEqual([2, '"2"']);
  expect((await get("products/tea")).headers.get("ETag")).toBe('"2"');
  expect((await get(`carts/${cart.body.id}`)).headers.get("ETag")).toBe('"2"');
});

test("request: If-Match refuses another version, and tells the present one", async () => {
  const { http, get, product, cart } = await opened();
  await product("tea");
  await http("PATCH", "products/tea", { price: 7 });
  const match = (value: string) => ({ "If-Match": value });
  const stale = await http("PATCH", "products/tea", { price: 8 }, match('"1"'));
  expect([codeOf(stale), stale.body.error.version]).toEqual([[412, "version"], 2]);
  expect((await get("products/tea")).body.price).toBe(7);
  expect(codeOf(await http("DELETE", "products/tea", undefined, match('"1"')))).toEqual([
    ...[412, "version"],
  ]);
  const id = await cart({ tea: 1 });
  const item = (value: string) =>
    http("PUT", `carts/${id}/items/tea`, { quantity: 3 }, match(value));
  expect(codeOf(await item('"1"'))).toEqual([412, "version"]);
  expect((await item('"2"')).body.version).toBe(3);
  expect((await http("PATCH", "products/tea", { price: 9 }, match('"2"'))).body.version).toBe(3);
  expect((await http("PATCH", "products/tea", { price: 1 }, match("*"))).body.version).toBe(4);
  expect((await http("DELETE", "products/tea", undefined, match('"4"'))).status).toBe(204);
});

test("request: anything else in If-Match is 400", async () => {
  const { http, product } = await opened();
  await product("tea");
  for (const odd of ["1", 'W/"1"', '"x"', '"1", "2"', '"1.0"', '"-1"'])
    expect(codeOf(await http("PATCH", "products/tea", { price: 8 }, { "If-Match": odd }))).toEqual([
      ...[400, "invalid"],
    ]);
});

test("request: what leaves a thing as it was keeps its version and makes no event", async () => {
  const { http, product, cart, last } = await opened();
  await product("tea", 100, 10, "Green");
  const id = await cart({ tea: 2 });
  const before = await last();
  const same = await http("PATCH", "products/tea", { price: 100, name: "Green" });
  expect([same.status, same.body.version]).toEqual([200, 1]);
  expect((await http("PATCH", "products/tea", {})).body.version).toBe(1);
  expect((await http("PUT", `carts/${id}/items/tea`, { quantity: 2 })).body.version).toBe(2);
  expect((await http("PUT", `carts/${id}/items/milk`, { quantity: 0 })).body.version).toBe(2);
  expect(await last()).toBe(before);
});

test("request: the form is checked first, then what is there, then the version", async () => {
  const { http, post, product, order } = await opened();
  await product("tea");
  const stale = { "If-Match": '"9"' };
  expect((await http("PATCH", "products/no", { price: -1 }, stale)).status).toBe(400);
  expect((await http("PATCH", "products/no", { price: 1 }, stale)).status).toBe(404);
  expect((await http("PATCH", "products/no", { price: 1 }, { "If-Match": "x" })).status).toBe(400);
  const { id } = (await order({ tea: 4 })).body;
  expect((await http("PATCH", "products/tea", { stock: 1 }, stale)).status).toBe(412);
  expect((await http("DELETE", "products/tea", undefined, stale)).status).toBe(412);
  expect((await http("POST", "orders/no/pay", undefined, stale)).status).toBe(404);
  expect((await post("orders/no/refunds", { amount: 1 }, "x1", stale)).status).toBe(404);
  expect((await post("orders/no/refunds", { amount: 0 }, "x2", stale)).status).toBe(400);
  expect((await post(`orders/${id}/refunds`, { amount: 1 }, "x3", stale)).status).toBe(412);
});

test("request: an order has all that is in the cart, and empties it", async () => {
  const { get, product, cart, post } = await opened();
  await product("tea", 450, 10, "Green tea");
  await product("cup", 1000, 5, "Cup");
  const id = await cart([
    ["cup", 1],
    ["tea", 3],
  ]);
  const { status, body, headers } = await post("orders", { cart: id });
  expect(status).toBe(201);
  expect(headers.get("ETag")).toBe('"1"');
  expect(body).toEqual({
    ...{ id: "n2", version: 1, status: "reserved", cart: id },
    lines: [
      { product: "cup", name: "Cup", price: 1000, quantity: 1 },
      { product: "tea", name: "Green tea", price: 450, quantity: 3 },
    ],
    ...{ discount: 0, total: 2350, refunded: 0 },
    ...{ created: "2026-01-01T00:00:00.000Z", expires: "2026-01-01T00:15:00.000Z" },
  });
  expect((await get(`carts/${id}`)).body).toEqual({ id, items: [], version: 4 });
  const shown = await get("orders/n2");
  expect([shown.body, shown.headers.get("ETag")]).toEqual([body, '"1"']);
});

test("request: a discount lessens the total, and is at most the sum", async () => {
  const { product, order, get } = await opened();
  await product("tea", 450);
  expect((await order({ tea: 2 }, { discount: 901 })).body.error.code).toBe("discount");
  expect((await order({ tea: 2 }, { discount: 900 })).body).toMatchObject({
    ...{ total: 0, discount: 900 },
  });
  expect((await order({ tea: 2 }, { discount: 1 })).body.total).toBe(899);
  for (const discount of [-1, 0.5, "1"])
    expect(codeOf(await order({ tea: 1 }, { discount }))).toEqual([400, "invalid"]);
  expect((await get("products/tea")).body.available).toBe(6);
});

test("request: an empty cart and an unknown one make no order", async () => {
  const { order, post } = await opened();
  expect(codeOf(await order({}))).toEqual([409, "empty-cart"]);
  expect(codeOf(await post("orders", { cart: "no" }))).toEqual([404, "not-found"]);
  expect(codeOf(await post("orders", {}))).toEqual([400, "invalid"]);
});

test("request: where something is lacking nothing is ordered, and all of it is told", async () => {
  const { http, get, product, cart, post } = await opened();
  for (const id of ["a", "b", "c", "d"]) await product(id, 100, 2);
  const id = await cart([
    ["d", 3],
    ["a", 2],
    ["c", 1],
    ["b", 9],
  ]);
  await http("DELETE", "products/c");
  const refused = await post("orders", { cart: id });
  expect(codeOf(refused)).toEqual([409, "out-of-stock"]);
  expect(refused.body.error.products).toEqual(["d", "c", "b"]);
  expect((await get("products/a")).body.available).toBe(2);
  expect((await get(`carts/${id}`)).body.items).toHaveLength(4);
});

test("request: what is held is not available, and not to be taken away", async () => {
  const { http, get, product, order } = await opened();
  await product("tea", 100, 5);
  await order({ tea: 3 });
  expect((await get("products/tea")).body).toEqual({
    ...{ id: "tea", name: "tea", price: 100, stock: 5, available: 2, version: 1 },
  });
  expect((await get("products")).body.products[0].available).toBe(2);
  expect(codeOf(await order({ tea: 3 }))).toEqual([409, "out-of-stock"]);
  expect(codeOf(await http("PATCH", "products/tea", { stock: 2 }))).toEqual([409, "reserved"]);
  expect(codeOf(await http("DELETE", "products/tea"))).toEqual([409, "reserved"]);
  const less = await http("PATCH", "products/tea", { stock: 3 });
  expect([less.body.available, less.body.version]).toEqual([0, 2]);
});

test("request: to pay takes the quantities from the stock, once", async () => {
  const { http, get, product, order, last } = await opened();
  await product("tea", 100, 5);
  const { id } = (await order({ tea: 3 })).body;
  const paid = await http("POST", `orders/${id}/pay`);
  expect([paid.status, paid.body.status, paid.body.version]).toEqual([200, "paid", 2]);
  expect(paid.headers.get("ETag")).toBe('"2"');
  const tea = { stock: 2, available: 2, version: 2 };
  expect((await get("products/tea")).body).toMatchObject(tea);
  const before = await last();
  const again = await http("POST", `orders/${id}/pay`);
  expect([again.status, again.body]).toEqual([200, paid.body]);
  expect((await get("products/tea")).body).toMatchObject(tea);
  expect(await last()).toBe(before);
});

test("request: to cancel frees what was held, once", async () => {
  const { http, get, product, order, last } = await opened();
  await product("tea", 100, 5);
  const { id } = (await order({ tea: 3 })).body;
  const done = await http("POST", `orders/${id}/cancel`);
  expect([done.status, done.body.status, done.body.version]).toEqual([200, "cancelled", 2]);
  expect((await get("products/tea")).body).toMatchObject({ stock: 5, available: 5, version: 1 });
  const before = await last();
  expect((await http("POST", `orders/${id}/cancel`)).body).toEqual(done.body);
  expect(await last()).toBe(before);
});

test("request: every other status refuses, and is told", async () => {
  const { http, product, order, refund, clock } = await opened();
  await product("tea", 100, 50);
  const made = async () => (await order({ tea: 1 })).body.id as string;
  const [paid, cancelled, refunded, expired] = [
    ...[await made(), await made(), await made(), await made()],
  ];
  await http("POST", `orders/${paid}/pay`);
  await http("POST", `orders/${cancelled}/cancel`);
  await http("POST", `orders/${refunded}/pay`);
  await refund(refunded!, { amount: 100 });
  clock.advance(15 * MINUTE);
  const refused = async (id: string, verb: string, status: string) => {
    const answer =
      verb === "refund"
        ? await refund(id, { amount: 1 })
        : await http("POST", `orders/${id}/${verb}`);
    expect([codeOf(answer), answer.body.error.status]).toEqual([[409, "status"], status]);
  };
  await refused(paid!, "cancel", "paid");
  await refused(cancelled!, "pay", "cancelled");
  await refused(cancelled!, "refund", "cancelled");
  for (const verb of ["pay", "cancel", "refund"]) {
    await refused(refunded!, verb, "refunded");
    await refused(expired!, verb, "expired");
  }
});

test("request: pay, cancel and refund heed If-Match", async () => {
  const { http, product, order, refund } = await opened();
  await product("tea");
  const { id } = (await order({ tea: 1 })).body;
  const match = (version: number) => ({ "If-Match": `"${version}"` });
  const stale = await http("POST", `orders/${id}/pay`, undefined, match(2));
  expect([codeOf(stale), stale.body.error.version]).toEqual([[412, "version"], 1]);
  expect((await http("POST", `orders/${id}/pay`, undefined, match(1))).status).toBe(200);
  expect(codeOf(await http("POST", `orders/${id}/pay`, undefined, match(1)))[0]).toBe(412);
  expect(codeOf(await http("POST", `orders/${id}/cancel`, undefined, match(1)))[0]).toBe(412);
  expect(codeOf(await refund(id, { amount: 1 }, "r", match(1)))[0]).toBe(412);
  expect((await refund(id, { amount: 1 }, "r", match(2))).status).toBe(201);
});

test("request: an order keeps its names and prices", async () => {
  const { http, get, product, order } = await opened();
  await product("tea", 450, 5, "Green tea");
  const { id } = (await order({ tea: 1 })).body;
  await http("PATCH", "products/tea", { price: 9, name: "Black tea" });
  expect((await get(`orders/${id}`)).body.lines).toEqual([
    { product: "tea", name: "Green tea", price: 450, quantity: 1 },
  ]);
});

test("request: an order expires in the moment that it tells", async () => {
  const { http, get, product, order, clock, events } = await opened();
  await product("tea", 100, 5);
  const { id, expires } = (await order({ tea: 3 })).body;
  clock.advance(15 * MINUTE - 1);
  expect((await get(`orders/${id}`)).body.status).toBe("reserved");
  expect((await get("products/tea")).body.available).toBe(2);
  clock.advance(1);
  expect((await get("products/tea")).body).toMatchObject({ available: 5, version: 1 });
  clock.advance(HOUR);
  expect((await get(`orders/${id}`)).body).toMatchObject({ status: "expired", version: 2 });
  expect((await events()).at(-1)).toEqual({
    ...{ seq: 6, at: expires, type: "order.expired", id, version: 2 },
  });
  expect((await http("POST", `orders/${id}/pay`)).status).toBe(409);
});

test("request: what an expired order held can be ordered, removed and taken away", async () => {
  const { http, product, order, clock } = await opened();
  for (const id of ["tea", "cup", "pot"]) await product(id, 100, 5);
  await order({ tea: 5, cup: 5, pot: 5 });
  clock.advance(15 * MINUTE);
  expect((await order({ tea: 5 })).status).toBe(201);
  expect((await http("PATCH", "products/cup", { stock: 0 })).status).toBe(200);
  expect((await http("DELETE", "products/pot")).status).toBe(204);
});

test("request: those that expire first come first, then those that were made first", async () => {
  const files = new MemoryFiles();
  const clock = new ManualClock();
  const first = await opened(files, { clock, run: "a" });
  await first.product("tea", 100, 9);
  const slow = (await first.order({ tea: 1 })).body.id;
  const second = await opened(files, { clock, reservationMs: MINUTE, run: "b" });
  const quick = (await second.order({ tea: 1 })).body.id;
  const alike = (await second.order({ tea: 1 })).body.id;
  clock.advance(HOUR);
  await second.product("cup");
  const said = (await second.events()).slice(-4).map(({ type, id }) => [type, id]);
  expect(said).toEqual([
    ["order.expired", quick],
    ["order.expired", alike],
    ["order.expired", slow],
    ["product.added", "cup"],
  ]);
});

test("request: a request that is refused expires what is due as well", async () => {
  for (const [method, path, body] of [
    ["GET", "nothing", undefined],
    ["POST", "products", "{"],
    ["GET", "products/no", undefined],
    ["GET", "orders?limit=0", undefined],
    ["POST", "orders", { cart: "no" }],
  ] as const) {
    const { http, product, order, clock, handle } = await opened();
    await product("tea", 100, 5);
    await order({ tea: 1 });
    const { reader, controller, rest } = await listening({ handle });
    clock.advance(HOUR);
    expect((await http(method, path, body)).status).toBeGreaterThanOrEqual(400);
    expect((await rest()).map(({ data }) => data.type)).toEqual(["order.expired"]);
    controller.abort();
    await reader.cancel().catch(() => {});
  }
});

test("request: the idempotency key has to be there", async () => {
  const { http, product, cart, paid } = await opened();
  await product("tea");
  const id = await cart({ tea: 1 });
  const send = (key?: string) =>
    http("POST", "orders", { cart: id }, key === undefined ? {} : { "Idempotency-Key": key });
  expect(codeOf(await send())).toEqual([400, "invalid"]);
  expect(codeOf(await send("x".repeat(101)))).toEqual([400, "invalid"]);
  expect((await send("x".repeat(100))).status).toBe(201);
  const order = await paid({ tea: 1 });
  expect(codeOf(await http("POST", `orders/${order.id}/refunds`, { amount: 1 }))[0]).toBe(400);
});

test("request: the same key gets the first answer, as it was then", async () => {
  const { http, get, product, cart, post, refund, last } = await opened();
  await product("tea");
  const id = await cart({ tea: 1 });
  const first = await post("orders", { cart: id, discount: 5 }, "k");
  expect(first.headers.get("Idempotent-Replayed")).toBeNull();
  await http("POST", `orders/${first.body.id}/pay`);
  await http("PUT", `carts/${id}/items/tea`, { quantity: 2 });
  const before = await last();
  const again = await post("orders", { discount: 5, cart: id }, "k");
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers.get("Idempotent-Replayed")).toBe("true");
  expect(await last()).toBe(before);
  const made = await refund(first.body.id, { amount: 10 }, "r");
  const replay = await refund(first.body.id, { amount: 10 }, "r");
  expect([replay.status, replay.body]).toEqual([201, made.body]);
  expect((await get(`orders/${first.body.id}`)).body.refunded).toBe(10);
});

test("request: the order of the fields does not matter in lines either", async () => {
  const { product, paid, refund } = await opened();
  await product("tea");
  const { id } = await paid({ tea: 2 });
  const first = await refund(id, { lines: [{ product: "tea", quantity: 1 }], restock: true }, "r");
  const again = await refund(id, { restock: true, lines: [{ quantity: 1, product: "tea" }] }, "r");
  expect(again.body).toEqual(first.body);
});

test("request: the same key for another request is refused", async () => {
  const { product, cart, post, paid, refund } = await opened();
  await product("tea");
  const id = await cart({ tea: 1 });
  await post("orders", { cart: id }, "k");
  expect(codeOf(await post("orders", { cart: id, discount: 1 }, "k"))).toEqual([422, "key-reused"]);
  expect(codeOf(await post("orders", { cart: "no" }, "k"))).toEqual([422, "key-reused"]);
  const [one, two] = [await paid({ tea: 1 }), await paid({ tea: 1 })];
  expect((await refund(one.id, { amount: 1 }, "r")).status).toBe(201);
  expect(codeOf(await refund(two.id, { amount: 1 }, "r"))).toEqual([422, "key-reused"]);
  expect(codeOf(await refund("no", { amount: 1 }, "r"))).toEqual([422, "key-reused"]);
  expect(codeOf(await refund(two.id, { amount: 0 }, "r"))).toEqual([400, "invalid"]);
});

test("request: after an error a key is as if never used", async () => {
  const { http, product, cart, post } = await opened();
  await product("tea", 100, 1);
  const id = await cart({ tea: 2 });
  expect((await post("orders", { cart: id }, "k")).status).toBe(409);
  await http("PATCH", "products/tea", { stock: 5 });
  const made = await post("orders", { cart: id }, "k");
  expect([made.status, made.headers.get("Idempotent-Replayed")]).toEqual([201, null]);
  const other = await cart({});
  expect((await post("orders", { cart: other }, "e")).status).toBe(409);
  await http("PUT", `carts/${other}/items/tea`, { quantity: 1 });
  expect((await post("orders", { cart: other, discount: 2 }, "e")).status).toBe(201);
});

test("request: a key is kept for a day", async () => {
  const { product, cart, post, order, clock } = await opened();
  await product("tea");
  const id = await cart({ tea: 1 });
  const first = await post("orders", { cart: id }, "k");
  const { id: other } = (await order({ tea: 1 }, {}, "l")).body;
  clock.advance(24 * HOUR - 1);
  expect((await post("orders", { cart: id }, "k")).body).toEqual(first.body);
  clock.advance(1);
  const again = await order({ tea: 1 }, {}, "l");
  expect([again.status, again.body.id === other]).toEqual([201, false]);
});

test("request: a key is kept through a restart", async () => {
  const files = new MemoryFiles();
  const clock = new ManualClock();
  const first = await opened(files, { clock, run: "a" });
  await first.product("tea");
  const id = await first.cart({ tea: 1 });
  const made = await first.post("orders", { cart: id }, "k");
  const again = await opened(files, { clock, run: "b" });
  const replay = await again.post("orders", { cart: id }, "k");
  expect([replay.body, replay.headers.get("Idempotent-Replayed")]).toEqual([made.body, "true"]);
  clock.advance(24 * HOUR);
  const late = await opened(files, { clock, run: "c" });
  expect((await late.post("orders", { cart: id }, "k")).status).toBe(409);
});

test("request: two with one key at the same time come to one order", async () => {
  const { get, product, cart, post } = await opened();
  await product("tea");
  const id = await cart({ tea: 1 });
  const both = await Promise.all([1, 2, 3].map(() => post("orders", { cart: id }, "k")));
  expect(new Set(both.map(({ body }) => body.id)).size).toBe(1);
  expect(both.map(({ status }) => status)).toEqual([201, 201, 201]);
  expect(both.filter(({ headers }) => headers.has("Idempotent-Replayed"))).toHaveLength(2);
  expect((await get("orders")).body.orders).toHaveLength(1);
});

test("request: a replay does not look at If-Match", async () => {
  const { product, paid, refund } = await opened();
  await product("tea");
  const { id, version } = await paid({ tea: 1 });
  const match = { "If-Match": `"${version}"` };
  const first = await refund(id, { amount: 3 }, "r", match);
  const again = await refund(id, { amount: 3 }, "r", match);
  expect([again.status, again.body]).toEqual([201, first.body]);
});

test("request: refunds of amounts go up to the total", async () => {
  const { get, product, paid, refund } = await opened();
  await product("tea", 500);
  const { id } = await paid({ tea: 2 }, { discount: 100 });
  const first = await refund(id, { amount: 300 });
  expect(first.body).toEqual({
    ...{ id: expect.any(String), order: id, amount: 300, lines: [], restock: false },
    created: "2026-01-01T00:00:00.000Z",
  });
  expect(first.headers.get("ETag")).toBeNull();
  expect((await get(`orders/${id}`)).body).toMatchObject({
    ...{ status: "paid", refunded: 300, version: 3, total: 900 },
  });
  const over = await refund(id, { amount: 601 });
  expect([codeOf(over), over.body.error.left]).toEqual([[409, "too-much"], 600]);
  expect((await refund(id, { amount: 600 })).status).toBe(201);
  expect((await get(`orders/${id}`)).body).toMatchObject({
    ...{ status: "refunded", refunded: 900, version: 4 },
  });
  expect((await get("products/tea")).body.stock).toBe(8);
});

test("request: lines are worth their share, and the last of them all that is left", async () => {
  const { get, product, paid, refund } = await opened();
  await product("a", 333, 10);
  await product("b", 334, 10);
  const { id } = await paid({ a: 2, b: 1 }, { discount: 100 });
  const back = async (...lines: [string, number][]) =>
    (await refund(id, { lines: lines.map(([product, quantity]) => ({ product, quantity })) })).body
      .amount;
  expect(await back(["a", 1])).toBe(299);
  expect(await back(["b", 1])).toBe(300);
  expect(await back(["a", 1])).toBe(301);
  expect((await get(`orders/${id}`)).body).toMatchObject({ status: "refunded", refunded: 900 });
  const other = await paid({ a: 2, b: 1 }, { discount: 100 });
  const both = [
    { product: "b", quantity: 1 },
    { product: "a", quantity: 1 },
  ];
  expect((await refund(other.id, { lines: both })).body).toMatchObject({
    ...{ amount: 600, lines: both, restock: false },
  });
});

test("request: amounts and lines share one total", async () => {
  const { product, paid, refund } = await opened();
  await product("a", 1000, 10);
  const { id } = await paid({ a: 3 });
  await refund(id, { amount: 1500 });
  const two = await refund(id, { lines: [{ product: "a", quantity: 2 }] });
  expect([codeOf(two), two.body.error.left]).toEqual([[409, "too-much"], 1500]);
  expect((await refund(id, { lines: [{ product: "a", quantity: 1 }] })).body.amount).toBe(1000);
  expect((await refund(id, { lines: [{ product: "a", quantity: 2 }] })).body.amount).toBe(500);
});

test("request: no more of a product comes back than was ordered", async () => {
  const { product, paid, refund } = await opened();
  await product("a", 10, 10);
  await product("b", 10, 10);
  await product("c", 10, 10);
  const { id } = await paid({ a: 2, b: 5 });
  const line = (product: string, quantity: number) => ({ lines: [{ product, quantity }] });
  expect((await refund(id, line("a", 1))).status).toBe(201);
  const over = await refund(id, line("a", 2));
  expect([codeOf(over), over.body.error.left]).toEqual([[409, "too-much"], 60]);
  expect(codeOf(await refund(id, line("c", 1)))).toEqual([409, "too-much"]);
});

test("request: restock puts back what is still a product", async () => {
  const { http, get, product, paid, refund, events, last } = await opened();
  for (const id of ["a", "b", "c"]) await product(id, 10, 5);
  const { id } = await paid({ a: 2, b: 2, c: 2 });
  await http("DELETE", "products/b");
  const before = await last();
  const lines = ["c", "b", "a"].map((product) => ({ product, quantity: 1 }));
  const made = await refund(id, { lines, restock: true });
  expect(made.body).toMatchObject({ amount: 30, restock: true });
  expect((await get("products/a")).body).toMatchObject({ stock: 4, available: 4, version: 3 });
  expect((await get("products/b")).status).toBe(404);
  expect((await events(before)).map(({ type, id }) => [type, id])).toEqual([
    ["order.refunded", id],
    ["product.changed", "c"],
    ["product.changed", "a"],
  ]);
});

test("request: a refund is of an amount or of lines", async () => {
  const { product, paid, refund } = await opened();
  await product("a", 10, 5);
  const { id } = await paid({ a: 2 });
  const lines = [{ product: "a", quantity: 1 }];
  for (const odd of [
    ...[{}, { amount: 1, lines }, { amount: 1, restock: true }, { lines: [] }, { amount: 0 }],
    ...[{ amount: 1.5 }, { lines, restock: 1 }, { lines: [{ product: "a", quantity: 0 }] }],
    ...[{ lines: "a" }, { lines: [null] }, []],
  ])
    expect(codeOf(await refund(id, odd))).toEqual([400, "invalid"]);
});

test("request: the refunds of an order are listed, oldest first", async () => {
  const { get, product, paid, refund } = await opened();
  await product("a", 10, 5);
  const { id } = await paid({ a: 2 });
  expect((await get(`orders/${id}/refunds`)).body).toEqual({ refunds: [] });
  const first = (await refund(id, { amount: 3 })).body;
  const second = (await refund(id, { amount: 4 })).body;
  expect((await get(`orders/${id}/refunds`)).body).toEqual({ refunds: [first, second] });
  expect((await get("orders/no/refunds")).status).toBe(404);
});

test("request: products come in pages of twenty, or of as many as are asked for", async () => {
  const { get, product } = await opened();
  for (let n = 0; n < 40; n++) await product(`p${n}`);
  const all = Array.from({ length: 40 }, (_, n) => `p${n}`);
  const first = (await get("products")).body;
  expect(idsOf(first.products)).toEqual(all.slice(0, 20));
  const second = (await get(`products?cursor=${encodeURIComponent(first.next)}`)).body;
  expect([idsOf(second.products), second.next]).toEqual([all.slice(20), null]);
  const whole = (await get("products?limit=40")).body;
  expect([idsOf(whole.products), whole.next]).toEqual([all, null]);
  expect(typeof (await get("products?limit=39")).body.next).toBe("string");
  const more = (await get(`products?limit=3&cursor=${encodeURIComponent(first.next)}`)).body;
  expect(idsOf(more.products)).toEqual(["p20", "p21", "p22"]);
  expect((await (await opened()).get("products")).body).toEqual({ products: [], next: null });
});

test("request: products by name, those of one name oldest first", async () => {
  const made = await opened();
  for (const [id, name] of Object.entries({
    ...{ a: "pear", b: "Zebra", c: "apple", d: "pear", e: "pear", f: "äpfel", g: "plum" },
  }))
    await made.product(id, 1, 1, name);
  for (const limit of [1, 2, 3, 100])
    expect(idsOf(await walk(made, "products", `sort=name&limit=${limit}`))).toEqual([
      ...["b", "c", "a", "d", "e", "g", "f"],
    ]);
});

test("request: orders newest first, also those of one moment", async () => {
  const made = await opened();
  await made.product("tea", 1, 100);
  const ids = [];
  for (let n = 0; n < 7; n++) ids.push((await made.order({ tea: 1 })).body.id);
  expect(idsOf(await walk(made, "orders", "limit=2"))).toEqual(ids.toReversed());
  await made.http("POST", `orders/${ids[1]}/pay`);
  await made.http("POST", `orders/${ids[4]}/pay`);
  expect(idsOf(await walk(made, "orders", "limit=1&status=paid"))).toEqual([ids[4], ids[1]]);
  expect(idsOf((await made.get("orders?status=reserved")).body.orders)).toHaveLength(5);
  expect((await made.get("orders?status=cancelled")).body).toEqual({ orders: [], next: null });
});

test("request: a walk over products is not disturbed by what comes and goes", async () => {
  const made = await opened();
  for (let n = 0; n < 8; n++) await made.product(`p${n}`, 1, 1, `name ${n}`);
  const seen = await walk(made, "products", "limit=2", async (page) => {
    if (page === 1) await made.http("DELETE", "products/p1");
    if (page === 1) await made.http("DELETE", "products/p0");
    if (page === 2) await made.product("late");
    if (page === 2) await made.http("PATCH", "products/p3", { price: 9, stock: 8 });
  });
  expect(idsOf(seen)).toEqual(["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7", "late"]);
});

test("request: a walk by name is not disturbed by what comes, goes and is renamed", async () => {
  const made = await opened();
  for (let n = 0; n < 8; n++) await made.product(`p${n}`, 1, 1, `name ${n >> 1}`);
  const seen = await walk(made, "products", "sort=name&limit=3", async (page) => {
    if (page === 1) await made.http("PATCH", "products/p2", { name: "aaa" });
    if (page === 1) await made.product("first", 1, 1, "aa");
    if (page === 2) await made.http("DELETE", "products/p5");
    if (page === 2) await made.product("tie", 1, 1, "name 2");
  });
  const ids = idsOf(seen);
  expect(ids.filter((id) => /^p\d$/.test(id))).toEqual([
    ...["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"],
  ]);
  expect(new Set(ids).size).toBe(ids.length);
});

test("request: a walk over orders is not disturbed by new ones and by changed ones", async () => {
  const made = await opened();
  await made.product("tea", 1, 100);
  const ids: string[] = [];
  for (let n = 0; n < 6; n++) ids.push((await made.order({ tea: 1 })).body.id);
  const seen = await walk(made, "orders", "limit=2&status=reserved", async (page) => {
    await made.order({ tea: 1 });
    if (page === 1) await made.http("POST", `orders/${ids[4]}/pay`);
    if (page === 1) await made.http("POST", `orders/${ids[5]}/cancel`);
  });
  expect(idsOf(seen)).toEqual(ids.toReversed());
});

test("request: a cursor is good after a restart", async () => {
  const files = new MemoryFiles();
  const clock = new ManualClock();
  const first = await opened(files, { clock, run: "a" });
  for (let n = 0; n < 9; n++) await first.product(`p${n}`, 1, 9);
  await first.http("DELETE", "products/p1");
  await first.http("PATCH", "products/p0", { price: 2 });
  const ids: string[] = [];
  for (let n = 0; n < 5; n++) ids.push((await first.order({ p0: 1 })).body.id);
  await first.http("POST", `orders/${ids[0]}/pay`);
  const products = (await first.get("products?limit=3")).body.next;
  const orders = (await first.get("orders?limit=2")).body.next;
  const again = await opened(files, { clock, run: "b" });
  const get = async (list: string, cursor: string) =>
    idsOf((await again.get(`${list}?limit=9&cursor=${encodeURIComponent(cursor)}`)).body[list]);
  expect(await get("products", products)).toEqual(["p4", "p5", "p6", "p7", "p8"]);
  expect(await get("orders", orders)).toEqual([ids[2]!, ids[1]!, ids[0]!]);
});

test("request: a cursor of another list, a limit, sort or status that is not there is 400", async () => {
  const { get, product, order } = await opened();
  for (let n = 0; n < 3; n++) await product(`p${n}`, 1, 9);
  for (let n = 0; n < 3; n++) await order({ p0: 1 });
  const cursorOf = async (path: string) => encodeURIComponent((await get(path)).body.next);
  const plain = await cursorOf("products?limit=1");
  const named = await cursorOf("products?limit=1&sort=name");
  const orders = await cursorOf("orders?limit=1");
  const reserved = await cursorOf("orders?limit=1&status=reserved");
  for (const path of [
    ...[`products?cursor=${named}`, `products?cursor=${orders}`, "products?cursor=abc"],
    ...[`products?sort=name&cursor=${plain}`, "products?cursor=", `orders?cursor=${plain}`],
    ...[`orders?cursor=${reserved}`, `orders?status=paid&cursor=${reserved}`],
    ...[`orders?status=reserved&cursor=${orders}`, "orders?status=gone", "products?sort=price"],
    ...["products?limit=0", "products?limit=101", "orders?limit=-1", "orders?limit=1.5"],
    ...["orders?limit=x", "products?limit="],
  ])
    expect([path, ...codeOf(await get(path))]).toEqual([path, 400, "invalid"]);
});

test("request: each change makes its events, in their order", async () => {
  const { http, get, product, order, refund, clock, events } = await opened();
  await product("a", 10, 9);
  await product("b", 10, 9);
  await http("PATCH", "products/a", { price: 20, name: "A" });
  clock.advance(1000);
  const { id } = (
    await order([
      ["b", 1],
      ["a", 1],
    ])
  ).body;
  await http("POST", `orders/${id}/pay`);
  await refund(id, { amount: 5 });
  const gone = (await order({ a: 1 })).body.id;
  await http("POST", `orders/${gone}/cancel`);
  await http("DELETE", "products/a");
  const said = await events();
  expect(said.map(({ type, id, version }) => `${type} ${id} ${version}`)).toEqual([
    ...["product.added a 1", "product.added b 1", "product.changed a 2"],
    ...["cart.added n1 1", "cart.changed n1 2", "cart.changed n1 3"],
    ...["order.reserved n2 1", "cart.changed n1 4"],
    ...["order.paid n2 2", "product.changed b 2", "product.changed a 3", "order.refunded n2 3"],
    ...["cart.added n4 1", "cart.changed n4 2", "order.reserved n5 1", "cart.changed n4 3"],
    ...["order.cancelled n5 2", "product.removed a 3"],
  ]);
  expect(said.map(({ seq }) => seq)).toEqual(said.map((_, at) => at + 1));
  expect([said[0].at, said[6].at]).toEqual([
    ...["2026-01-01T00:00:00.000Z", "2026-01-01T00:00:01.000Z"],
  ]);
  expect((await get("events?after=4&limit=2")).body).toEqual({
    events: said.slice(4, 6),
    last: 18,
  });
  expect((await get("events?after=18")).body).toEqual({ events: [], last: 18 });
});

test("request: events are a hundred unless told, and go on after a restart", async () => {
  const files = new MemoryFiles();
  const first = await opened(files);
  for (let n = 0; n < 101; n++) await first.product(`p${n}`);
  expect((await first.get("events")).body.events).toHaveLength(100);
  const before = await first.events();
  const again = await opened(files);
  expect(await again.events()).toEqual(before);
  await again.product("late");
  expect((await again.events(101)).map(({ seq, id }) => [seq, id])).toEqual([[102, "late"]]);
});

test("request: an after or a limit of events that is not there is 400", async () => {
  const { get, http, product } = await opened();
  await product("tea");
  for (const path of [
    ...["events?after=2", "events?after=x", "events?after=-1", "events?after=1.5"],
    ...["events?limit=0", "events?limit=1001", "events?after="],
  ])
    expect([path, ...codeOf(await get(path))]).toEqual([path, 400, "invalid"]);
  const stream = { Accept: "text/event-stream" };
  expect((await http("GET", "events?after=2", undefined, stream)).status).toBe(400);
  for (const id of ["2", "x", "1.5"])
    expect(
      (await http("GET", "events", undefined, { ...stream, "Last-Event-ID": id })).status,
    ).toBe(400);
});

test("trap: health counts all products", async () => {
  const { get, product } = await opened();
  for (let n = 0; n < 130; n++) await product(`p${n}`);
  expect((await get("health")).body).toMatchObject({ ok: true, products: 130 });
});

test("trap: the client and the command line still list all products", async () => {
  const { client, product, files, shop } = await opened();
  for (let n = 0; n < 230; n++) await product(`p${n}`);
  expect(await client().products()).toHaveLength(230);
  expect(await shop.products()).toHaveLength(230);
  const lines: string[] = [];
  expect(await run(["products"], files, (line) => lines.push(line))).toBe(0);
  expect(lines).toHaveLength(230);
  expect(lines[229]).toBe("p229\tp229\t1.00\t10");
});

test("trap: wherever writing breaks off, one key comes to one order", async () => {
  for (const how of ["before", "half", "after"] as const)
    for (let step = 1; ; step++) {
      const inner = new MemoryFiles();
      const clock = new ManualClock();
      const first = await opened(inner, { clock, run: "a" });
      await first.product("tea", 100, 10);
      const id = await first.cart({ tea: 3 });
      const files = new BreakingFiles(inner, step, how);
      const one = await opened(files, { clock, run: "b" }).then(
        (second) => second.post("orders", { cart: id }, "k"),
        () => ({ status: 500 }),
      );
      const third = await opened(copyOf(inner), { clock, run: "c" });
      const two = await third.post("orders", { cart: id }, "k");
      expect([how, step, two.status]).toEqual([how, step, 201]);
      const { orders } = (await third.get("orders")).body;
      expect([orders.length, (await third.get("products/tea")).body.available]).toEqual([1, 7]);
      expect((await third.get(`carts/${id}`)).body.items).toEqual([]);
      const said = (await third.events()).filter(({ type }) => type === "order.reserved");
      expect(said).toHaveLength(1);
      if (one.status === 201) break;
      expect(one.status).toBe(500);
    }
});

test("trap: an order that could not be written leaves all as it was", async () => {
  const files = new MemoryFiles();
  const { get, product, cart, post, last } = await opened(files);
  await product("tea", 100, 10);
  const id = await cart({ tea: 3 });
  const before = await last();
  failOnce(files);
  expect(codeOf(await post("orders", { cart: id }, "k"))).toEqual([500, "storage"]);
  expect((await get("products/tea")).body.available).toBe(10);
  expect((await get(`carts/${id}`)).body.items).toEqual([{ product: "tea", quantity: 3 }]);
  expect((await get("orders")).body.orders).toEqual([]);
  expect(await last()).toBe(before);
  const made = await post("orders", { cart: id }, "k");
  expect([made.status, made.headers.has("Idempotent-Replayed")]).toEqual([201, false]);
});

test("trap: a payment that breaks off has paid nothing or all", async () => {
  for (const how of ["before", "half", "after"] as const)
    for (let step = 1; ; step++) {
      const inner = new MemoryFiles();
      const clock = new ManualClock();
      const first = await opened(inner, { clock, run: "a" });
      for (const id of ["a", "b", "c"]) await first.product(id, 100, 10);
      const { id } = (await first.order({ a: 1, b: 2, c: 3 })).body;
      const { status } = await opened(new BreakingFiles(inner, step, how), { clock }).then(
        (second) => second.http("POST", `orders/${id}/pay`),
        () => ({ status: 500 }),
      );
      const third = await opened(copyOf(inner), { clock, run: "c" });
      const order = (await third.get(`orders/${id}`)).body;
      const stocks = (await third.get("products")).body.products.map(
        ({ stock }: { stock: number }) => stock,
      );
      expect([how, step, stocks]).toEqual([
        ...[how, step, order.status === "paid" ? [9, 8, 7] : [10, 10, 10]],
      ]);
      if (status === 200) break;
    }
});

test("trap: products of any id can be held", async () => {
  const { get, product, order, paid, refund, client } = await opened();
  const ids = ["constructor", "__proto__", "a/b", "50%", "käse", "toString"];
  for (const id of ids) await product(id, 100, 5);
  for (const id of ids) expect((await order([[id, 3]])).status).toBe(201);
  for (const id of ids) {
    const path = `products/${encodeURIComponent(id)}`;
    expect([id, (await get(path)).body.available]).toEqual([id, 2]);
    expect([id, (await order([[id, 3]])).status]).toEqual([id, 409]);
  }
  const bought = await paid({ constructor: 1, toString: 1 });
  const lines = [{ product: "constructor", quantity: 1 }];
  expect((await refund(bought.id, { lines })).body.amount).toBe(100);
  expect((await client().product("__proto__")).available).toBe(2);
});

test("trap: the client writes ids of orders into paths", async () => {
  const ids = ["c/1", "o/1 50%?#", "r"];
  const made = await opened(undefined, { ids: () => ids.shift()! });
  await made.product("tea");
  const client = made.client();
  const { id } = await client.addCart();
  await client.setItem(id, "tea", 2);
  const order = await client.order(id);
  expect(order.id).toBe("o/1 50%?#");
  expect((await client.getOrder(order.id)).status).toBe("reserved");
  expect((await client.pay(order.id)).status).toBe("paid");
  const refund = await client.refund(order.id, { amount: 1 });
  expect(await client.refunds(order.id)).toEqual([refund]);
  await expect(client.cancel(order.id)).rejects.toMatchObject({ code: "status" });
});

test("trap: a field that is not known is refused, also in a line", async () => {
  const { get, product, order, paid, refund } = await opened();
  await product("a", 10, 5);
  expect(codeOf(await order({ a: 1 }, { coupon: "x" }))).toEqual([400, "invalid"]);
  const { id } = await paid({ a: 2 });
  const odd = [{ product: "a", quantity: 1, price: 5 }];
  expect(codeOf(await refund(id, { lines: odd }))).toEqual([400, "invalid"]);
  expect(codeOf(await refund(id, { amount: 1, reason: "broken" }))).toEqual([400, "invalid"]);
  expect((await get(`orders/${id}`)).body.refunded).toBe(0);
});

test("trap: two carts at the same time do not get the same last piece", async () => {
  const { get, product, cart, post } = await opened();
  await product("tea", 100, 5);
  const carts = [await cart({ tea: 3 }), await cart({ tea: 3 }), await cart({ tea: 2 })];
  const all = await Promise.all(carts.map((id) => post("orders", { cart: id }, `key ${id}`)));
  expect(all.map(({ status }) => status)).toEqual([201, 409, 201]);
  expect((await get("products/tea")).body.available).toBe(0);
});

test("trap: what is held and when it ends are there after a restart", async () => {
  const files = new MemoryFiles();
  const clock = new ManualClock();
  const first = await opened(files, { clock, run: "a" });
  await first.product("tea", 100, 5);
  const { id } = (await first.order({ tea: 3 })).body;
  const again = await opened(files, { clock, run: "b" });
  expect((await again.get("products/tea")).body.available).toBe(2);
  expect((await again.order({ tea: 3 })).status).toBe(409);
  expect((await again.http("DELETE", "products/tea")).status).toBe(409);
  clock.advance(15 * MINUTE);
  const late = await opened(files, { clock, run: "c" });
  expect((await late.get("products/tea")).body.available).toBe(5);
  expect((await late.get(`orders/${id}`)).body.status).toBe("expired");
});

test("trap: a refund is still counted after a restart", async () => {
  const files = new MemoryFiles();
  const first = await opened(files, { run: "a" });
  await first.product("tea", 100, 5);
  const { id } = await first.paid({ tea: 2 });
  const lines = [{ product: "tea", quantity: 1 }];
  const { body } = await first.refund(id, { lines });
  const again = await opened(files, { run: "b" });
  expect((await again.get(`orders/${id}/refunds`)).body.refunds).toEqual([body]);
  expect((await again.refund(id, { lines: [{ product: "tea", quantity: 2 }] })).status).toBe(409);
  expect((await again.refund(id, { lines })).body.amount).toBe(100);
});
