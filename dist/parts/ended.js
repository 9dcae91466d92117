// @bun
import {
  endedCommand2
} from "./s127.js";
export {
  endedCommand2 as endedCommand
};
