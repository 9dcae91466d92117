// @bun
import {
  SEVERITIES
} from "./s5.js";

// src/render/caught.ts
var STATES = ["open", "mended", "accepted", "withdrawn", "outside", "void"];
var CALLED = {
  open: "open",
  mended: "mended",
  accepted: "accepted",
  withdrawn: "withdrawn",
  outside: "outside of the change",
  void: "void"
};
var foundIn = (caught) => Object.fromEntries(STATES.map((state) => [state, caught.filter((one) => one.state === state).length]));
var statesText = (found) => STATES.filter((state) => found[state] > 0).map((state) => `${found[state]} ${CALLED[state]}`).join(", ");
function foundText(found) {
  const all = STATES.reduce((sum, state) => sum + found[state], 0);
  return all === 0 ? "" : `${all}, ${statesText(found)}`;
}
var openFindings = (caught) => caught.filter(({ state }) => state === "open" || state === "outside").map(({ id, task, reviewer, severity, state, problem }) => ({
  id,
  task,
  reviewer,
  severity,
  outside: state === "outside",
  problem
})).sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));

export { CALLED, foundIn, statesText, foundText, openFindings };
