import { follow, get } from "./api.js";
import { short } from "./dom.js";

/** Jobs that ask: how many stands in the tab's title, and who wants it is notified of each new one. */

let asking = new Set();
let count = 0;
let name = "Mission Control";

const show = () => {
  document.title = count > 0 ? `(${count}) ${name}` : name;
};

/** What the tab is called, after the count. */
export function title(text) {
  name = text;
  show();
}

/** Where people can be notified, and nobody was asked for it yet. */
export const mayAsk = () => window.isSecureContext && window.Notification?.permission === "default";

const isWanted = () => window.isSecureContext && window.Notification?.permission === "granted";

function notify({ id, request, question }) {
  if (!isWanted() || !document.hidden) return;
  // The same one of another tab takes its place.
  const told = new Notification("A job needs an answer", {
    body: `${short(request)}\n${short(question?.all[0]?.title)}`,
    tag: id,
  });
  told.onclick = () => {
    window.focus();
    location.hash = `#/job/${id}`;
    told.close();
  };
}

/** Follows the jobs of whoever is signed in. Returns what ends that. */
export function watchAsks() {
  // A hidden tab holds one of the few connections to a server: one of all tabs does.
  let isHolder = false;
  const end = new AbortController();
  navigator.locks
    ?.request("asks", { signal: end.signal }, () => {
      isHolder = true;
      return new Promise((over) => end.signal.addEventListener("abort", over));
    })
    .catch(() => {});
  async function look() {
    const { counts, questions } = await get("/api/board");
    asking = new Set(questions.map(({ id }) => id));
    count = counts.question;
    show();
  }
  const lookAgain = () => void look().catch(() => {});
  let wasAway = true;
  const close = follow(
    "/api/board/events",
    {
      job(job) {
        const asks = job.state === "question";
        if (asks === asking.has(job.id)) return;
        if (asks) {
          asking.add(job.id);
          notify(job);
        } else asking.delete(job.id);
        count = Math.max(0, count + (asks ? 1 : -1));
        show();
      },
      look: lookAgain,
    },
    (isAway) => {
      if (wasAway && !isAway) lookAgain();
      wasAway = isAway;
    },
    { onShown: lookAgain, alsoHidden: () => isHolder && isWanted() },
  );
  return () => {
    end.abort();
    close();
    asking = new Set();
    count = 0;
  };
}
