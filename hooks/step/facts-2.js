// @bun
import{hg,ir,Ti,Ei,lu,cu,uu,Ls,Ai,Pi}from"./s28.js";export{cu as QUESTIONS_FORM,uu as QUESTION_RULE,Ei as answerRules,Ti as answeredLines,Ls as authorQuestions,hg as briefFacts,lu as criteriaLines,Ai as reviewForm,Pi as reviewRules,ir as stampLines};
