// Guarantee: A stranger's repository does nothing.
// A program that tries something writes in its folder alone, reaches nobody, and knows no secret.
// Runs: on disk.
import { afterEach, expect, test } from "bun:test";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canRunApart, runApart } from "../../src/process/sandbox/run-apart.ts";
import { commandLine, runningProcesses } from "../../src/process/table.ts";
import { needing } from "../harness/needs.ts";
import { cleanup, makeProject, onCleanup, tempDir } from "../harness/project.ts";

afterEach(cleanup);

const fenced = needing("bubblewrap");
const PATH = process.env.PATH;

/** Runs a script in a copy that lies in a project, as the program's copies do. */
async function tried(script: string, more: { hidden?: string[]; env?: object; ms?: number } = {}) {
  const root = makeProject();
  const folder = join(root, ".task", "copy");
  mkdirSync(folder, { recursive: true });
  const result = await runApart(
    {
      ...{ command: "bash", args: ["-c", script], cwd: folder, timeoutMs: more.ms ?? 60_000 },
      env: { PATH, HOME: tempDir(), ...more.env },
    },
    { root, hidden: more.hidden ?? [] },
  );
  return { root, folder, ...result! };
}

test("nothing is kept apart in a project whose folder the sandbox has an own one for", () => {
  expect(canRunApart(process.env, "/dev/shm/project")).toBe(false);
});

fenced("it writes in its folder and in temporary files, and nowhere else", async () => {
  const elsewhere = tempDir();
  const { root, folder, stdout } = await tried(
    `echo here > here.txt; echo there > "$TMPDIR/there.txt" && cat "$TMPDIR/there.txt"
     for path in ../../out.txt "${elsewhere}/out.txt" "$HOME/out.txt"; do echo out > "$path" || echo refused; done
     ln -s "${elsewhere}" link; echo out > link/out.txt || echo refused
     mv ../../README.md ../../moved.md || echo refused; rm -rf ../../README.md || echo refused`,
  );
  expect(readFileSync(join(folder, "here.txt"), "utf8")).toBe("here\n");
  expect(stdout).toBe(`there\n${"refused\n".repeat(6)}`);
  for (const path of [join(root, "out.txt"), join(elsewhere, "out.txt")])
    expect(existsSync(path)).toBe(false);
  expect(existsSync(join(root, "README.md"))).toBe(true);
});

fenced("it reaches no server of this machine, and its own ones are reached", async () => {
  const server = Bun.serve({ port: 0, hostname: "127.0.0.1", fetch: () => new Response("ours") });
  onCleanup(() => server.stop(true));
  const { stdout } = await tried(
    `node -e 'const said = (url) => fetch(url).then((one) => one.text(), () => "nobody");
      const own = require("http").createServer((_, answer) => answer.end("own"));
      own.listen(0, "127.0.0.1", async () => {
        for (const url of ["http://127.0.0.1:${server.port}", "http://127.0.0.1:" + own.address().port])
          console.log(await said(url));
        process.exit(0);
      });'`,
  );
  expect(stdout).toBe("nobody\nown\n");
});

fenced(
  "it knows no secret of the environment, and reads nothing that is hidden, also by a link",
  async () => {
    const secrets = tempDir();
    writeFileSync(join(secrets, "key"), "of the person");
    const link = join(tempDir(), "link");
    symlinkSync(secrets, link);
    const { stdout } = await tried(
      `cat "${secrets}/key" "${link}/key" || echo nothing; echo "<$GH_TOKEN>"`,
      { hidden: [link], env: { GH_TOKEN: "ghp_ofThePersonAlone" } },
    );
    expect(stdout).toBe("nothing\n<>\n");
  },
);

fenced("sockets that come and go meanwhile keep it from nothing", async () => {
  const folder = tempDir();
  const sockets = Bun.spawn([
    process.execPath,
    "-e",
    `for (let at = 0; ; at++) { const one = Bun.listen({ unix: "${folder}/" + at, socket: { data() {} } }); await Bun.sleep(40); one.stop(true); require("node:fs").rmSync("${folder}/" + at, { force: true }); await Bun.sleep(20); }`,
  ]);
  onCleanup(() => sockets.kill());
  const said: string[] = [];
  while (said.length < 12) said.push((await tried("echo there")).stdout);
  expect(new Set(said)).toEqual(new Set(["there\n"]));
});

fenced("what it has started ends with it, or when its time is over", async () => {
  const name = `7${process.pid}`;
  expect((await tried(`setsid sleep ${name} & echo begun`)).stdout).toBe("begun\n");
  const { outcome } = await tried(`setsid sleep ${name} & sleep ${name}`, { ms: 1_000 });
  expect(outcome).toBe("timeout");
  const left = runningProcesses()!.filter(({ pid }) => commandLine(pid)?.includes(name));
  expect(left).toEqual([]);
});
