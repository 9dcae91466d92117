import { follow, get } from "./api.js";
import { mayAsk } from "./asks.js";
import { filterForm, suggestions, wordField } from "./history.js";
import { announce, el, lastPart, moreOf, nowAndThen, personOf, put, STATES, say, short, titleOf, when } from "./dom.js";
import { banner, goneText, workersFor } from "./workers.js";

/** Jobs by state: all, or those of a project or person that the address names. Each one has a card that is changed and moved by itself, so an event touches one card alone. */

/** Ended ones that each column shows; the history has all. */
const ENDED = { complete: 20, failed: 20, cancelled: 10 };
const OPEN = 200;

const FILTERS = ["project", "person"];

/** What a phone shows at once. */
const OPENED = ["question", "parked", "running"];

/** What is told to a person who does not look. */
const NEWS = { question: "needs an answer", parked: "is parked", failed: "has failed", complete: "is complete" };

/** `jobOf`: another job that is shown. */
function makeCard(job, jobOf) {
  const title = el("a", { class: "title" });
  const facts = el("p", { class: "facts" });
  const more = el("p", { class: "more" });
  const card = el("li", { class: "card" }, title, facts, more);
  title.href = `#/job/${job.id}`;
  return {
    card,
    job: null,
    show(now, workers) {
      this.job = now;
      say(title, titleOf(now));
      put(
        facts,
        [now.workflow, lastPart(now.project), personOf(now)].map((one) => el("span", {}, one)),
        when(now.created),
        now.rolled_back ? el("span", { class: "warn" }, "rolled back") : null,
      );
      this.tell(workers);
    },
    /** What it waits for, asks or took. */
    tell(workers) {
      const gone = goneText(this.job, workers);
      more.className = gone ? "more warn" : "more";
      say(more, gone || moreOf(this.job, jobOf));
      more.hidden = more.textContent === "";
    },
  };
}

