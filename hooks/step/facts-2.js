// @bun
import{cg,or,Si,Ri,su,ou,iu,Ms,Oi,Ti}from"./s25.js";export{ou as QUESTIONS_FORM,iu as QUESTION_RULE,Ri as answerRules,Si as answeredLines,Ms as authorQuestions,cg as briefFacts,su as criteriaLines,Oi as reviewForm,Ti as reviewRules,or as stampLines};
