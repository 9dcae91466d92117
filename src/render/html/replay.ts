import { moment, plural } from "../../text.ts";
import { type Page, STATES, type State, type Step } from "./data.ts";
import { dataText, html, type Markup, visible } from "./markup.ts";

/** The slider over the journal, and its data. Without script it stays hidden. */

/** Steps of the slider; of a longer journal those are joined that lie side by side. */
const MAX_STEPS = 3_000;

/** At most `MAX_STEPS` steps; those that are left out give what they changed to the one behind them. Pure. */
export function thinned(steps: readonly Step[]): Step[] {
  if (steps.length <= MAX_STEPS) return [...steps];
  const wide = Math.ceil(steps.length / MAX_STEPS);
  const thin: Step[] = [];
  for (let at = 0; at < steps.length; at += wide) {
    const some = steps.slice(at, at + wide);
    const states = new Map<number, State>(some.flatMap((one) => one.changed));
    thin.push({ ...some.at(-1)!, changed: [...states] });
  }
  return thin;
}

export function replayData({ tasks, steps, zone }: Page): Markup {
  const ids = tasks.map((task) => task.id);
  const place = new Map(ids.map((id, index) => [id, index]));
  return dataText({
    tasks: ids,
    states: STATES,
    steps: thinned(steps).map((one) => [
      one.seq,
      moment(one.at, zone),
      visible(one.said),
      one.changed,
      one.task === null ? -1 : (place.get(one.task) ?? -1),
    ]),
  });
}

export function replay(page: Page): Markup {
  const count = Math.min(page.steps.length, thinned(page.steps).length);
  const left =
    page.events > count
      ? html`<p class="left">The slider stops at ${count} of ${plural(page.events, "event")}; all of them: <code>${page.whole.log}</code></p>`
      : null;
  return html`<div id="replay" class="replay" hidden><label for="step">Replay</label><input id="step" type="range" min="0" max="${count}" value="${count}" step="1" aria-describedby="said"><span class="buttons"><button type="button" id="back" aria-label="One event back">‹</button><button type="button" id="play">Play</button><button type="button" id="on" aria-label="One event on">›</button></span><output id="said" for="step" aria-live="polite"></output></div>${left}`;
}
