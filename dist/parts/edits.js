// @bun
import {
  byAgent2,
  editsFor2
} from "./s209.js";
export {
  byAgent2 as byAgent,
  editsFor2 as editsFor
};
