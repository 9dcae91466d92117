// The real Claude Code on a small project with a scripted model on loopback, in a home of its own:
// ready to be opened in a terminal.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Script, startModel } from "../tests/harness/model.ts";
import { makeProject, tempDir } from "../tests/harness/project.ts";
import { makeSandbox } from "../tests/harness/sandbox.ts";
import { greeterCodex } from "./greeter.ts";
import { root } from "./place.ts";

/** A home for Claude Code. `announced`: what it says when it opens. */
function makeHome(announced: string): string {
  const home = tempDir("multi-ai-home-");
  mkdirSync(join(home, ".claude"));
  const settings = {
    skipDangerousModePermissionPrompt: true,
    prefersReducedMotion: true,
    ...(announced === "" ? {} : { companyAnnouncements: [announced] }),
  };
  writeFileSync(join(home, ".claude/settings.json"), JSON.stringify(settings));
  return home;
}

/**
 * What opens it in `project`, and the model, which answers by the script. `cleanup` of the harness
 * removes all of it.
 */
export function openedDemo(script: Script, announced = "") {
  const project = makeProject({ name: "greeter" });
  const model = startModel({ script, codex: greeterCodex() });
  const { env, command } = makeSandbox({
    version: "new",
    project,
    plugin: root,
    model,
    home: makeHome(announced),
  });
  return { project, model, env, command };
}
