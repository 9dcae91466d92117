import assert from "node:assert/strict";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { Endpoint } from "../src/endpoint.js";
import { Notes } from "../src/notes.js";
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

test("request: fields are set one by one", () => {
  const { replica } = made();
  replica.set("n", { title: "x", body: { deep: [1] } });
  replica.set("n", { title: "y", more: null });
  assert.deepEqual(replica.get("n"), {
    fields: { title: "y", body: { deep: [1] }, more: null },
    lists: {},
  });
  replica.set("n", { body: undefined });
  assert.deepEqual(replica.get("n").fields, { title: "y", more: null });
});

test("request: a note is there as long as it has a field or an item", () => {
  const { replica } = made();
  assert.equal(replica.get("n"), undefined);
  replica.set("n", { title: "x" });
  replica.insert("m", "list", 0, 1);
  replica.insert("k", "list", 0, 1);
  assert.deepEqual(replica.ids(), ["k", "m", "n"]);
  replica.set("n", { title: undefined });
  replica.delete("m", "list", 0);
  replica.remove("k");
  assert.deepEqual([replica.ids(), replica.get("n"), replica.get("m")], [[], undefined, undefined]);
});

test("request: what changes nothing is no change", () => {
  const { replica } = made();
  replica.set("n", { title: { a: 1 } });
  const count = replica.outbox().length;
  replica.set("n", { title: { a: 1 } });
  replica.set("n", { other: undefined });
  replica.set("n", {});
  replica.remove("m");
  replica.insert("n", "list", 0);
  replica.delete("n", "list", 0, 0);
  assert.equal(replica.outbox().length, count);
});

test("request: places that are not there are RangeErrors", () => {
  const { replica } = made();
  replica.insert("n", "list", 0, 1, 2);
  for (const index of [-1, 3, 1.5])
    assert.throws(() => replica.insert("n", "list", index, 9), RangeError);
  for (const [index, count] of [
    [-1, 1],
    [2, 1],
    [1, 2],
  ])
    assert.throws(() => replica.delete("n", "list", index, count), RangeError);
  assert.deepEqual([replica.get("n").lists.list, replica.outbox().length], [[1, 2], 2]);
  for (const node of ["", "A", "a-b"])
    assert.throws(() => Replica.open({ file: newFile(), node, now: () => 0 }), RangeError);
});

test("request: stamps grow while the time stands still or goes back", () => {
  const { replica, clock } = made("a", { time: 1714550400000.7 });
  replica.set("n", { a: 1, b: 2 });
  clock.time -= 500;
  replica.set("n", { c: 3 });
  clock.time += 501;
  replica.remove("n");
  assert.deepEqual(
    replica.outbox().map(({ at }) => at),
    [
      "001714550400000-000000-a",
      "001714550400000-000001-a",
      "001714550400000-000002-a",
      "001714550400001-000000-a",
    ],
  );
});

test("request: stamps go beyond what others have made", () => {
  const [ahead, behind] = [made("a", { time: 5000 }), made("b", { time: 1000 })];
  ahead.replica.set("n", { x: 1, y: 1 });
  ahead.replica.exchange(behind.replica);
  behind.replica.set("n", { x: 2 });
  assert.equal(behind.replica.outbox().at(-1).at, stamp(5000, 2, "b"));
  behind.clock.time = 5001;
  behind.replica.set("n", { x: 3 });
  assert.equal(behind.replica.outbox().at(-1).at, stamp(5001, 0, "b"));
});

test("request: stamps go on after a restart and a compaction", async () => {
  const { replica, open, clock } = made("a", { time: 9000 });
  replica.set("n", { x: 1 });
  replica.remove("n");
  await settle(new Endpoint(), replica);
  replica.compact();
  clock.time = 10;
  const again = open();
  again.set("m", { x: 1 });
  assert.deepEqual(
    again.outbox().map(({ at }) => at),
    [stamp(9000, 2, "a")],
  );
});

test("request: changes are plain objects with a stamp each", () => {
  const { replica } = made();
  replica.set("n", { z: 1, a: undefined, b: [2] });
  replica.set("n", { z: undefined });
  replica.remove("n");
  assert.deepEqual(replica.outbox(), [
    { at: stamp(1000, 0, "a"), note: "n", field: "z", value: 1 },
    { at: stamp(1000, 1, "a"), note: "n", field: "b", value: [2] },
    { at: stamp(1000, 2, "a"), note: "n", field: "z" },
    { at: stamp(1000, 3, "a"), note: "n", removed: true },
  ]);
});

