// npm without install scripts leaves a text in the place of bun: commands of a run find a Bun that
// starts, and the person's own first.
// Runs: together.
// As on macOS: all
import { afterAll, expect, test } from "bun:test";
import { chmodSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { hostEnvironment } from "../../src/host/program.ts";
import { runProcess } from "../../src/process/run.ts";
import { cleanup, tempDir, writeFiles } from "../harness/project.ts";

afterAll(cleanup);

const STUB = `echo "Error: Bun's postinstall script was not run."\nexit 1\n`;
const OWN = "#!/bin/sh\necho 9.9.9\n";
const SYSTEM = "/usr/bin:/bin";

/** A folder with this in the place of bun. */
function folderWith(text: string): string {
  const folder = tempDir();
  writeFiles(folder, { bun: text });
  chmodSync(join(folder, "bun"), 0o755);
  return folder;
}

/** A plugin whose packages have this in the place of bun. */
function pluginWith(text: string): string {
  const plugin = tempDir();
  writeFiles(plugin, { "node_modules/.bin/bun": text });
  chmodSync(join(plugin, "node_modules/.bin/bun"), 0o755);
  return plugin;
}

/** The Bun that runs this, as npm keeps it where nothing was installed by scripts. */
const PROGRAM = join(tempDir(), "bun");
symlinkSync(process.execPath, PROGRAM);

async function started(PATH: string, plugin: string) {
  const env = hostEnvironment({ PATH }, plugin, PROGRAM);
  const asked = { command: "bun", args: ["--version"], cwd: tempDir(), timeoutMs: 60_000 };
  const { stdout } = await runProcess({ ...asked, env: { ...env, HOME: tempDir() } });
  return { version: stdout.trim(), PATH: env.PATH };
}

test("a stub is passed over, wherever it stands on PATH", async () => {
  const stub = folderWith(STUB);
  const works = { version: Bun.version };
  expect(await started(`${stub}:${SYSTEM}`, pluginWith(STUB))).toMatchObject(works);
  expect(await started(`${SYSTEM}:${stub}`, pluginWith(STUB))).toMatchObject(works);
  // As npm starts a script of the plugin.
  const plugin = pluginWith(STUB);
  expect(await started(`${join(plugin, "node_modules/.bin")}:${SYSTEM}`, plugin)).toMatchObject(
    works,
  );
});

test("where PATH has none, the plugin's own is the last, or the one that runs this", async () => {
  const plugin = pluginWith(OWN);
  expect(await started(SYSTEM, plugin)).toMatchObject({
    version: "9.9.9",
    PATH: `${SYSTEM}:${plugin}/node_modules/.bin`,
  });
  const other = await started(SYSTEM, pluginWith(STUB));
  expect(other).toMatchObject({ version: Bun.version, PATH: `${SYSTEM}:${dirname(PROGRAM)}` });
});

test("a Bun of the person's own that comes first is the one that is used, and PATH stays as it was", async () => {
  const PATH = `${folderWith(OWN)}:${folderWith(STUB)}:${SYSTEM}`;
  expect(await started(PATH, pluginWith(STUB))).toMatchObject({ version: "9.9.9", PATH });
});
