// @bun
import {
  endedCommand2
} from "./s93.js";
export {
  endedCommand2 as endedCommand
};
