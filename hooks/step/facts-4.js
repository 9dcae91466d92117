// @bun
import{Am,Jn,Ko,Xo,sl,rl,ol,$r,Qo,Jo}from"./s5.js";export{rl as QUESTIONS_FORM,ol as QUESTION_RULE,Xo as answerRules,Ko as answeredLines,$r as authorQuestions,Am as briefFacts,sl as criteriaLines,Qo as reviewForm,Jo as reviewRules,Jn as stampLines};
