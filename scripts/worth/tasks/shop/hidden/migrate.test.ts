import { expect, setDefaultTimeout, test } from "bun:test";
import { handler } from "../src/api.ts";
import { run } from "../src/cli.ts";
import { ShopClient } from "../src/client.ts";
import { ManualClock } from "../src/clock.ts";
import { FormatError } from "../src/errors.ts";
import { MemoryFiles } from "../src/files.ts";
import { migrate } from "../src/migrate.ts";
import { Shop } from "../src/shop.ts";
import { BreakingFiles, copyOf, opened } from "./kit.ts";

// A machine may be busy.
setDefaultTimeout(60_000);

const lines = (...all: unknown[]): string => all.map((one) => `${JSON.stringify(one)}\n`).join("");
const files = (texts: Record<string, string>): MemoryFiles =>
  new MemoryFiles(new Map(Object.entries(texts)));

const FIRST = {
  "products.jsonl": lines(
    { sku: "tea", title: "Tea", eur: "4.50" },
    { sku: "cup", title: "Cup", eur: "12" },
    { sku: "pot", title: "Pot", eur: "30.5" },
    { sku: "tea", title: "Green tea", eur: "4.75" },
  ),
  "stock.jsonl": lines(
    { sku: "tea", delta: 12 },
    { sku: "cup", delta: 5 },
    { sku: "tea", delta: -3 },
  ),
};
const SECOND = {
  "data.jsonl": lines(
    { format: 2 },
    { kind: "product", id: "tea", name: "Tea", price: 450, stock: 12 },
    { kind: "cart", id: "c1", items: [{ product: "tea", quantity: 2 }] },
    { kind: "product", id: "cup", name: "Cup", price: 1200, stock: 5 },
    { kind: "product", id: "old", name: "Old", price: 1, stock: 1 },
    { kind: "product", id: "tea", name: "Green tea", price: 475, stock: 9 },
    { kind: "cart", id: "c2", items: [] },
    { kind: "product", id: "old", gone: true },
  ),
};
const PRODUCTS = [
  { id: "tea", name: "Green tea", price: 475, stock: 9, available: 9, version: 1 },
  { id: "cup", name: "Cup", price: 1200, stock: 5, available: 5, version: 1 },
];
const POT = { id: "pot", name: "Pot", price: 3050, stock: 0, available: 0, version: 1 };

/** What a shop shows of its files, without a change of these. */
async function shown(given: MemoryFiles) {
  const { get } = await opened(copyOf(given));
  return {
    products: (await get("products")).body.products,
    carts: [(await get("carts/c1")).body, (await get("carts/c2")).body],
    last: (await get("events")).body.last,
  };
}

test("request: data of format 1 becomes format 3", async () => {
  const given = files(FIRST);
  expect(await migrate(given)).toEqual({ from: 1 });
  expect(await shown(given)).toMatchObject({ products: [...PRODUCTS, POT], last: 0 });
});

test("request: data of format 2 becomes format 3", async () => {
  const given = files(SECOND);
  expect(await migrate(given)).toEqual({ from: 2 });
  const { products, carts, last } = await shown(given);
  expect([products, last]).toEqual([PRODUCTS, 0]);
  expect(carts).toEqual([
    { id: "c1", items: [{ product: "tea", quantity: 2 }], version: 1 },
    { id: "c2", items: [], version: 1 },
  ]);
});

test("request: the files it was made of are kept, and the new one tells its format", async () => {
  for (const texts of [FIRST, SECOND]) {
    const given = files(texts);
    await migrate(given);
    const old = Object.entries(texts).map(([name, text]) => [`${name}.old`, text]);
    expect(Object.fromEntries(given.texts)).toEqual({
      ...Object.fromEntries(old),
      "shop.jsonl": expect.any(String),
    });
    expect(given.texts.get("shop.jsonl")!.split("\n")[0]).toBe('{"format":3}');
  }
});

test("request: called again it changes no file", async () => {
  for (const texts of [FIRST, SECOND]) {
    const given = files(texts);
    await migrate(given);
    const counting = new BreakingFiles(given);
    const before = new Map(given.texts);
    expect(await migrate(counting)).toEqual({ from: 3 });
    expect([counting.operations, given.texts]).toEqual([0, before]);
  }
});

test("request: a new shop is of format 3", async () => {
  const made = await opened();
  await made.product("tea");
  expect(await migrate(made.files)).toEqual({ from: 3 });
  expect(await made.files.names()).toEqual(["shop.jsonl"]);
  expect((await made.files.read("shop.jsonl"))!.split("\n")[0]).toBe('{"format":3}');
});

