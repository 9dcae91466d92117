// @bun
import{ym,Bn,Lo,No,Lc,Nc,Dc,cr,Do,Wo}from"./s46.js";export{Nc as QUESTIONS_FORM,Dc as QUESTION_RULE,No as answerRules,Lo as answeredLines,cr as authorQuestions,ym as briefFacts,Lc as criteriaLines,Do as reviewForm,Wo as reviewRules,Bn as stampLines};
