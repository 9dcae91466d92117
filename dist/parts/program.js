// @bun
import {
  PLUGIN
} from "./s12.js";
import {
  oneLine2
} from "./s28.js";
import {
  refused,
  PROGRAMS,
  isOnPath,
  linkAt
} from "./s71.js";
import {
  done,
  no
} from "./s162.js";
import {
  pluginRoot
} from "./s223.js";

// src/checkup/setup/program.ts
import { mkdirSync } from "fs";
import { basename, dirname, join } from "path";
var ON_PATH = {
  bash: `echo 'export PATH="$HOME/${PROGRAMS}:$PATH"' >> ~/.bashrc`,
  zsh: `echo 'export PATH="$HOME/${PROGRAMS}:$PATH"' >> ~/.zshrc`,
  fish: `fish_add_path ~/${PROGRAMS}`
};
function linkProgram({ env }) {
  const { HOME, SHELL } = env;
  if (!HOME?.startsWith("/"))
    return no("HOME names no folder: nowhere to put the program. Set HOME to your own, and type it again.");
  const file = join(HOME, PROGRAMS, PLUGIN);
  let look = linkAt(file, join(pluginRoot(), "bin", PLUGIN));
  if (look.state === "offered")
    try {
      mkdirSync(dirname(file), { recursive: true });
      look.apply(null);
      look = { state: "done", file, text: `${file}: ${look.change.join("; ")}` };
    } catch (error) {
      look = refused(file, error);
    }
  if (look.state !== "done")
    return no(oneLine2(look.text), { file });
  const found = isOnPath(dirname(file), env);
  const line = ON_PATH[basename(SHELL ?? "")] ?? ON_PATH.bash;
  const way = found ? `In a terminal you type ${PLUGIN}.` : `~/${PROGRAMS} is not on your PATH. This line puts it there, for each new terminal:
  ${line}`;
  return done(`${oneLine2(look.text)}
${way}`, { file, on_path: found, ...found ? {} : { line } });
}
export {
  linkProgram
};