test("request: of a field the latest change counts, field by field", async () => {
  const [a, b] = [made("a", { time: 2000 }), made("b", { time: 1000 })];
  a.replica.set("n", { title: "late" });
  b.replica.set("n", { title: "early", body: "b" });
  a.clock.time = 2500;
  b.clock.time = 3000;
  b.replica.set("n", { tag: "b" });
  a.replica.set("n", { tag: "a" });
  const endpoint = new Endpoint();
  await settle(endpoint, a.replica, b.replica);
  for (const { replica } of [a, b])
    assert.deepEqual(replica.get("n").fields, { title: "late", body: "b", tag: "b" });
});

test("request: with the same time the node decides", async () => {
  const [a, b] = several("a", "b");
  b.set("n", { x: "b" });
  a.set("n", { x: "a" });
  await settle(new Endpoint(), a, b);
  assert.deepEqual([a.get("n").fields.x, b.get("n").fields.x], ["b", "b"]);
});

test("request: a removal hides what is older, also what comes later", async () => {
  const [a, b, c] = [
    made("a", { time: 1000 }),
    made("b", { time: 2000 }),
    made("c", { time: 3000 }),
  ];
  a.replica.set("n", { title: "old", body: "old" });
  a.replica.insert("n", "list", 0, "old");
  b.replica.set("n", { body: "x" });
  b.replica.remove("n");
  c.replica.set("n", { tag: "new" });
  c.replica.insert("n", "list", 0, "new");
  const endpoint = new Endpoint();
  await settle(endpoint, b.replica, c.replica, a.replica);
  for (const { replica } of [a, b, c])
    assert.deepEqual(replica.get("n"), { fields: { tag: "new" }, lists: { list: ["new"] } });
});

test("request: changes may come in any order and twice", async () => {
  const [a, b] = [made("a"), made("b", { time: 1500 })];
  a.replica.set("n", { x: 1, y: 1 });
  a.replica.insert("n", "list", 0, 1, 2, 3);
  a.clock.time = 2000;
  a.replica.remove("n");
  a.replica.set("n", { x: 2 });
  a.replica.insert("n", "list", 0, 4, 5);
  a.replica.delete("n", "list", 0);
  b.replica.set("n", { y: 3 });
  const changes = [...a.replica.outbox(), ...b.replica.outbox()];
  let seed = 5;
  for (let round = 0; round < 30; round++) {
    const mixed = [...changes, ...changes.slice(0, round % 5)]
      .map((change) => [(seed = (seed * 1103515245 + 12345) % 2147483648), change])
      .sort(([one], [two]) => one - two)
      .map(([, change]) => change);
    const { replica } = made("z");
    const pages = {
      push: async () => assert.fail(),
      pull: async (_, cursor) => ({
        changes: mixed.slice(cursor, cursor + 3),
        cursor: cursor + 3,
        more: cursor + 3 < mixed.length,
        stable: "",
      }),
    };
    await replica.sync(pages);
    assert.deepEqual(replica.get("n"), { fields: { x: 2 }, lists: { list: [5] } });
    assert.deepEqual(replica.outbox(), []);
  }
});

test("request: lists keep the order that they were given", () => {
  const { replica, open } = made();
  const expected = [];
  let seed = 3;
  for (let at = 0; at < 200; at++) {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    const index = seed % (expected.length + 1);
    if (at % 5 === 4 && index < expected.length) {
      replica.delete("n", "list", index);
      expected.splice(index, 1);
    } else if (at % 7 === 6) {
      replica.insert("n", "list", index, at, "b", "c");
      expected.splice(index, 0, at, "b", "c");
    } else {
      replica.insert("n", "list", index, at);
      expected.splice(index, 0, at);
    }
    assert.deepEqual(replica.get("n").lists.list, expected);
  }
  assert.deepEqual(open().get("n").lists.list, expected);
});

/** That the items of each run lie side by side, in their order. */
function expectRuns(list, ...runs) {
  for (const run of runs) {
    const from = list.indexOf(run[0]);
    assert.deepEqual(list.slice(from, from + run.length), run);
  }
}

for (const [name, type] of [
  [
    "forwards",
    (replica, from, values) =>
      values.forEach((value, at) => replica.insert("n", "list", from + at, value)),
  ],
  [
    "backwards",
    (replica, from, values) =>
      values.toReversed().forEach((value) => replica.insert("n", "list", from, value)),
  ],
  ["in one call", (replica, from, values) => replica.insert("n", "list", from, ...values)],
])
  test(`request: what is typed ${name} stays together`, async () => {
    const [a, b, c] = several("a", "b", "c");
    const endpoint = new Endpoint();
    a.insert("n", "list", 0, "first", "last");
    await settle(endpoint, a, b, c);
    const runs = ["a", "b", "c"].map((node) => [1, 2, 3, 4].map((at) => `${node}${at}`));
    [a, b, c].forEach((replica, at) => type(replica, 1, runs[at]));
    await settle(endpoint, c, a, b);
    const { list } = a.get("n").lists;
    assert.deepEqual([list.length, list[0], list.at(-1)], [14, "first", "last"]);
    expectRuns(list, ...runs);
    for (const one of [b, c]) assert.deepEqual(one.get("n").lists.list, list);
  });

