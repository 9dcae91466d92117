// @bun
import {
  endedCommand2,
  beforeEnd2
} from "./s211.js";
export {
  beforeEnd2 as beforeEnd,
  endedCommand2 as endedCommand
};
