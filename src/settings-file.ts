import { join } from "node:path";
import type { Settings } from "./settings.ts";
import { parseJson, readArtifact } from "./store/small-file.ts";

export const SETTINGS_FILE = ".claude/multi-ai.json";

export type SettingsResult = { ok: true; settings: Settings; present: boolean } | { ok: false; problems: string[] };

/** The project's settings; without a file the defaults. A file with an error is never half used. */
export async function readSettings(root: string): Promise<SettingsResult> {
  const { problemsOf } = await import("./workflows/parsing.ts");
  const { settings, DEFAULT_SETTINGS } = await import("./settings.ts");
  const path = join(root, SETTINGS_FILE);
  const file = readArtifact(path);
  if (!file.ok)
    return file.problem.startsWith("the file is not there")
      ? { ok: true, settings: DEFAULT_SETTINGS, present: false }
      : { ok: false, problems: [`${SETTINGS_FILE}: ${file.problem}`] };
  const json = parseJson(file.bytes);
  if (!json.ok) return { ok: false, problems: [`${SETTINGS_FILE}: ${json.problem}`] };
  const parsed = settings.safeParse(json.value);
  if (parsed.success) return { ok: true, settings: parsed.data, present: true };
  return { ok: false, problems: problemsOf(json.value, parsed.error.issues).map((one) => `${SETTINGS_FILE}: ${one}`) };
}
