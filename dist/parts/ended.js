// @bun
import {
  endedCommand2
} from "./s123.js";
export {
  endedCommand2 as endedCommand
};
