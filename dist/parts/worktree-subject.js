// @bun
import {
  worktreeSubject2
} from "./s178.js";
export {
  worktreeSubject2 as worktreeSubject
};
