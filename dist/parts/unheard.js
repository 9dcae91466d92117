// @bun
import {
  unheard2
} from "./s208.js";
export {
  unheard2 as unheard
};