test("request: runs at the beginning of a new list stay together", async () => {
  const [a, b] = several("a", "b");
  for (const value of ["a3", "a2", "a1"]) a.insert("n", "list", 0, value);
  for (const value of ["b3", "b2", "b1"]) b.insert("n", "list", 0, value);
  a.exchange(b);
  expectRuns(a.get("n").lists.list, ["a1", "a2", "a3"], ["b1", "b2", "b3"]);
  assert.deepEqual(a.get("n"), b.get("n"));
});

test("request: a deleted item stays deleted, and others can be put beside it", async () => {
  const [a, b] = several("a", "b");
  const endpoint = new Endpoint();
  a.insert("n", "list", 0, 1, 2, 3);
  await settle(endpoint, a, b);
  a.delete("n", "list", 1);
  b.delete("n", "list", 0, 2);
  a.insert("n", "list", 1, "a");
  b.insert("n", "list", 0, "b");
  await settle(endpoint, a, b);
  assert.deepEqual(a.get("n"), b.get("n"));
  assert.deepEqual([...a.get("n").lists.list].sort(), [3, "a", "b"]);
  assert.equal(a.get("n").lists.list.at(-1), 3);
});

test("request: an item may come before the one that it lies beside", async () => {
  const { replica: a } = made("a");
  a.insert("n", "list", 0, 1);
  a.insert("n", "list", 1, 2);
  a.insert("n", "list", 2, 3);
  a.delete("n", "list", 2);
  const changes = a.outbox().reverse();
  const { replica, open } = made("z");
  const page = (from, to) => ({
    push: async () => {},
    pull: async () => ({ changes: changes.slice(from, to), cursor: to, more: false, stable: "" }),
  });
  await replica.sync(page(0, 2));
  assert.equal(replica.get("n"), undefined);
  const again = open();
  again.compact();
  const last = open();
  await last.sync(page(2, 4));
  assert.deepEqual(last.get("n"), { fields: {}, lists: { list: [1, 2] } });
});

test("request: replicas of all kinds come to the same", async () => {
  let seed = 11;
  const below = (limit) => (seed = (seed * 1103515245 + 12345) % 2147483648) % limit;
  for (let round = 0; round < 15; round++) {
    const replicas = several("a", "b", "c");
    const endpoint = new Endpoint();
    for (let step = 0; step < 60; step++) {
      const one = replicas[below(3)];
      const note = `n${below(2)}`;
      const length = one.get(note)?.lists.list?.length ?? 0;
      const what = below(8);
      if (what < 2) one.set(note, { [`f${below(3)}`]: below(5) ? step : undefined });
      else if (what < 4) one.insert(note, "list", below(length + 1), step, `${step}b`);
      else if (what === 4 && length > 0) one.delete(note, "list", below(length));
      else if (what === 5 && below(3) === 0) one.remove(note);
      else if (what === 6) await one.sync(endpoint, { batch: 1 + below(5) });
      else if (below(3) === 0) one.compact();
      else if (below(2) === 0) one.exchange(replicas[below(3)]);
    }
    await settle(endpoint, ...replicas);
    for (const note of ["n0", "n1"])
      for (const one of replicas) assert.deepEqual(one.get(note), replicas[0].get(note));
  }
});

test("request: an exchange brings both to the same, and reaches the endpoint through any", async () => {
  const [a, b, c] = several("a", "b", "c");
  a.set("n", { a: 1 });
  b.set("n", { b: 1 });
  b.insert("n", "list", 0, 1);
  a.exchange(b);
  assert.deepEqual(a.get("n"), { fields: { a: 1, b: 1 }, lists: { list: [1] } });
  assert.deepEqual(b.get("n"), a.get("n"));
  assert.equal(a.outbox().length, 3);
  const endpoint = new Endpoint();
  await settle(endpoint, a, c);
  assert.deepEqual(c.get("n"), a.get("n"));
  await settle(endpoint, b);
  assert.deepEqual(b.outbox(), []);
  a.exchange(b);
  assert.deepEqual([a.outbox(), b.outbox()], [[], []]);
});

