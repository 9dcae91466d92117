// @bun
import {
  endedCommand2
} from "./s94.js";
export {
  endedCommand2 as endedCommand
};
