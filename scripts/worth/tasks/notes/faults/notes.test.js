import assert from "node:assert/strict";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { open } from "../src/notes.js";

const file = async () => join(await mkdtemp(join(tmpdir(), "notes-")), "notes.json");

async function written(version, ...tags) {
  const path = await file();
  const notes = tags.map((one, at) => ({ id: at + 1, title: `Note ${at + 1}`, body: "", tags: one }));
  await writeFile(path, JSON.stringify({ version, notes }, null, 2));
  return path;
}

const tagsOf = (notes) => notes.all().map((note) => note.tags);
const titles = (notes) => notes.map(({ title }) => title);

test("the example of the README adds a note with a list of tags", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  const notes = await open(await file());
  for (const [, given] of readme.matchAll(/\.add\((\{[^}]*\btags\b[^}]*\})\)/g)) {
    const example = new Function(`return ${given}`)();
    const tags = Array.isArray(example.tags) ? example.tags : example.tags.split(", ");
    assert.deepEqual(notes.add(example).tags, tags);
  }
});

test("a string that is still given as tags does not get into the file as one", async () => {
  const path = await file();
  const notes = await open(path);
  try {
    notes.add({ title: "A", tags: "work, urgent" });
  } catch {
    // To refuse it is as good as to make a list of it.
  }
  await notes.save();
  for (const tags of tagsOf(await open(path))) assert.deepEqual(tags, ["work", "urgent"]);
});

test("a list that its owner changes later changes no note", async () => {
  const notes = await open(await file());
  const tags = ["work"];
  notes.add({ title: "A", tags });
  tags[0] = "home";
  notes.add({ title: "B", tags });
  tags.length = 0;
  assert.deepEqual(tagsOf(notes), [["work"], ["home"]]);
});

test("a newer program's file is not taken in", async () => {
  const notes = await open(await file());
  await assert.rejects(notes.importFrom(await written(99, ["work"])));
  assert.deepEqual(notes.all(), []);
});

test("a file to take in that is not there is an error", async () => {
  const notes = await open(await file());
  await assert.rejects(notes.importFrom(await file()), { code: "ENOENT" });
});

test("an older program's file that has taken in lists can be read", async () => {
  // importFrom of version 1 asks for no version, and save of version 1 writes what it took in.
  const path = await written(1, "home, garden", ["work", "urgent"]);
  const notes = await open(path);
  assert.deepEqual(tagsOf(notes), [
    ["home", "garden"],
    ["work", "urgent"],
  ]);
  const other = await open(await file());
  await other.importFrom(path);
  assert.deepEqual(tagsOf(other), tagsOf(notes));
});

test("an older file that is only opened stays as it is", async () => {
  const path = await written(1, "work");
  const before = await readFile(path, "utf8");
  await open(path);
  assert.equal(await readFile(path, "utf8"), before);
});

test("an older file that is taken in stays as it is", async () => {
  const path = await written(1, "work");
  const before = await readFile(path, "utf8");
  const notes = await open(await file());
  await notes.importFrom(path);
  await notes.save();
  assert.equal(await readFile(path, "utf8"), before);
});

test("byTag finds what was taken in", async () => {
  const notes = await open(await file());
  await notes.importFrom(await written(2, ["work"], ["home"]));
  assert.deepEqual(titles(notes.byTag("work")), ["Note 1"]);
  await notes.importFrom(await written(1, "", "", "work"));
  assert.deepEqual(titles(notes.byTag("work")), ["Note 1", "Note 3"]);
});

test("a tag may be called like a property of every object", async () => {
  const notes = await open(await file());
  assert.deepEqual(notes.byTag("constructor"), []);
  notes.add({ title: "A", tags: ["constructor", "__proto__"] });
  assert.deepEqual(titles(notes.byTag("constructor")), ["A"]);
  assert.deepEqual(titles(notes.byTag("__proto__")), ["A"]);
});

test("the list of byTag is its caller's own", async () => {
  const notes = await open(await file());
  notes.add({ title: "A", tags: ["work"] });
  notes.add({ title: "B", tags: ["work"] });
  notes.byTag("work").shift();
  assert.deepEqual(titles(notes.byTag("work")), ["A", "B"]);
});

test("a note that has a tag twice is found once", async () => {
  const notes = await open(await written(1, "work, work"));
  notes.add({ title: "B", tags: ["home", "home"] });
  assert.deepEqual(titles(notes.byTag("work")), ["Note 1"]);
  assert.deepEqual(titles(notes.byTag("home")), ["B"]);
});
