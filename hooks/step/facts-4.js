// @bun
import{Tm,Yn,Uo,Vo,tl,nl,sl,kr,Ho,Ko}from"./s80.js";export{nl as QUESTIONS_FORM,sl as QUESTION_RULE,Vo as answerRules,Uo as answeredLines,kr as authorQuestions,Tm as briefFacts,tl as criteriaLines,Ho as reviewForm,Ko as reviewRules,Yn as stampLines};
