// @bun
import {
  endedCommand2
} from "./s122.js";
export {
  endedCommand2 as endedCommand
};
