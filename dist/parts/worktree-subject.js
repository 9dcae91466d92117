// @bun
import {
  worktreeSubject2
} from "./s177.js";
export {
  worktreeSubject2 as worktreeSubject
};
