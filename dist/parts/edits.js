// @bun
import {
  byAgent2,
  editsFor2
} from "./s211.js";
export {
  byAgent2 as byAgent,
  editsFor2 as editsFor
};
