// Runs: together.
// As on macOS: all
import { afterAll, expect, test } from "bun:test";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { copyPlugin, hostileProject, putBun, run, tempFolder, write } from "./temp-plugin.ts";

const temp = tempFolder();
afterAll(temp.remove);
const plugin = copyPlugin(temp.path);
const withOwn = copyPlugin(join(temp.path, "own"));
putBun(join(withOwn, "node_modules/@oven/bun-some-platform/bin/bun"));

/** All that the launcher may need from the system; no Bun among it. */
const tools = join(temp.path, "tools");
mkdirSync(tools);
for (const name of ["sh", "readlink", "sed"]) symlinkSync(Bun.which(name)!, join(tools, name));
const bunFolder = join(temp.path, "bun on path");
putBun(join(bunFolder, "bun"));
const stubFolder = join(temp.path, "stub");
putBun(join(stubFolder, "bun"), "stub");
const home = join(temp.path, "home");
putBun(join(home, ".bun/bin/bun"));
const project = hostileProject(join(temp.path, "project"));
// A relative entry of PATH would find this one.
write(join(project, "node_modules/.bin/bun"), "#!/bin/sh\necho evil\n", 0o755);

const links = join(temp.path, "links");
mkdirSync(links);
symlinkSync(join(plugin, "bin/multi-ai"), join(links, "far"));
symlinkSync("far", join(links, "near"));

const launch = (launcher: string, env: Record<string, string>, args: string[] = []) =>
  run([launcher, ...args], { cwd: project, env: { HOME: temp.path, PATH: tools, ...env } });

const places: [string, string, Record<string, string>][] = [
  ["on PATH", join(plugin, "bin/multi-ai"), { PATH: `${tools}:${bunFolder}` }],
  [
    "on PATH, behind the stub of npm",
    join(plugin, "bin/multi-ai"),
    { PATH: `${tools}:${stubFolder}:${bunFolder}` },
  ],
  ["only in the home folder", join(plugin, "bin/multi-ai"), { HOME: home }],
  ["only in its own node_modules", join(withOwn, "bin/multi-ai"), {}],
  [
    "in its own node_modules, not in the project's",
    join(withOwn, "bin/multi-ai"),
    { PATH: `node_modules/.bin:${tools}` },
  ],
  ["through links, relative and absolute", join(links, "near"), { HOME: home }],
];
test.each(places)("the launcher finds Bun %s", (_, launcher, env) => {
  const answer = launch(launcher, env, ["run", "a  b", "", "$(touch pwned)", "--help"]);
  expect(answer).toMatchObject({ code: 0, stderr: "" });
  const { cwd, args, leak, evil } = answer.json();
  expect({ cwd, args }).toEqual({
    cwd: project,
    args: ["run", "a  b", "", "$(touch pwned)", "--help"],
  });
  expect([leak, evil]).toEqual([undefined, undefined]);
});

test("the launcher takes the plugin's own Bun before the one on PATH, unless it does not start", () => {
  const named = join(temp.path, "named");
  write(join(named, "bun"), `#!/bin/sh\nLEAK=of-PATH exec "${process.execPath}" "$@"\n`, 0o755);
  const env = { PATH: `${tools}:${named}` };
  expect(launch(join(withOwn, "bin/multi-ai"), env).json().leak).toBeUndefined();
  const other = copyPlugin(join(temp.path, "other"));
  write(join(other, "node_modules/@oven/bun-some-platform/bin/bun"), "#!/no/such/loader\n", 0o755);
  expect(launch(join(other, "bin/multi-ai"), env)).toMatchObject({ code: 0, stderr: "" });
  expect(launch(join(other, "bin/multi-ai"), env).json().leak).toBe("of-PATH");
});

const withoutBun: [string, Record<string, string>][] = [
  ["nowhere", {}],
  ["as the stub of npm alone", { PATH: `${tools}:${stubFolder}` }],
];
test.each(withoutBun)("with Bun %s the launcher says what to do and exits 3", (_, env) => {
  const answer = launch(join(plugin, "bin/multi-ai"), env);
  expect(answer).toMatchObject({ code: 3, stdout: "" });
  expect(answer.stderr).toMatch(/^multi-ai: Bun was not found\. Install [^\n]*\n$/);
});
