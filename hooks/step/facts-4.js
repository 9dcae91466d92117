// @bun
import{Gp,qn,Po,Ao,$c,vc,_c,ir,Co,jo}from"./s54.js";export{vc as QUESTIONS_FORM,_c as QUESTION_RULE,Ao as answerRules,Po as answeredLines,ir as authorQuestions,Gp as briefFacts,$c as criteriaLines,Co as reviewForm,jo as reviewRules,qn as stampLines};
