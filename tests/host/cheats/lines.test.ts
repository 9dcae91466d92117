// A central line that only one spec watches is a guarantee that one careless edit takes away: each
// is broken here, in a copy of the plugin, and two specs of different kinds have to notice.
// Runs: with cheats only.
import { afterAll, describe, expect, test } from "bun:test";
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cleanup, tempDir } from "../../harness/project.ts";
import { PLUGIN } from "../scenario.ts";
import lines from "./lines.yaml";
import { pluginCopy } from "./without/plugin.ts";

afterAll(cleanup);

/** The plugin with its specs. */
const copy = pluginCopy(join(tempDir("multi-ai-lines-"), "plugin"));
for (const name of readdirSync(join(PLUGIN, "tests")))
  if (name === "node_modules") symlinkSync(join(PLUGIN, "tests", name), join(copy, "tests", name));
  else cpSync(join(PLUGIN, "tests", name), join(copy, "tests", name), { recursive: true });

type Spec = [file: string, name: string];
/** Stands in its file once. */
interface Line {
  guarantee: string;
  file: string;
  line: string;
  broken: string;
  noticed: { unit: Spec; door: Spec };
}

/** How many tests passed and failed there. */
async function counts([file, name]: Spec): Promise<{ passed: number; failed: number }> {
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const { MULTI_AI_TESTS_DATA: _, ...env } = process.env;
  const run = Bun.spawn(
    [process.execPath, "test", "--timeout", "300000", `./${file}`, "-t", pattern],
    {
      cwd: copy,
      env,
      stdout: "ignore",
      stderr: "pipe",
    },
  );
  const output = await new Response(run.stderr).text();
  const count = (what: string): number =>
    Number(new RegExp(`^ *(\\d+) ${what}$`, "m").exec(output)?.[1] ?? 0);
  return { passed: count("pass"), failed: count("fail") };
}

describe.each(lines as Line[])("$guarantee", ({ file, line, broken, noticed }) => {
  test.each(Object.entries(noticed))(
    "a broken line is noticed by its %s spec",
    async (_kind, spec) => {
      const path = join(copy, file);
      const source = readFileSync(path, "utf8");
      expect(source.split(line).length - 1).toBe(1);
      const whole = await counts(spec);
      expect([whole.passed > 0, whole.failed]).toEqual([true, 0]);
      writeFileSync(
        path,
        source.replace(line, () => broken),
      );
      try {
        expect((await counts(spec)).failed).toBeGreaterThan(0);
      } finally {
        writeFileSync(path, source);
      }
    },
  );
});
