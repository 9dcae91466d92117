// @bun
import {
  endedCommand2
} from "./s128.js";
export {
  endedCommand2 as endedCommand
};
