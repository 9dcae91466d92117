import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pluginApart, sandboxHasHoles, sandboxIsOff } from "../../host/program.ts";
import { attempt } from "../../process/attempt.ts";
import { pathApart } from "../../process/files/path.ts";
import { installing } from "../../process/installing.ts";
import { READS_ALL } from "../../process/sandbox/bubblewrap.ts";
import { PLACES } from "../../project/commands/build-outputs.ts";
import { taskCache } from "../../project/commands/taskfile.ts";
import { ownIgnoreFile, placesOf, runGit } from "../../project/git/git.ts";
import { isInside, type Project, realPath } from "../../project/project.ts";
import { type Env, outsidePlaces } from "../../record/machine/outside.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { readPlainText } from "../../store/files/plain-file.ts";
import { commonDenied, gitDenied, made, namesIn, SETTINGS, temporaryPrefix } from "./leftovers.ts";
import { cachesOf, MANAGERS } from "./package-managers.ts";

/**
 * The host's own sandbox around the commands of an agent whose host this program starts: they write
 * in the project and in temporary folders, and reach the registries of the project's package
 * managers. Hooks, Write and Edit are not in it.
 */

/** A variable that moves a cache, not the folder for all of them. */
const NAMES_CACHE = /^(?!XDG_).*cache(?:_(?:dir|home|folder))?$/i;

/** In there: worktrees of sessions, and what the host keeps for itself. */
const OF_HOST = /^(?:\.|worktrees$)/;

interface Fenced {
  home: string;
  /** Names of the project's files, without their folders. */
  files: readonly string[];
  /** Hosts of registries beside the public ones. */
  registries: readonly string[];
  /** Folders that are written beside the project and the caches. */
  writes: readonly string[];
  /** What is in them and is not written all the same. */
  denied: readonly string[];
  env: Env;
  /**
   * What stays in the fence needs no permission: no command, and no edit below this folder. Null:
   * permissions are as without.
   */
  allows: string | null;
}

/** The host's settings with which it fences the commands of an agent in. */
export function sandboxSettings({ home, files, registries, writes, denied, env, allows }: Fenced) {
  const used = MANAGERS.filter((one) => files.some((name) => one.files.test(name)));
  const moved = Object.entries(env).flatMap(([name, path]) =>
    NAMES_CACHE.test(name) && path ? [path] : [],
  );
  // Denied in there it would take the caches with it.
  const temporary = isInside(home, "/tmp") ? [] : ["/tmp"];
  return {
    // The host by itself allows in its sandbox only commands that it can read: no loop, no `$(…)`,
    // no awk.
    ...(allows !== null && { permissions: { allow: ["Bash", `Edit(/${allows}/**)`] } }),
    sandbox: {
      enabled: true,
      failIfUnavailable: true,
      autoAllowBashIfSandboxed: allows !== null,
      allowUnsandboxedCommands: false,
      filesystem: {
        allowWrite: [
          ...new Set([...writes, ...temporary]),
          ...used.flatMap((one) => cachesOf(one, home, env)),
          ...moved.filter((path) => path.startsWith("/") && isInside(path, home) && path !== home),
        ],
        denyWrite: [...denied],
      },
      network: {
        allowedDomains: [...new Set([...used.flatMap(({ hosts }) => hosts), ...registries])],
        // In auto mode an agent could ask for others.
        strictAllowlist: true,
        allowAllUnixSockets: true,
        allowLocalBinding: true,
      },
    },
  };
}

/** What starts the sandbox on this machine: with these arguments, if it works. */
const PROBE: Partial<
  Record<NodeJS.Platform, { programs: string[]; command: string[]; remedy: () => string }>
> = {
  linux: {
    programs: ["bwrap", "socat"],
    command: ["bwrap", ...READS_ALL, "--unshare-net", "true"],
    remedy: () => installing(["bubblewrap", "socat"]),
  },
  darwin: {
    programs: ["sandbox-exec"],
    command: ["sandbox-exec", "-p", "(version 1)(allow default)", "/usr/bin/true"],
    remedy: () => "it is part of macOS",
  },
};

/**
 * Why commands of agents are not fenced in, with what to do; `wanted`: the person has said so.
 * Null: they are.
 */
