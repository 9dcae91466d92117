// @bun
import {
  endedCommand2
} from "./s97.js";
export {
  endedCommand2 as endedCommand
};
