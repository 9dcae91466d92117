// @bun
import {
  unheard2
} from "./s207.js";
export {
  unheard2 as unheard
};