export function fenceProblem(
  env: Env,
  project: string,
): { why: string; remedy: string; wanted?: true } | null {
  const probe = PROBE[process.platform];
  if (probe === undefined)
    return { why: "Claude Code has no sandbox on this system", remedy: "use Linux or macOS" };
  if (sandboxIsOff(env))
    return {
      why: "sandbox.enabled is false in your Claude Code settings",
      remedy: "remove that line",
      wanted: true,
    };
  if (isInside(realPath(project), "/dev"))
    return {
      why: "the project is in /dev, which the sandbox hides",
      remedy: "move the project elsewhere",
    };
  const PATH = pathApart(env.PATH, project, env.HOME);
  const { programs, command, remedy } = probe;
  // The host takes the first that it finds, also one of the project.
  const lacking = programs.filter((name) => {
    const own = Bun.which(name, { PATH });
    return own === null || own !== Bun.which(name, { PATH: env.PATH ?? "" });
  });
  if (lacking.length > 0)
    return { why: `${lacking.join(" and ")} not found outside the project`, remedy: remedy() };
  const tried = Bun.spawnSync(command, {
    env: { ...env, PATH },
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  return tried.exitCode === 0
    ? null
    : {
        why: `${command[0]} does not work here: ${tried.stderr.toString().trim().slice(0, 200)}`,
        remedy: remedy(),
      };
}

/** Modes in which nobody has to be asked about a command that the fence holds. */
const WITHOUT_ASKING = /^(?:acceptEdits|auto|bypassPermissions)$/;

/** Names of the project's files, so that the package managers of each part of it count. */
function fileNames(root: string): string[] {
  const listed = runGit(["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  const names = listed.ok ? listed.out.toString().split("\0") : namesIn(root);
  return [...new Set(names.map((name) => basename(name)))];
}

/**
 * The devices of the sandbox as ignore rules, and the person's own. Folders of such names are none
 * of them.
 */
function ignoreRules(root: string, prefix: string, env: Env): string {
  const own = readPlainText(ownIgnoreFile(root, env)) ?? "";
  const shown = [...PLACES.filter((name) => !existsSync(join(root, name))), `${SETTINGS}/*`];
  const there = namesIn(join(root, SETTINGS)).map((name) => `!/${prefix}${SETTINGS}/${name}`);
  return [
    ...shown.flatMap((name) => [`/${prefix}${name}`, `!/${prefix}${name}/`]),
    ...there,
    own,
    "",
  ].join("\n");
}

/** What is believed or run outside of the project. */
function trusted(env: Env, root: string, temporary: string): string[] {
  const places = [...outsidePlaces(env, { root }), pluginApart({ root }) ?? []].flat();
  return made(places, 0o700).filter((path) => !isInside(temporary, path));
}

/**
 * The host's settings for a fence around the commands in a project, and what git is to pass over
 * there. `temporary`: where temporary files are written; `records`: what of the run's record is
 * denied.
 */
export function fenceRules(
  root: string,
  env: Env,
  [temporary, records, inWorktree]: [temporary: string, records: string[], inWorktree: boolean],
  more: Pick<Fenced, "registries" | "allows">,
) {
  const home = env.HOME || homedir();
  const git = placesOf(root);
  // Named, it cannot be moved away with all that is denied in it; and it may lie outside of the
  // project.
  const folders = git === null ? [] : [git.gitDir, git.common];
  // Each by its name: nothing can be written in a folder that is denied.
  const own = namesIn(join(root, SETTINGS)).filter((name) => !OF_HOST.test(name));
  const settingsFiles = [...own, basename(SETTINGS_FILE)].map((name) => join(root, SETTINGS, name));
  const settings = sandboxSettings({
    ...more,
    home,
    files: fileNames(root),
    writes: [...(isInside(home, temporary) ? [] : [temporary]), ...folders],
    denied: [
      ...new Set([...records, ...settingsFiles]),
      ...(git === null ? [] : gitDenied(git, root, inWorktree)),
      ...trusted(env, root, temporary),
    ],
    env,
  });
  for (const path of settings.sandbox.filesystem.allowWrite)
    attempt(() => mkdirSync(path, { recursive: true }), null);
  return { settings, passedOver: ignoreRules(root, git?.prefix ?? "", env) };
}

/**
 * Variables by which git passes over what a file names. Only git as an agent starts it reads these:
 * the program's own does not.
 */
export const passesOver = (file: string, at = 0): Record<string, string> => ({
  GIT_CONFIG_COUNT: String(at + 1),
  [`GIT_CONFIG_KEY_${at}`]: "core.excludesFile",
  [`GIT_CONFIG_VALUE_${at}`]: file,
});

/** What an agent's commands are kept to, in the form of the host's settings. `end`: removes it. */
export function placeFor(
  { root, task: record }: Project,
  env: Env,
  {
    mode,
    inWorktree,
    registries,
  }: { mode: string; inWorktree: boolean; registries: readonly string[] },
) {
  const temporary = realpathSync(mkdtempSync(join(env.TMPDIR || tmpdir(), temporaryPrefix())));
  // A task that works in a worktree has its folder there.
  const records = inWorktree
    ? namesIn(record).flatMap((name) => (name === "worktrees" ? [] : [join(record, name)]))
    : [record];
  // Commands that the host's settings let out of the sandbox are asked about as before.
  const allows = WITHOUT_ASKING.test(mode) && !sandboxHasHoles(env, root) ? temporary : null;
  const { settings, passedOver } = fenceRules(
    root,
    env,
    [temporary, [...records, ...commonDenied(root, inWorktree)], inWorktree],
    { registries, allows },
  );
  const rules = join(temporary, "git-ignore");
  writeFileSync(rules, passedOver);
  return {
    settings,
    env: {
      TMPDIR: temporary,
      ...taskCache(root, temporary),
      ...passesOver(rules, Number(env.GIT_CONFIG_COUNT ?? 0)),
    },
    end: () => attempt(() => rmSync(temporary, { recursive: true, force: true }), undefined),
  };
}

/** A fence for one agent: what its host is started with. `end`: removes what it leaves. */
export function fenceFor(...of: Parameters<typeof placeFor>) {
  const { settings, env, end } = placeFor(...of);
  return { settings, env: { ...env, CLAUDE_CODE_TMPDIR: env.TMPDIR } as Env, end };
}
