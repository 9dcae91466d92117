// @bun
import{Tm,Jn,hi,wi,Zc,Ar,Pr,yi,bi}from"./s13.js";export{Ar as QUESTIONS_FORM,Pr as QUESTION_RULE,wi as answerRules,hi as answeredLines,Tm as briefFacts,Zc as criteriaLines,yi as reviewForm,bi as reviewRules,Jn as stampLines};
