// @bun
import {
  nearBounds2
} from "./s117.js";
export {
  nearBounds2 as nearBounds
};
