// @bun
import{Np,Wn,Eo,Po,kc,bc,xc,sr,Ao,Co}from"./s55.js";export{bc as QUESTIONS_FORM,xc as QUESTION_RULE,Po as answerRules,Eo as answeredLines,sr as authorQuestions,Np as briefFacts,kc as criteriaLines,Ao as reviewForm,Co as reviewRules,Wn as stampLines};
