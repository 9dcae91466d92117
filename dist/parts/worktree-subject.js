// @bun
import {
  worktreeSubject2
} from "./s167.js";
export {
  worktreeSubject2 as worktreeSubject
};
