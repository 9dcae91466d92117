// @bun
import {
  unheard2
} from "./s206.js";
export {
  unheard2 as unheard
};
