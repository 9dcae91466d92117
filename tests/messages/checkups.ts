// What is said before a run begins: by the preflight, and by the checks of `dry-run`.
import { mkdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { notifyCheckup } from "../../src/checkup/notify.ts";
import { permissionsFinding, sandboxFinding } from "../../src/checkup/permissions.ts";
import { gitCheckup, journalCheckup, settingsCheckup } from "../../src/checkup/project.ts";
import { MODES } from "../../src/host/modes.ts";
import { findProject } from "../../src/project/project.ts";
import { preflight } from "../../src/run/preflight.ts";
import type { CheckupInput, Finding } from "../../src/workflows/checkup.ts";
import { makeProject, tempDir, writeFiles } from "../harness/project.ts";
import type { Entry } from "./entry.ts";

const env = { PATH: "/usr/bin:/bin", HOME: "/nonexistent" };
const withGit = { ...env, PATH: process.env.PATH };

/** What the checks find that need no other program: in a project with git and without, with wrong settings and a lost run. */
async function looked(plain: string): Promise<Finding[]> {
  const wrong = makeProject();
  writeFiles(wrong, { ".claude/multi-ai.json": '{"limit": 3, "codex": {"missing": "gpt"}}' });
  const unknown = makeProject();
  writeFiles(unknown, {
    ".claude/multi-ai.json": '{"bounds": {"implementr": {"minutes": 9}}, "budget": {"tokens_max": 9}}',
  });
  const waits = makeProject();
  writeFiles(waits, { ".claude/multi-ai.json": '{"tests": {"commands": ["npm test"]}}' });
  const broken = makeProject();
  writeFiles(broken, { ".task/events.jsonl": "no event\n" });
  const found: Finding[] = [];
  for (const project of [makeProject(), plain, wrong, unknown, waits, broken]) {
    const input: CheckupInput = { project, task: join(project, ".task"), plugin: "", env: withGit, claude: null };
    for (const check of [gitCheckup, settingsCheckup, journalCheckup, notifyCheckup])
      found.push(...(await check(input)));
  }
  return found.map((one) => ({ ...one, found: one.found.replaceAll(tmpdir(), "/tmp") }));
}

export async function beforehand(): Promise<Entry[]> {
  const [clean, plain, dirty] = [makeProject(), makeProject({ git: false }), makeProject()];
  writeFileSync(join(dirty, "new.ts"), "1");
  const modes = [...Object.keys(MODES), "unheard of"];
  const first = modes.map((mode) => [mode, clean] as const);
  const others = [plain, dirty].map((root) => ["auto", root] as const);
  const said = [...first, ...others].flatMap(([mode, root]) =>
    preflight(findProject(root), mode).map((text): Entry => ({ kind: "preflight", of: mode, where: "both", text })),
  );
  const looks = await looked(plain);
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
    ...[...looks, ...findings].map(({ found, remedy, name }): Entry => {
      return { kind: "checkup", of: name, where: "terminal", text: [found, ...(remedy ? [remedy] : [])].join("\n") };
    }),
  ];
}
