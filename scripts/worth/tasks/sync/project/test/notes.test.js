import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { Endpoint } from "../src/endpoint.js";
import { Notes } from "../src/notes.js";

const folder = mkdtempSync(join(tmpdir(), "notes-"));
after(() => rmSync(folder, { recursive: true }));

test("notes are there again after a restart", () => {
  const file = join(folder, "a.log");
  const notes = Notes.open({ file, now: () => 5 });
  notes.put("n1", { title: "Milk" });
  notes.put("n2", { title: "Bread" });
  notes.remove("n2");
  const again = Notes.open({ file, now: () => 5 });
  assert.deepEqual(again.get("n1"), { title: "Milk" });
  assert.deepEqual(again.ids(), ["n1"]);
});

test("a torn line is cut off", () => {
  const file = join(folder, "b.log");
  Notes.open({ file, now: () => 5 }).put("n1", { title: "Milk" });
  const whole = readFileSync(file, "utf8");
  appendFileSync(file, '{"op":"put","id":"n2"');
  assert.deepEqual(Notes.open({ file, now: () => 5 }).ids(), ["n1"]);
  assert.equal(readFileSync(file, "utf8"), whole);
});

test("an endpoint hands out changes in pages, each once", async () => {
  const endpoint = new Endpoint();
  const [one, two] = ["000000000000001-000000-a", "000000000000002-000000-a"];
  await endpoint.push("a", [{ at: one }, { at: two }, { at: one }]);
  const { changes, cursor, more } = await endpoint.pull("b", 0, { limit: 1 });
  assert.deepEqual([changes, cursor, more], [[{ at: one }], 1, true]);
  assert.deepEqual((await endpoint.pull("b", 1)).changes, [{ at: two }]);
});
