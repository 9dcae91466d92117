// @bun
import {
  byAgent2,
  editsFor2
} from "./s208.js";
export {
  byAgent2 as byAgent,
  editsFor2 as editsFor
};
