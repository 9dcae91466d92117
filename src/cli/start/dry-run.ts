import { here } from "../../plugin.ts";
import type { Finding } from "../../run/checkup/finding.ts";
import { findingsOf } from "../../run/checkup/index.ts";
import { breakAt, type Call, type Command } from "../../run/commands/command.ts";
import { oneLine, plural, wrapWhole } from "../../text.ts";

/** What has to be done first is read first. */
const RANK = { error: 0, warning: 1, ok: 2 };

/**
 * What is missing, after the result; with `all` also what is fine, which is else summed up in one
 * line.
 */
function findingsText(findings: Finding[], all: boolean, call: Call): string {
  const { paint } = call;
  const most = breakAt(call);
  const mark = {
    ok: paint.green("ok     "),
    warning: paint.yellow("warning"),
    error: paint.red("error  "),
  };
  const isFine = ({ state }: Finding): boolean => state === "ok";
  const shown = findings
    .filter((finding) => all || !isFine(finding))
    .sort((one, other) => RANK[one.state] - RANK[other.state]);
  const fine = findings.filter(isFine).length;
  const lines = shown.flatMap(({ state, name, found, remedy }) => [
    `${mark[state]}  ${name}`,
    ...found.split("\n").flatMap((line) => wrapWhole(`    ${oneLine(line)}`, most, 0)),
    ...(remedy === null ? [] : wrapWhole(`    → ${oneLine(remedy)}`, most)),
  ]);
  const count = (state: "error" | "warning"): string =>
    plural(findings.filter((finding) => finding.state === state).length, state);
  const verdict = findings.some((finding) => finding.state === "error")
    ? "A run cannot start."
    : "A run can start.";
  const summed =
    all || fine === 0
      ? []
      : wrapWhole(`${fine} other checks passed: ${here("dry-run --all")} lists them.`, most, 0);
  return [
    ...wrapWhole(`${verdict} ${count("error")}, ${count("warning")}.`, most, 0),
    ...(lines.length === 0 ? [] : ["", ...lines]),
    ...(summed.length === 0 ? [] : ["", ...summed]),
  ].join("\n");
}

export const dryRun: Command = {
  summary: "Check everything that a run needs, and say how to fix each problem",
  foreign: true,
  options: {
    all: { about: "Also list what passed" },
    claude: { value: "<path>", about: "Claude Code to check, instead of the one on PATH" },
  },
  async run(call) {
    const findings = await findingsOf({ ...call, claude: call.value("claude") });
    const failed = findings.some(({ state }) => state === "error");
    return {
      exit: failed ? 1 : 0,
      text: findingsText(findings, call.has("all"), call),
      data: { ok: !failed, findings },
      isReport: true,
    };
  },
};
