// @bun
import{pg,or,Si,Ri,iu,au,lu,Ms,Oi,Ti}from"./s29.js";export{au as QUESTIONS_FORM,lu as QUESTION_RULE,Ri as answerRules,Si as answeredLines,Ms as authorQuestions,pg as briefFacts,iu as criteriaLines,Oi as reviewForm,Ti as reviewRules,or as stampLines};
