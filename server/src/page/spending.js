import { get } from "./api.js";
import { el, lastPart, put } from "./dom.js";

/** What runs have cost, by day and by project; `project` of the address: of this one alone. */

const DAYS = 30;

const runsText = (count) => `${count} ${count === 1 ? "run" : "runs"}`;

/** What is not known is said, and no 0. */
function moneyText({ runs, money, unpriced }) {
  if (unpriced === runs && runs > 0) return "not known";
  return `$${money.toFixed(2)}`;
}
const unknownText = ({ runs, unpriced }) => (unpriced > 0 && unpriced < runs ? `and ${runsText(unpriced)} whose price is not known` : "");

export async function showSpending(place, { query }) {
  const project = query.get("project");
  const wanted = new URLSearchParams({ days: DAYS, ...(project && { project }) });
  const { days, projects } = await get(`/api/spending?${wanted}`);
  const sum = (of) => days.reduce((count, one) => count + one[of], 0);
  const all = { runs: sum("runs"), money: sum("money"), unpriced: sum("unpriced") };
  put(
    place,
    project ? el("p", { class: "back" }, el("a", { href: "#/spending" }, "All projects")) : null,
    el("h1", { tabindex: "-1" }, project ? `Spending of ${lastPart(project)}` : "Spending"),
    project ? el("p", { class: "hint" }, project) : null,
    all.runs === 0
      ? el("p", {}, `No run has ended in the last ${DAYS} days.`)
      : [
          el("p", { class: "sum" }, el("strong", {}, moneyText(all)), ` ${unknownText(all)}`),
          el("p", { class: "hint" }, `${runsText(all.runs)} that ended in the last ${DAYS} days`),
          el(
            "div",
            { class: "spending" },
            bars("Day", days, ({ day }) => dayText(day)),
            project ? null : bars("Project", projects, ({ project: one }) => el("a", { href: `#/spending?${new URLSearchParams({ project: one })}`, title: one }, lastPart(one))),
          ),
        ],
  );
}

/** Days are those of UTC, wherever it is read. */
const dayText = (day) =>
  el("time", { datetime: day }, new Date(day).toLocaleDateString(undefined, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }));

function bars(name, rows, called) {
  const most = Math.max(...rows.map(({ money }) => money), 0.01);
  const row = (one) => {
    const bar = el("span", { class: "bar" });
    bar.style.width = `${(100 * one.money) / most}%`;
    return el(
      "tr",
      {},
      el("th", { scope: "row" }, called(one)),
      el("td", { class: "drawn" }, bar),
      el("td", { class: "money" }, moneyText(one), el("div", { class: "hint" }, unknownText(one) || runsText(one.runs))),
    );
  };
  return el(
    "table",
    {},
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, name), el("td", {}), el("th", { scope: "col", class: "money" }, "US dollars"))),
    el("tbody", {}, rows.map(row)),
  );
}
