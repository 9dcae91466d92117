// @bun
import{Tm,Jn,gi,hi,Bc,Ar,Pr,wi,yi}from"./s16.js";export{Ar as QUESTIONS_FORM,Pr as QUESTION_RULE,hi as answerRules,gi as answeredLines,Tm as briefFacts,Bc as criteriaLines,wi as reviewForm,yi as reviewRules,Jn as stampLines};
