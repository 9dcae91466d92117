// @bun
import {
  sensitiveOf,
  told
} from "./s205.js";
import {
  smallRequest
} from "./s134.js";
import {
  grown,
  quickText
} from "./s278.js";

// src/workflows/multi-ai/start.ts
var adds = (request, { quick }) => {
  const found = quick === undefined ? [] : sensitiveOf(request, []);
  return found.length === 0 ? {} : grown(`the request is about ${told(found)}`);
};
var hint = (request, options) => quickText({ options }) ?? quickHint(request);
function quickHint(request) {
  const { kind, reason } = smallRequest(request, [], () => "a small change");
  return kind === null ? null : `This looks small: ${reason}. With --quick plan and code have one review each; cancel first.`;
}
export {
  adds,
  hint
};
