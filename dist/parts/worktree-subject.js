// @bun
import {
  worktreeSubject2
} from "./s164.js";
export {
  worktreeSubject2 as worktreeSubject
};