test("request: listeners are told what is shown differently, once", async () => {
  const [a, b] = several("a", "b");
  const { events, end } = heard(a);
  a.set("n", { x: 1, y: 2 });
  a.set("n", { x: 1 });
  a.insert("n", "list", 0, 1, 2);
  b.set("m", { z: 1 });
  b.set("k", { z: 1 });
  b.remove("k");
  const endpoint = new Endpoint();
  await settle(endpoint, b, a);
  await settle(endpoint, b, a);
  a.exchange(b);
  const full = { fields: { x: 1, y: 2 }, lists: { list: [1, 2] } };
  const expected = [
    [{ id: "n", before: undefined, after: { fields: { x: 1, y: 2 }, lists: {} } }],
    [{ id: "n", before: { fields: { x: 1, y: 2 }, lists: {} }, after: full }],
    [{ id: "m", before: undefined, after: { fields: { z: 1 }, lists: {} } }],
  ];
  assert.deepEqual(events, expected);
  end();
  a.remove("n");
  assert.equal(events.length, 3);
});

test("request: a change that is older than what is shown is not told", async () => {
  const [a, b] = [made("a", { time: 2000 }), made("b", { time: 1000 })];
  a.replica.set("n", { x: 1 });
  b.replica.set("n", { x: 0 });
  const { events } = heard(a.replica);
  a.replica.exchange(b.replica);
  assert.deepEqual(events, []);
});

test("request: a page is told at once, notes in the order of the changes", async () => {
  const [a, b] = several("a", "b");
  for (const id of ["z", "m", "a"]) a.set(id, { x: 1 });
  a.set("z", { y: 1 });
  const endpoint = new Endpoint();
  await a.sync(endpoint);
  const { events } = heard(b);
  await b.sync(endpoint);
  assert.deepEqual(
    events.map((all) => all.map(({ id }) => id)),
    [["z", "m", "a"]],
  );
});

test("request: what a listener changes is told to all behind the first", () => {
  const { replica } = made();
  const told = [];
  replica.subscribe((changes) => {
    told.push(`1 ${changes[0].after.fields.x}`);
    if (changes[0].after.fields.x < 3) replica.set("n", { x: changes[0].after.fields.x + 1 });
  });
  replica.subscribe(([{ before, after }]) => told.push(`2 ${before?.fields.x} ${after.fields.x}`));
  replica.set("n", { x: 1 });
  assert.deepEqual(told, ["1 1", "2 undefined 1", "1 2", "2 1 2", "1 3", "2 2 3"]);
});

test("request: listeners that come and go while something is told", () => {
  const { replica } = made();
  const told = [];
  let end = () => {};
  replica.subscribe(() => {
    end();
    replica.subscribe(() => told.push("new"));
  });
  end = replica.subscribe(() => told.push("ended"));
  replica.subscribe(() => told.push("last"));
  replica.set("n", { x: 1 });
  assert.deepEqual(told, ["last"]);
});

test("trap: what goes in and comes out are copies", async () => {
  const [a, b] = several("a", "b");
  const fields = { x: { deep: 1 } };
  a.set("n", fields);
  fields.x.deep = 2;
  a.get("n").fields.x.deep = 3;
  a.outbox()[0].value.deep = 4;
  const value = { deep: 1 };
  a.insert("n", "list", 0, value);
  value.deep = 2;
  a.get("n").lists.list[0].deep = 3;
  a.subscribe(([{ after }]) => {
    after.fields.x.deep = 5;
  });
  a.set("n", { y: 1 });
  a.exchange(b);
  b.get("n").fields.x.deep = 6;
  for (const one of [a, b]) {
    const { fields, lists } = one.get("n");
    assert.deepEqual([fields.x.deep, lists.list], [1, [{ deep: 1 }]]);
  }
});

test("trap: names such as constructor and __proto__", async () => {
  const { replica, open } = made();
  const fields = JSON.parse('{"__proto__":1,"constructor":2,"toString":3}');
  replica.set("__proto__", fields);
  replica.insert("constructor", "__proto__", 0, "x");
  const [, b] = several("x", "b");
  replica.exchange(b);
  for (const one of [replica, open(), b]) {
    assert.deepEqual(one.ids(), ["__proto__", "constructor"]);
    assert.deepEqual(
      Object.entries(one.get("__proto__").fields).sort(),
      Object.entries(fields).sort(),
    );
    assert.deepEqual(Object.entries(one.get("constructor").lists), [["__proto__", ["x"]]]);
    assert.equal(one.get("toString"), undefined);
  }
});

test("trap: a listener that throws disturbs nobody", async () => {
  const errors = [];
  const { replica } = made("a", { onError: (error) => errors.push(error.message) });
  replica.subscribe(() => {
    throw new Error("no");
  });
  const { events } = heard(replica);
  replica.set("n", { x: 1 });
  replica.set("n", { x: 2 });
  assert.deepEqual([events.length, errors, replica.get("n").fields.x], [2, ["no", "no"], 2]);
  const { replica: quiet } = made("b");
  quiet.subscribe(() => {
    throw new Error("no");
  });
  quiet.set("n", { x: 1 });
});

