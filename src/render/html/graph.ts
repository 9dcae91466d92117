import { fit, oneLine, plural, wrapWhole } from "../../text.ts";
import { type Page, type PageTask, STATES } from "./data.ts";
import { html, type Markup } from "./markup.ts";

/** The tasks as boxes from top to bottom; what a review set going stands to its right. */

const BOX = { width: 166, height: 60 };
const GAP = { x: 22, y: 30, round: 12 };
/** Boxes side by side; a level with more goes on below. */
const MAX_COLUMNS = 6;
/** Columns that fit into a box, and lines of a name. */
const MAX_COLUMNS_OF_NAME = 19;
const MAX_LINES = 2;
/** Boxes; a graph with more is no picture any more. */
const MAX_BOXES = 300;

export interface Place {
  x: number;
  y: number;
}

/** A task of the workflow with the fixes and re-reviews that it led to. */
interface Group {
  root: PageTask;
  /** The others, by how far they are from it. */
  loop: { task: PageTask; depth: number }[];
}

/** The tasks that a task comes behind. */
const before = (task: PageTask): string[] => [...(task.fixes === null ? [] : [task.fixes]), ...task.after];

function groupsOf(tasks: readonly PageTask[]): { groups: Map<string, Group>; rootOf: (id: string) => string } {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const groups = new Map<string, Group>();
  const roots = new Map<string, string>();
  const depths = new Map<string, number>();
  for (const task of tasks) {
    const from = task.kind === "gate" ? undefined : before(task).find((id) => roots.has(id));
    const root = from === undefined ? undefined : roots.get(from);
    if (root === undefined) {
      roots.set(task.id, task.id);
      groups.set(task.id, { root: task, loop: [] });
      continue;
    }
    roots.set(task.id, root);
    const behind = before(task).filter((id) => roots.get(id) === root && byId.has(id));
    const depth = 1 + Math.max(0, ...behind.map((id) => depths.get(id) ?? 0));
    depths.set(task.id, depth);
    groups.get(root)!.loop.push({ task, depth });
  }
  return { groups, rootOf: (id) => roots.get(id) ?? id };
}

/** How many groups stand above each. */
function levelsOf(groups: Map<string, Group>, rootOf: (id: string) => string): Map<string, number> {
  const levels = new Map<string, number>();
  const open = new Set<string>();
  const levelOf = (id: string): number => {
    const known = levels.get(id);
    if (known !== undefined) return known;
    // A circle has no top: it is cut where it is met again.
    if (open.has(id)) return 0;
    open.add(id);
    const above = groups
      .get(id)!
      .root.after.map(rootOf)
      .filter((one) => one !== id && groups.has(one));
    const level = above.length === 0 ? 0 : 1 + Math.max(...above.map(levelOf));
    open.delete(id);
    levels.set(id, level);
    return level;
  };
  for (const id of groups.keys()) levelOf(id);
  return levels;
}

const columnsOf = ({ loop }: Group): number => 1 + Math.min(2, Math.max(0, ...loop.map(({ depth }) => depth)));

/** The places of a group's boxes, from its own corner, and how high it is. */
function inner({ root, loop }: Group): { places: [PageTask, Place][]; height: number } {
  const places: [PageTask, Place][] = [[root, { x: 0, y: 0 }]];
  const step = BOX.height + GAP.round;
  const deepest = Math.max(0, ...loop.map(({ depth }) => depth));
  let rows = 0;
  // A round is a fix, or several, and the re-reviews behind them.
  for (let depth = 1; depth <= deepest; depth += 2) {
    const pair = [depth, depth + 1].map((at) => loop.filter((one) => one.depth === at));
    pair.forEach((all, column) => {
      all.forEach(({ task }, index) => {
        places.push([task, { x: (column + 1) * (BOX.width + GAP.x), y: (rows + index) * step }]);
      });
    });
    rows += Math.max(...pair.map((all) => all.length));
  }
  return { places, height: Math.max(1, rows) * step - GAP.round };
}

