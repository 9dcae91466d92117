// @bun
import {
  unheard2
} from "./s229.js";
export {
  unheard2 as unheard
};
