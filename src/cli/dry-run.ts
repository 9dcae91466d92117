import { findingsOf, standsInTheWay } from "../checkup/index.ts";
import { here } from "../plugin.ts";
import { breakAt, type Call, type Command } from "../run/commands/command.ts";
import { oneLine, wrapWhole } from "../text.ts";
import type { Finding } from "../workflows/contract/checkup.ts";

/** Narrowest column for what was found; where it would be narrower, that stands below the name. */
const MIN_FOUND = 36;
/** What has to be done first is read first. */
const RANK = { error: 0, warning: 1, ok: 2 };

/** What is missing, behind the result; with `all` also what is fine, which is else summed up in one line. */
function findingsText(
  findings: Finding[],
  all: boolean,
  call: Pick<Call, "paint" | "width" | "cutAt" | "table">,
): string {
  const { paint } = call;
  const most = breakAt(call);
  const mark = { ok: paint.green("ok     "), warning: paint.yellow("warning"), error: paint.red("error  ") };
  const isFine = ({ state, holds }: Finding): boolean => state === "ok" && holds !== true;
  const shown = findings.filter((one) => all || !isFine(one)).sort((one, other) => RANK[one.state] - RANK[other.state]);
  const fine = findings.filter(isFine).length;
  const width = Math.max(0, ...shown.map((one) => one.name.length));
  const isBeside = most - width - 11 >= MIN_FOUND;
  const indent = " ".repeat(isBeside ? width + 11 : 4);
  const lines = shown.flatMap(({ state, name, found, remedy }) => {
    const said = [...found.split("\n").map(oneLine), ...(remedy === null ? [] : [`→ ${oneLine(remedy)}`])]
      .flatMap((line) => wrapWhole(line, most - indent.length, line.startsWith("→ ") ? 2 : 0))
      .map((line) => indent + line);
    const head = `${mark[state]}  ${isBeside ? name.padEnd(width) : name}`;
    return isBeside ? [`${head}  ${said[0]!.slice(indent.length)}`, ...said.slice(1)] : [head, ...said];
  });
  const count = (state: "error" | "warning"): string => {
    const number = findings.filter((one) => one.state === state).length;
    return `${number} ${state}${number === 1 ? "" : "s"}`;
  };
  const verdict = findings.some((one) => one.state === "error")
    ? "A run would not work."
    : findings.some((one) => one.holds)
      ? "No run starts before you have said whether these settings count."
      : "A run can start.";
  const summed =
    all || fine === 0 ? [] : wrapWhole(`${fine} more are fine: ${here("dry-run --all")} lists them.`, most, 0);
  return [
    ...wrapWhole(`${verdict} ${count("error")}, ${count("warning")}.`, most, 0),
    ...(lines.length === 0 ? [] : ["", ...lines]),
    ...(summed.length === 0 ? [] : ["", ...summed]),
  ].join("\n");
}

export const dryRun: Command = {
  summary: "Check everything that a run needs, and say what to do about what is missing",
  foreign: true,
  options: {
    all: { about: "List also what is fine" },
    claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" },
  },
  async run(call) {
    const findings = await findingsOf(call.project, call.env, call.value("claude"));
    const failed = standsInTheWay(findings);
    return {
      exit: failed ? 1 : 0,
      text: findingsText(findings, call.has("all"), call),
      data: { ok: !failed, findings },
      isReport: true,
    };
  },
};
