import { existsSync, lstatSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { attempt } from "../attempt.ts";

/** A path without links; null where nothing is there. */
export const linkless = (path: string): string | null =>
  attempt(() => {
    const found = statSync(path);
    if (found.isFile() || found.isDirectory()) return realpathSync(path);
    // macOS opens what it is asked for: a named pipe would wait for its other end.
    const folder = realpathSync(dirname(resolve(path)));
    return lstatSync(path).isSymbolicLink()
      ? linkless(resolve(folder, readlinkSync(path)))
      : join(folder, basename(path));
  }, null);

/** The nearest folder, from `from` upward, for which `holds` is true; null: none. */
export function upward(from: string, holds: (folder: string) => boolean): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (holds(folder)) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/**
 * The repository around a folder, else the folder itself. In a home folder that is a repository:
 * what lies in that is the person's.
 */
function around(folder: string, home: string | undefined): string {
  const top = upward(folder, (one) => existsSync(join(one, ".git")));
  return top === null || (home && top === linkless(home)) ? folder : top;
}

/**
 * PATH without folders of installed packages, and without those in a project, also by a link: what
 * lies there is not the person's program. hooks/find-bun.sh has the same rule for Bun.
 */
export function pathApart(
  path: string | undefined,
  project: string,
  home: string | undefined,
): string {
  const start = linkless(project) ?? project;
  const top = around(start, home);
  return (path ?? "")
    .split(":")
    .filter((one) => {
      const at = one.startsWith("/") ? linkless(one) : null;
      if (at === null || [one, at].some((way) => `${way}/`.includes("/node_modules/")))
        return false;
      return top === "/" || !`${at}/`.startsWith(`${top}/`);
    })
    .join(":");
}

/** Variables by which a shell, or Node, runs code of somebody else before its own. */
const RUNS_CODE = /^(?:BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PS4|NODE_PATH|BASH_FUNC_.*)$/;
/** Variables with libraries that every program loads. */
const LIBRARIES = /^(?:LD_(?:PRELOAD|AUDIT|LIBRARY_PATH)|DYLD_\w*(?:LIBRARIES|PATH))$/;
/** Options of Node that load code, and what they load. */
const LOADS =
  /(?:^|\s)(?:-r|--(?:require|import|loader|experimental-loader))(?:[\s=]+("[^"]*"|\S+))?/g;

function withoutCode(
  name: string,
  value: string,
  project: string,
  home: string | undefined,
): string {
  if (RUNS_CODE.test(name)) return "";
  const isApart = (path: string): boolean =>
    !path.startsWith("/") || pathApart(path, project, home) !== "";
  // A file outside of the project, as a company's own start-up code, stays; a name is looked for
  // from the project on.
  const isKept = (path = ""): boolean => path.startsWith("/") && isApart(path);
  if (name === "NODE_OPTIONS")
    return value
      .replace(LOADS, (option: string, path?: string) =>
        isKept(path?.replaceAll('"', "")) ? option : "",
      )
      .trim();
  if (!LIBRARIES.test(name)) return value;
  return value
    .split(/[:\s]+/)
    .filter((path) => path !== "" && isApart(path))
    .join(":");
}

/**
 * An environment in which no program of the project is found, and none of its code is loaded into
 * another one.
 */
export function apart<T extends NodeJS.ProcessEnv>(env: T, project: string): T {
  const kept = Object.entries(env).flatMap(([name, value]) => {
    const safe = value && withoutCode(name, value, project, env.HOME);
    return safe === "" && value !== "" ? [] : [[name, safe] as const];
  });
  return { ...(Object.fromEntries(kept) as T), PATH: pathApart(env.PATH, project, env.HOME) };
}

/**
 * The home folder and the one with settings, for a program that reads its settings there: the
 * system's, where a variable names one in the project.
 */
export function ownHome(env: NodeJS.ProcessEnv, project: string): NodeJS.ProcessEnv {
  const { HOME, XDG_CONFIG_HOME } = env;
  const isPlanted = (folder: string | undefined, home?: string): boolean =>
    folder !== undefined &&
    folder !== "" &&
    pathApart(folder, project, home) === "" &&
    existsSync(folder);
  if (!isPlanted(HOME) && !isPlanted(XDG_CONFIG_HOME)) return { HOME, XDG_CONFIG_HOME };
  const home = attempt(() => process.getBuiltinModule("node:os").userInfo().homedir, null);
  // A user whom the system does not know.
  if (home === null) return {};
  const own = linkless(home);
  return {
    HOME: HOME !== undefined && linkless(HOME) === own ? HOME : isPlanted(HOME) ? home : HOME,
    XDG_CONFIG_HOME: isPlanted(XDG_CONFIG_HOME, home) ? undefined : XDG_CONFIG_HOME,
  };
}
