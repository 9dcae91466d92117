// @bun
import{gg,or,Oi,Ti,lu,cu,uu,zs,Ei,Ai}from"./s23.js";export{cu as QUESTIONS_FORM,uu as QUESTION_RULE,Ti as answerRules,Oi as answeredLines,zs as authorQuestions,gg as briefFacts,lu as criteriaLines,Ei as reviewForm,Ai as reviewRules,or as stampLines};
