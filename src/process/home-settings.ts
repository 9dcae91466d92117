import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What a home says to the programs that run tests: npm's and Python's own places, which no project holds. */

/** Settings of npm, which its kin read as well, that decide what runs in the place of a script, or before it. */
const NPM = /^\s*(script-shell|shell|node-options|prefix|globalconfig)\s*=\s*(.*?)\s*$/i;
/** Bytes that are read of one file. */
const MAX_TEXT = 200_000;

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8").slice(0, MAX_TEXT);
  } catch {
    return "";
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Those settings of npm, by name. `env` names the person's file where it is another one. */
export function npmSettings(env: Record<string, string | undefined>): Record<string, string> {
  const path = env.NPM_CONFIG_USERCONFIG ?? env.npm_config_userconfig ?? join(env.HOME ?? "", ".npmrc");
  const lines = textOf(path).split("\n");
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = NPM.exec(line) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value!]];
    }),
  );
}

/** Code that each Python of this home runs when it starts, by its path below the home. */
export function pythonStarts(home: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const version of namesIn(join(home, ".local/lib")).filter((name) => /^python3/.test(name))) {
    const folder = `.local/lib/${version}/site-packages`;
    for (const name of namesIn(join(home, folder))) {
      const isPath = name.endsWith(".pth");
      if (!isPath && name !== "usercustomize.py" && name !== "sitecustomize.py") continue;
      const text = textOf(join(home, folder, name));
      // Other lines of such a file are folders.
      const code = isPath ? text.split("\n").filter((line) => /^import[ \t]/.test(line)) : [text];
      if (code.length > 0) found[`~/${folder}/${name}`] = code.join("\n");
    }
  }
  return found;
}
