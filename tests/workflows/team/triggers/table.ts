// Hits, misses and false alarms of each rule over the tables beside this file: bun tests/workflows/team/triggers/table.ts
import { pathRules } from "../../../../src/workflows/small/path-rules.ts";
import { securityRules } from "../../../../src/workflows/team/checks/security.ts";
import { proposeTrack } from "../../../../src/workflows/team/track.ts";
import { UNSEEN_LINES, UNSEEN_PATHS } from "./held-out.ts";
import { LINES } from "./lines.ts";
import { PATHS } from "./paths.ts";
import { REQUESTS, type RequestCase, UNSEEN_REQUESTS } from "./requests.ts";
import { FRESH_LINES, FRESH_PATHS, FRESH_REQUESTS } from "./unseen.ts";

/** The rules on lines that one added line fires. */
export const firedBy = (path: string, line: string): string[] =>
  securityRules({ files: [{ path, added: [line] }] })
    .map(({ rule }) => rule as string)
    .filter((rule) => rule.startsWith("diff:"));

export interface Row {
  what: string;
  /** What should be, and what is. */
  right: string[];
  got: string[];
}

const ofPaths = (cases: typeof PATHS): Row[] =>
  cases.map(([path, right]) => ({ what: path, right, got: pathRules(path) as string[] }));
const ofLines = (cases: typeof LINES): Row[] =>
  cases.map(([path, line, right]) => ({ what: `${path}: ${line}`, right, got: firedBy(path, line) }));

export const TABLES: Record<string, Row[]> = {
  paths: ofPaths(PATHS),
  "paths, held out": ofPaths(UNSEEN_PATHS),
  "paths, unseen": ofPaths(FRESH_PATHS),
  lines: ofLines(LINES),
  "lines, held out": ofLines(UNSEEN_LINES),
  "lines, unseen": ofLines(FRESH_LINES),
};

/** A line for each rule, in the order in which it is first met. */
export function figures(rows: Row[]): string[] {
  const names = [...new Set(rows.flatMap(({ right, got }) => [...right, ...got]))].sort();
  const count = (is: (row: Row, name: string) => boolean, name: string): number =>
    rows.filter((row) => is(row, name)).length;
  return names.map((name) => {
    const hits = count(({ right, got }, of) => right.includes(of) && got.includes(of), name);
    const misses = count(({ right, got }, of) => right.includes(of) && !got.includes(of), name);
    const alarms = count(({ right, got }, of) => !right.includes(of) && got.includes(of), name);
    return `| ${name} | ${hits} | ${misses} | ${alarms} |`;
  });
}

/** What is missed whole, and what asks for a review that nothing calls for: one rule in place of another costs neither. */
export function outcome(rows: Row[]): string {
  const honest = rows.filter(({ right }) => right.length === 0);
  const watched = rows.filter(({ right }) => right.length > 0);
  const alarms = honest.filter(({ got }) => got.length > 0).length;
  const missed = watched.filter(({ got }) => got.length === 0).length;
  return `${watched.length} to be seen, ${missed} missed; ${honest.length} honest, ${alarms} false alarms`;
}

/** Requests that need all stages and got fewer, and small ones that got all of them. */
export function outcomeOfRequests(cases: RequestCase[]): string {
  const heavy = cases.filter(([, right]) => right === "full");
  const light = cases.filter(([, right]) => right !== "full");
  const missed = heavy.filter(([request]) => proposeTrack(request).track !== "full").length;
  const alarms = light.filter(([request]) => proposeTrack(request).track === "full").length;
  return `${heavy.length} for full, ${missed} proposed lighter; ${light.length} small and honest, ${alarms} proposed as full`;
}
export const REQUEST_TABLES: Record<string, RequestCase[]> = {
  requests: REQUESTS,
  "requests, held out": UNSEEN_REQUESTS,
  "requests, unseen": FRESH_REQUESTS,
};

if (import.meta.main) {
  for (const [title, rows] of Object.entries(TABLES)) {
    console.log(`${title}: ${outcome(rows)}\n`);
    console.log("| rule | hits | misses | false alarms |\n|---|---|---|---|");
    console.log(`${figures(rows).join("\n")}\n`);
    for (const { what, right, got } of rows)
      if (right.join() !== got.join()) console.log(`- ${what}: should be [${right}], is [${got}]`);
  }
  for (const [title, cases] of Object.entries(REQUEST_TABLES)) {
    console.log(`${title}: ${outcomeOfRequests(cases)}\n`);
    for (const [request, right] of cases) {
      const { track, reason } = proposeTrack(request);
      if (track !== right) console.log(`- ${JSON.stringify(request)}: should be ${right}, is ${track}: ${reason}`);
    }
  }
}
