import { join } from "node:path";
import { repository } from "./temp-plugin.ts";

const modules = join(repository, "tests/node_modules");

/** The hosts that the plugin has to work in, newest and oldest: version, program. */
export const hosts: [version: string, claude: string][] = [
  ["2.1.328", join(modules, ".bin/claude")],
  ["2.1.197", join(modules, "claude-old/bin/claude.exe")],
];
