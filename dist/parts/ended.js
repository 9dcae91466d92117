// @bun
import {
  endedCommand2
} from "./s172.js";
export {
  endedCommand2 as endedCommand
};
