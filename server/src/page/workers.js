import { get } from "./api.js";
import { ago, announce, badge, el, lastPart, nowAndThen, put, titleOf, when } from "./dom.js";

/** Workers: what they are at work on, what they lack, and when they were heard last. */

/** Those that a person may see; a token of one project sees none. */
export const workersFor = async ({ project }) => (project === null ? (await get("/api/workers")).workers : null);

const lacksText = ({ name, lacks }) => `${name} lacks ${lacks.map(({ what }) => what).join(", ") || "something"}`;

/** Why no job is taken; null: one is. */
export function noneTakes(workers) {
  const live = workers.filter((one) => one.live);
  if (live.some(({ draining }) => !draining)) return null;
  return `No worker takes jobs: ${live.map(lacksText).join("; ") || "none is running. Start one with multi-ai worker, or serve --slots 2"}.`;
}

/** What a job waits for whose worker is gone; empty: it is there, or nobody knows. */
export function goneText({ state, worker }, workers) {
  const own = state === "running" && workers?.find(({ name }) => name === worker);
  return own && !own.live && own.heard ? `Its worker was last heard ${ago(own.heard)}; another one takes over.` : "";
}

/** Says above a page that no worker takes jobs, and where to see them. */
export function banner(workers, more = [" ", el("a", { href: "#/workers" }, "See the workers")]) {
  const why = workers && noneTakes(workers);
  return why ? el("p", { class: "reason", role: "status" }, why, more) : null;
}

export async function showWorkers(place, { person }) {
  const list = el("ul", { class: "rows", id: "workers" });
  let shown = "";
  async function look() {
    const [workers, { running }] = await Promise.all([workersFor(person), get("/api/board")]);
    const rows = workers.map((one) => row(one, running));
    // What stays keeps the keyboard's place.
    const now = rows.map((one) => one.innerHTML).join();
    if (now === shown && shown !== "") return;
    if (shown !== "") announce("The workers have changed");
    shown = now;
    put(list, rows);
    put(state, banner(workers, null));
  }
  const state = el("div", {});
  put(place, el("h1", { tabindex: "-1" }, "Workers"), state, list);
  if (person.project !== null) return put(state, el("p", {}, "Your token sees one project; workers are for all."));
  await look();
  return nowAndThen(() => look().catch(() => {}));
}

function row({ name, host, version, labels, slots, jobs, lacks, draining, live, heard }, running) {
  const [kind, word] = !live ? ["failed", "Gone"] : draining ? ["parked", "Takes no jobs"] : ["complete", "Live"];
  return el(
    "li",
    {},
    el("strong", {}, name),
    " ",
    badge(kind, word),
    el(
      "p",
      { class: "facts" },
      el("span", {}, `${jobs.length} of ${slots} ${slots === 1 ? "slot" : "slots"} taken`),
      labels.length > 0 ? el("span", {}, `has ${labels.join(", ")}`) : null,
      el("span", {}, host),
      el("span", {}, `multi-ai ${version}`),
      el("span", {}, ...(heard === null ? ["not heard yet"] : live ? ["heard lately"] : [`heard ${ago(heard)}`])),
    ),
    lacks.map(({ what, why, since }) => el("p", {}, el("span", { class: "warn" }, `Lacks ${what}`), `: ${why} (since `, when(since), ")")),
    jobs.map(({ id, project }) => {
      const job = running.find((one) => one.id === id);
      return el("p", {}, el("a", { href: `#/job/${id}` }, job ? titleOf(job) : id), " ", el("span", { class: "hint" }, lastPart(project)));
    }),
  );
}
