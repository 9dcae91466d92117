// @bun
import{Lm,Un,qo,Go,Xc,Jc,Yc,dr,Zo,Uo}from"./s64.js";export{Jc as QUESTIONS_FORM,Yc as QUESTION_RULE,Go as answerRules,qo as answeredLines,dr as authorQuestions,Lm as briefFacts,Xc as criteriaLines,Zo as reviewForm,Uo as reviewRules,Un as stampLines};
