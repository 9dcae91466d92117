// @bun
import {
  isAlive,
  sameHost
} from "./s225.js";

// src/run/take-over.ts
function takeOverOf(run, session, host) {
  const owner = run.owner?.host ?? null;
  if (run.owner?.session === session)
    return null;
  return sameHost(owner, host) || !isAlive(owner) ? "resume" : "resume --force";
}

export { takeOverOf };
