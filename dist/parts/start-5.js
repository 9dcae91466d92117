// @bun
import {
  sensitiveOf,
  told
} from "./s200.js";
import {
  smallRequest
} from "./s131.js";
import {
  grown
} from "./s36.js";

// src/workflows/multi-ai/start.ts
function quickHint(request) {
  const { kind, reason } = smallRequest(request, [], () => "a small change");
  return kind === null ? null : `This looks small: ${reason}. With --quick plan and code have one review each; cancel first.`;
}
function quickOptions(request) {
  const found = sensitiveOf(request, []);
  return found.length === 0 ? {} : grown(`the request is about ${told(found)}`);
}
export {
  quickHint,
  quickOptions
};
