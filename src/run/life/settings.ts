import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { here } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { allProviders } from "../../providers/index.ts";
import type { Env } from "../../record/outside.ts";
import { SETTINGS_FILE, type Settings, settingsFile, WITHOUT_FILE } from "../../settings.ts";
import { parseJson, readArtifact } from "../../store/small-file.ts";
import { clean, cut, oneLine } from "../../text.ts";
import { limitNames, settingsParts, settingsSlips, withRounds } from "../../workflows/index.ts";
import { settingsProblems } from "./settings-problems.ts";
import { counting, type Waiting } from "./trust.ts";

/** Characters of one problem that are shown. */
const MAX_PROBLEM = 1_000;

/** `waiting`: what the person has not approved yet; `settings` are without it. */
type SettingsResult =
  | { ok: true; settings: Settings; present: boolean; waiting?: Waiting }
  | { ok: false; problems: string[] };

/** What a person does about a problem in the settings. */
export const mendSettings = (): string => `Fix ${SETTINGS_FILE}; ${here("dry-run")} checks it.`;

/**
 * The project's settings as far as they count here, without a file the defaults; or the problems, one line each with the
 * field, what was found and what is expected.
 */
export async function readSettings(root: string, env: Env = process.env): Promise<SettingsResult> {
  const refused = (problems: string[]): SettingsResult => ({
    ok: false,
    // A field may have any name.
    problems: problems.map((one) => `${SETTINGS_FILE}: ${cut(clean(oneLine(one)), MAX_PROBLEM)}`),
  });
  const folder = attempt(() => statSync(dirname(join(root, SETTINGS_FILE)), { throwIfNoEntry: false }), undefined);
  // A file of that name holds none.
  if (folder?.isDirectory() === false) return { ok: true, settings: WITHOUT_FILE, present: false };
  const file = readArtifact(join(root, SETTINGS_FILE));
  if (!file.ok)
    return file.problem.startsWith("the file is not there")
      ? { ok: true, settings: WITHOUT_FILE, present: false }
      : refused([file.problem]);
  const json = parseJson(file.bytes);
  if (!json.ok) return refused([json.problem]);
  // The schema passes over a name that objects have anyway.
  if (JSON.stringify(json.value).includes('"__proto__":')) return refused(["found __proto__, which is not a setting"]);
  const schema = settingsFile(await settingsParts(), limitNames());
  const parsed = schema.safeParse(json.value);
  if (parsed.success) {
    const data = { ...parsed.data, limits: withRounds(parsed.data.limits) };
    const slips = settingsSlips(data, () => allProviders(data.providers).map(({ id }) => id));
    if (slips.length > 0) return refused(slips);
    const { settings, waiting } = counting(data, { root }, env);
    return { ok: true, settings, present: true, ...(waiting === null ? {} : { waiting }) };
  }
  return refused(settingsProblems(json.value, parsed.error.issues, schema));
}