const isDeepEqual = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export async function showBoard(place, { may, query, person }) {
  const wanted = new URLSearchParams([...query].filter(([name, value]) => FILTERS.includes(name) && value !== ""));
  const isFiltered = wanted.size > 0;
  // The server has a form of its own for what is typed.
  let project = wanted.get("project");
  const isWanted = (job) =>
    (project === null || job.project === project) && [null, personOf(job)].includes(wanted.get("person"));
  const cards = new Map();
  const columns = new Map();
  const heading = el("h1", { tabindex: "-1" }, "Board");
  const board = el("div", { class: "board" });
  const isNarrow = matchMedia("(max-width: 40rem)").matches;
  for (const [state, name] of Object.entries(STATES)) {
    const list = el("ul", {});
    const count = el("span", { class: "count" }, "0");
    const empty = el("p", { class: "empty" }, state === "question" ? "No job waits for an answer." : "None.");
    columns.set(state, { list, count, empty });
    board.append(
      el(
        "details",
        { class: `column ${state}`, open: !isNarrow || OPENED.includes(state) },
        el("summary", {}, el("h2", {}, name, " ", count)),
        empty,
        list,
      ),
    );
  }
  const notified = el(
    "button",
    {
      type: "button",
      hidden: !mayAsk(),
      onclick: async () => {
        await Notification.requestPermission();
        notified.hidden = !mayAsk();
      },
    },
    "Notify me when a job asks",
  );
  // An empty server leads to its first job.
  const first = el(
    "div",
    { class: "first", hidden: true },
    el("h2", {}, "No job yet"),
    el("p", {}, "A job is a request for one of your repositories. Agents plan, build and review it on a branch, and ask you what you have to decide."),
    may("submit")
      ? el("p", {}, el("a", { class: "button", href: "#/new" }, "Queue the first job"))
      : el("p", { class: "hint" }, "Your token may only read. One that may submit queues the first job."),
  );
  const none = el("div", {});
  let workers = null;
  const suggested = suggestions();
  const filters = filterForm(
    "#/",
    query,
    FILTERS,
    [
      wordField("project", "Project", query),
      wordField("person", "Person", query),
      isFiltered
        ? el("a", { href: "#/" }, "All jobs")
        : el("a", { href: `#/?${new URLSearchParams({ person: person.name })}` }, "Mine"),
    ],
    true,
  );
  put(place, el("div", { class: "head" }, heading, notified), filters, suggested.lists, none, first, board);

  let news = 0;
  const limitOf = (state) => ENDED[state] ?? OPEN;
  /** Newest first, as the list gives them; of those that wait for a person, who waits longest. */
  function insert(list, card, job) {
    const comesAfter = (one) => (job.state === "question" ? one.created > job.created : one.created < job.created);
    const next = [...list.children].find((one) => comesAfter(cards.get(one.dataset.id).job));
    list.insertBefore(card, next ?? null);
  }

  /** `more`: there are more, and nobody has counted them. */
  function setCount(state, count, more = "") {
    const column = columns.get(state);
    const { count: shown, empty, list } = column;
    Object.assign(column, { n: Math.max(0, count), more });
    say(shown, `${column.n}${more}`);
    empty.hidden = list.children.length > 0;
  }

  function take(job, { isNews }) {
    const known = cards.get(job.id);
    const before = known?.job;
    // An event does not tell why it waits.
    if (before?.state === job.state && job.waits === undefined) job.waits = before.waits;
    if (before !== undefined && (before.updated > job.updated || isDeepEqual(before, job))) return;
    const entry = known ?? makeCard(job, (id) => cards.get(id)?.job);
    entry.card.dataset.id = job.id;
    cards.set(job.id, entry);
    const { list } = columns.get(job.state);
    entry.show(job, workers);
    if (before?.state === job.state) return;
    first.hidden = true;
    board.hidden = false;
    const isFocused = entry.card.contains(document.activeElement);
    insert(list, entry.card, job);
    if (isFocused) entry.card.querySelector("a").focus();
    const last = list.children.length > limitOf(job.state) ? list.lastElementChild : null;
    if (last !== null) {
      cards.delete(last.dataset.id);
      last.remove();
    }
    if (isNews) {
      const [now, then] = [columns.get(job.state), before && columns.get(before.state)];
      setCount(job.state, now.n + 1, now.more);
      if (then) setCount(before.state, then.n - 1, then.more);
      if (NEWS[job.state]) announce(`${titleOf(job, 60)} ${NEWS[job.state]}`);
    }
  }

  const list = (state) => get(`/api/jobs?${new URLSearchParams([...wanted, ["state", state], ["limit", limitOf(state)]])}`);

  /** An answer that is older than an event is asked for again, once: on a busy server there is always one. */
  async function look(isLast = false) {
    const before = news;
    const states = Object.keys(STATES);
    const [{ counts }, ...lists] = await Promise.all([
      get("/api/board"),
      ...states.map(list),
    ]);
    if (news !== before && !isLast) return look(true);
    const seen = new Set();
    suggested.add(lists.flatMap(({ jobs }) => jobs));
    if (project !== null) project = lists.flatMap(({ jobs }) => jobs)[0]?.project ?? project;
    for (const { jobs } of lists)
      for (const job of jobs) {
        seen.add(job.id);
        take(job, { isNews: false });
      }
    for (const [id, { card }] of cards)
      if (!seen.has(id)) {
        cards.delete(id);
        card.remove();
      }
    states.forEach((state, at) => {
      const { jobs, next } = lists[at];
      if (isFiltered) setCount(state, jobs.length, next ? "+" : "");
      else setCount(state, counts[state]);
    });
    first.hidden = isFiltered || Object.values(counts).some((count) => count > 0);
    board.hidden = !first.hidden;
  }

  let known = "";
  async function lookAtWorkers() {
    workers = await workersFor(person);
    const why = banner(workers);
    if (known !== (why?.innerHTML ?? "")) put(none, why);
    known = why?.innerHTML ?? "";
    for (const entry of cards.values()) if (["running", "queued"].includes(entry.job.state)) entry.tell(workers);
    // No event tells why a job waits.
    if (columns.get("queued").list.children.length > 0) for (const job of (await list("queued")).jobs) take(job, { isNews: true });
  }

  await look();
  await lookAtWorkers();
  const endWorkers = nowAndThen(() => lookAtWorkers().catch(() => {}));
  const away = document.getElementById("away");
  let again = 0;
  let isFirst = true;
  const close = follow(
    "/api/board/events",
    {
      job(job) {
        news++;
        if (isWanted(job)) take(job, { isNews: true });
      },
      look: () => {
        clearTimeout(again);
        again = setTimeout(() => look().catch(() => {}), 300);
      },
    },
    (isAway) => {
      // What was missed before the connection was there, or is back, is looked up.
      if (!isAway && (away.hidden === false || isFirst)) void look().catch(() => {});
      isFirst = false;
      away.hidden = !isAway;
    },
  );
  return () => {
    endWorkers();
    close();
  };
}