test("request: an empty folder stays empty", async () => {
  const given = new BreakingFiles(new MemoryFiles());
  expect(await migrate(given)).toEqual({ from: null });
  expect([given.operations, await given.names()]).toEqual([0, []]);
});

test("request: it may break off anywhere and be called anew", async () => {
  for (const texts of [FIRST, SECOND])
    for (const how of ["before", "half", "after"] as const) {
      const whole = files(texts);
      await migrate(whole);
      for (let step = 1; ; step++) {
        const inner = files(texts);
        const first = await migrate(new BreakingFiles(inner, step, how)).then(
          () => true,
          () => false,
        );
        // Once more, and at another place.
        await migrate(new BreakingFiles(inner, 1, how)).catch(() => {});
        await migrate(inner);
        expect([how, step, [...inner.texts].sort()]).toEqual([
          ...[how, step, [...whole.texts].sort()],
        ]);
        if (first) break;
        expect(step).toBeLessThan(50);
      }
    }
});

test("request: a shop opens after a migration that broke off, and nothing is lost", async () => {
  for (const texts of [FIRST, SECOND])
    for (const how of ["before", "half", "after"] as const)
      for (let step = 1; ; step++) {
        const inner = files(texts);
        const isDone = await migrate(new BreakingFiles(inner, step, how)).then(
          () => true,
          () => false,
        );
        const made = await opened(inner);
        await made.http("PATCH", "products/tea", { price: 1 });
        await migrate(inner);
        const { products } = await shown(inner);
        expect([how, step, products.slice(0, 2)]).toEqual([
          ...[how, step, [{ ...PRODUCTS[0], price: 1, version: 2 }, PRODUCTS[1]]],
        ]);
        expect((await inner.names()).filter((name) => !name.endsWith(".old"))).toEqual([
          "shop.jsonl",
        ]);
        if (isDone) break;
      }
});

test("request: data of an unknown format is refused, and no file is changed", async () => {
  for (const texts of [
    { "shop.jsonl": lines({ format: 4 }) },
    { "data.jsonl": lines({ format: 3 }, { kind: "cart", id: "c", items: [] }) },
    { "data.jsonl": lines({ kind: "cart", id: "c", items: [] }) },
    { "data.jsonl": `${lines({ format: 2 })}no JSON\n` },
    { ...FIRST, "products.jsonl": "{\n" },
    { ...FIRST, "stock.jsonl": "{sku}\n" },
    { "shop.jsonl": `${lines({ format: 3 })}{]\n` },
  ] as Record<string, string>[]) {
    const given = files(texts);
    await expect(migrate(given)).rejects.toBeInstanceOf(FormatError);
    await expect(Shop.open(given)).rejects.toBeInstanceOf(FormatError);
    expect(Object.fromEntries(given.texts)).toEqual(texts);
  }
});

test("request: to open a shop migrates its data", async () => {
  const given = files(SECOND);
  const shop = await Shop.open(given);
  const client = new ShopClient("http://shop", { fetch: handler(shop) });
  expect(await client.products()).toEqual(PRODUCTS);
  expect((await given.names()).sort()).toEqual(["data.jsonl.old", "shop.jsonl"]);
});

async function call(given: MemoryFiles, ...args: string[]) {
  const printed: string[] = [];
  const exit = await run(args, given, (line) => printed.push(line));
  return { exit, printed };
}

test("request: the command line migrates", async () => {
  for (const [texts, format] of [
    [FIRST, 1],
    [SECOND, 2],
  ] as const) {
    const given = files(texts);
    expect(await call(given, "migrate")).toEqual({ exit: 0, printed: [`format ${format} -> 3`] });
    expect(await call(given, "migrate")).toEqual({ exit: 0, printed: ["up to date"] });
  }
  const empty = new MemoryFiles();
  expect(await call(empty, "migrate")).toEqual({ exit: 0, printed: ["up to date"] });
  expect(await empty.names()).toEqual([]);
});

