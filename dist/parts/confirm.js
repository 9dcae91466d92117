// @bun
import {
  confirmed2
} from "./s153.js";
export {
  confirmed2 as confirmed
};
