// @bun
import{_f,nn,Es,Ps,ba,xa,$a,dr,As,Cs}from"./s48.js";export{xa as QUESTIONS_FORM,$a as QUESTION_RULE,Ps as answerRules,Es as answeredLines,dr as authorQuestions,_f as briefFacts,ba as criteriaLines,As as reviewForm,Cs as reviewRules,nn as stampLines};
