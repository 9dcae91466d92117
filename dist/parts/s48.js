// @bun
// src/workflows/team/documents/days.ts
function isReal(text) {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text.replace("Z", ""));
}
var isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && isReal(text);
var isTime = (text) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?Z$/.test(text) && isReal(timestamp(text));
var timestamp = (at = new Date().toISOString()) => `${at.slice(0, 19)}Z`;

export { isDate, isTime, timestamp };