/** An endpoint with a gate at each push or pull. */
function gated(endpoint, { push = (call) => call(), pull = (call) => call() }) {
  const pushed = [];
  return {
    pushed,
    push: (node, changes) => {
      pushed.push(changes.map(({ at }) => at));
      return push(() => endpoint.push(node, changes), changes);
    },
    pull: (node, cursor, options) =>
      pull(() => endpoint.pull(node, cursor, options), cursor, options),
  };
}

test("request: the outbox goes in batches, in the order of the stamps", async () => {
  const { replica } = made();
  for (let at = 0; at < 7; at++) replica.set("n", { [`f${at}`]: at });
  const all = replica.outbox().map(({ at }) => at);
  const endpoint = gated(new Endpoint(), {});
  await replica.sync(endpoint, { batch: 3 });
  assert.deepEqual(endpoint.pushed, [all.slice(0, 3), all.slice(3, 6), all.slice(6)]);
  assert.deepEqual(replica.outbox(), []);
});

test("request: what is acknowledged in part stays in part", async () => {
  const { replica, open } = made();
  replica.set("n", { a: 1, b: 2, c: 3, d: 4 });
  const all = replica.outbox().map(({ at }) => at);
  const answers = [
    {
      acknowledged: [all[1], all[3], "other"],
      refused: [
        { at: all[0], reason: "too long" },
        { at: all[3], reason: "early" },
      ],
    },
    { acknowledged: [], refused: [] },
  ];
  const endpoint = gated(
    {
      push: async () => answers.shift(),
      pull: async (_, cursor) => ({ changes: [], cursor, more: false, stable: "" }),
    },
    {},
  );
  await replica.sync(endpoint, { batch: 3 });
  for (const one of [replica, open()]) {
    assert.deepEqual(one.refused(), [{ at: all[0], reason: "too long" }]);
    assert.deepEqual(
      one.outbox().map(({ at }) => at),
      [all[2], all[3]],
    );
    assert.deepEqual(one.get("n").fields, { a: 1, b: 2, c: 3, d: 4 });
  }
  assert.deepEqual(endpoint.pushed, [all.slice(0, 3), all.slice(3)]);
});

test("request: what is left is handed over by the next sync", async () => {
  const { replica, open } = made();
  replica.set("n", { a: 1, b: 2, c: 3 });
  const all = replica.outbox().map(({ at }) => at);
  const none = async (_, cursor) => ({ changes: [], cursor, more: false, stable: "" });
  const part = { push: async () => ({ acknowledged: [all[1]], refused: [] }), pull: none };
  await replica.sync(part);
  assert.deepEqual(
    replica.outbox().map(({ at }) => at),
    [all[0], all[2]],
  );
  const endpoint = gated(new Endpoint(), {});
  await open().sync(endpoint);
  assert.deepEqual(endpoint.pushed, [[all[0], all[2]]]);
});

test("request: where push fails, what was acknowledged stays so", async () => {
  const { replica, open } = made();
  replica.set("n", { a: 1, b: 2, c: 3 });
  const failure = new Error("offline");
  let calls = 0;
  const endpoint = gated(new Endpoint(), {
    push: (call) => (++calls === 2 ? Promise.reject(failure) : call()),
  });
  await assert.rejects(replica.sync(endpoint, { batch: 1 }), failure);
  assert.equal(replica.outbox().length, 2);
  const again = open();
  assert.equal(again.outbox().length, 2);
  await again.sync(endpoint);
  await replica.sync(endpoint);
  assert.deepEqual([again.outbox(), replica.outbox()], [[], []]);
});

test("request: where pull fails, the pages before are kept", async () => {
  const [a, b] = [made("a").replica, made("b")];
  const endpoint = new Endpoint();
  a.set("n", { a: 1, b: 2, c: 3 });
  await a.sync(endpoint);
  const cursors = [];
  const failing = gated(endpoint, {
    pull: (call, cursor) => {
      cursors.push(cursor);
      return cursors.length === 2 ? Promise.reject(new Error("offline")) : call();
    },
  });
  await assert.rejects(b.replica.sync(failing, { batch: 2 }), /offline/);
  assert.deepEqual(b.replica.get("n").fields, { a: 1, b: 2 });
  const again = b.open();
  await again.sync(failing, { batch: 2 });
  assert.deepEqual([again.get("n").fields, cursors], [{ a: 1, b: 2, c: 3 }, [0, 2, 2]]);
});

test("request: two syncs run one after the other", async () => {
  const { replica } = made();
  replica.set("n", { a: 1 });
  const release = [];
  const endpoint = gated(new Endpoint(), {
    push: (call) => new Promise((done, fail) => release.push({ done: () => done(call()), fail })),
  });
  const [first, second] = [replica.sync(endpoint), replica.sync(endpoint)];
  first.catch(() => {});
  await new Promise(setImmediate);
  assert.equal(endpoint.pushed.length, 1);
  replica.set("n", { b: 2 });
  release[0].fail(new Error("offline"));
  await assert.rejects(first, /offline/);
  await new Promise(setImmediate);
  assert.equal(endpoint.pushed.length, 2);
  assert.equal(endpoint.pushed[1].length, 2);
  release[1].done();
  await second;
  assert.deepEqual(replica.outbox(), []);
});

