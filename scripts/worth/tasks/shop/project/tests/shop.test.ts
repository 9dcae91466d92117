import { expect, test } from "bun:test";
import { handler } from "../src/api.ts";
import { run } from "../src/cli.ts";
import { ShopClient } from "../src/client.ts";
import { MemoryFiles } from "../src/files.ts";
import { Shop } from "../src/shop.ts";

const TEA = { id: "tea", name: "Green tea", price: 450, stock: 12 };

async function opened(files = new MemoryFiles()) {
  let made = 0;
  const shop = await Shop.open(files, { ids: () => `id${++made}` });
  return { files, client: new ShopClient("http://shop", { fetch: handler(shop) }) };
}

test("products are added, changed and removed", async () => {
  const { client } = await opened();
  expect(await client.addProduct(TEA)).toMatchObject(TEA);
  await client.changeProduct("tea", { price: 500 });
  expect(await client.product("tea")).toMatchObject({ ...TEA, price: 500 });
  await client.removeProduct("tea");
  expect(await client.products()).toEqual([]);
  await expect(client.product("tea")).rejects.toMatchObject({ status: 404, code: "not-found" });
});

test("a product with an unknown field is refused", async () => {
  const { client } = await opened();
  const odd = { ...TEA, colour: "green" };
  await expect(client.addProduct(odd)).rejects.toMatchObject({ status: 400, code: "invalid" });
});

test("a cart keeps what is put in", async () => {
  const { client } = await opened();
  for (const id of ["a/b", "50%", "constructor"]) await client.addProduct({ ...TEA, id });
  const { id } = await client.addCart();
  await client.setItem(id, "a/b", 2);
  await client.setItem(id, "constructor", 3);
  await client.setItem(id, "50%", 1);
  await client.setItem(id, "constructor", 0);
  expect((await client.cart(id)).items).toEqual([
    { product: "a/b", quantity: 2 },
    { product: "50%", quantity: 1 },
  ]);
});

test("all is there after a restart", async () => {
  const { client, files } = await opened();
  await client.addProduct(TEA);
  const again = await opened(files);
  expect(await again.client.products()).toMatchObject([TEA]);
});

test("a write that breaks off changes nothing, and the next one is whole", async () => {
  const { client, files } = await opened();
  await client.addProduct(TEA);
  const append = files.append.bind(files);
  files.append = async (name, text) => {
    files.append = append;
    await append(name, text.slice(0, 9));
    throw new Error("the disk is full");
  };
  const change = client.changeProduct("tea", { price: 1 });
  await expect(change).rejects.toMatchObject({ status: 500, code: "storage" });
  expect((await client.product("tea")).price).toBe(450);
  await client.changeProduct("tea", { price: 2 });
  expect((await (await opened(files)).client.product("tea")).price).toBe(2);
});

test("the command line adds and lists", async () => {
  const files = new MemoryFiles();
  const lines: string[] = [];
  const call = (...args: string[]) => run(args, files, (line) => lines.push(line));
  expect(await call("add", "tea", "Green tea", "450")).toBe(0);
  expect(await call("stock", "tea", "12")).toBe(0);
  expect(await call("products")).toBe(0);
  expect(lines).toEqual(["tea\tGreen tea\t4.50\t12"]);
  expect(await call("stock", "milk", "1")).toBe(1);
  expect(await call("sell")).toBe(2);
});
