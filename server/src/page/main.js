import { get, onSignedOut, post, remove } from "./api.js";
import { title, watchAsks } from "./asks.js";
import { showBoard } from "./board.js";
import { el, put, say } from "./dom.js";
import { showHistory } from "./history.js";
import { showJob } from "./job.js";
import { showSettings } from "./settings.js";
import { showSpending } from "./spending.js";
import { forget, showStart } from "./start.js";
import { showWorkers } from "./workers.js";

/** Which view the address names, and who is signed in. */

const main = document.getElementById("main");
const top_ = document.getElementById("top");

/** Each view puts itself into `main`, and returns what ends what it follows. `more`: the rest of its address. */
const VIEWS = { "": showBoard, new: showStart, history: showHistory, job: showJob, spending: showSpending, workers: showWorkers, settings: showSettings };

let person = null;
let leave = () => {};
let endAsks = () => {};
let turn = 0;

/** What a view may know of the one who is signed in. */
const RIGHTS = ["read", "submit", "decide"];
const may = (role) => RIGHTS.indexOf(person.role) >= RIGHTS.indexOf(role);

async function show() {
  leave();
  leave = () => {};
  // Its page is gone.
  for (const dialog of document.querySelectorAll("dialog")) dialog.close();
  const mine = ++turn;
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [name, ...more] = path.split("/");
  for (const link of top_.querySelectorAll("nav a"))
    if (link.getAttribute("href") === `#/${name}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  const page = top_.querySelector("nav [aria-current]")?.textContent;
  title(page ? `${page} – Mission Control` : "Mission Control");
  const view = Object.hasOwn(VIEWS, name) ? VIEWS[name] : showBoard;
  const place = el("div", { class: "view" });
  put(main, place);
  main.focus({ preventScroll: true });
  window.scrollTo(0, 0);
  try {
    const ended = await view(place, { more, query: new URLSearchParams(query), may, person });
    // Another view was opened meanwhile.
    if (mine !== turn) ended?.();
    else leave = ended ?? leave;
  } catch (problem) {
    put(place, el("h1", { tabindex: "-1" }, "This cannot be shown"), el("p", { class: "problem" }, problem.message), el("p", {}, el("a", { href: "#/" }, "See the board")));
  }
  // Who has gone on meanwhile, to a field or a link, stays there.
  if (mine === turn && document.activeElement === main) place.querySelector("h1")?.focus({ preventScroll: true });
}

/** Asks for a token; `found`: why. */
function askToken(found = "") {
  leave();
  leave = () => {};
  turn++;
  person = null;
  endAsks();
  endAsks = () => {};
  title("Mission Control");
  top_.hidden = true;
  const problem = el("p", { class: "problem", role: "alert", id: "why" }, found);
  const field = el("input", {
    ...{ id: "token", name: "token", type: "password", required: true, autocomplete: "current-password" },
    ...{ spellcheck: "false", "aria-describedby": "why" },
  });
  const form = el(
    "form",
    {
      class: "signin",
      onsubmit: async (event) => {
        event.preventDefault();
        try {
          await signedIn(await post("/api/session", { token: field.value }));
        } catch (refused) {
          say(problem, refused.message);
          field.select();
        }
      },
    },
    el("h1", {}, "Mission Control"),
    el("label", { for: "token" }, "Your token"),
    // Browsers that keep passwords want a name for them.
    el("input", { type: "text", name: "username", autocomplete: "username", value: "multi-ai", hidden: true }),
    field,
    el("p", { class: "hint" }, "Create one on the server: ", el("code", {}, "multi-ai token add <name>"), ". It stays in a cookie that no script reads."),
    problem,
    el("button", { class: "main" }, "Sign in"),
  );
  put(main, form);
  field.focus();
}

function signedIn(who) {
  person = who;
  endAsks();
  endAsks = watchAsks();
  say(document.getElementById("who"), `${who.name}, may ${who.role}`);
  // About all projects.
  top_.querySelector('[href="#/workers"]').hidden = who.project !== null;
  top_.hidden = false;
  return show();
}

window.addEventListener("hashchange", (event) => {
  // The skip link is no view.
  if (location.hash === "#main") {
    history.replaceState(null, "", event.oldURL);
    main.focus();
  } else if (person !== null) void show();
});
onSignedOut(() => askToken("You are signed out: the token is no longer valid."));
document.getElementById("out").addEventListener("click", async () => {
  await remove("/api/session").catch(() => {});
  forget();
  askToken();
});

get("/api/session").then(signedIn, (refused) => askToken(refused.status === 401 ? "" : refused.message));
