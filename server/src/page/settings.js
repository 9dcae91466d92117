import { changeTagged, get, getTagged, remove } from "./api.js";
import { confirmed } from "./questions.js";
import { announce, el, field, lastPart, number, put, say, short, when } from "./dom.js";

/** What counts for all jobs: limits, how long records are kept, and schedules. */

const numberOf = ({ value }) => (value === "" ? null : Number(value));

/** Limits of vendors as they are typed: `anthropic 4, openai 2`. */
const vendorsText = (vendors) =>
  Object.entries(vendors)
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
const VENDORS = "\\s*([a-z][a-z0-9\\-]*\\s+[1-9][0-9]*\\s*(,\\s*|$))*";
const vendorsOf = (text) =>
  Object.fromEntries(
    text
      .split(",")
      .filter((one) => one.trim() !== "")
      .map((one) => one.trim().split(/\s+/))
      .map(([name, count]) => [name, Number(count)]),
  );

/** What each field sets: its place among the settings, its label, the most, and a hint. */
const FIELDS = {
  "in-progress": ["in_progress", "Jobs in progress at most", 10_000, "Jobs with questions count. Waiting jobs start by themselves."],
  "per-project": ["per_project", "Jobs of a project at once", 10_000],
  vendors: ["vendors", "Jobs at once by vendor of their models", null, "Such as: anthropic 4, openai 2"],
  days: ["keep.days", "Days a record is kept", 3_650],
  jobs: ["keep.jobs", "Records kept at most", 10_000],
  "job-days": ["keep.job_days", "Days a job is kept", 36_500],
};
const shownOf = (settings, name) => {
  const value = name.split(".").reduce((one, part) => one[part], settings);
  return name === "vendors" ? vendorsText(value) : String(value ?? "");
};

export async function showSettings(place, { may, person }) {
  const [[settings, first], { schedules }] = await Promise.all([getTagged("/api/settings"), get("/api/schedules")]);
  const isOpen = may("decide") && person.project === null;
  const inputs = {};
  let tag = first;
  const shown = Object.entries(FIELDS).map(([id, [name, label, max, hint]]) => {
    const more = { disabled: !isOpen, value: shownOf(settings, name) };
    inputs[id] =
      max === null
        ? el("input", { id, pattern: VENDORS, maxlength: 1000, spellcheck: "false", autocapitalize: "off", ...more })
        : number(id, { min: 1, step: 1, max, ...more });
    return field(id, label, inputs[id], hint);
  });
  const isEdited = ({ value, defaultValue }) => value !== defaultValue;
  const problem = el("p", { class: "problem", role: "alert" });
  const saved = el("p", { class: "hint", id: "saved" });

  /** Shows settings as they are now; what is edited stays. Returns what others have set there meanwhile. */
  function take([now, its]) {
    tag = its;
    return Object.entries(FIELDS).flatMap(([id, [name, label]]) => {
      const input = inputs[id];
      const [wasEdited, before, value] = [isEdited(input), input.defaultValue, shownOf(now, name)];
      input.defaultValue = value;
      if (!wasEdited) input.value = value;
      return before === value ? [] : [`${label}: ${value || "no limit"}`];
    });
  }

  async function save(event) {
    event.preventDefault();
    const wanted = {};
    const sent = new Map();
    for (const [id, [name]] of Object.entries(FIELDS)) {
      const input = inputs[id];
      if (!isEdited(input)) continue;
      sent.set(input, input.value);
      const value = id === "vendors" ? vendorsOf(input.value) : numberOf(input);
      const [of, part] = name.split(".");
      if (part) wanted[of] = { ...wanted[of], [part]: value };
      else wanted[of] = value;
    }
    if (sent.size === 0) return say(saved, "Nothing is edited.");
    try {
      const now = await changeTagged("/api/settings", wanted, tag);
      for (const [input, value] of sent) input.defaultValue = value;
      take(now);
      say(problem, "");
      announce("The settings are saved");
      say(saved, "Saved.");
    } catch (refused) {
      const now = refused.status === 412 && (await getTagged("/api/settings").catch(() => null));
      say(problem, now ? `Somebody changed them meanwhile. ${take(now).join("; ")}. What you have edited is still here: Save sets it.` : refused.message);
    }
  }

  put(
    place,
    el("h1", { tabindex: "-1" }, "Settings"),
    el(
      "form",
      { class: "start", onsubmit: save, oninput: () => say(saved, "") },
      shown.slice(0, 3),
      el("div", { class: "row" }, shown.slice(3)),
      el("p", { class: "hint" }, "A record is what happened in an ended job, and its results. A job has its report and diff, and goes after its days. Branches always stay. Empty: no limit."),
      problem,
      isOpen ? el("button", { class: "main" }, "Save") : el("p", { class: "hint" }, "Your token may not change these."),
      saved,
    ),
    el("h2", {}, "Schedules"),
    schedules.length === 0
      ? el("p", { class: "hint" }, may("submit") ? "None. You can make one with a new job." : "None.")
      : el(
          "ul",
          { class: "rows", id: "schedules" },
          schedules.map((one) => scheduleRow(one, may)),
        ),
  );
}

function scheduleRow({ name, cron, timezone, job, who, next }, may) {
  const problem = el("p", { class: "problem", role: "alert" });
  const take = async () => {
    if (!(await confirmed(`Remove the schedule ${name}?`, "Remove it"))) return;
    try {
      await remove(`/api/schedules/${encodeURIComponent(name)}`);
      row.remove();
      // The button had the keyboard's place.
      document.querySelector("h1").focus();
      announce(`The schedule ${name} is removed`);
    } catch (refused) {
      say(problem, refused.message);
    }
  };
  const row = el(
    "li",
    {},
    el("strong", {}, name),
    el("span", {}, ` ${cron} (${timezone})`),
    el("p", {}, short(job.request)),
    el(
      "p",
      { class: "facts" },
      el("span", {}, job.workflow),
      el("span", {}, lastPart(job.project)),
      el("span", {}, `made by ${who}`),
      next ? el("span", {}, "next ", when(next)) : null,
    ),
    problem,
    may("submit") ? el("button", { type: "button", onclick: take, "aria-label": `Remove ${name}` }, "Remove") : null,
  );
  return row;
}
