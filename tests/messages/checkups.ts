// What is said before a run begins: by the preflight, and by the checks of `dry-run`.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { permissionsFinding, sandboxFinding } from "../../src/checkup/permissions.ts";
import { MODES } from "../../src/host/modes.ts";
import { findProject } from "../../src/project/project.ts";
import { preflight } from "../../src/run/preflight.ts";
import type { CheckupInput } from "../../src/workflows/checkup.ts";
import { makeProject, tempDir } from "../harness/project.ts";
import type { Entry } from "./entry.ts";

const env = { PATH: "/usr/bin:/bin", HOME: "/nonexistent" };

export async function beforehand(): Promise<Entry[]> {
  const [clean, plain, dirty] = [makeProject(), makeProject({ git: false }), makeProject()];
  writeFileSync(join(dirty, "new.ts"), "1");
  const modes = [...Object.keys(MODES), "unheard of"];
  const first = modes.map((mode) => [mode, clean] as const);
  const others = [plain, dirty].map((root) => ["auto", root] as const);
  const said = [...first, ...others].flatMap(([mode, root]) =>
    preflight(findProject(root), mode).map((text): Entry => ({ kind: "preflight", of: mode, where: "both", text })),
  );
  const findings = modes.flatMap((mode) => {
    const project = tempDir();
    mkdirSync(join(project, ".claude"));
    const set = { permissions: { defaultMode: mode, deny: mode === "auto" ? ["Bash"] : [] } };
    writeFileSync(join(project, ".claude/settings.json"), JSON.stringify(set));
    const input = { project, task: join(project, ".task"), plugin: "", env, claude: null } as CheckupInput;
    return [permissionsFinding(input, "2.1.328"), sandboxFinding(input)];
  });
  return [
    ...said,
    ...findings.map(({ found, remedy, name }): Entry => {
      return { kind: "checkup", of: name, where: "terminal", text: [found, ...(remedy ? [remedy] : [])].join("\n") };
    }),
  ];
}
