// @bun
import {
  endedCommand2
} from "./s197.js";
export {
  endedCommand2 as endedCommand
};
