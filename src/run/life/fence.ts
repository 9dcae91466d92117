import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { isAlive } from "../../host/host.ts";
import { pluginApart, sandboxHasHoles, sandboxIsOff } from "../../host/program.ts";
import { attempt } from "../../process/attempt.ts";
import { alive } from "../../process/identity.ts";
import { mountPoints } from "../../process/mounts.ts";
import { pathApart } from "../../process/path.ts";
import { fileText, modulesIn, type Places, placesOf, runGit } from "../../project/git.ts";
import { isPlaceholder, PLACES } from "../../project/left-behind.ts";
import { isInside, type Project, realPath } from "../../project/project.ts";
import { type Env, outsidePlaces } from "../../record/outside.ts";
import { keyFile } from "../../record/own-key.ts";
import { SETTINGS_FILE } from "../../settings.ts";
import { foldersIn } from "../../store/plain-file.ts";
import { CACHE, MANAGERS } from "./package-managers.ts";
import { readRun } from "./run.ts";

/**
 * The host's own sandbox around the commands of an agent whose host this program starts: they write in the project and in
 * temporary folders, and reach the registries of the project's package managers. Hooks, Write and Edit are not in it.
 */

/** A variable that moves a cache, not the folder for all of them. */
const NAMES_CACHE = /^(?!XDG_).*cache(?:_(?:dir|home|folder))?$/i;

/** The folder with settings of the plugin and of the host. */
const SETTINGS = dirname(SETTINGS_FILE);
/** In there: worktrees of sessions, and what the host keeps for itself. */
const OF_HOST = /^(?:\.|worktrees$)/;

/** In the project's folder. */
export const JOURNAL = ".task/events.jsonl";

/** A temporary folder by the driver that made it. */
const TEMPORARY = /^multi-ai-(\d+)-/;

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
  /** What stays in the fence needs no permission: no command, and no edit below this folder. Null: permissions are as without. */
  allows: string | null;
}

