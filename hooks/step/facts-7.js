// @bun
import{gg,ks,Oi,Pi,Bl,Gl,Ul,qo,Ei,Ai}from"./s7.js";export{Gl as QUESTIONS_FORM,Ul as QUESTION_RULE,Pi as answerRules,Oi as answeredLines,qo as authorQuestions,gg as briefFacts,Bl as criteriaLines,Ei as reviewForm,Ai as reviewRules,ks as stampLines};
