// @bun
import{Qf,dn,Zs,Gs,Xa,Ja,Ya,Sr,Us,Hs}from"./s8.js";export{Ja as QUESTIONS_FORM,Ya as QUESTION_RULE,Gs as answerRules,Zs as answeredLines,Sr as authorQuestions,Qf as briefFacts,Xa as criteriaLines,Us as reviewForm,Hs as reviewRules,dn as stampLines};
