import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

const real = (path: string): string | null => {
  try {
    return realpathSync(path);
  } catch {
    return null;
  }
};

/** The repository around a folder, else the folder itself. In a home folder that is a repository: what lies in that is the person's. */
function around(folder: string, home: string | undefined): string {
  let top = folder;
  while (!existsSync(join(top, ".git"))) {
    if (dirname(top) === top) return folder;
    top = dirname(top);
  }
  return home && top === real(home) ? folder : top;
}

/**
 * PATH without folders of installed packages, and without those in a project, also by a link: what lies there is not the
 * person's program. hooks/find-bun.sh has the same rule for Bun.
 */
export function pathApart(path: string | undefined, project: string, home: string | undefined): string {
  const start = real(project) ?? project;
  const top = around(start, home);
  return (path ?? "")
    .split(":")
    .filter((one) => {
      const at = one.startsWith("/") ? real(one) : null;
      if (at === null || [one, at].some((way) => `${way}/`.includes("/node_modules/"))) return false;
      return top === "/" || !`${at}/`.startsWith(`${top}/`);
    })
    .join(":");
}

/** An environment in which no program of the project is found. */
export const apart = <T extends Record<string, string | undefined>>(env: T, project: string): T => ({
  ...env,
  PATH: pathApart(env.PATH, project, env.HOME),
});
