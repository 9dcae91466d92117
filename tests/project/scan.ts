import { lstatSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/**
 * Every file below a folder as kind, executable bit and bytes; repositories' own folders and ours
 * left out.
 */
export function scan(
  root: string,
  path = "",
  found: Record<string, string> = {},
): Record<string, string> {
  for (const name of readdirSync(join(root, path))) {
    if ([".git", ".task"].includes(name)) continue;
    const inner = join(path, name);
    const stat = lstatSync(join(root, inner));
    if (stat.isDirectory()) scan(root, inner, found);
    else if (stat.isSymbolicLink()) found[inner] = `link ${readlinkSync(join(root, inner))}`;
    else
      found[inner] =
        `${stat.mode & 0o100 ? "x" : "-"} ${readFileSync(join(root, inner)).toString("base64")}`;
  }
  return found;
}
