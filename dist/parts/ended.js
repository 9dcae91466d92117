// @bun
import {
  endedCommand2,
  beforeEnd2
} from "./s255.js";
export {
  beforeEnd2 as beforeEnd,
  endedCommand2 as endedCommand
};
