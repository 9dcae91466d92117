// @bun
import{jm,Jn,hi,wi,Uc,Hc,Vc,Es,yi,bi}from"./s52.js";export{Hc as QUESTIONS_FORM,Vc as QUESTION_RULE,wi as answerRules,hi as answeredLines,Es as authorQuestions,jm as briefFacts,Uc as criteriaLines,yi as reviewForm,bi as reviewRules,Jn as stampLines};
