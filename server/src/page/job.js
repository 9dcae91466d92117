import { follow, get, post, Refused, text } from "./api.js";
import { title } from "./asks.js";
import { diff } from "./diff.js";
import { documentOf } from "./documents.js";
import { announce, badge, el, minutes, put, STATES, say, short, spentText, tokens, took, when } from "./dom.js";
import { ofPerson, ofProject } from "./history.js";
import { address, markdown } from "./markdown.js";
import { confirmed, questionsOf, showDialog } from "./questions.js";
import { Run } from "./run.js";
import { elapsed, isPoor, lineOf, spaced, testsText, toneOf, whoText } from "./words.js";

/** One job, as it happens: what came of it first, beside its tasks in the order of the chain. */

/** So many lines stand on the page; older ones on demand. */
const LINES = 300;
/** A file of which no event tells within this is none of the run's. */
const COMES_MS = 3_000;
const pause = (ms) => new Promise((over) => setTimeout(over, ms));
const ENDED = ["complete", "failed", "cancelled"];

const TASK_WORDS = {
  waiting: "waits",
  running: "at work",
  asks: "asks you",
  done: "done",
  skipped: "not needed",
  cancelled: "cancelled",
  void: "no longer counts",
};

export async function showJob(place, { more: [id], may }) {
  const path = `/api/jobs/${encodeURIComponent(id)}`;
  let job = await get(path);
  const run = new Run();

  const heading = el("h1", { tabindex: "-1" });
  const state = el("p", { class: "state facts" });
  const reason = el("p", { class: "reason" });
  const waiting = el("p", { class: "hint waits", hidden: true });
  const facts = el("dl", { class: "facts" });
  const actions = el("div", { class: "row actions" });
  const problem = el("p", { class: "problem", role: "alert" });
  const questions = el("div", { class: "questions" });
  const report = part("Report", el("div", { class: "report" }));
  const changes = part("What changed", el("div", {}));
  const tasks = part("Tasks", el("ol", { class: "tasks" }));
  const reviews = part("Reviews and votes", el("ul", { class: "rows" }));
  const findings = part("Findings", el("ul", { class: "rows findings" }));
  const tests = part("Tests", el("div", {}));
  const timeline = part("What has happened", el("ol", { class: "timeline" }));
  const older = el("button", { type: "button", hidden: true });
  timeline.section.append(older);
  put(
    place,
    el("p", { class: "back" }, el("a", { href: "#/" }, "Board")),
    el("div", { class: "head" }, el("div", {}, heading, state), actions),
    ...[waiting, reason, problem, questions],
    el(
      "div",
      { class: "job" },
      el("div", { class: "result" }, changes.section, report.section),
      el("div", { class: "beside" }, tasks.section, el("section", {}, el("h2", {}, "About this job"), facts)),
      el(
        "div",
        { class: "record" },
        ...[findings, reviews, tests, timeline].map(({ section }) => section),
        el("details", { class: "demand" }, el("summary", {}, "The whole request"), markdown(job.request, 2)),
        onDemand("Who did what", async () => audit((await get(`${path}/audit`)).entries)),
      ),
    ),
  );

  /** What stands there once a job has ended; loaded anew each time that it has. */
  async function showResult() {
    const load = async ({ section, body }, name, show) => {
      const found = await text(`${path}/${name}`).catch(() => "");
      section.hidden = found === "";
      put(body, found === "" ? null : show(found));
    };
    await Promise.all([
      load(report, "report", (found) => markdown(found, 2)),
      load(changes, "diff", (found) => diff(found, `${path}/diff`)),
    ]);
  }

  /** Files that somebody wants to read while the run's events still come in, and who waits for them. */
  const wanted = new Map();
  const resultAt = async (file) => {
    if (!run.resultAt(file)) await Promise.race([new Promise((come) => wanted.set(file, come)), pause(COMES_MS)]);
    const sha = run.resultAt(file);
    if (!sha) throw new Refused(404, "");
    return sha;
  };
  const read = async (file, sha, level) => documentOf(file, await text(`${path}/artifacts/${sha}`), level);
  const fileOf = (file) => onDemand(file, async () => read(file, await resultAt(file), 2), file.endsWith(".md"));

  let asked = "";
  let isFirst = true;
  let close = () => {};
  function showState(now) {
    const before = job;
    job = now;
    say(heading, short(job.request, 200));
    title(`${STATES[job.state]}: ${short(job.request, 60)}`);
    // An event tells of the job alone; why it waits is looked up.
    if (job.state === "queued" && job.waits === undefined)
      get(path).then((shown) => job.state === "queued" && showWaits(shown), () => {});
    showWaits(job);
    put(
      state,
      badge(job.state),
      el("span", {}, job.workflow),
      ofProject(job),
      el("span", {}, when(job.created), " by ", ofPerson(job)),
      spentText(job.spent) ? el("span", {}, spentText(job.spent)) : null,
    );
    say(reason, job.reason ?? "");
    reason.hidden = !job.reason;
    put(facts, ...factsOf(job).flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
    // A button that stays keeps the keyboard's place.
    const offered = el("div", {}, ...actionsOf(job));
    if (offered.innerHTML !== actions.innerHTML) put(actions, ...offered.childNodes);
    // What is typed into an open question stays while other things change.
    const open = job.state === "question" && job.question ? JSON.stringify(job.question) : "";
    if (open !== asked) {
      asked = open;
      // A button that is pressed and disabled has lost it.
      const hadFocus = asked === "" && (document.activeElement === document.body || questions.contains(document.activeElement));
      put(questions, open === "" ? [] : questionsOf(job, { may, decided: answered, fileOf }));
      if (hadFocus) heading.focus();
    }
    if (before.state !== job.state) announce(`The job is now: ${STATES[job.state]}`);
    if (!ENDED.includes(job.state)) {
      for (const { section } of [report, changes]) section.hidden = true;
      // What is done once a job has ended is there now.
      if (ENDED.includes(before.state)) watch();
    } else if (!ENDED.includes(before.state) || isFirst) void showResult();
    isFirst = false;
  }

  function showWaits({ state: now, waits }) {
    waiting.hidden = now !== "queued" || !waits;
    if (waits) put(waiting, `${waits.why}${waits.before > 0 ? ` (${waits.before} before it)` : ""}`, waits.until ? [" until ", when(waits.until)] : null);
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
            showState(await post(`${path}/${what}`, body));
            heading.focus();
          } catch (refused) {
            say(problem, refused.message);
          }
        },
      },
      name,
    );
  function actionsOf(now) {
    if (!may("submit")) return [];
    const isDone = ["complete", "failed"].includes(now.state) && now.branch !== null && may("decide");
    return [
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

  // Lines and parts are put on the page together, as often as it is drawn.
  let pending = [];
  let dirty = new Set();
  let isDue = false;
  const lines = [];
  let hidden = 0;
  function due() {
    if (isDue) return;
    isDue = true;
    requestAnimationFrame(() => {
      isDue = false;
      draw();
    });
  }
  function draw() {
    for (const one of dirty) DRAWS[one]();
    dirty = new Set();
    for (const [file, resolve] of wanted)
      if (run.resultAt(file) && wanted.delete(file)) resolve();
    const list = timeline.body;
    list.prepend(...pending.map(({ event, line }) => lineItem(event, line)).reverse());
    pending = [];
    while (list.children.length > LINES) {
      list.lastElementChild.remove();
      hidden++;
    }
    older.hidden = hidden === 0;
    say(older, `Show the ${hidden} earlier ones`);
    timeline.section.hidden = lines.length === 0;
  }
  const lineItem = (event, line) =>
    el(
      "li",
      { class: toneOf(event) },
      el("time", { datetime: event.at, title: new Date(event.at).toLocaleString() }, elapsed(run.began, event.at)),
      el("span", {}, line),
    );
  older.addEventListener("click", () => {
    const rest = lines.slice(0, hidden).reverse();
    hidden = 0;
    timeline.body.append(...rest.map(({ event, line }) => lineItem(event, line)));
    older.hidden = true;
  });

  const rows = new Map();
  const words = new Map();
  /** The words of an accepted result, once it is here; asked for once. */
  function wordsOf(sha) {
    if (sha === undefined || words.has(sha)) return words.get(sha) ?? null;
    words.set(sha, null);
    get(`${path}/artifacts/${sha}`)
      .then((artifact) => {
        words.set(sha, artifact);
        dirty.add("findings");
        due();
      })
      .catch(() => {});
    return null;
  }

  const DRAWS = {
    tasks() {
      tasks.section.hidden = run.tasks.size === 0;
      const items = run.chain().map((task) => {
        const row = rows.get(task.id) ?? taskRow(path, read);
        rows.set(task.id, row);
        row.show(task);
        return row.item;
      });
      // One that stays where it is keeps the keyboard's place.
      items.forEach((item, at) => {
        if (tasks.body.children[at] !== item) tasks.body.insertBefore(item, tasks.body.children[at] ?? null);
      });
    },
    reviews() {
      reviews.section.hidden = run.reviews.size === 0;
      put(
        reviews.body,
        [...run.reviews.values()].map(({ task, verdict, veto }) =>
          el(
            "li",
            {},
            el(
              "strong",
              { class: /^(approved|APPROVE)$/.test(verdict) ? "good" : "warn" },
              spaced(verdict).toLowerCase(),
            ),
            veto ? el("span", { class: "bad" }, ` with a veto: ${veto.condition ?? ""}`) : null,
            el("span", {}, ` ${task.subject}`),
            el("span", { class: "hint" }, ` ${whoText(task.who)}`),
          ),
        ),
      );
    },
    findings() {
      findings.section.hidden = run.findings.size === 0;
      put(
        findings.body,
        [...run.findings.values()].map((one) => {
          const said = one.problem ? one : wordsOf(one.artifact)?.findings?.find?.(({ id }) => id === one.id);
          const at = said?.at ?? (said?.file ? `${said.file}${said.line ? `:${said.line}` : ""}` : "");
          return el(
            "li",
            {},
            said?.problem ? el("p", { class: "said" }, said.problem) : null,
            el(
              "p",
              { class: "facts" },
              el("strong", { class: one.state === "open" ? "warn" : "good" }, `${one.id} ${one.severity}, ${one.state}`),
              at ? el("code", {}, at) : null,
              el("span", {}, `${one.task.subject}${one.outside ? ", outside the change" : ""}`),
            ),
          );
        }),
      );
    },
    tests() {
      tests.section.hidden = run.tests.size === 0;
      put(
        tests.body,
        [...run.tests].map(([which, { outcome, commands, at }]) =>
          el(
            "div",
            {},
            el(
              "h3",
              {},
              which === "baseline" ? "Before the change" : "The newest",
              ": ",
              testsText(outcome),
              " ",
              when(at),
            ),
            commands.map((one) =>
              el(
                "details",
                {},
                el("summary", {}, el("code", {}, one.command), ` ${commandText(one)}`),
                el("pre", {}, one.lines.join("\n")),
              ),
            ),
          ),
        ),
      );
    },
  };

  const away = document.getElementById("away");
  let last = 0;
  function watch() {
    close();
    const end = follow(
      `${path}/events`,
      {
        run(event) {
          if (event.seq <= last) return;
          last = event.seq;
          let changed = [];
          try {
            changed = run.take(event);
          } catch {
            // It is not as it is known: its line says its kind.
          }
          for (const one of changed) dirty.add(one);
          const line = lineOf(run, event);
          if (line !== null) {
            lines.push({ event, line });
            pending.push({ event, line });
          }
          due();
        },
        job: showState,
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

  for (const { section } of [report, changes, tasks, reviews, findings, tests, timeline]) section.hidden = true;
  showState(job);
  watch();
  return () => close();
}

function factsOf(job) {
  const waits = job.state === "queued" && job.attempts > 0;
  return [
    ["Project", job.project],
    job.ended === null ? null : ["Took", took(job.created, job.ended)],
    job.spent.minutes === undefined ? null : ["At work", minutes(job.spent.minutes)],
    job.worker ? ["Worker", job.worker] : null,
    job.attempts > 1 || waits ? ["Attempts", String(job.attempts)] : null,
    spentText(job.spent) ? ["Used", spentText(job.spent)] : null,
    limitsText(job.limits) ? ["At most", limitsText(job.limits)] : null,
    Object.keys(job.options).length === 0 ? null : ["Options", optionsText(job.options)],
    job.run ? ["Run", job.run] : null,
    job.branch ? ["Branch", job.branch] : null,
    job.pull ? ["Pull request", address(job.pull, job.pull)] : null,
    job.cleared ? ["Record", el("span", {}, "removed ", when(job.cleared))] : null,
  ].filter((one) => one !== null);
}

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
function taskRow(path, read) {
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
    const { writes, artifact } = shown;
    showDialog(writes, await read(writes, artifact, 2).catch((refused) => el("p", {}, refused.message)));
  }
  return {
    item,
    show(task) {
      shown = task;
      item.className = `${task.status} ${isPoor(task.outcome) ? "poor" : ""}`;
      const outcome = task.status === "done" && task.outcome && task.outcome !== "done" ? spaced(task.outcome) : "";
      say(subject, task.subject);
      say(status, outcome || (TASK_WORDS[task.status] ?? task.status));
      const tries = task.tries > 1 ? `${task.tries} times` : "";
      const used = task.tokens > 0 ? `${tokens(task.tokens)} tokens` : "";
      result.hidden = !(task.artifact && task.writes);
      result.href = `${path}/artifacts/${task.artifact}`;
      say(result, task.writes?.split("/").at(-1));
      say(more, [whoText(task.who), tries, used, task.note].filter(Boolean).join(" · "));
    },
  };
}

function commandText({ state, passed, failed, exit, ms }) {
  const counts = passed || failed ? `, ${passed} pass, ${failed} fail` : "";
  const end = state === "failed" ? `fails (exit ${exit})` : spaced(state);
  return `${end}${counts}, ${(ms / 1_000).toFixed(1)} s`;
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