/** The host's settings with which it fences the commands of an agent in. */
export function sandboxSettings({ home, files, registries, writes, denied, env, allows }: Fenced) {
  const used = MANAGERS.filter((one) => files.some((name) => one.files.test(name)));
  const moved = Object.entries(env).flatMap(([name, path]) => (NAMES_CACHE.test(name) && path ? [path] : []));
  const cache = env.XDG_CACHE_HOME?.startsWith("/") ? env.XDG_CACHE_HOME : join(home, CACHE);
  // Denied in there it would take the caches with it.
  const temporary = isInside(home, "/tmp") ? [] : ["/tmp"];
  return {
    // The host by itself allows in its sandbox only commands that it can read: no loop, no `$(…)`, no awk.
    ...(allows !== null && { permissions: { allow: ["Bash", `Edit(/${allows}/**)`] } }),
    sandbox: {
      enabled: true,
      failIfUnavailable: true,
      autoAllowBashIfSandboxed: allows !== null,
      allowUnsandboxedCommands: false,
      filesystem: {
        allowWrite: [
          ...new Set([...writes, ...temporary]),
          ...used.flatMap(({ caches }) => caches.map((path) => join(home, path))),
          ...used.flatMap(({ cached }) => cached.map((path) => join(cache, path))),
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
const PROBE: Partial<Record<NodeJS.Platform, { programs: string[]; command: string[]; remedy: string }>> = {
  linux: {
    programs: ["bwrap", "socat"],
    command: ["bwrap", ..."--ro-bind / / --dev /dev --unshare-net --unshare-pid --proc /proc true".split(" ")],
    remedy: "install the packages bubblewrap and socat (apt install bubblewrap socat)",
  },
  darwin: {
    programs: ["sandbox-exec"],
    command: ["sandbox-exec", "-p", "(version 1)(allow default)", "/usr/bin/true"],
    remedy: "it is part of macOS",
  },
};

/** Why commands of agents are not fenced in, with what to do; `wanted`: the person has said so. Null: they are. */
export function fenceLack(env: Env, project: string): { why: string; remedy: string; wanted?: true } | null {
  const probe = PROBE[process.platform];
  if (probe === undefined) return { why: "Claude Code has no sandbox on this system", remedy: "use Linux or macOS" };
  if (sandboxIsOff(env))
    return {
      why: "sandbox.enabled is false in your settings of Claude Code",
      remedy: "take that line out",
      wanted: true,
    };
  if (isInside(realPath(project), "/dev"))
    return { why: "it shows nothing that lies in /dev", remedy: "move the project elsewhere" };
  const PATH = pathApart(env.PATH, project, env.HOME);
  const { programs, command, remedy } = probe;
  // The host takes the first that it finds, also one of the project.
  const lacking = programs.filter((name) => {
    const own = Bun.which(name, { PATH });
    return own === null || own !== Bun.which(name, { PATH: env.PATH ?? "" });
  });
  if (lacking.length > 0) return { why: `${lacking.join(" and ")} not found outside of the project`, remedy };
  const tried = Bun.spawnSync(command, { env: { ...env, PATH }, stdin: "ignore", stdout: "ignore", stderr: "pipe" });
  return tried.exitCode === 0
    ? null
    : { why: `${command[0]} does not work here: ${tried.stderr.toString().trim().slice(0, 200)}`, remedy };
}

/** What the person reads where there is no fence. */
export const withoutFence = ({ why, remedy }: { why: string; remedy: string }): string =>
  `No fence around the commands of agents: ${why}. What they change is compared afterwards. For a fence, ${remedy}.`;

/** Modes in which nobody has to be asked about a command that the fence holds. */
const WITHOUT_ASKING = /^(?:acceptEdits|auto|bypassPermissions)$/;

const namesIn = (folder: string): string[] => attempt(() => readdirSync(folder).sort(), []);

/** Names of the project's files, so that the package managers of each part of it count. */
function fileNames(root: string): string[] {
  const listed = runGit(["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
  const names = listed.ok ? listed.out.toString().split("\0") : namesIn(root);
  return [...new Set(names.map((name) => basename(name)))];
}

/** The devices of the sandbox as ignore rules, and the person's own. Folders of such names are none of them. */
function ignoreRules(root: string, prefix: string, env: Env, home: string): string {
  const named = runGit(["config", "--path", "--get", "core.excludesFile"], { cwd: root });
  const path = named.ok
    ? named.out.toString().trim()
    : join(env.XDG_CONFIG_HOME || join(home, ".config"), "git", "ignore");
  const own = attempt(() => fileText(realpathSync(path)), null) ?? "";
  const shown = [...PLACES.filter((name) => !existsSync(join(root, name))), `${SETTINGS}/*`];
  const there = namesIn(join(root, SETTINGS)).map((name) => `!/${prefix}${SETTINGS}/${name}`);
  return [...shown.flatMap((name) => [`/${prefix}${name}`, `!/${prefix}${name}/`]), ...there, own, ""].join("\n");
}

/** Empty files of the kind that the sandbox leaves in a project's folder when its host is killed amid a command. */
function leftBySandbox(root: string): string[] {
  const git = placesOf(root);
  const names = [...PLACES, ...namesIn(join(root, SETTINGS)).map((name) => join(SETTINGS, name))];
  // The host makes an empty one that anybody may write, and without that setting git reads none.
  const isRead = git !== null && /worktreeconfig/i.test(fileText(join(git.common, "config")) ?? "");
  const unread = (path: string): boolean => !isRead && basename(path) === "config.worktree";
  const ofGit = git === null ? [] : [join(git.common, "config.lock"), ...gitFolders(git).map(ofWorktree)];
  return [...[...names, JOURNAL].map((name) => join(root, name)), ...ofGit].filter((path) => {
    const found = attempt(() => lstatSync(path, { throwIfNoEntry: false }), undefined);
    return isPlaceholder(found) || (found?.size === 0 && found.isFile() && unread(path));
  });
}

/** Removes what killed hosts have left: what git does not track, and no sandbox holds its device at, as it would lose that. */
export function tidy(project: string): void {
  const root = realPath(project);
  const left = leftBySandbox(root);
  if (left.length === 0) return;
  const listed = runGit(["ls-files", "-z", "--", ...PLACES, SETTINGS], { cwd: root });
  const tracked = new Set(
    listed.ok
      ? listed.out
          .toString()
          .split("\0")
          .map((name) => join(root, name))
      : [],
  );
  const held = mountPoints();
  for (const path of left) if (!tracked.has(path) && !held.has(path)) attempt(() => rmSync(path), undefined);
}

/** The same while nobody drives a run there whose agents' commands are about to begin. */
export function tidyUnused(project: Project): void {
  const owner = attempt(() => readRun(project)?.owner ?? null, null);
  if (!isAlive(owner?.host ?? null)) tidy(project.root);
}

const ofWorktree = (folder: string): string => join(folder, "config.worktree");

/** The folders of a repository, of its worktrees and of its submodules. */
const gitFolders = ({ common }: Places): string[] => [
  common,
  ...foldersIn(join(common, "worktrees")).map((name) => join(common, "worktrees", name)),
  ...modulesIn(join(common, "modules")),
];

/** The file by which git takes settings, hooks and objects from another folder. */
const ofCommon = (folder: string): string => join(folder, "commondir");
/** What it says where there is no other folder; git works as it does without. */
const NO_OTHER = ".\n";

/** The repositories among these folders: each worktree has such a file of its own. */
const repositories = (folders: string[]): string[] => folders.filter((one) => existsSync(join(one, "objects")));

/** What in a repository decides what git runs; all of its worktrees and submodules where no task works in one. */
function gitDenied(git: Places, root: string, inWorktree: boolean): string[] {
  const { own, rest, isApart } = deniedFolders(git, inWorktree);
  // Of the project's own repository the host sees to that.
  const folders = [...(isInside(own, root) ? [] : [own]), ...rest];
  return [
    ...folders.map((one) => join(one, "config")).filter((path) => existsSync(path)),
    ...folders.map(ofWorktree),
    ...made(folders.map((one) => join(one, "hooks"))),
    ...(isApart ? [] : made(["worktrees", "modules"].map((name) => join(git.common, name)))),
  ];
}

function deniedFolders(git: Places, inWorktree: boolean) {
  const isApart = inWorktree || git.gitDir !== git.common;
  const [own, ...others] = gitFolders(git);
  return { own: own!, rest: isApart ? others : [], isApart };
}

/** The files by which git would take settings from another folder, while a driver's agent works; written where none is. */
function commonDenied(root: string, inWorktree: boolean): string[] {
  const git = placesOf(root);
  if (git === null) return [];
  const { own, rest } = deniedFolders(git, inWorktree);
  // Only what is there can be denied, and an empty one would stop git.
  for (const one of repositories([own, ...rest]))
    attempt(() => writeFileSync(ofCommon(one), NO_OTHER, { flag: "wx" }), undefined);
  return [own, ...rest].map(ofCommon).filter((path) => existsSync(path));
}

/** Removes what fences have put into the project's repository, when none is in use any more. */
export function leaveGit(root: string): void {
  const git = placesOf(root);
  for (const path of git === null ? [] : repositories(gitFolders(git)).map(ofCommon))
    if (fileText(path) === NO_OTHER) attempt(() => rmSync(path), undefined);
}

/** Removes the temporary folders of drivers that are gone. */
export function forgetTemporary(env: Env): void {
  const folder = env.TMPDIR || tmpdir();
  for (const name of namesIn(folder)) {
    const [, pid] = TEMPORARY.exec(name) ?? [];
    if (pid !== undefined && !alive(Number(pid), null))
      attempt(() => rmSync(join(folder, name), { recursive: true, force: true }), undefined);
  }
}

/** Folders that are denied, made where they are not there yet: a command would make them. */
export function made(folders: string[], mode?: number): string[] {
  for (const path of folders) attempt(() => mkdirSync(path, { recursive: true, mode }), null);
  return folders.filter((path) => existsSync(path));
}

/** What is believed or run outside of the project. */
function trusted(env: Env, root: string, temporary: string): string[] {
  const key = keyFile(env, { root });
  const places = [
    ...outsidePlaces(env, { root }),
    key === null ? [] : dirname(key),
    pluginApart({ root }) ?? [],
  ].flat();
  return made(places, 0o700).filter((path) => !isInside(temporary, path));
}

/**
 * The host's settings for a fence around the commands in a project, and what git is to pass over there. `temporary`: where
 * temporary files are written; `records`: what of the run's record is denied.
 */
export function fenceRules(
  root: string,
  env: Env,
  [temporary, records, inWorktree]: [temporary: string, records: string[], inWorktree: boolean],
  more: Pick<Fenced, "registries" | "allows">,
) {
  const home = env.HOME || homedir();
  const git = placesOf(root);
  // Named, it cannot be moved away with all that is denied in it; and it may lie outside of the project.
  const folders = git === null ? [] : [git.gitDir, git.common];
  // The oldest host fails where the folder itself is denied.
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
  for (const path of settings.sandbox.filesystem.allowWrite) attempt(() => mkdirSync(path, { recursive: true }), null);
  return { settings, passedOver: ignoreRules(root, git?.prefix ?? "", env, home) };
}

/** Variables by which git passes over what a file names. Only git as an agent starts it reads these: the program's own does not. */
export const passesOver = (file: string, at = 0): Record<string, string> => ({
  GIT_CONFIG_COUNT: String(at + 1),
  [`GIT_CONFIG_KEY_${at}`]: "core.excludesFile",
  [`GIT_CONFIG_VALUE_${at}`]: file,
});

/** A fence for one agent: what its host is started with. `end`: removes what it leaves. */
export function fenceFor(
  { root, task: record }: Project,
  env: Env,
  { mode, inWorktree, registries }: { mode: string; inWorktree: boolean; registries: readonly string[] },
): { args: string[]; env: Env; end: () => void } {
  const temporary = realpathSync(mkdtempSync(join(env.TMPDIR || tmpdir(), `multi-ai-${process.pid}-`)));
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
    args: ["--settings", JSON.stringify(settings)],
    env: { TMPDIR: temporary, CLAUDE_CODE_TMPDIR: temporary, ...passesOver(rules, Number(env.GIT_CONFIG_COUNT ?? 0)) },
    end: () => attempt(() => rmSync(temporary, { recursive: true, force: true }), undefined),
  };
}
