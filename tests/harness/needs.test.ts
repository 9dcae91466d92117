// What `npm test` hides from tests that do not say that they need it, and what becomes of those that do.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { sandboxStarts } from "./codex-program.ts";
import { needing } from "./needs.ts";
import { putPrograms } from "./own-programs.ts";
import { cleanup, onCleanup, tempDir, writeFiles } from "./project.ts";

// Plain JavaScript, because Node runs it before there is Bun.
const { HIDDEN, hidingEnvironment } = await import(join(import.meta.dir, "../needs.mjs"));

afterEach(cleanup);

test("a hidden program is not found, also behind a link to its folder; all else is, and works", () => {
  const [system, own, into] = [tempDir(), tempDir(), tempDir()];
  putPrograms(system, { bwrap: "echo seen", make: "echo seen", other: 'echo "other $1"' });
  putPrograms(own, { mine: "echo mine" });
  const link = join(tempDir(), "bin");
  symlinkSync(system, link);
  const { PATH } = process.env;
  onCleanup(() => {
    process.env.PATH = PATH;
  });
  process.env.PATH = [link, own, system].join(":");
  const hiding = hidingEnvironment(into);
  const found = (name: string) => Bun.which(name, { PATH: hiding.PATH });
  expect(HIDDEN.map(found).filter((one: string | null) => one !== null)).toEqual([]);
  expect(found("mine")).toBe(join(own, "mine"));
  expect(Bun.spawnSync([found("other")!, "x"]).stdout.toString()).toBe("other x\n");
});

/** What a file with one test that needs this comes to with this PATH. */
function played(need: string, PATH: string): string {
  const folder = tempDir();
  writeFiles(folder, {
    "a.test.ts": `import { needing } from ${JSON.stringify(join(import.meta.dir, "needs.ts"))};
needing(${need})("a", () => {});
`,
  });
  const done = Bun.spawnSync([process.execPath, "test", "./a.test.ts"], {
    cwd: folder,
    env: { ...process.env, PATH },
  });
  return done.stderr.toString();
}

test("a test that needs what is not here is skipped by name, with what is missing; else it is played", () => {
  const bin = tempDir();
  putPrograms(bin, { make: "exit 0" });
  expect(played('"make"', bin)).toContain("(pass) a (needs make)");
  expect(played('"make", "busybox"', bin)).toContain("(skip) a (needs busybox)");
  expect(played('"busybox"', bin)).toContain("(skip) a (needs busybox)");
});

if (process.platform === "linux")
  test("a bubblewrap that does not work is none, and that is said", () => {
    const bin = tempDir();
    mkdirSync(join(bin, "empty"));
    expect(played('"bubblewrap"', join(bin, "empty"))).toContain("(skip) a (needs bubblewrap)");
    putPrograms(bin, { bwrap: "exit 1" });
    expect(played('"bubblewrap"', bin)).toContain("(skip) a (needs working bubblewrap)");
  });

needing("sandbox of Codex")("Codex without its sandbox runs nothing in it", () => {
  const named = "MULTI_AI_TESTS_SANDBOX_OF_CODEX";
  onCleanup(() => void delete process.env[named]);
  expect(sandboxStarts()).toBe(true);
  process.env[named] = "none";
  expect(sandboxStarts()).toBe(false);
});
