// @bun
import{rp,pn,Hs,Vs,Ya,el,tl,Tr,Ks,Qs}from"./s30.js";export{el as QUESTIONS_FORM,tl as QUESTION_RULE,Vs as answerRules,Hs as answeredLines,Tr as authorQuestions,rp as briefFacts,Ya as criteriaLines,Ks as reviewForm,Qs as reviewRules,pn as stampLines};
