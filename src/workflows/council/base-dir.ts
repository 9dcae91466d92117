import { lstatSync, realpathSync, type Stats } from "node:fs";
import { join, relative, sep } from "node:path";

/** A folder that an agent named, from the project's own; "" is the project. */
export type Place = { ok: true; path: string } | { ok: false; problem: string };

const no = (problem: string): Place => ({ ok: false, problem });

function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // Below a file, or in a folder that may not be entered.
    return undefined;
  }
}

/**
 * Where a folder lies once every link on the way is followed. It is the project or lies below it, and may not be there yet.
 * `named`: relative to the project with forward slashes, `.` for the project itself.
 */
export function placeBelow(root: string, named: string): Place {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no folder is meant by a name with them
  if (named.length > 1_000 || /[\u0000-\u001f\u007f]/.test(named))
    return no("expected a folder's name without control characters");
  if (named.startsWith("/") || named.startsWith("~") || /^[A-Za-z]:|\\/.test(named))
    return no('lies outside of the project, or does not say so; expected a path from the project, "." for the project');
  const parts = named.split("/").filter((part) => part !== "" && part !== ".");
  if (parts.includes("..")) return no('lies outside of the project, or does not say so; expected a path without ".."');
  const top = realpathSync(root);
  let at = top;
  for (const [index, part] of parts.entries()) {
    const next = join(at, part);
    const found = statOf(next);
    if (found === undefined) return placed(top, join(next, ...parts.slice(index + 1)));
    let real: string;
    try {
      real = found.isSymbolicLink() ? realpathSync(next) : next;
    } catch {
      return no(
        `${parts.slice(0, index + 1).join("/")} is a link that leads nowhere; expected a folder of the project`,
      );
    }
    if (real !== top && !real.startsWith(`${top}${sep}`))
      return no(
        `${parts.slice(0, index + 1).join("/")} is a link that leads outside of the project; expected the project or a folder below it`,
      );
    if (!statOf(real)?.isDirectory()) return no(`${parts.slice(0, index + 1).join("/")} is no folder`);
    at = real;
  }
  return placed(top, at);
}

/** Folders in which nothing is built. */
const OWN = new Set([".git", ".task"]);

function placed(top: string, path: string): Place {
  const way = relative(top, path).split(sep).join("/");
  const own = way.split("/").find((part) => OWN.has(part.toLowerCase()));
  return own === undefined ? { ok: true, path: way } : no(`lies in ${own}/, which is no part of what is built`);
}