test("request: changes made during a sync wait for the next", async () => {
  const { replica } = made();
  replica.set("n", { a: 1 });
  const asked = [];
  const endpoint = gated(new Endpoint(), {
    push: (call) => {
      replica.set("n", { b: 2 });
      return call();
    },
    pull: (call, _cursor, { clean, limit }) => {
      asked.push([clean, limit]);
      return call();
    },
  });
  await replica.sync(endpoint, { batch: 7 });
  assert.deepEqual(
    replica.outbox().map(({ field }) => field),
    ["b"],
  );
  assert.deepEqual([endpoint.pushed.length, asked], [1, [[false, 7]]]);
});

test("request: an own change that comes with a pull leaves the outbox", async () => {
  const { replica, file, open } = made();
  const endpoint = new Endpoint();
  replica.set("n", { a: 1 });
  const before = readFileSync(file);
  await replica.sync(endpoint);
  writeFileSync(file, before);
  const again = open();
  const failing = {
    push: async () => ({ acknowledged: [], refused: [] }),
    pull: endpoint.pull.bind(endpoint),
  };
  await again.sync(failing);
  assert.deepEqual([again.outbox(), open().outbox()], [[], []]);
});

test("request: the endpoint refuses what has no stamp, and takes nothing twice", async () => {
  const endpoint = new Endpoint();
  const good = { at: stamp(1, 0, "a"), note: "n", removed: true };
  const bad = ["1", "", stamp(1, 0, "A"), `${stamp(1, 0, "a")} `, undefined].map((at) => ({
    at,
    note: "n",
  }));
  const { acknowledged, refused } = await endpoint.push("a", [good, ...bad, good]);
  assert.deepEqual(
    acknowledged.filter((at) => at !== good.at),
    [],
  );
  assert.deepEqual(
    refused,
    bad.map(({ at }) => ({ at, reason: "this is no stamp" })),
  );
  assert.deepEqual((await endpoint.pull("b", 0)).changes, [good]);
});

test("request: stable is what all have come to", async () => {
  const endpoint = new Endpoint();
  const at = [stamp(5, 0, "a"), stamp(3, 0, "a"), stamp(4, 0, "a")];
  await endpoint.push(
    "a",
    at.map((one) => ({ at: one })),
  );
  const stable = async (...args) => (await endpoint.pull(...args)).stable;
  assert.equal(await stable("b", 0, { clean: true }), at[1]);
  assert.equal(await stable("a", 3, { clean: true }), at[1]);
  assert.equal(await stable("b", 2, { clean: false }), at[1]);
  assert.equal(await stable("b", 2, { clean: true }), at[2]);
  assert.equal(await stable("b", 1, { clean: true }), at[2]);
  assert.equal(await stable("b", 3, { clean: true }), "~");
  assert.equal(await stable("c", 3, {}), at[1]);
  endpoint.forget("c");
  assert.equal(await stable("a", 3, { clean: true }), "~");
});

test("request: after a crash all or nothing of a call is there", () => {
  const { file, replica } = made();
  replica.set("n", { a: 1 });
  const sizes = [readFileSync(file).length];
  replica.set("n", { a: 2, b: 2 });
  sizes.push(readFileSync(file).length);
  replica.insert("n", "list", 0, 1, 2);
  sizes.push(readFileSync(file).length);
  const states = [
    { fields: { a: 1 }, lists: {} },
    { fields: { a: 2, b: 2 }, lists: {} },
    { fields: { a: 2, b: 2 }, lists: { list: [1, 2] } },
  ];
  for (let size = sizes[0]; size <= sizes[2]; size++) {
    const copy = newFile();
    copyFileSync(file, copy);
    truncateSync(copy, size);
    const { replica: again } = made("a", { file: copy });
    assert.deepEqual(again.get("n"), states[sizes.findLastIndex((end) => end <= size)]);
    again.set("n", { c: 1 });
    assert.equal(made("a", { file: copy }).replica.get("n").fields.c, 1);
  }
});

test("request: after a crash a page is there with its cursor or not at all", async () => {
  const { replica: a } = made("a");
  const endpoint = new Endpoint();
  a.set("n", { a: 1, b: 2 });
  await a.sync(endpoint);
  const b = made("b");
  const from = readFileSync(b.file).length;
  await b.replica.sync(endpoint);
  const to = readFileSync(b.file).length;
  for (let size = from; size <= to; size++) {
    const copy = newFile();
    copyFileSync(b.file, copy);
    truncateSync(copy, size);
    const { replica } = made("b", { file: copy });
    const cursors = [];
    await replica.sync(gated(endpoint, { pull: (call, cursor) => (cursors.push(cursor), call()) }));
    assert.deepEqual([replica.get("n").fields, cursors[0]], [{ a: 1, b: 2 }, size < to ? 0 : 2]);
  }
});

