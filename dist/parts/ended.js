// @bun
import {
  endedCommand2
} from "./s120.js";
export {
  endedCommand2 as endedCommand
};
