/** A unified diff of two texts, for projects without git. Pure. */

type Edit = { kind: " " | "-" | "+"; text: string };

const CONTEXT = 3;
/** Lines that may differ before the whole middle is shown as replaced: the search is quadratic in them. */
const MAX_EDITS = 1_000;

/** Lines of a text; the last one keeps git's mark when it lacks its line break. */
function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  const last = lines.pop()!;
  return last === "" ? lines : [...lines, `${last}\n\\ No newline at end of file`];
}

/** How many lines were added and removed, and the hunks that say which. */
export function lineDiff(from: string, to: string): { added: number; removed: number; hunks: string } {
  const edits = editsOf(linesOf(from), linesOf(to));
  const count = (kind: Edit["kind"]) => edits.reduce((sum, edit) => sum + (edit.kind === kind ? 1 : 0), 0);
  return { added: count("+"), removed: count("-"), hunks: hunksOf(edits) };
}

function editsOf(a: string[], b: string[]): Edit[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const same = (text: string): Edit => ({ kind: " ", text });
  const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}

/** Myers' search for the shortest edit script, given up after MAX_EDITS. */
function shortest(a: string[], b: string[]): Edit[] {
  const replaced = (): Edit[] => [
    ...a.map((text): Edit => ({ kind: "-", text })),
    ...b.map((text): Edit => ({ kind: "+", text })),
  ];
  if (a.length === 0 || b.length === 0) return replaced();
  const reach = new Map<number, number>([[1, 0]]);
  const steps: Map<number, number>[] = [];
  const down = (k: number, d: number, at: Map<number, number>) =>
    k === -d || (k !== d && (at.get(k - 1) ?? -1) < (at.get(k + 1) ?? -1));
  for (let d = 0; d <= Math.min(a.length + b.length, MAX_EDITS); d++) {
    // Only this round's neighbours are needed to walk back.
    steps.push(new Map([...reach].filter(([k]) => Math.abs(k) <= d + 1)));
    for (let k = -d; k <= d; k += 2) {
      let x = down(k, d, reach) ? (reach.get(k + 1) ?? 0) : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return walkBack(a, b, steps, down);
    }
  }
  return replaced();
}

function walkBack(
  a: string[],
  b: string[],
  steps: Map<number, number>[],
  down: (k: number, d: number, at: Map<number, number>) => boolean,
): Edit[] {
  const edits: Edit[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = steps.length - 1; d >= 0; d--) {
    const at = steps[d]!;
    const k = x - y;
    const before = down(k, d, at) ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : (at.get(before) ?? 0);
    const fromY = d === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      edits.push({ kind: " ", text: a[--x]! });
      y--;
    }
    if (d === 0) break;
    if (x === fromX) edits.push({ kind: "+", text: b[--y]! });
    else edits.push({ kind: "-", text: a[--x]! });
  }
  return edits.reverse();
}

function hunksOf(edits: Edit[]): string {
  const near = new Uint8Array(edits.length);
  edits.forEach((edit, i) => {
    if (edit.kind !== " ") near.fill(1, Math.max(0, i - CONTEXT), i + CONTEXT + 1);
  });
  let out = "";
  let oldLine = 1;
  let newLine = 1;
  for (let i = 0; i < edits.length; ) {
    if (near[i] === 0) {
      oldLine++;
      newLine++;
      i++;
      continue;
    }
    let end = i;
    while (end < edits.length && near[end] === 1) end++;
    const hunk = edits.slice(i, end);
    const olds = hunk.filter((edit) => edit.kind !== "+").length;
    const news = hunk.filter((edit) => edit.kind !== "-").length;
    out += `@@ -${olds === 0 ? oldLine - 1 : oldLine},${olds} +${news === 0 ? newLine - 1 : newLine},${news} @@\n`;
    out += hunk.map((edit) => `${edit.kind}${edit.text}\n`).join("");
    oldLine += olds;
    newLine += news;
    i = end;
  }
  return out;
}
