// Settings of the host by which none of the plugin's hooks runs, and what a command's text says to
// a model that it reaches then.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { hooksAreOff } from "../../src/host/program.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

test.each<[boolean, object, object]>([
  [false, {}, {}],
  [false, { disableAllHooks: false }, { allowManagedHooksOnly: false }],
  [true, { disableAllHooks: true }, {}],
  [true, {}, { disableAllHooks: true }],
  [true, {}, { allowManagedHooksOnly: true }],
  // Only who manages the machine can say that.
  [false, { allowManagedHooksOnly: true }, {}],
])("hooks are off: %p with %p in the project, and %p for the machine", (off, own, managed) => {
  const [project, machine] = [makeProject(), tempDir()];
  writeFiles(project, { ".claude/settings.json": JSON.stringify(own) });
  writeFiles(machine, { "managed-settings.json": JSON.stringify(managed) });
  expect(hooksAreOff({ HOME: tempDir() }, project, [machine])).toBe(off);
});

test("the text of each command says what it means that it has reached a model alone", () => {
  const folder = join(import.meta.dir, "../../commands");
  for (const name of readdirSync(folder))
    expect(readFileSync(join(folder, name), "utf8"), name).toMatch(
      /hooks are off: [^.]*tell the person/,
    );
});
