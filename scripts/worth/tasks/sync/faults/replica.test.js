import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Endpoint } from "../src/endpoint.js";
import { Replica } from "../src/replica.js";

const folder = mkdtempSync(join(tmpdir(), "notes-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

let files = 0;
const newFile = () => join(folder, `${files++}.log`);

/** A replica with its file and a time that can be set. */
function made(node = "a", { file = newFile(), time = 1000, onError } = {}) {
  const clock = { time };
  const open = (other = node) =>
    Replica.open({ file, node: other, now: () => clock.time, onError });
  return { file, clock, open, replica: open() };
}

const several = (...nodes) => nodes.map((node) => made(node).replica);

const stamp = (ms, count, node) =>
  `${String(ms).padStart(15, "0")}-${String(count).padStart(6, "0")}-${node}`;

const lines = (file) => readFileSync(file, "utf8").split("\n").slice(0, -1);

/** All are told of by an endpoint, until nothing is new. */
async function settle(endpoint, ...replicas) {
  for (let round = 0; round < 3; round++) for (const one of replicas) await one.sync(endpoint);
}

/** What a listener was told. */
function heard(replica) {
  const events = [];
  const end = replica.subscribe((changes) => events.push(changes));
  return { events, end };
}

test("a list of 20,000 items typed one behind the other is shown", () => {
  const { replica, open } = made();
  replica.insert("n", "list", 0, ...Array.from({ length: 20_000 }, (_, at) => at));
  assert.equal(replica.get("n").lists.list.length, 20_000);
  assert.equal(open().get("n").lists.list.at(-1), 19_999);
});

test("a listener that unsubscribes twice ends nobody else", () => {
  const { replica } = made();
  const told = [];
  const listener = (changes) => told.push(changes.length);
  const end = replica.subscribe(listener);
  replica.subscribe(listener);
  end();
  end();
  replica.set("n", { x: 1 });
  assert.deepEqual(told, [1]);
});

test("onError that throws ends neither the call nor the other listeners", () => {
  const { replica } = made("a", {
    onError: () => {
      throw new Error("again");
    },
  });
  replica.subscribe(() => {
    throw new Error("no");
  });
  const { events } = heard(replica);
  replica.set("n", { x: 1 });
  replica.set("n", { x: 2 });
  assert.equal(events.length, 2);
});

test("a listener that changes what it is told spoils it for nobody else", () => {
  const { replica } = made();
  replica.subscribe((changes) => {
    changes[0].after.fields.x = 9;
    changes.length = 0;
  });
  const { events } = heard(replica);
  replica.set("n", { x: 1 });
  assert.deepEqual(events, [
    [{ id: "n", before: undefined, after: { fields: { x: 1 }, lists: {} } }],
  ]);
});

test("an endpoint that keeps and changes what it is given changes no note", async () => {
  const { replica } = made();
  replica.set("n", { x: { deep: 1 } });
  const page = [{ at: stamp(5, 0, "b"), note: "m", field: "y", value: { deep: 1 } }];
  await replica.sync({
    push: async (_, changes) => {
      changes[0].value.deep = 2;
      return { acknowledged: [], refused: [] };
    },
    pull: async () => ({ changes: page, cursor: 1, more: false, stable: "" }),
  });
  page[0].value.deep = 2;
  assert.deepEqual(
    [replica.get("n").fields.x, replica.get("m").fields.y],
    [{ deep: 1 }, { deep: 1 }],
  );
  assert.deepEqual(replica.outbox()[0].value, { deep: 1 });
});

test("a failed compaction loses nothing that comes behind it", () => {
  const { replica, file, open } = made();
  replica.set("n", { x: 1 });
  mkdirSync(`${file}.new`);
  assert.throws(() => replica.compact());
  rmSync(`${file}.new`, { recursive: true });
  replica.set("n", { y: 2 });
  for (const one of [replica, open()]) assert.deepEqual(one.get("n").fields, { x: 1, y: 2 });
  replica.compact();
  assert.deepEqual(open().get("n").fields, { x: 1, y: 2 });
});

test("a sync with nothing new writes nothing", async () => {
  const { replica, file } = made();
  const endpoint = new Endpoint();
  replica.set("n", { x: 1 });
  for (let at = 0; at < 3; at++) await replica.sync(endpoint);
  const { length } = readFileSync(file);
  for (let at = 0; at < 20; at++) await replica.sync(endpoint);
  assert.equal(readFileSync(file).length, length);
});

test("an exchange with nothing new writes nothing and tells nobody", () => {
  const [a, b] = [made("a"), made("b")];
  a.replica.set("n", { x: 1, y: 2 });
  a.replica.set("n", { y: undefined });
  a.replica.insert("n", "list", 0, 1, 2);
  a.replica.delete("n", "list", 0);
  a.replica.remove("m");
  a.replica.exchange(b.replica);
  b.replica.exchange(a.replica);
  const before = [a, b].map(({ file }) => readFileSync(file, "utf8"));
  const told = [heard(a.replica), heard(b.replica)];
  a.replica.exchange(b.replica);
  assert.deepEqual(
    [a, b].map(({ file }) => readFileSync(file, "utf8")),
    before,
  );
  assert.deepEqual(
    told.map(({ events }) => events),
    [[], []],
  );
});

test("an empty page with more behind it does not end the sync", async () => {
  const { replica } = made();
  const change = { at: stamp(5, 0, "b"), note: "m", field: "y", value: 1 };
  await replica.sync({
    push: async () => ({ acknowledged: [], refused: [] }),
    pull: async (_, cursor) => ({
      ...{
        changes: cursor === 3 ? [change] : [],
        cursor: cursor + 1,
        more: cursor < 3,
        stable: "",
      },
    }),
  });
  assert.deepEqual(replica.get("m").fields, { y: 1 });
});

test("a value is shown before a restart as it is behind it", () => {
  const { replica, open } = made();
  replica.set("n", { day: new Date(0), none: Number.NaN, deep: { gone: undefined } });
  replica.insert("n", "list", 0, new Date(0), { gone: undefined });
  assert.deepEqual(replica.get("n"), open().get("n"));
});
