// The plugin with one guarantee left out: a copy in which functions have a permissive one in their place, built as it ships.
import { cpSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { onCleanup, tempDir } from "../../../harness/project.ts";
import { PLUGIN } from "../../scenario.ts";
import type { Guarantee } from "../cheats.ts";
import { STAND_INS } from "./stand-ins.ts";

const STAND_INS_FILE = "tests/host/cheats/without/stand-ins.ts";
/** What a plugin is built and run from. */
const PARTS = [
  ...["src", "scripts", "hooks", "bin", "agents", "commands", "skills", "prompts", "schemas", ".claude-plugin"],
  ...["plugin.json", "package.json", "tsconfig.json", STAND_INS_FILE],
];

const built = new Map<Guarantee, string>();

/** Puts the parts of a plugin into a folder of its own. */
function copyParts(parts: readonly string[]): string {
  const root = join(tempDir("multi-ai-without-"), "plugin");
  for (const part of parts) cpSync(join(PLUGIN, part), join(root, part), { recursive: true });
  symlinkSync(join(PLUGIN, "node_modules"), join(root, "node_modules"));
  return root;
}

/** A copy of the plugin as it ships, with every check, for what changes its files. */
export const copiedPlugin = (): string => copyParts([...PARTS.filter((part) => part !== STAND_INS_FILE), "dist"]);

/** Folder of a plugin that has every check but this one. What ships has no such switch: its sources are changed. */
export function pluginWithout(guarantee: Guarantee): string {
  const known = built.get(guarantee);
  if (known !== undefined) return known;
  const root = copyParts(PARTS);
  // A library that ends up in a bundle alone is installed with the tests.
  symlinkSync(join(PLUGIN, "tests/node_modules"), join(root, "tests/node_modules"));
  for (const place of Object.keys(STAND_INS[guarantee])) {
    const [file, name] = place.split("#") as [string, string];
    const path = join(root, file);
    writeFileSync(path, replaced(readFileSync(path, "utf8"), file, name, guarantee));
  }
  // The stand-ins are no part of what ships: they need not fit into it.
  const build = join(root, "scripts/build.ts");
  writeFileSync(build, readFileSync(build, "utf8").replace(/(MAX_HOOK_BYTES = )/, "$12 * "));
  const { exitCode, stderr } = Bun.spawnSync([process.execPath, build], { cwd: root });
  if (exitCode !== 0) throw new Error(stderr.toString());
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

export const declaresInShell = (text: string, name: string): boolean => text.includes(`\n${name}() {\n`);

/** A module's text in which the function is its stand-in, for the module itself as for others. */
function replaced(source: string, file: string, name: string, guarantee: Guarantee): string {
  if (file.endsWith(".sh")) {
    if (!declaresInShell(source, name)) throw new Error(`${file} has no ${name}`);
    return `${source}\n${name}() { :; }\n`;
  }
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
