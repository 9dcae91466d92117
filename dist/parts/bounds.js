// @bun
import {
  nearBounds2
} from "./s112.js";
export {
  nearBounds2 as nearBounds
};
