// What the tests of faults wrote down while they ran (see counted.ts), as numbers and as words.

/** Faults by kind, in the order of the first one of each: `{ kind, tried, survived }`. A line that is cut counts for nothing. */
export function readFaults(text) {
  const kinds = new Map();
  for (const line of text.split("\n").slice(0, -1)) {
    const [kind, what] = JSON.parse(line);
    const one = kinds.get(kind) ?? { kind, tried: 0, survived: 0 };
    one[what]++;
    kinds.set(kind, one);
  }
  return [...kinds.values()];
}

const GROUPS = ["kill points", "races", "others"];

const groupOf = (kind) => kind.slice(0, kind.indexOf(":"));

/** Faults by group. */
const sums = (faults) =>
  GROUPS.map((group) => {
    const own = faults.filter(({ kind }) => groupOf(kind) === group);
    const sum = (what) => own.reduce((total, one) => total + one[what], 0);
    return { kind: group, tried: sum("tried"), survived: sum("survived") };
  });

/** By what means the disk was full: a real one, or errors in its place. */
function fullDisk(faults) {
  const means = faults.flatMap(({ kind }) => /^others: full disk, (.*)$/.exec(kind)?.[1] ?? []);
  return means.length === 0 ? "" : ` (full disk: ${means.sort().join(" and ")})`;
}

/** One line, such as `faults: 60 kill points, 40 races, 12 others tried; all survived`; empty when none was tried. */
export function faultsLine(faults) {
  const groups = sums(faults).filter(({ tried }) => tried > 0);
  if (groups.length === 0) return "";
  const lost = groups.reduce((total, { tried, survived }) => total + tried - survived, 0);
  const said = groups.map(({ kind, tried }) => `${tried} ${kind}`).join(", ");
  return `faults: ${said}${fullDisk(faults)} tried; ${lost === 0 ? "all survived" : `${lost} NOT survived`}`;
}

/** A Markdown table: a row for each kind, then one for each group. */
export function faultsTable(faults) {
  const row = ({ kind, tried, survived }) => `| ${kind} | ${tried} | ${survived} |`;
  const ordered = GROUPS.flatMap((group) => faults.filter(({ kind }) => groupOf(kind) === group).sort((a, b) => (a.kind < b.kind ? -1 : 1)));
  const total = sums(faults).map(({ kind, ...counts }) => ({ kind: `**all ${kind}**`, ...counts }));
  return ["| fault | tried | survived |", "|---|---|---|", ...ordered.map(row), ...total.map(row)].join("\n");
}
