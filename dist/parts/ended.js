// @bun
import {
  endedCommand2
} from "./s114.js";
export {
  endedCommand2 as endedCommand
};
