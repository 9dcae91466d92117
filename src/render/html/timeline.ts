import { duration, moment, plural, tokens } from "../../text.ts";
import type { Page, PageTask, Span } from "./data.ts";
import { STATES } from "./data.ts";
import { html, type Markup } from "./markup.ts";

/** When each task was at work. */

/** Units of a bar's width, and the fewest that are seen. */
const WIDTH = 1_000;
const MIN_WIDTH = 4;
/** Where nothing went on for longer than this part of the work, the time is shortened to it. */
const MAX_GAP = 0.06;
/** Rows; what is beyond them is counted. */
const MAX_ROWS = 1_000;

/** Spans that touch as one, in order. */
function merged(spans: readonly Span[]): Span[] {
  const all: [number, number][] = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else all.push([from, to]);
  }
  return all;
}

/** Where a time stands, from 0 to `WIDTH`, and where time was left out. Stretches in which nothing went on are shortened. */
export function scaleOf(spans: readonly Span[]): { at: (time: number) => number; cuts: number[] } {
  const work = merged(spans);
  const busy = work.reduce((sum, [from, to]) => sum + to - from, 0);
  const most = Math.max(1, busy * MAX_GAP);
  // Each stretch of work with its place on the shortened clock.
  let begin = 0;
  const placed = work.map(([from, to], index) => {
    const gap = index === 0 ? 0 : from - work[index - 1]![1];
    begin += Math.min(gap, most);
    const one = { from, to, begin, isCut: gap > most };
    begin += to - from;
    return one;
  });
  const whole = Math.max(1, begin);
  const at = (time: number): number => {
    const one = placed.findLast(({ from }) => from <= time) ?? placed[0];
    if (one === undefined) return 0;
    const next = placed[placed.indexOf(one) + 1]?.begin ?? whole;
    const place =
      time <= one.to ? one.begin + Math.max(0, time - one.from) : Math.min(next, one.begin + time - one.from);
    return (place / whole) * WIDTH;
  };
  return { at, cuts: placed.filter((one) => one.isCut).map((one) => at(one.from)) };
}

const minutesOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, to]) => sum + to - from, 0) / 60_000;

type Scale = ReturnType<typeof scaleOf>;

function bar({ at, cuts }: Scale, spans: readonly Span[], kind: string): Markup {
  const rects = spans.map(([from, to]) => {
    const x = Math.min(at(from), WIDTH - MIN_WIDTH);
    return html`<rect class="bar s-${kind}" x="${x.toFixed(1)}" y="3" width="${Math.max(MIN_WIDTH, at(to) - x).toFixed(1)}" height="10"/>`;
  });
  const lines = cuts.map((x) => html`<line class="cut" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="0" y2="16"/>`);
  return html`<svg viewBox="0 0 ${WIDTH} 16" preserveAspectRatio="none" aria-hidden="true">${lines}${rects}</svg>`;
}

function row(task: PageTask, scale: Scale): Markup {
  const used = task.tokens > 0 ? `, ${tokens(task.tokens)} tokens` : "";
  const took = task.spans.length === 0 ? "" : duration(minutesOf(task.spans));
  const times = task.spans.length > 1 ? `, ${plural(task.spans.length, "start")}` : "";
  const outcome = task.outcome === "" ? STATES[task.state] : task.outcome;
  return html`<li id="task-${task.id}" data-row="${task.id}"><span class="name"><b>${task.id}</b> ${task.subject} <span class="muted">${task.who}</span></span>${bar(scale, task.spans, task.state)}<span class="took">${took}<span class="muted">${times}${used}</span></span><span class="came"><span class="chip s-${task.state}">${STATES[task.state]}</span> ${outcome === STATES[task.state] ? "" : outcome}</span></li>`;
}

/** All tasks with their times, and when a person was asked. */
export function timeline(page: Page): Markup {
  const { tasks, asked, zone } = page;
  const all = [...tasks.flatMap((task) => task.spans), ...asked];
  const scale = scaleOf(all);
  // What never began stands last.
  const begun = ({ spans }: PageTask): number => spans[0]?.[0] ?? Number.MAX_VALUE;
  const shown = tasks.toSorted((a, b) => begun(a) - begun(b)).slice(0, MAX_ROWS);
  const [first, last] = [Math.min(...all.map(([from]) => from)), Math.max(...all.map(([, to]) => to))];
  const ends =
    all.length === 0
      ? html`<p class="muted">Nothing has begun yet.</p>`
      : html`<p class="muted">${moment(new Date(first).toISOString(), zone)} to ${moment(new Date(last).toISOString(), zone)}${scale.cuts.length > 0 ? `; a dashed line stands where nothing went on, and time is left out` : ""}.</p>`;
  const you =
    asked.length === 0
      ? null
      : html`<li><span class="name"><b>You</b> were asked</span>${bar(scale, asked, "waiting")}<span class="took">${duration(minutesOf(asked))}<span class="muted">, ${plural(asked.length, "question")}</span></span></li>`;
  const more =
    tasks.length > shown.length
      ? html`<p class="left">${plural(tasks.length - shown.length, "task")} more: <code>${page.whole.report}</code></p>`
      : null;
  return html`${ends}<ol class="timeline">${you}${shown.map((task) => row(task, scale))}</ol>${more}`;
}
