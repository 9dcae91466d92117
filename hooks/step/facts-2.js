// @bun
import{jm,Xn,gi,hi,Gc,Uc,Hc,Ts,wi,yi}from"./s9.js";export{Uc as QUESTIONS_FORM,Hc as QUESTION_RULE,hi as answerRules,gi as answeredLines,Ts as authorQuestions,jm as briefFacts,Gc as criteriaLines,wi as reviewForm,yi as reviewRules,Xn as stampLines};
