// @bun
import {
  confirmed2
} from "./s154.js";
export {
  confirmed2 as confirmed
};
