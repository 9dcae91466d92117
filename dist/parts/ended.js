// @bun
import {
  endedCommand2,
  beforeEnd2
} from "./s256.js";
export {
  beforeEnd2 as beforeEnd,
  endedCommand2 as endedCommand
};
