// @bun
import {
  briefFacts2,
  planChanges2,
  stampLines4,
  answeredLines2,
  answerRules2,
  criteriaLines2,
  QUESTIONS_FORM2,
  QUESTION_RULE2,
  authorQuestions2,
  reviewForm2,
  reviewRules2
} from "./s89.js";
export {
  QUESTIONS_FORM2 as QUESTIONS_FORM,
  QUESTION_RULE2 as QUESTION_RULE,
  answerRules2 as answerRules,
  answeredLines2 as answeredLines,
  authorQuestions2 as authorQuestions,
  briefFacts2 as briefFacts,
  criteriaLines2 as criteriaLines,
  planChanges2 as planChanges,
  reviewForm2 as reviewForm,
  reviewRules2 as reviewRules,
  stampLines4 as stampLines
};