/** Where each box stands, and how large the picture is. Pure. */
export function layout(tasks: readonly PageTask[]): { places: Map<string, Place>; width: number; height: number } {
  const { groups, rootOf } = groupsOf(tasks);
  const levels = levelsOf(groups, rootOf);
  const places = new Map<string, Place>();
  const byLevel = Map.groupBy(groups.values(), ({ root }) => levels.get(root.id)!);
  let y = 1;
  let width = 0;
  for (const level of [...byLevel.keys()].sort((a, b) => a - b)) {
    let column = 0;
    let height = 0;
    for (const group of byLevel.get(level)!) {
      const columns = columnsOf(group);
      if (column > 0 && column + columns > MAX_COLUMNS) {
        y += height + GAP.y;
        [column, height] = [0, 0];
      }
      const own = inner(group);
      const x = 1 + column * (BOX.width + GAP.x);
      for (const [task, place] of own.places) places.set(task.id, { x: x + place.x, y: y + place.y });
      column += columns;
      height = Math.max(height, own.height);
      width = Math.max(width, x + columns * (BOX.width + GAP.x) - GAP.x + 1);
    }
    y += height + GAP.y;
  }
  return { places, width, height: Math.max(1, y - GAP.y + 1) };
}

/** The line from one box to another: down from level to level, sideways and back within a loop. */
function edge(from: Place, to: Place, isLoop: boolean): Markup {
  const kind = isLoop ? "edge loop" : "edge";
  const middle = BOX.height / 2;
  if (to.y === from.y || (isLoop && to.x > from.x)) {
    const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + middle, to.x, to.y + middle];
    return html`<path class="${kind}" d="M${x1} ${y1}C${x1 + GAP.x / 2} ${y1} ${x2 - GAP.x / 2} ${y2} ${x2} ${y2}" marker-end="url(#tip)"/>`;
  }
  const [x1, y1, x2, y2] = [from.x + BOX.width / 2, from.y + BOX.height, to.x + BOX.width / 2, to.y];
  const bend = Math.max(12, Math.min(40, (y2 - y1) / 2));
  return html`<path class="${kind}" d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#tip)"/>`;
}

/** A name in as many lines as a box has; the whole of it stands in its title. */
export function labelOf(name: string): string[] {
  const lines = wrapWhole(oneLine(name), MAX_COLUMNS_OF_NAME, 0);
  const rest = fit(lines.slice(MAX_LINES - 1).join(" "), MAX_COLUMNS_OF_NAME);
  return [...lines.slice(0, MAX_LINES - 1), rest];
}

function box(task: PageTask, { x, y }: Place): Markup {
  const name = `${task.id} ${task.subject}`;
  return html`<g class="node s-${task.state}" data-task="${task.id}" transform="translate(${x} ${y})"><title>${name}${task.outcome === "" ? "" : `: ${task.outcome}`}</title><rect width="${BOX.width}" height="${BOX.height}" rx="7"/>${labelOf(name).map((line, at) => html`<text x="10" y="${18 + 15 * at}" class="what">${line}</text>`)}<text x="10" y="50" class="how">${STATES[task.state]}</text></g>`;
}

/** The picture; beside it the timeline says the same in words. */
export function graph(page: Page): Markup {
  const tasks = page.tasks.slice(0, MAX_BOXES);
  const { places, width, height } = layout(tasks);
  const edges = tasks.flatMap((task) =>
    [...new Set(before(task))].flatMap((id) => {
      const [from, to] = [places.get(id), places.get(task.id)];
      return from && to ? [edge(from, to, task.kind !== "gate")] : [];
    }),
  );
  const left = page.tasks.length - tasks.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Graph of the tasks"><svg id="graph" role="img" aria-label="${plural(tasks.length, "task")} and what each waits for; the timeline has the same as a list" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>${edges}${tasks.map((task) => box(task, places.get(task.id)!))}</svg></div>${left > 0 && html`<p class="left">${plural(left, "task")} more stand in the timeline alone.</p>`}`;
}
