import { follow, get, getJob, post, Refused, text } from "./api.js";
import { title } from "./asks.js";
import { diff } from "./diff.js";
import { documentOf } from "./documents.js";
import { announce, badge, copyButton, el, field, minutes, nowAndThen, number, put, STATES, say, spentText, titleOf, tokens, took, when } from "./dom.js";
import { ofPerson, ofProject } from "./history.js";
import { address, markdown } from "./markdown.js";
import { confirmed, questionsOf, showDialog } from "./questions.js";
import { goneText, workersFor } from "./workers.js";

/** One job, as it happens, by the server's view of it: what is asked, its tasks, what came of it, and how. */

/** So many moments stand on the page; older ones on demand. */
const MOMENTS = 300;
/** A job at work is looked at again at most so often. */
const BETWEEN_MS = 1_000;
/** A file of which nothing is known within this is none of the run's. */
const COMES_MS = 3_000;
const pause = (ms) => new Promise((over) => setTimeout(over, ms));
const ENDED = ["complete", "failed", "cancelled"];

const TASK_WORDS = {
  blocked: "waits",
  ready: "waits",
  waiting: "waits",
  running: "at work",
  skipped: "not needed",
};

/** Read without colour, too. */
const SIGNS = { good: "✓", warn: "●", bad: "✗" };
const sign = (tone, called) => el("span", { class: `sign ${tone}`, role: "img", "aria-label": called }, SIGNS[tone] ?? "○");

/** Titles of jobs that others come after, by id. */
const titles = new Map();

function jobLink(id) {
  const link = el("a", { href: `#/job/${id}` }, titles.get(id) ?? id.slice(0, 8));
  if (!titles.has(id))
    getJob(id).then((job) => {
      titles.set(id, titleOf(job, 60));
      say(link, titles.get(id));
    }, () => {});
  return link;
}

/** What a job waits for; a time that is past is none to wait for. */
function waitsText({ why, before, until }, after) {
  const [first, rest] = why.split(`the job ${after}`);
  return [
    first.replace(/^./, (one) => one.toUpperCase()),
    ...(rest === undefined ? [] : [jobLink(after), rest]),
    before > 0 ? ` (${before} before it)` : "",
    until && Date.parse(until) > Date.now() ? [" until ", when(until)] : "",
  ];
}

