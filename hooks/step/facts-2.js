// @bun
import{Qf,hn,Ys,eo,rl,sl,ol,Pr,to,no}from"./s56.js";export{sl as QUESTIONS_FORM,ol as QUESTION_RULE,eo as answerRules,Ys as answeredLines,Pr as authorQuestions,Qf as briefFacts,rl as criteriaLines,to as reviewForm,no as reviewRules,hn as stampLines};
