import { readSettings } from "../run/life/settings.ts";
import { receiverName } from "../run/notify/deliver.ts";
import { variableProblems } from "../run/notify/send.ts";
import { type Checkup, ok, warning } from "../workflows/contract/checkup.ts";

/** Who is told how runs stand, and which of the variables for that are missing; sends nothing. Silent where nobody is told. */
export const notifyCheckup: Checkup = async ({ project, env }) => {
  const read = await readSettings(project, env);
  if (!read.ok) return [];
  const receivers = (read.waiting?.whole ?? read.settings).notify ?? [];
  if (receivers.length === 0) return [];
  const name = "Notify";
  const problems = receivers.flatMap((one, index) =>
    variableProblems(one, env).map((problem) => `${receiverName(one, index)}: ${problem}`),
  );
  const all = receivers.map(({ kind, on }) => (on === undefined ? kind : `${kind} (${on.join(", ")})`)).join("; ");
  return problems.length === 0
    ? [ok(name, all)]
    : [warning(name, `${all}; ${problems.join("; ")}`, "set them where Claude Code is started")];
};
