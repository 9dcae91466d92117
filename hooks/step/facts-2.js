// @bun
import{pg,or,_i,Si,au,lu,cu,zs,Ri,Oi}from"./s16.js";export{lu as QUESTIONS_FORM,cu as QUESTION_RULE,Si as answerRules,_i as answeredLines,zs as authorQuestions,pg as briefFacts,au as criteriaLines,Ri as reviewForm,Oi as reviewRules,or as stampLines};