export async function showJob(place, { more: [id], may, person }) {
  const path = `/api/jobs/${encodeURIComponent(id)}`;
  let job = await getJob(id);
  let { waits } = job;
  let workers = null;
  let view = null;

  const heading = el("h1", { tabindex: "-1" });
  const state = el("p", { class: "state facts" });
  const reason = el("p", { class: "reason" });
  const waiting = el("p", { class: "hint waits", hidden: true });
  const facts = el("dl", { class: "facts" });
  const actions = el("div", { class: "row actions" });
  const problem = el("p", { class: "problem", role: "alert" });
  const merge = el("div", { class: "row merge", hidden: true });
  const questions = el("div", { class: "questions" });
  const glance = el("ul", { class: "glance" });
  const tasks = part("Tasks", el("ol", { class: "tasks" }));
  const changes = part("What changed", el("div", {}));
  const criteria = part("Criteria", el("ul", { class: "rows criteria" }));
  const findings = part("Findings", el("ul", { class: "rows findings" }));
  const tests = part("Tests", el("div", { class: "tests" }));
  const reviewers = part("Reviewers", el("ul", { class: "rows" }));
  const timeline = part("What has happened", el("ol", { class: "timeline" }));
  const older = el("button", { type: "button", hidden: true });
  const last_ = el("div", { class: "happened", hidden: true });
  timeline.section.insertBefore(last_, timeline.body);
  timeline.section.append(older);
  const report = onDemand("Report", async () => el("div", { class: "report" }, markdown(await text(`${path}/report`), 2)));
  const record = el(
    "div",
    { class: "record" },
    ...[changes, criteria, findings, tests, reviewers].map(({ section }) => section),
    report,
    timeline.section,
    el("details", { class: "demand" }, el("summary", {}, "The whole request"), markdown(job.request, 2)),
    onDemand("Who did what", async () => audit((await get(`${path}/audit`)).entries)),
  );
  const layout = el("div", { class: "job" }, tasks.section, record, el("section", { class: "about-job" }, el("h2", {}, "About this job"), facts));
  put(
    place,
    el("p", { class: "back" }, el("a", { href: "#/" }, "Board")),
    el("div", { class: "head" }, el("div", {}, heading, state), actions),
    ...[waiting, reason, problem, questions, glance, merge],
    layout,
  );

  /** What it has changed is there once a job asks or has ended. */
  async function showChanges() {
    const { files } = await get(`${path}/files`).catch(() => ({ files: [] }));
    changes.section.hidden = files.length === 0;
    put(changes.body, files.length === 0 ? null : diff(files, `${path}/diff`));
  }

  /** The newest result of that name; a person may ask for it before the view tells of it. */
  async function resultAt(file) {
    const find = () => view?.tasks.findLast(({ result }) => result?.file === file)?.result.sha;
    if (!find()) await Promise.race([refresh(), pause(COMES_MS)]);
    const sha = find();
    if (!sha) throw new Refused(404, "");
    return sha;
  }
  const read = async (file, sha, level) => documentOf(file, await text(`${path}/artifacts/${sha}`), level);
  const fileOf = (file) => onDemand(file, async () => read(file, await resultAt(file), 2), file.endsWith(".md"));

  let asked = "";
  let isFirst = true;
  let close = () => {};
  function showState(now) {
    const before = job;
    job = now;
    say(heading, titleOf(job, 200));
    title(`${STATES[job.state]}: ${titleOf(job, 60)}`);
    if (job.waits !== undefined) ({ waits } = job);
    // An event tells of the job alone; why it waits is looked up.
    else if (job.state === "queued" || job.state !== before.state) void lookAround();
    showWaits();
    put(
      state,
      badge(job.state),
      el("span", {}, job.workflow),
      ofProject(job),
      el("span", {}, when(job.created), " by ", ofPerson(job)),
    );
    say(reason, job.reason ?? "");
    put(merge, canMerge(job) ? ["Take it over in its repository: ", el("code", {}, `git merge ${job.branch}`), copyButton("Copy", () => `git merge ${job.branch}`, (_, isCopied) => announce(isCopied ? "Copied" : "Nothing is copied: mark it by hand"))] : null);
    merge.hidden = !canMerge(job);
    // Who has cancelled it is no moment of its run.
    last_.hidden = job.state !== "cancelled";
    put(last_, last_.hidden ? null : [when(job.ended), el("span", {}, job.reason)]);
    put(facts, ...factsOf(job).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    // A button that stays keeps the keyboard's place.
    const offered = el("div", {}, ...actionsOf(job));
    if (offered.innerHTML !== actions.innerHTML) put(actions, ...offered.childNodes);
    // What is typed into an open question stays while other things change.
    const open = job.state === "question" && job.question ? JSON.stringify([job.run, job.question]) : "";
    if (open !== asked) {
      asked = open;
      // A button that is pressed and disabled has lost it.
      const hadFocus = asked === "" && (document.activeElement === document.body || questions.contains(document.activeElement));
      put(questions, open === "" ? [] : questionsOf(job, { may, decided: answered, fileOf }));
      if (hadFocus) heading.focus();
    }
    if (before.state !== job.state) announce(`The job is now: ${STATES[job.state]}`);
    report.hidden = !ENDED.includes(job.state);
    // In one column: what came of it first, or what is at work.
    const first = report.hidden ? tasks.section : record;
    if (layout.firstElementChild !== first) layout.prepend(first);
    const isShown = ({ state: now }) => now === "question" || ENDED.includes(now);
    if (report.hidden) {
      // What is done once a job has ended is there now.
      if (ENDED.includes(before.state)) watch();
    }
    if (!isShown(job)) changes.section.hidden = true;
    else if (before.state !== job.state || isFirst) void showChanges();
    isFirst = false;
  }

  function showWaits() {
    const { state: now, after, worker } = job;
    const isFresh = now === "running" && view === null;
    const gone = goneText(job, workers);
    const words =
      now === "queued" && waits
        ? waitsText(waits, after)
        : gone || (isFresh ? `${worker} has taken it: it fetches the repository and makes a worktree. Its first task comes next.` : "");
    put(waiting, words);
    waiting.className = `hint waits ${gone ? "warn" : ""}`;
    waiting.hidden = words === "";
    // Said once.
    reason.hidden = !job.reason || (now === "queued" && waits?.why === job.reason);
  }

  /** Why a job waits, and whether its worker is there: no event tells that. */
  async function lookAround() {
    const { state: now } = job;
    try {
      if (now === "queued") ({ waits } = await get(path));
      else if (now === "running") workers = await workersFor(person);
      if (!isOver) showWaits();
    } catch {
      // It is looked again.
    }
  }

  /** The button that was pressed is gone with its question. */
  function answered(now) {
    showState(now);
    heading.focus();
  }

  const act = (name, what, { sure, body } = {}) =>
    el(
      "button",
      {
        type: "button",
        onclick: async () => {
          if (sure && !(await confirmed(sure, name))) return;
          try {
            say(problem, "");
            const now = what === "retry" ? await retry() : await post(`${path}/${what}`, body);
            if (now) showState(now);
            heading.focus();
          } catch (refused) {
            say(problem, refused.message);
          }
        },
      },
      name,
    );
  /** Where a limit is reached, it goes on with another one. Null: the person leaves it. */
  async function retry(limits = {}) {
    try {
      return await post(`${path}/retry`, { limits });
    } catch (refused) {
      const name = Object.keys(LIMITS).find((one) => ({ ...job.limits, ...limits })[one] <= (job.spent[one] ?? 0));
      if (refused.code !== "limit" || !name) throw refused;
      const [unit, step] = LIMITS[name];
      const used = job.spent[name];
      const least = Math.floor(used / step + 1) * step;
      const value = Math.max(least, 2 * job.limits[name]);
      const input = number("limit", { required: true, min: least, step, value });
      const more = await confirmed(`It has used ${spentText({ [name]: used }) || minutes(used)}, and may use ${limitsText({ [name]: job.limits[name] })}.`, "Try again", field("limit", `New limit, ${unit}`, input));
      return more && retry({ ...limits, [name]: Number(input.value) });
    }
  }
  function actionsOf(now) {
    if (!may("submit")) return [];
    const isDone = ["complete", "failed"].includes(now.state) && now.branch !== null && may("decide");
    return [
      el("a", { class: "again", href: `#/new?like=${now.id}` }, "New job like it"),
      isDone && !now.rolled_back
        ? act("Roll back", "rollback", {
            sure: "Roll this job back? Its branch gets a commit that undoes what the run changed.",
          })
        : null,
      isDone && now.state === "complete" && !now.rolled_back && now.pull === null
        ? act("Pull request", "pull-request", { sure: "Push the branch of this job, and open a pull request for it?" })
        : null,
      isDone && now.rolled_back ? act("Undo the rollback", "rollback", { body: { undo: true } }) : null,
      ["parked", "failed", "cancelled"].includes(now.state) && (now.options.auto !== true || may("decide")) ? act("Try again", "retry") : null,
      ENDED.includes(now.state)
        ? null
        : act("Cancel the job", "cancel", {
            sure: now.wish ? "Cancel this? The job stays as it is." : "Cancel this job? Its agents stop.",
          }),
    ];
  }

  /** Parts of which something is new are made anew: what stays keeps the keyboard's place. */
  const drawn = new Map();
  function fill({ section, body }, list, make) {
    const known = JSON.stringify(list);
    if (drawn.get(body) === known) return;
    drawn.set(body, known);
    section.hidden = list.length === 0;
    put(body, make(list));
  }

  const rows = new Map();
  /** Moments that stand on the page, and those before them that do not. */
  let [told, hidden] = [0, 0];
  function draw(now) {
    view = now;
    showWaits();
    if (view.unread.length > 0)
      say(problem, `Parts of this run are of another version and not shown (${view.unread.join(", ")}). Update the server to the version of its workers.`);
    fill({ section: glance, body: glance }, view.head.slice(1), (all) =>
      all.map(({ tone, text: words }) => el("li", { class: tone }, SIGNS[tone] ? `${SIGNS[tone]} ` : "", words)),
    );
    tasks.section.hidden = view.tasks.length === 0;
    const items = view.tasks.map((task) => {
      const row = rows.get(task.id) ?? taskRow(path, read, may("decide") ? "asks you" : "asks");
      rows.set(task.id, row);
      row.show(task);
      return row.item;
    });
    items.forEach((item, at) => {
      if (tasks.body.children[at] !== item) tasks.body.insertBefore(item, tasks.body.children[at] ?? null);
    });
    fill(criteria, view.criteria, (all) => all.map(criterion));
    const isOpen = (one) => one.state === "open" || one.state === "outside";
    fill(findings, [...view.findings.filter(isOpen), ...view.findings.filter((one) => !isOpen(one))], (all) => all.map(finding));
    const { before, after, lost } = view.tested;
    fill(tests, [["Before the change", before], ["After it", after, lost]].filter(([, ran]) => ran.length > 0), (all) => all.map(testsOf));
    fill(reviewers, view.reviewers.filter(({ reviews }) => reviews > 0), (all) => all.map(reviewer));
    if (view.moments.length < told) {
      [told, hidden] = [0, 0];
      timeline.body.replaceChildren();
    }
    const news = view.moments.slice(told);
    hidden += Math.max(0, timeline.body.children.length + news.length - MOMENTS);
    timeline.body.prepend(...news.slice(-MOMENTS).map(moment).reverse());
    while (timeline.body.children.length > MOMENTS) timeline.body.lastElementChild.remove();
    told = view.moments.length;
    timeline.section.hidden = told === 0;
    older.hidden = hidden === 0;
    say(older, `Show the ${hidden} earlier ones`);
  }
  const moment = ({ at, kind, text: words, more }) =>
    el(
      "li",
      { class: kind },
      el("time", { datetime: at, title: new Date(at).toLocaleString() }, elapsed(view.started_at, at)),
      el("div", {}, el("span", {}, words), more.map((line) => el("p", { class: "hint" }, line))),
    );
  older.addEventListener("click", () => {
    timeline.body.append(...view.moments.slice(0, hidden).map(moment).reverse());
    hidden = 0;
    older.hidden = true;
  });

  let isOver = false;
  let isDue = false;
  let looking = null;
  /** Looks at the run again: at once, and at most so often. */
  function refresh() {
    isDue = true;
    looking ??= (async () => {
      while (isDue && !isOver) {
        isDue = false;
        try {
          draw(await get(`${path}/view`));
        } catch (refused) {
          // 404: its run has not begun. What cannot be told is looked for again with the next event.
          if (refused.status !== 404) say(problem, `What has happened in its run cannot be shown. ${refused.message}`);
        }
        if (isDue) await pause(BETWEEN_MS);
      }
      looking = null;
    })();
    return looking;
  }

  const away = document.getElementById("away");
  let last = 0;
  function watch() {
    close();
    const end = follow(
      `${path}/events`,
      {
        run({ seq }) {
          last = Math.max(last, seq);
          void refresh();
        },
        job(now) {
          showState(now);
          void refresh();
        },
      },
      (isAway) => {
        away.hidden = !isAway;
      },
      { after: last },
    );
    close = () => {
      end();
      away.hidden = true;
    };
  }

  const endLooks = nowAndThen(lookAround);
  for (const { section } of [changes, criteria, tasks, reviewers, findings, tests, timeline]) section.hidden = true;
  showState(job);
  void lookAround();
  void refresh().then(() => {
    last = Math.max(last, view?.moments.at(-1)?.seq ?? 0);
    if (!isOver) watch();
  });
  return () => {
    isOver = true;
    endLooks();
    close();
  };
}

const MET = { true: ["good", "met"], false: ["bad", "not met"], null: ["", "not shown yet"] };

function criterion({ id, text: words, is_met, tests = [], verdicts }) {
  const shown = verdicts.findLast(({ met, evidence }) => met && evidence.length > 0);
  const against = verdicts.filter(({ met }) => !met).map(({ reviewer: name }) => name);
  return el(
    "li",
    {},
    sign(...MET[is_met]),
    el(
      "div",
      {},
      el("p", {}, el("strong", {}, id), " ", words),
      tests.map(({ test, file, seen }) => el("p", { class: "hint" }, sign(...MET[seen]), " ", test, " ", el("code", {}, file))),
      shown?.evidence.map((one) => el("p", { class: "hint" }, el("code", {}, one))),
      shown ? el("p", { class: "hint" }, shown.reviewer) : null,
      against.length > 0 ? el("p", { class: "bad" }, `Not met according to ${against.join(", ")}`) : null,
    ),
  );
}

function finding({ severity, state, problem, place, quote, fix, reviewer: by, became, shown, withdrawn, declined = [] }) {
  const isOpen = state === "open" || state === "outside";
  const said = [...(withdrawn ? [withdrawn] : []), ...declined.toReversed()];
  return el(
    "li",
    { class: isOpen ? "open" : null },
    el("p", { class: "said" }, problem),
    quote ? el("pre", {}, quote) : null,
    fix ? el("p", {}, "To fix it: ", fix) : null,
    el(
      "p",
      { class: "facts" },
      el("strong", {}, severity),
      place ? el("code", {}, place) : null,
      el("span", { class: isOpen ? "warn" : "good" }, became),
      shown ? el("span", {}, shown) : null,
      el("span", {}, by),
    ),
    said.map((one) => el("p", { class: "hint" }, `${one.by}: “${one.reason}”`)),
  );
}

const testsOf = ([name, ran, lost = []]) => [
  el("h3", {}, name),
  el(
    "ul",
    {},
    ran.map(({ command, state, tone, text: words }) =>
      el("li", {}, sign(tone, state === "passed" ? "passed" : "not passed"), " ", el("code", {}, command), " ", words),
    ),
    lost.map((test) => el("li", {}, sign("warn", "lost"), " Not seen to pass as before: ", el("code", {}, test))),
  ),
];

const reviewer = ({ name, by, words, reviews, tone, reason }) =>
  el(
    "li",
    {},
    el("strong", {}, name),
    " ",
    el("span", { class: tone }, words),
    el("span", { class: "hint" }, ` ${by}${reviews > 1 ? `, ${reviews} rounds` : ""}${reason ? `: “${reason}”` : ""}`),
  );

function factsOf(job) {
  const waits = job.state === "queued" && job.attempts > 0;
  // What it costs while it goes on stands above, from its journal; the job has that when it stops.
  const spent = ENDED.includes(job.state) || job.state === "question" ? job.spent : { tokens: job.spent.tokens };
  return [
    ["Project", job.project],
    job.ended === null ? null : ["Took, with waits", took(job.created, job.ended)],
    job.spent.minutes === undefined ? null : ["At work", minutes(job.spent.minutes)],
    job.worker ? ["Worker", job.worker] : null,
    job.attempts > 1 || waits ? ["Attempts", String(job.attempts)] : null,
    spentText(spent) ? ["Used", spentText(spent)] : null,
    limitsText(job.limits) ? ["At most", limitsText(job.limits)] : null,
    Object.keys(job.options).length === 0 ? null : ["Options", optionsText(job.options)],
    job.after ? ["Comes after", jobLink(job.after)] : null,
    job.base ? ["Begins on", job.base] : null,
    job.needs.length > 0 ? ["Needs", job.needs.join(", ")] : null,
    job.run ? ["Run", job.run] : null,
    job.branch ? ["Branch", job.branch] : null,
    job.pull ? ["Pull request", address(job.pull, job.pull)] : null,
    job.cleared ? ["Record", el("span", {}, "removed ", when(job.cleared))] : null,
  ].filter((one) => one !== null);
}

/** Where its branch is at hand: of an address, it is in a worker's clone until it is pushed. */
const canMerge = ({ state, branch, rolled_back, project }) => state === "complete" && branch !== null && !rolled_back && project.startsWith("/");

/** The unit and the step of each limit. */
const LIMITS = { minutes: ["minutes", 1], tokens: ["tokens", 1_000], money: ["US dollars", 0.01] };

const optionsText = (options) =>
  Object.entries(options)
    .map(([name, value]) => (value === true ? name : `${name}: ${value}`))
    .join(", ");

const limitsText = (limits) =>
  [
    limits.minutes === undefined ? "" : `${limits.minutes} min`,
    limits.tokens === undefined ? "" : `${tokens(limits.tokens)} tokens`,
    limits.money === undefined ? "" : `$${limits.money}`,
  ]
    .filter((one) => one !== "")
    .join(", ");

/** A part with a heading. */
function part(name, body) {
  return { section: el("section", {}, el("h2", {}, name), body), body };
}

/** A task; what it has written can be read once it is accepted, under the name that questions use. */
function taskRow(path, read, asks) {
  const subject = el("div", { class: "subject" });
  const status = el("span", { class: "status" });
  const more = el("span", {});
  const result = el("a", { hidden: true, onclick: open });
  const item = el("li", {}, subject, el("p", { class: "facts" }, status, more, result));
  let shown = null;
  async function open(event) {
    // A new tab gets the bytes.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const { file, sha } = shown.result;
    showDialog(file, await read(file, sha, 2).catch((refused) => el("p", {}, refused.message)));
  }
  return {
    item,
    show(task) {
      shown = task;
      item.className = `${task.asks ? "asks" : task.status} ${task.passed === false ? "poor" : ""}`;
      say(subject, task.subject);
      say(status, task.asks ? asks : (task.status === "done" && task.outcome) || (TASK_WORDS[task.status] ?? task.status));
      result.hidden = task.result === null;
      result.href = `${path}/artifacts/${task.result?.sha}`;
      say(result, task.result?.file.split("/").at(-1));
      const used = task.spent.tokens > 0 ? `${tokens(task.spent.tokens)} tokens` : "";
      say(more, [[task.agent, task.model].filter(Boolean).join(", "), used].filter(Boolean).join(" · "));
    },
  };
}

/** The time since the run began: `1:05`, or `2:01:05` from an hour on. */
function elapsed(began, at) {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(began)) / 1_000)) || 0;
  const two = (count) => String(count).padStart(2, "0");
  const [hours, whole] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(whole)}:${two(seconds % 60)}` : `${whole}:${two(seconds % 60)}`;
}

/** A part that is loaded when it is opened, anew each time. */
function onDemand(name, load, open = false) {
  const body = el("div", {});
  const details = el(
    "details",
    {
      class: "demand",
      open,
      ontoggle: async () => {
        if (!details.open) return;
        put(body, el("p", { class: "hint" }, "Loading …"));
        try {
          put(body, await load());
        } catch (refused) {
          put(body, el("p", { class: "hint" }, refused.status === 404 ? "There is none yet." : refused.message));
        }
      },
    },
    el("summary", {}, name),
    body,
  );
  return details;
}

function audit(entries) {
  return el(
    "ul",
    { class: "rows" },
    entries.map(({ who, what, details, at }) =>
      el(
        "li",
        {},
        when(at),
        el("strong", {}, ` ${who} `),
        el("span", {}, what),
        el(
          "span",
          { class: "hint" },
          ` ${Object.values(details)
            .filter((one) => typeof one === "string")
            .join(", ")}`,
        ),
      ),
    ),
  );
}
