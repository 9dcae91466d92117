// @bun
import {
  viewQuestion2,
  viewQuestions2
} from "./s65.js";
export {
  viewQuestion2 as viewQuestion,
  viewQuestions2 as viewQuestions
};