test("request: the first line tells the version, and other versions are not touched", () => {
  const { file } = made();
  assert.equal(JSON.parse(lines(file)[0]).v, 2);
  const later = newFile();
  writeFileSync(later, '{"v":3}\n{"x":1}\n{"torn');
  const before = readFileSync(later, "utf8");
  assert.throws(() => Replica.open({ file: later, node: "a", now: () => 0 }));
  assert.equal(readFileSync(later, "utf8"), before);
});

test("request: a journal of version 1 becomes one of version 2", () => {
  const file = newFile();
  let time = 50;
  const notes = Notes.open({ file, now: () => time });
  notes.put("n", { title: "x", body: "y" });
  notes.put("m", { title: "gone" });
  time = 40;
  notes.put("n", { title: "z", tag: null });
  time = 60;
  notes.remove("m");
  const { replica, open } = made("a", { file });
  const expected = [
    { at: stamp(50, 0, "a"), note: "n", field: "title", value: "x" },
    { at: stamp(50, 1, "a"), note: "n", field: "body", value: "y" },
    { at: stamp(50, 2, "a"), note: "m", field: "title", value: "gone" },
    { at: stamp(50, 3, "a"), note: "n", field: "title", value: "z" },
    { at: stamp(50, 4, "a"), note: "n", field: "tag", value: null },
    { at: stamp(50, 5, "a"), note: "n", field: "body" },
    { at: stamp(60, 0, "a"), note: "m", removed: true },
  ];
  for (const one of [replica, open()]) {
    assert.deepEqual(one.outbox(), expected);
    assert.deepEqual(
      [one.ids(), one.get("n")],
      [["n"], { fields: { title: "z", tag: null }, lists: {} }],
    );
  }
  assert.equal(JSON.parse(lines(file)[0]).v, 2);
});

test("request: old lines have no time, and a put after a removal begins anew", () => {
  const file = newFile();
  const entries = [
    { op: "put", id: "n", fields: { a: 1, b: 1 } },
    { op: "remove", id: "n" },
    { op: "put", id: "n", fields: { b: 2 }, time: 7 },
  ];
  writeFileSync(
    file,
    `${entries.map((entry) => JSON.stringify(entry)).join("\n")}\n{"op":"put","id":"t`,
  );
  const { replica } = made("a", { file });
  assert.deepEqual(
    replica.outbox().map(({ at }) => at),
    [0, 1, 2].map((count) => stamp(0, count, "a")).concat(stamp(7, 0, "a")),
  );
  assert.deepEqual([replica.ids(), replica.get("n").fields], [["n"], { b: 2 }]);
});

test("request: compaction keeps one line for what counts", async () => {
  const { replica, file, open } = made();
  for (let at = 0; at < 50; at++) replica.set("n", { x: at, y: at });
  replica.insert("n", "list", 0, 1, 2);
  await settle(new Endpoint(), replica);
  replica.compact();
  assert.ok(lines(file).length <= 5, `${lines(file).length} lines`);
  for (const one of [replica, open()]) {
    assert.deepEqual(one.get("n"), { fields: { x: 49, y: 49 }, lists: { list: [1, 2] } });
    assert.deepEqual(one.outbox(), []);
  }
});

test("request: compaction keeps the outbox, what was refused, and the cursor", async () => {
  const { replica, open } = made();
  const endpoint = new Endpoint();
  replica.set("n", { x: 1 });
  await replica.sync(endpoint);
  replica.set("n", { x: 2, y: 2 });
  const [first] = replica.outbox();
  await replica.sync({
    push: async () => ({ acknowledged: [], refused: [{ at: first.at, reason: "no" }] }),
    pull: endpoint.pull.bind(endpoint),
  });
  replica.set("n", { x: 3 });
  replica.set("n", { x: 4 });
  const outbox = replica.outbox();
  assert.equal(outbox.length, 3);
  replica.compact();
  for (const one of [replica, open()]) {
    assert.deepEqual(one.outbox(), outbox);
    assert.deepEqual(one.refused(), [{ at: first.at, reason: "no" }]);
  }
  const cursors = [];
  await open().sync(gated(endpoint, { pull: (call, cursor) => (cursors.push(cursor), call()) }));
  assert.equal(cursors[0], 1);
});

