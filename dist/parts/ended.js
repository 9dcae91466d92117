// @bun
import {
  endedCommand2
} from "./s129.js";
export {
  endedCommand2 as endedCommand
};
