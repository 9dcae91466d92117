// @bun
// src/process/path.ts
import { existsSync, realpathSync } from "fs";
import { dirname, join } from "path";
var linkless = (path) => {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
};
function around(folder, home) {
  let top = folder;
  while (!existsSync(join(top, ".git"))) {
    if (dirname(top) === top)
      return folder;
    top = dirname(top);
  }
  return home && top === linkless(home) ? folder : top;
}
function pathApart(path, project, home) {
  const start = linkless(project) ?? project;
  const top = around(start, home);
  return (path ?? "").split(":").filter((one) => {
    const at = one.startsWith("/") ? linkless(one) : null;
    if (at === null || [one, at].some((way) => `${way}/`.includes("/node_modules/")))
      return false;
    return top === "/" || !`${at}/`.startsWith(`${top}/`);
  }).join(":");
}
var RUNS_CODE = /^(?:BASH_ENV|ENV|SHELLOPTS|BASHOPTS|PS4|NODE_PATH|BASH_FUNC_.*)$/;
var LIBRARIES = /^(?:LD_(?:PRELOAD|AUDIT|LIBRARY_PATH)|DYLD_\w*(?:LIBRARIES|PATH))$/;
var LOADS = /(?:^|\s)(?:-r|--(?:require|import|loader|experimental-loader))(?:[\s=]+("[^"]*"|\S+))?/g;
function withoutCode(name, value, project, home) {
  if (RUNS_CODE.test(name))
    return "";
  const isApart = (path) => !path.startsWith("/") || pathApart(path, project, home) !== "";
  const isKept = (path = "") => path.startsWith("/") && isApart(path);
  if (name === "NODE_OPTIONS")
    return value.replace(LOADS, (option, path) => isKept(path?.replaceAll('"', "")) ? option : "").trim();
  if (!LIBRARIES.test(name))
    return value;
  return value.split(/[:\s]+/).filter((path) => path !== "" && isApart(path)).join(":");
}
function apart(env, project) {
  const kept = Object.entries(env).flatMap(([name, value]) => {
    const safe = value && withoutCode(name, value, project, env.HOME);
    return safe === "" && value !== "" ? [] : [[name, safe]];
  });
  return { ...Object.fromEntries(kept), PATH: pathApart(env.PATH, project, env.HOME) };
}
function ownHome(env, project) {
  const { HOME, XDG_CONFIG_HOME } = env;
  const isPlanted = (folder, home) => folder !== undefined && folder !== "" && pathApart(folder, project, home) === "" && existsSync(folder);
  if (!isPlanted(HOME) && !isPlanted(XDG_CONFIG_HOME))
    return { HOME, XDG_CONFIG_HOME };
  let home;
  try {
    home = process.getBuiltinModule("node:os").userInfo().homedir;
  } catch {
    return {};
  }
  const own = linkless(home);
  return {
    HOME: HOME !== undefined && linkless(HOME) === own ? HOME : isPlanted(HOME) ? home : HOME,
    XDG_CONFIG_HOME: isPlanted(XDG_CONFIG_HOME, home) ? undefined : XDG_CONFIG_HOME
  };
}

export { linkless, pathApart, apart, ownHome };
