// @bun
import{wm,Bn,Mo,Fo,Mc,Fc,Lc,lr,Lo,No}from"./s53.js";export{Fc as QUESTIONS_FORM,Lc as QUESTION_RULE,Fo as answerRules,Mo as answeredLines,lr as authorQuestions,wm as briefFacts,Mc as criteriaLines,Lo as reviewForm,No as reviewRules,Bn as stampLines};
