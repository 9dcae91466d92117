// The plugin with one guarantee skipped: a copy in which functions have a permissive one in their
// place.
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { onCleanup, tempDir } from "../../../harness/project.ts";
import { PLUGIN } from "../../scenario.ts";
import type { Guarantee } from "../cheats.ts";
import { STAND_INS } from "./stand-ins.ts";

const STAND_INS_FILE = "tests/host/cheats/without/stand-ins.ts";
/** What a plugin is run from. */
const PARTS = [
  ...[
    "src",
    "scripts",
    "hooks",
    "bin",
    "agents",
    "commands",
    "skills",
    "prompts",
    ".claude-plugin",
  ],
  ...["plugin.json", "package.json", "tsconfig.json", STAND_INS_FILE],
];

const built = new Map<Guarantee, string>();

/** Puts the parts of the plugin into a folder, and returns that. */
export function pluginCopy(root: string): string {
  for (const part of PARTS) cpSync(join(PLUGIN, part), join(root, part), { recursive: true });
  symlinkSync(join(PLUGIN, "node_modules"), join(root, "node_modules"));
  return root;
}

/**
 * Folder of a plugin that has every check but this one. What ships has no such switch: its sources
 * are changed.
 */
export function pluginWithout(guarantee: Guarantee): string {
  const known = built.get(guarantee);
  if (known !== undefined) return known;
  const root = pluginCopy(join(tempDir("multi-ai-without-"), "plugin"));
  for (const place of Object.keys(STAND_INS[guarantee]!)) {
    const [file, name] = place.split("#") as [string, string];
    const path = join(root, file);
    writeFileSync(path, replaced(readFileSync(path, "utf8"), file, name, guarantee));
  }
  built.set(guarantee, root);
  onCleanup(() => {
    built.delete(guarantee);
    rmSync(root, { recursive: true, force: true });
  });
  return root;
}

/** Where a module declares what a stand-in can take the place of. */
export const declarationOf = (name: string): RegExp =>
  new RegExp(`^(export )?((?:async )?function |const )${name}(?=[<(:]| =)`, "m");

/** A module's text in which the function is its stand-in, for the module itself as for others. */
function replaced(source: string, file: string, name: string, guarantee: Guarantee): string {
  const declaration = declarationOf(name);
  const found = declaration.exec(source);
  if (!found) throw new Error(`${file} declares no ${name}`);
  const from = relative(dirname(file), STAND_INS_FILE);
  const key = `${JSON.stringify(guarantee)}, ${JSON.stringify(`${file}#${name}`)}`;
  return `${source.replace(declaration, `$2${name}__whole`)}
import { standIn as standIn__${name} } from ${JSON.stringify(from)};
${found[1] ?? ""}function ${name}(...args: any[]): any { return standIn__${name}(${key}, ${name}__whole)(...args); }
`;
}
