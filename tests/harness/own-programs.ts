// Programs of a person's own as stand-ins: Claude Code and npm. What npm was told stands in
// `$HOME/ran`.
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "./project.ts";

const CLAUDE = `case "$*" in
  --version) echo "2.1.328 (Claude Code)" ;;
  *"plugin details"*) echo "  Agents (6)  planner"; echo "  Hooks (11)  Stop" ;;
esac`;

export const OWN_PROGRAMS = { claude: CLAUDE, npm: 'echo "npm $*" >> "$HOME/ran"' };

/** Puts programs into a folder, each a script of the shell. */
export function putPrograms(folder: string, scripts: Record<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

/** What programs of the system a stand-in, the launcher and a terminal of a test need. */
const SYSTEM = "sh bash git cat chmod mkdir readlink rm sed grep env script ps stty touch".split(
  " ",
);

/**
 * A folder with programs of the system alone: no npm, no Codex, whatever this machine has. `names`:
 * which ones.
 */
export function systemPrograms(names = SYSTEM): string {
  const folder = tempDir();
  for (const name of names) {
    const found = Bun.which(name, { PATH: "/usr/bin:/bin" });
    if (found !== null) symlinkSync(found, join(folder, name));
  }
  return folder;
}