test("request: compaction forgets what all have seen removed", async () => {
  const [a, b] = [made("a"), made("b")];
  const endpoint = new Endpoint();
  a.replica.set("gone", { x: 1 });
  a.replica.set("n", { x: 1, y: 1 });
  a.replica.remove("gone");
  a.replica.set("n", { y: undefined });
  await a.replica.sync(endpoint);
  await b.replica.sync(endpoint);
  await a.replica.sync(endpoint);
  a.replica.compact();
  assert.match(readFileSync(a.file, "utf8"), /gone/);
  await b.replica.sync(endpoint);
  await a.replica.sync(endpoint);
  a.replica.compact();
  assert.doesNotMatch(readFileSync(a.file, "utf8"), /gone|"y"/);
  assert.deepEqual([a.replica.ids(), a.open().get("n").fields], [["n"], { x: 1 }]);
});

test("request: what is not handed over, or was just acknowledged, is not forgotten", async () => {
  const [a, b] = [made("a"), made("b")];
  const endpoint = new Endpoint();
  a.replica.set("n", { x: 1 });
  await settle(endpoint, a.replica, b.replica);
  a.replica.remove("n");
  a.replica.compact();
  assert.equal(a.open().outbox().length, 1);
  const gates = gated(endpoint, {
    pull: (call) => {
      a.replica.compact();
      return call();
    },
  });
  await a.replica.sync(gates);
  assert.match(readFileSync(a.file, "utf8"), /"removed":true/);
  await settle(endpoint, b.replica);
  a.replica.exchange(b.replica);
  assert.deepEqual([a.replica.ids(), b.replica.ids()], [[], []]);
});

test("request: values of items that are not shown go, and the order stays", async () => {
  const [a, b] = [made("a"), made("b")];
  const endpoint = new Endpoint();
  a.replica.insert("n", "list", 0, "one", "secret", "three");
  await settle(endpoint, a.replica, b.replica);
  a.replica.delete("n", "list", 1);
  b.replica.insert("n", "list", 2, "between");
  await settle(endpoint, a.replica);
  a.replica.compact();
  assert.doesNotMatch(readFileSync(a.file, "utf8"), /secret/);
  await settle(endpoint, b.replica, a.replica);
  assert.deepEqual(a.open().get("n").lists.list, ["one", "between", "three"]);
  assert.deepEqual(b.replica.get("n").lists.list, ["one", "between", "three"]);
});

test("request: compaction while a sync waits for the endpoint", async () => {
  const { replica, open } = made();
  replica.set("n", { a: 1, b: 2 });
  const inner = new Endpoint();
  const compacting = async (call) => {
    replica.compact();
    replica.set("n", { [`c${replica.outbox().length}`]: 1 });
    const answer = await call();
    replica.compact();
    return answer;
  };
  const endpoint = gated(inner, { push: compacting, pull: compacting });
  await replica.sync(endpoint, { batch: 1 });
  const rest = replica.outbox().map(({ at }) => at);
  assert.deepEqual(open().outbox(), replica.outbox());
  assert.deepEqual(open().get("n"), replica.get("n"));
  const done = endpoint.pushed.flat();
  assert.deepEqual(
    done.filter((at) => rest.includes(at)),
    [],
  );
  const { replica: other } = made("z");
  await settle(inner, replica, other);
  assert.deepEqual(other.get("n"), replica.get("n"));
});

test("request: no event comes of a restart, a compaction or an acknowledgement", async () => {
  const { replica, open } = made();
  replica.set("n", { x: 1 });
  const again = open();
  const { events } = heard(again);
  again.compact();
  await settle(new Endpoint(), again);
  again.compact();
  assert.deepEqual(events, []);
});

test("trap: what cannot be written has not happened", () => {
  const { replica, file } = made();
  replica.set("n", { x: 1 });
  const { events } = heard(replica);
  rmSync(file);
  mkdirSync(file);
  assert.throws(() => replica.set("n", { x: 2 }));
  assert.throws(() => replica.insert("n", "list", 0, 1));
  assert.throws(() => replica.remove("n"));
  assert.deepEqual(replica.get("n"), { fields: { x: 1 }, lists: {} });
  assert.deepEqual([replica.outbox().length, events], [1, []]);
});

test("trap: a file that is rewritten is replaced as a whole", () => {
  const file = newFile();
  writeFileSync(file, '{"op":"put","id":"n","fields":{"x":1}}\n');
  const before = readFileSync(file, "utf8");
  mkdirSync(`${file}.new`);
  assert.throws(() => made("a", { file }));
  assert.equal(readFileSync(file, "utf8"), before);
  rmSync(`${file}.new`, { recursive: true });
  const { replica } = made("a", { file });
  const upgraded = readFileSync(file, "utf8");
  mkdirSync(`${file}.new`);
  assert.throws(() => replica.compact());
  assert.equal(readFileSync(file, "utf8"), upgraded);
  assert.equal(existsSync(`${file}.new`), true);
});
