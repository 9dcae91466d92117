// @bun
import{Qp,qn,Ao,Co,Tc,Oc,Ec,cr,jo,zo}from"./s41.js";export{Oc as QUESTIONS_FORM,Ec as QUESTION_RULE,Co as answerRules,Ao as answeredLines,cr as authorQuestions,Qp as briefFacts,Tc as criteriaLines,jo as reviewForm,zo as reviewRules,qn as stampLines};
