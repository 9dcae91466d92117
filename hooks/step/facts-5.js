// @bun
import{km,Un,Lo,No,Lc,Nc,Dc,dr,Do,Wo}from"./s65.js";export{Nc as QUESTIONS_FORM,Dc as QUESTION_RULE,No as answerRules,Lo as answeredLines,dr as authorQuestions,km as briefFacts,Lc as criteriaLines,Do as reviewForm,Wo as reviewRules,Un as stampLines};
