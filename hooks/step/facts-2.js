// @bun
import{Dm,Jn,wi,yi,Vc,Kc,Qc,Ps,bi,ki}from"./s57.js";export{Kc as QUESTIONS_FORM,Qc as QUESTION_RULE,yi as answerRules,wi as answeredLines,Ps as authorQuestions,Dm as briefFacts,Vc as criteriaLines,bi as reviewForm,ki as reviewRules,Jn as stampLines};
