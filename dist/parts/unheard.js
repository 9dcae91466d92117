// @bun
import {
  unheard2
} from "./s231.js";
export {
  unheard2 as unheard
};
