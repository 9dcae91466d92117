// @bun
import {
  endedCommand2
} from "./s188.js";
export {
  endedCommand2 as endedCommand
};
