// @bun
import {
  worktreeSubject2
} from "./s165.js";
export {
  worktreeSubject2 as worktreeSubject
};
