// @bun
import{Dp,Bn,Eo,Po,kc,bc,xc,or,Ao,Co}from"./s39.js";export{bc as QUESTIONS_FORM,xc as QUESTION_RULE,Po as answerRules,Eo as answeredLines,or as authorQuestions,Dp as briefFacts,kc as criteriaLines,Ao as reviewForm,Co as reviewRules,Bn as stampLines};
