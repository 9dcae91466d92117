// @bun
import{zm,Xn,hi,wi,Uc,Hc,Vc,Os,yi,bi}from"./s18.js";export{Hc as QUESTIONS_FORM,Vc as QUESTION_RULE,wi as answerRules,hi as answeredLines,Os as authorQuestions,zm as briefFacts,Uc as criteriaLines,yi as reviewForm,bi as reviewRules,Xn as stampLines};
