// A short run to its end in places that are not as most machines are: docs/host.md has the table.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { chmodSync, cpSync, readdirSync, realpathSync, symlinkSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { startModel } from "../harness/model.ts";
import { needing } from "../harness/needs.ts";
import { cleanup, git, IN_TURN, makeProject, tempDir } from "../harness/project.ts";
import { claudePath, makeSandbox, SYSTEM_PATH } from "../harness/sandbox.ts";
import { team } from "../harness/team.ts";
import { withoutBits } from "../plugin/temp-plugin.ts";
import { commanded, DISK, LAUNCHER, playRun, verb } from "./play-place.ts";

afterEach(cleanup);

interface Place {
  project: string;
  home: string;
  env: Record<string, string>;
  /** The words that start the program. */
  program: string[];
}

/** What of a machine is otherwise. */
type Otherwise = (place: Place) => Partial<Pick<Place, "env" | "program">>;

/** Where the host starts no command. */
const NO_SHELL = "no bash and no zsh";
const BUSYBOX = "busybox in the place of the system's programs";

/** The system's programs without some of them. */
function systemWithout(...names: string[]): string {
  const folder = tempDir("system-");
  const [system] = SYSTEM_PATH.split(":");
  for (const name of readdirSync(system!))
    if (!names.includes(name)) symlinkSync(join(system!, name), join(folder, name));
  return folder;
}

const PLACES: Record<string, Otherwise> = {
  "no ps": ({ env }) => ({
    env: { ...env, PATH: env.PATH!.replace(SYSTEM_PATH, systemWithout("ps")) },
  }),
  "256 open files": ({ program }) => ({
    program: ["sh", "-c", 'ulimit -n 256 && exec "$@"', "sh", ...program],
  }),
  "a PATH of /usr/bin:/bin": ({ env }) => ({ env: { ...env, PATH: SYSTEM_PATH } }),
  "core.fileMode=false": ({ project }) => {
    git(project, "config", "core.fileMode", "false");
    chmodSync(join(project, "README.md"), 0o755);
    return {};
  },
  "core.autocrlf=true": ({ project }) => {
    git(project, "config", "core.autocrlf", "true");
    git(project, "rm", "-rq", "--cached", ".");
    git(project, "reset", "-q", "--hard");
    return {};
  },
  "a plugin without executable bits": ({ program: [, ...words] }) => {
    const copy = withoutBits(tempDir("copy-"));
    return { program: ["sh", join(copy, "bin/multi-ai"), ...words] };
  },
};

/** Words that hide programs of the system. */
const without = (...names: string[]): string[] =>
  names.flatMap((name) => {
    const path = Bun.which(name, { PATH: "/usr/bin" });
    return path === null ? [] : ["--bind", "/dev/null", path];
  });

/** What busybox has, in the place of the system's programs, with what a run needs beside it. */
function busyboxAlone(): string[] {
  const folder = tempDir("busybox-");
  const busybox = Bun.which("busybox")!;
  const applets = Bun.spawnSync([busybox, "--list"]).stdout.toString().trim().split("\n");
  for (const name of applets) symlinkSync(busybox, join(folder, name));
  for (const name of ["git", "bash"]) cpSync(realpathSync(`/usr/bin/${name}`), join(folder, name));
  return [...DISK, "--ro-bind", folder, "/usr/bin"];
}

const REPOSITORY = join(import.meta.dir, "../..");

/** Places in a namespace of their own, by the words that make it. */
const NAMESPACES: Record<string, (place: Place) => string[]> = {
  "no HOME": ({ home }) => [
    ...[...DISK, "--bind", home, userInfo().homedir],
    // The program may lie below it.
    ...["--bind", REPOSITORY, REPOSITORY, "--unsetenv", "HOME"],
  ],
  "a root that is read-only": ({ project, home }) => [
    ...["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
    ...[project, home].flatMap((path) => ["--bind", path, path]),
  ],
  "a first process that reaps nothing": () => [
    ...[...DISK, "--unshare-pid", "--as-pid-1", "--proc", "/proc"],
  ],
  "no /bin/bash, and a bash on PATH": ({ env, home }) => {
    cpSync("/usr/bin/bash", join(home, "bin/bash"));
    return [...DISK, ...without("bash"), "--setenv", "PATH", `${home}/bin:${env.PATH}`];
  },
  [NO_SHELL]: () => [...DISK, ...without("bash", "zsh")],
  [BUSYBOX]: busyboxAlone,
};

async function played(name: string, otherwise: Otherwise): Promise<void> {
  const project = makeProject({ files: IN_TURN });
  const home = tempDir("home-");
  const { worker, printed } = commanded();
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const { env } = makeSandbox({ version: "new", project, model, home });
  const place = { project, home, env, program: [LAUNCHER] };
  const typing = { from: project, ...place, ...otherwise(place) };
  const dry = await verb(typing, "dry-run", "--json", "--claude", claudePath("new"));
  const told = await playRun(typing, project, "--auto");
  expect(printed.join()).toStartWith(name === NO_SHELL ? "No suitable shell found." : "0");
  const says = /without bash or zsh Claude Code starts no command of an agent/gi;
  expect([dry.out, told].map((text) => text.match(says)?.length ?? 0)).toEqual(
    name === NO_SHELL ? [1, 1] : [0, 0],
  );
  expect(model.failures).toEqual([]);
}

for (const [name, otherwise] of Object.entries(PLACES)) test(name, () => played(name, otherwise));
for (const [name, words] of Object.entries(NAMESPACES))
  needing("bubblewrap", ...(name === BUSYBOX ? (["busybox"] as const) : []))(name, () =>
    played(name, (place) => ({ program: ["bwrap", ...words(place), ...place.program] })),
  );
