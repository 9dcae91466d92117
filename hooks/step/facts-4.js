// @bun
import{pm,qn,zo,Io,Ic,Fc,Mc,cr,Fo,Mo}from"./s45.js";export{Fc as QUESTIONS_FORM,Mc as QUESTION_RULE,Io as answerRules,zo as answeredLines,cr as authorQuestions,pm as briefFacts,Ic as criteriaLines,Fo as reviewForm,Mo as reviewRules,qn as stampLines};
