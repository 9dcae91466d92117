// @bun
import {
  confirmed2
} from "./s146.js";
export {
  confirmed2 as confirmed
};
