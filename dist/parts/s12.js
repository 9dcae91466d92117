// @bun
// src/process/path.ts
import { existsSync, realpathSync } from "fs";
import { dirname, join } from "path";
var real = (path) => {
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
  return home && top === real(home) ? folder : top;
}
function pathApart(path, project, home) {
  const start = real(project) ?? project;
  const top = around(start, home);
  return (path ?? "").split(":").filter((one) => {
    const at = one.startsWith("/") ? real(one) : null;
    if (at === null || [one, at].some((way) => `${way}/`.includes("/node_modules/")))
      return false;
    return top === "/" || !`${at}/`.startsWith(`${top}/`);
  }).join(":");
}
var apart = (env, project) => ({
  ...env,
  PATH: pathApart(env.PATH, project, env.HOME)
});

export { pathApart, apart };
