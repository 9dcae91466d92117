// @bun
import{Dm,Jn,wi,yi,Hc,Vc,Kc,Ps,bi,ki}from"./s57.js";export{Vc as QUESTIONS_FORM,Kc as QUESTION_RULE,yi as answerRules,wi as answeredLines,Ps as authorQuestions,Dm as briefFacts,Hc as criteriaLines,bi as reviewForm,ki as reviewRules,Jn as stampLines};
