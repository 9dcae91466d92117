/** Requests to the server, which knows who asks by a cookie that no script can read. */

/** What the server refused: `message` is for the person, `status` and `code` are the answer's. */
export class Refused extends Error {
  constructor(status, message, code = "") {
    super(message);
    Object.assign(this, { status, code });
  }
}

/** A problem in words; what it says of the API is for programs. */
function wordsOf({ detail, found, expected, next }) {
  const [after, then] = [expected, next].map((one) => (/\/api\/|\{"/.test(one) ? "" : one));
  return after && then ? detail : `Found ${found}${after && `; expected ${after}`}.${then && ` ${then}`}`;
}

/** Called when the server does not know the person any more. */
let signedOut = () => {};
export function onSignedOut(call) {
  signedOut = call;
}

async function answer(method, path, body, headers) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Refused(0, "The server does not answer. What you have typed is still here; try again.");
  }
  if (response.ok) return response;
  const told = await response.json().catch(() => null);
  if (response.status === 401 && path !== "/api/session") signedOut();
  throw new Refused(
    response.status,
    told?.detail ? wordsOf(told) : `The server answers ${response.status}.`,
    told?.code,
  );
}

export const get = async (path) => (await answer("GET", path)).json();
/** With what names its version, which `change` may be given as `if-match`. */
const tagged = async (response) => [await response.json(), response.headers.get("etag")];
export const getTagged = async (path) => tagged(await answer("GET", path));
export const changeTagged = async (path, body, tag) => tagged(await answer("PUT", path, body, { "if-match": tag }));
/** One job. @throws Refused where there is none, in a person's words */
export const getJob = (id) =>
  get(`/api/jobs/${encodeURIComponent(id)}`).catch((refused) => {
    throw [404, 422].includes(refused.status) ? new Refused(404, `There is no job ${id}, or your token does not see it.`) : refused;
  });
export const text = async (path) => (await answer("GET", path)).text();
export const post = async (path, body, headers = {}) => (await answer("POST", path, body ?? {}, headers)).json();
export const change = async (path, body) => (await answer("PUT", path, body)).json();
export const remove = (path) => answer("DELETE", path);

/**
 * Follows a stream of the server until `close`. `on`: what is called for each kind of event, with its data. The browser
 * connects again by itself and goes on after the last event; in a hidden tab nothing is followed, because a browser has
 * few connections to one server. `lost`: called with whether the connection is away. `after`: the event to begin after.
 * `onShown`: called when the tab is seen again. `alsoHidden`: whether a hidden one follows too.
 */
export function follow(path, on, lost, { after = null, onShown = () => {}, alsoHidden = () => false } = {}) {
  let source = null;
  let last = after;
  let over = false;
  let later = 0;
  const open = () => {
    if (over || source !== null || (document.hidden && !alsoHidden())) return;
    source = new EventSource(last === null ? path : `${path}?after=${encodeURIComponent(last)}`);
    source.addEventListener("open", () => lost(false));
    source.addEventListener("error", () => {
      lost(true);
      // A refused one is not tried again by the browser.
      if (source?.readyState !== EventSource.CLOSED) return;
      source = null;
      clearTimeout(later);
      later = setTimeout(open, 5_000);
    });
    for (const [kind, take] of Object.entries(on))
      source.addEventListener(kind, ({ data, lastEventId }) => {
        if (lastEventId !== "") last = lastEventId;
        take(JSON.parse(data));
      });
    source.addEventListener("end", close);
  };
  const shut = () => {
    source?.close();
    source = null;
  };
  const turn = () => {
    if (document.hidden && !alsoHidden()) return shut();
    if (!document.hidden && source === null) onShown();
    open();
  };
  function close() {
    over = true;
    clearTimeout(later);
    document.removeEventListener("visibilitychange", turn);
    shut();
  }
  document.addEventListener("visibilitychange", turn);
  open();
  return close;
}