test("request: the command line lists orders", async () => {
  const made = await opened(undefined, { clock: new ManualClock(Date.now()) });
  await made.product("tea", 5, 300);
  const ids: string[] = [];
  for (let n = 0; n < 103; n++) ids.push((await made.order({ tea: 1 })).body.id);
  await made.http("POST", `orders/${ids[2]}/pay`);
  const all = await call(made.files as MemoryFiles, "orders");
  expect([all.exit, all.printed.length]).toEqual([0, 103]);
  expect(all.printed[0]).toBe(`${ids[102]}\treserved\t0.05`);
  const paid = await call(made.files as MemoryFiles, "orders", "paid");
  expect(paid.printed).toEqual([`${ids[2]}\tpaid\t0.05`]);
  expect((await call(made.files as MemoryFiles, "orders", "gone")).exit).toBe(1);
});

test("request: the command line refunds, once for one key", async () => {
  const made = await opened(undefined, { clock: new ManualClock(Date.now()) });
  await made.product("tea", 500, 30);
  const { id } = await made.paid({ tea: 1 });
  const given = made.files as MemoryFiles;
  const first = await call(given, "refund", id, "200", "key");
  expect([first.exit, first.printed.length]).toEqual([0, 1]);
  expect(await call(given, "refund", id, "200", "key")).toEqual(first);
  expect((await call(given, "refund", id, "301", "other")).exit).toBe(1);
  expect((await call(given, "refund", id, "many", "more")).exit).toBe(1);
  expect((await call(given, "refund", id)).exit).toBe(2);
  const again = await opened(given);
  const { refunds } = (await again.get(`orders/${id}/refunds`)).body;
  expect(refunds).toMatchObject([{ id: first.printed[0], amount: 200 }]);
});

test("trap: files of format 1 beside those of format 2 stay as they are", async () => {
  for (let step = 1; ; step++) {
    const inner = files({ ...FIRST, ...SECOND });
    const isDone = await migrate(new BreakingFiles(inner, step)).then(
      () => true,
      () => false,
    );
    await migrate(inner);
    await migrate(inner);
    expect(await inner.names()).toEqual([
      ...["data.jsonl.old", "products.jsonl", "shop.jsonl", "stock.jsonl"],
    ]);
    expect((await shown(inner)).products).toEqual(PRODUCTS);
    if (isDone) break;
  }
});

test("trap: a last line that was broken off does not count, in any file", async () => {
  const second = files({ "data.jsonl": `${SECOND["data.jsonl"]}{"kind":"product","id":"tea","go` });
  await migrate(second);
  expect((await shown(second)).products).toEqual(PRODUCTS);
  const first = files({
    "products.jsonl": `${FIRST["products.jsonl"]}{"sku":"cup","title":"Mug","eur":"1"}`,
    "stock.jsonl": `${FIRST["stock.jsonl"]}{"sku":"tea","delta":-`,
  });
  await migrate(first);
  expect((await shown(first)).products).toEqual([...PRODUCTS, POT]);
});

test("trap: what was removed and added again is the youngest", async () => {
  const given = files({
    "data.jsonl":
      SECOND["data.jsonl"] +
      lines(
        { kind: "product", id: "tea", gone: true },
        { kind: "product", id: "tea", name: "New tea", price: 5, stock: 1 },
      ),
  });
  await migrate(given);
  const { products } = await shown(given);
  expect(products.map(({ id, name }: { id: string; name: string }) => [id, name])).toEqual([
    ["cup", "Cup"],
    ["tea", "New tea"],
  ]);
});

test("trap: prices are whole cents, and a stock is never below zero", async () => {
  const prices = ["19.99", "0.29", "1.1", "4.35", "1005", "0.57", "9999999.99"];
  const given = files({
    "products.jsonl": lines(...prices.map((eur, n) => ({ sku: `p${n}`, title: eur, eur }))),
    "stock.jsonl": lines(
      { sku: "p0", delta: -5 },
      { sku: "p0", delta: 3 },
      { sku: "nothing", delta: 3 },
      { sku: "p1", delta: -5 },
      { sku: "p1", delta: 8 },
    ),
  });
  await migrate(given);
  const { products } = await shown(given);
  expect(products.map(({ price }: { price: number }) => price)).toEqual([
    ...[1999, 29, 110, 435, 100500, 57, 999999999],
  ]);
  expect(products.slice(0, 3).map(({ stock }: { stock: number }) => stock)).toEqual([0, 3, 0]);
});

test("trap: format 1 without a file of stock", async () => {
  const given = files({ "products.jsonl": FIRST["products.jsonl"] });
  expect(await migrate(given)).toEqual({ from: 1 });
  expect((await shown(given)).products.map(({ stock }: { stock: number }) => stock)).toEqual([
    ...[0, 0, 0],
  ]);
  expect(await given.names()).toEqual(["products.jsonl.old", "shop.jsonl"]);
});
